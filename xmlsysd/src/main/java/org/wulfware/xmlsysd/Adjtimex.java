package org.wulfware.xmlsysd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What adjtimex(2) says of the kernel's clock, as a text (see the sensor of this name). It changes nothing: `modes` is 0.
final class Adjtimex implements Tree.Text {
    /// `struct timex` on 64 bits.
    private static final int SIZE = 208;

    private static final String[] LONGS = {"offset", "frequency", "maxerror", "esterror"};
    private static final int STATUS_AT = 40;
    private static final int TICK_AT = 88;
    private static final int TAI_AT = 160;

    private final MemorySegment timex = CLibrary.room(SIZE);
    private final @Nullable MethodHandle adjtimex;

    Adjtimex() {
        var library = CLibrary.ofTheSystem();
        adjtimex = library == null ? null : library.function("adjtimex", CLibrary.POINTER);
    }

    @Override
    public int read(TextBuffer buffer) {
        if (adjtimex == null) {
            return -1;
        }
        timex.fill((byte) 0);
        int state;
        try {
            state = (int) adjtimex.invokeExact(timex);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
        if (state < 0) {
            return -1; // it is forbidden
        }
        var lines = new StringBuilder();
        lines.append("state ").append(state).append('\n');
        line(lines, "status", timex.get(ValueLayout.JAVA_INT, STATUS_AT));
        for (var i = 0; i < LONGS.length; i++) {
            line(lines, LONGS[i], timex.get(ValueLayout.JAVA_LONG, (i + 1L) * Long.BYTES));
        }
        line(lines, "tick", timex.get(ValueLayout.JAVA_LONG, TICK_AT));
        line(lines, "tai", timex.get(ValueLayout.JAVA_INT, TAI_AT));
        return buffer.fill(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static void line(StringBuilder lines, String name, long value) {
        lines.append(name).append(' ').append(value).append('\n');
    }
}
