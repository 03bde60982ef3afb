package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.KILOBYTES;
import static org.wulfware.catalog.Unit.MEGAHERTZ;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// The processors, `/proc/cpuinfo`, a paragraph each:
/// ```text
/// processor       : 0
/// vendor_id       : GenuineIntel
/// cpu family      : 6
/// model           : 8
/// model name      : Celeron (Coppermine)
/// cpu MHz         : 801.824
/// cache size      : 128 KB
/// ```
/// The kernel makes this file at some cost (it asks every processor for its clock), so it is read again only after a
/// minute; the element carries the time at which it was. Machines that are no PC say less, and other things: POWER has `cpu` for the
/// model and `clock`, AArch64 numbers of who made the core and which it is, LoongArch `Model Name`, RISC-V `uarch` or the same numbers
/// as `mvendorid` and `marchid`, s390x a line each of all processors and one vendor:
/// ```text
/// CPU implementer : 0x41
/// CPU part        : 0xd0c
/// Model Name      : Loongson-3A5000
/// uarch           : sifive,u74-mc
/// vendor_id       : IBM/S390
/// processor 0: version = FF,  identification = 2EF4E8,  machine = 8561
/// ```
/// What makers and cores are usually called is known for the most common ones; of others the number stands there.
public enum Cpuinfo implements Field {
    PROCESSOR(gauge("processor@id", NONE, "The number of the processor.")),
    VENDOR_ID(text("processor/vendor_id", "Who made it.")),
    FAMILY(gauge("processor/family", NONE, "Family.")),
    MODEL_NUM(gauge("processor/model_num", NONE, "Model, as a number.")),
    MODEL_NAME(text("processor/model_name", "Model, in words.")),
    CLOCK(gauge("processor/clock", MEGAHERTZ, "Clock at the time of reading.").decimals(3).units("MHz")),
    CACHESIZE(gauge("processor/cachesize", KILOBYTES, "Cache of the last level.").units("KB")),
    IMPLEMENTER(text("processor/implementer", "Who made the core, as its number: 0x41.").onRequest()),
    PART(text("processor/part", "Which core it is, as its maker's number: 0xd0c.").onRequest());

    public static final Sensor<Cpuinfo> SENSOR = Sensor.at("proc/cpuinfo", Cpuinfo.class)
            .reads("proc/cpuinfo", new CpuinfoText(false))
            .inFull(new CpuinfoText(true))
            .keeps(60);

    private static final byte[] PROCESSOR_LINE = Cursor.literal("processor");
    private static final byte[] VENDOR_LINE = Cursor.literal("vendor_id");
    private static final byte[] FAMILY_LINE = Cursor.literal("cpu family");
    private static final byte[] MODEL_LINE = Cursor.literal("model");
    private static final byte[] MODEL_NAME_LINE = Cursor.literal("model name");
    private static final byte[] MHZ_LINE = Cursor.literal("cpu MHz");
    private static final byte[] CLOCK_LINE = Cursor.literal("clock");
    private static final byte[] CACHE_LINE = Cursor.literal("cache size");
    private static final byte[] CPU_LINE = Cursor.literal("cpu");

    private static final byte[] IMPLEMENTER_LINE = Cursor.literal("CPU implementer");
    private static final byte[] PART_LINE = Cursor.literal("CPU part");
    private static final byte[] MVENDORID_LINE = Cursor.literal("mvendorid");
    private static final byte[] MARCHID_LINE = Cursor.literal("marchid");
    private static final byte[] LOONG_MODEL_LINE = Cursor.literal("Model Name");
    private static final byte[] LOONG_MHZ_LINE = Cursor.literal("CPU MHz");
    private static final byte[] UARCH_LINE = Cursor.literal("uarch");
    private static final byte[] MACHINE = Cursor.literal("machine");

    /// What POWER writes right behind its clock.
    private static final byte[] MHZ = Cursor.literal("MHz");

    private final Spec spec;

