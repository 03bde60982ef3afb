package org.wulfware.catalog.sensors;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Table;

/// What makers of processor cores and their cores are usually called, by the numbers that AArch64 and RISC-V kernels print; the
/// names are those of the kernel's `cputype.h` and of util-linux's `lscpu`. What is not listed is shown as its number.
final class CpuNames {
    private static final class Name {
        final long maker;
        final long number;
        final byte[] name;

        Name(long maker, long number, String name) {
            this.maker = maker;
            this.number = number;
            this.name = Cursor.literal(name);
        }
    }

    private static final long NONE = -1;

    private static final Name[] MAKERS = {
        new Name(NONE, 0x41, "ARM"), new Name(NONE, 0x42, "Broadcom"), new Name(NONE, 0x43, "Cavium"),
        new Name(NONE, 0x46, "Fujitsu"), new Name(NONE, 0x48, "HiSilicon"), new Name(NONE, 0x4e, "NVIDIA"),
        new Name(NONE, 0x50, "APM"), new Name(NONE, 0x51, "Qualcomm"), new Name(NONE, 0x53, "Samsung"),
        new Name(NONE, 0x56, "Marvell"), new Name(NONE, 0x61, "Apple"), new Name(NONE, 0x6d, "Microsoft"),
        new Name(NONE, 0x70, "Phytium"), new Name(NONE, 0xc0, "Ampere"), new Name(NONE, 0x489, "SiFive"),
        new Name(NONE, 0x5b7, "T-Head"), new Name(NONE, 0x31e, "Andes"), new Name(NONE, 0x710, "SpacemiT"),
    };

    private static final Name[] PARTS = {
        new Name(0x41, 0xd03, "Cortex-A53"), new Name(0x41, 0xd04, "Cortex-A35"), new Name(0x41, 0xd05, "Cortex-A55"),
        new Name(0x41, 0xd07, "Cortex-A57"), new Name(0x41, 0xd08, "Cortex-A72"), new Name(0x41, 0xd09, "Cortex-A73"),
        new Name(0x41, 0xd0a, "Cortex-A75"), new Name(0x41, 0xd0b, "Cortex-A76"), new Name(0x41, 0xd0c, "Neoverse-N1"),
        new Name(0x41, 0xd40, "Neoverse-V1"), new Name(0x41, 0xd41, "Cortex-A78"), new Name(0x41, 0xd44, "Cortex-X1"),
        new Name(0x41, 0xd46, "Cortex-A510"), new Name(0x41, 0xd47, "Cortex-A710"),
        new Name(0x41, 0xd49, "Neoverse-N2"), new Name(0x41, 0xd4a, "Neoverse-E1"),
        new Name(0x41, 0xd4f, "Neoverse-V2"),
        new Name(0x41, 0xd83, "Neoverse-V3AE"), new Name(0x41, 0xd84, "Neoverse-V3"),
        new Name(0x41, 0xd8e, "Neoverse-N3"),
        new Name(0x42, 0x516, "ThunderX2"), new Name(0x43, 0x0a1, "ThunderX"), new Name(0x43, 0x0af, "ThunderX2"),
        new Name(0x43, 0x0b8, "ThunderX3"), new Name(0x46, 0x001, "A64FX"), new Name(0x46, 0x003, "MONAKA"),
        new Name(0x48, 0xd01, "TaiShan-v110"), new Name(0x48, 0xd02, "TaiShan-v120"), new Name(0x4e, 0x004, "Carmel"),
        new Name(0x4e, 0x010, "Olympus"), new Name(0x50, 0x000, "X-Gene"), new Name(0x51, 0xc00, "Falkor"),
        new Name(0x6d, 0xd49, "Azure-Cobalt-100"), new Name(0x70, 0x662, "FTC662"), new Name(0x70, 0x663, "FTC663"),
        new Name(0xc0, 0xac3, "Ampere-1"), new Name(0xc0, 0xac4, "Ampere-1a"),
    };

    private CpuNames() {}

    /// The number behind a colon says who made the core: its usual name into `name`, the number itself into `number`.
    static void implementer(Cursor text, Cpuinfo name, @Nullable Cpuinfo number, Table<Cpuinfo> out) {
        if (text.blanks().take(':') && text.word()) {
            set(text, NONE, MAKERS, name, number, out);
        }
    }

    /// The number behind a colon says which core of the maker named above it is.
    static void part(Cursor text, @Nullable Cpuinfo number, Table<Cpuinfo> out) {
        if (text.blanks().take(':') && text.word()) {
            set(text, maker(out), PARTS, Cpuinfo.MODEL_NAME, number, out);
        }
    }

    /// Whose name stands in the row begun last; -2 if nobody's that is known.
    private static long maker(Table<Cpuinfo> out) {
        var row = out.rows() - 1;
        var slot = Cpuinfo.VENDOR_ID.ordinal();
        for (var maker : MAKERS) {
            var isSo = out.has(row, Cpuinfo.VENDOR_ID) && out.textLength(row, slot) == maker.name.length;
            for (var i = 0; isSo && i < maker.name.length; i++) {
                isSo = out.textByte(row, slot, i) == maker.name[i];
            }
            if (isSo) {
                return maker.number;
            }
        }
        return -2;
    }

    private static void set(
            Cursor text, long maker, Name[] names, Cpuinfo name, @Nullable Cpuinfo number, Table<Cpuinfo> out) {
        if (number != null) {
            out.copy(number, text);
        }
        var code = hexadecimal(text);
        for (var each : names) {
            if (code >= 0 && each.number == code && each.maker == maker) {
                if (!out.has(out.rows() - 1, name)) {
                    out.text(out.rows() - 1, name, each.name, 0, each.name.length);
                }
                return;
            }
        }
        if (!out.has(out.rows() - 1, name)) {
            out.copy(name, text);
        }
    }

    /// The value of the marked `0xd0c`; -1 if it is none.
    private static long hexadecimal(Cursor text) {
        if (text.wordLength() < 3 || text.wordLength() > 17 || text.wordByte(0) != '0' || text.wordByte(1) != 'x') {
            return -1;
        }
        var value = 0L;
        for (var i = 2; i < text.wordLength(); i++) {
            var digit = Character.digit(text.wordByte(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
