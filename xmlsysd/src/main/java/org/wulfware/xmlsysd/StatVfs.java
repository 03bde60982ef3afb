package org.wulfware.xmlsysd;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Utf8;

/// Asks file systems by statvfs(3): through the JDK, which tells all but the inodes, and only for those by itself.
final class StatVfs implements Mounts.Space {
    /// `struct statvfs` on 64 bits: eleven words, an unsigned long each, and spare ones.
    private static final int SIZE = 256;

    private static final int FRAGMENT_SIZE = 1;
    private static final int BLOCKS = 2;
    private static final int FREE = 3;
    private static final int AVAILABLE = 4;
    private static final int INODES = 5;
    private static final int INODES_FREE = 6;

    /// Loaded on the thread that asks.
    private static final class Function {
        static final @Nullable MethodHandle STATVFS = statvfs();

        private static @Nullable MethodHandle statvfs() {
            var library = CLibrary.ofTheSystem();
            return library == null ? null : library.function("statvfs", CLibrary.POINTER, CLibrary.POINTER);
        }
    }

    @Override
    public void measure(String path, boolean withInodes, long[] sizes) {
        // The JDK asks for names that the locale knows, and for others of nothing at all.
        var statvfs = withInodes || OddNames.isOdd(path) ? Function.STATVFS : null;
        if (statvfs == null) {
            var file = new File(path);
            sizes[Mounts.SIZE] = file.getTotalSpace();
            sizes[Mounts.FREE] = file.getFreeSpace();
            sizes[Mounts.AVAILABLE] = file.getUsableSpace();
            return;
        }
        try (var arena = Arena.ofConfined()) {
            var answer = arena.allocate(SIZE, Long.BYTES);
            int status;
            try {
                status = (int) statvfs.invokeExact(arena.allocateFrom(ValueLayout.JAVA_BYTE, Utf8.encode(path + "\0")),
                        answer);
            } catch (Throwable e) {
                throw CLibrary.unexpected(e);
            }
            if (status == 0) {
                var unit = word(answer, FRAGMENT_SIZE);
                sizes[Mounts.SIZE] = bytes(word(answer, BLOCKS), unit);
                sizes[Mounts.FREE] = bytes(word(answer, FREE), unit);
                sizes[Mounts.AVAILABLE] = bytes(word(answer, AVAILABLE), unit);
                sizes[Mounts.INODES] = word(answer, INODES);
                sizes[Mounts.INODES_FREE] = word(answer, INODES_FREE);
            }
        }
    }

    private static long word(MemorySegment answer, int index) {
        return answer.get(ValueLayout.JAVA_LONG, (long) index * Long.BYTES);
    }

    /// What a broken file system may say as well: 0 for what is more than a number holds.
    private static long bytes(long blocks, long unit) {
        return Math.multiplyHigh(blocks, unit) == 0 && blocks >= 0 && blocks * unit >= 0 ? blocks * unit : 0;
    }
}
