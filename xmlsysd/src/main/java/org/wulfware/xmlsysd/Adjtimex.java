package org.wulfware.xmlsysd;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.wire.Sink;

/// What adjtimex(2) says of the kernel's clock, as a text (see the sensor of this name). It changes nothing: `modes` is 0.
final class Adjtimex implements Tree.Text {
    /// `struct timex` on 64 bits.
    private static final int SIZE = 208;

    /// These follow each other, behind `modes`.
    private static final byte[][] LONGS = {
        Cursor.literal("\noffset "),
        Cursor.literal("\nfrequency "),
        Cursor.literal("\nmaxerror "),
        Cursor.literal("\nesterror "),
    };

    private static final byte[] STATE = Cursor.literal("state ");
    private static final byte[] STATUS = Cursor.literal("\nstatus ");
    private static final byte[] TICK = Cursor.literal("\ntick ");
    private static final byte[] TAI = Cursor.literal("\ntai ");
    private static final byte[] CONSTANT = Cursor.literal("\nconstant ");

    /// What a pulse per second says; these follow each other, too.
    private static final byte[][] PULSE = {
        Cursor.literal("\nppsfreq "),
        Cursor.literal("\njitter "),
        Cursor.literal("\nshift "),
        Cursor.literal("\nstabil "),
        Cursor.literal("\njitcnt "),
        Cursor.literal("\ncalcnt "),
        Cursor.literal("\nerrcnt "),
        Cursor.literal("\nstbcnt "),
    };

    private static final int STATUS_AT = 40;
    private static final int CONSTANT_AT = 48;
    private static final int PULSE_AT = 96;
    private static final int SHIFT_AT = 112;
    private static final int TICK_AT = 88;
    private static final int TAI_AT = 160;

    private final MemorySegment timex = CLibrary.room(SIZE);

    /// The same memory: the daemon's compiler makes more of a buffer's methods than of a segment's.
    private final ByteBuffer bytes = timex.asByteBuffer().order(ByteOrder.nativeOrder());

    private final Sink lines = new Sink();
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
        bytes.putInt(0, 0);
        int state;
        try {
            state = (int) adjtimex.invokeExact(timex);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
        if (state < 0) {
            return -1; // it is forbidden
        }
        lines.clear().raw(STATE).number(state).raw(STATUS).number(bytes.getInt(STATUS_AT));
        for (var i = 0; i < LONGS.length; i++) {
            lines.raw(LONGS[i]).number(bytes.getLong((i + 1) * Long.BYTES));
        }
        lines.raw(TICK).number(bytes.getLong(TICK_AT)).raw(TAI).number(bytes.getInt(TAI_AT));
        lines.raw(CONSTANT).number(bytes.getLong(CONSTANT_AT));
        for (var i = 0; i < PULSE.length; i++) {
            var at = PULSE_AT + i * Long.BYTES;
            lines.raw(PULSE[i]).number(at == SHIFT_AT ? bytes.getInt(at) : bytes.getLong(at));
        }
        lines.octet((byte) '\n');
        return buffer.fill(lines.array(), lines.from(), lines.length());
    }
}