    Cpuinfo(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Cpuinfo> sensor() {
        return SENSOR;
    }

    private static final class CpuinfoText implements Sensor.Parser<Cpuinfo> {
        private final boolean inFull;

        CpuinfoText(boolean inFull) {
            this.inFull = inFull;
        }

        @Override
        public void parse(Cursor text, Table<Cpuinfo> out) {
            var inParagraph = false;
            var vendor = -1;
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(PROCESSOR_LINE)) {
                    // s390x writes "processor 0: …", old ARM "Processor : name": only a number begins a paragraph.
                    var isOfS390 = vendor >= 0 && text.peek() == ' ' && ofS390(text, vendor, out);
                    var id = !isOfS390 && colon(text) ? text.number() : ABSENT;
                    inParagraph = id != ABSENT;
                    if (inParagraph) {
                        out.row().set(PROCESSOR, id);
                    }
                } else if (!inParagraph && out.rows() == 0 && text.at(VENDOR_LINE)) {
                    vendor = text.stepped();
                } else if (text.peek() == '\n') {
                    inParagraph = false; // POWER and ARM speak of the machine behind the last one
                } else if (inParagraph) {
                    line(text, inFull, out);
                }
            }
        }
    }

    /// `processor 0: version = FF,  identification = 2EF4E8,  machine = 8561`; the vendor stands above them all.
    private static boolean ofS390(Cursor text, int vendor, Table<Cpuinfo> out) {
        text.blanks();
        if (!text.upTo(':')) {
            return false;
        }
        var id = text.marked();
        if (id == ABSENT) {
            return false;
        }
        var at = text.stepped();
        text.to(vendor).take(VENDOR_LINE);
        words(text, VENDOR_ID, out.row().set(PROCESSOR, id));
        text.to(at);
        while (text.word()) {
            if (isMarked(text, MACHINE) && text.blanks().take('=') && text.word()) {
                out.copy(MODEL_NAME, text);
            }
        }
        return true;
    }

    private static boolean isMarked(Cursor text, byte[] literal) {
        var isSo = text.wordLength() == literal.length;
        for (var i = 0; isSo && i < literal.length; i++) {
            isSo = text.wordByte(i) == literal[i];
        }
        return isSo;
    }

    private static void line(Cursor text, boolean inFull, Table<Cpuinfo> out) {
        switch (text.peek()) {
            case 'v' -> {
                if (text.take(VENDOR_LINE)) {
                    words(text, VENDOR_ID, out);
                }
            }
            case 'm' -> {
                if (text.take(MODEL_NAME_LINE)) {
                    words(text, MODEL_NAME, out);
                } else if (text.take(MODEL_LINE) && colon(text)) {
                    out.set(MODEL_NUM, text.number());
                } else if (text.take(MVENDORID_LINE)) {
                    CpuNames.implementer(text, VENDOR_ID, inFull ? IMPLEMENTER : null, out);
                } else if (text.take(MARCHID_LINE)) {
                    CpuNames.part(text, inFull ? PART : null, out);
                }
            }
            case 'M' -> {
                if (text.take(LOONG_MODEL_LINE)) {
                    words(text, MODEL_NAME, out);
                }
            }
            case 'C' -> {
                if (text.take(IMPLEMENTER_LINE)) {
                    CpuNames.implementer(text, VENDOR_ID, inFull ? IMPLEMENTER : null, out);
                } else if (text.take(PART_LINE)) {
                    CpuNames.part(text, inFull ? PART : null, out);
                } else if (text.take(LOONG_MHZ_LINE) && colon(text)) {
                    out.set(CLOCK, text.fixed(3, MHZ));
                }
            }
            case 'u' -> {
                if (text.take(UARCH_LINE)) {
                    words(text, MODEL_NAME, out);
                }
            }
            case 'c' -> {
                if (text.take(FAMILY_LINE) && colon(text)) {
                    out.set(FAMILY, text.number());
                } else if ((text.take(MHZ_LINE) || text.take(CLOCK_LINE)) && colon(text)) {
                    out.set(CLOCK, text.fixed(3, MHZ));
                } else if (text.take(CACHE_LINE) && colon(text)) {
                    out.set(CACHESIZE, text.number());
                } else if (text.take(CPU_LINE)) {
                    words(text, MODEL_NAME, out);
                }
            }
            default -> {}
        }
    }

    private static void words(Cursor text, Cpuinfo field, Table<Cpuinfo> out) {
        if (colon(text) && text.restOfLine()) {
            out.copy(field, text);
        }
    }

    private static boolean colon(Cursor text) {
        return text.blanks().take(':');
    }
}
