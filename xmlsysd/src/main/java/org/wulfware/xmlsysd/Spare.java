package org.wulfware.xmlsysd;

import java.util.ArrayList;
import java.util.List;

/// Room for answers that clients do not read at once, used again and again: what is kept for a while and then dropped fills the
/// heap's old generation, which is cleared only when it is as large as it may be. For one thread.
final class Spare {
    private static final int PIECE = 4096;

    private final long mostBytes;
    private final List<byte[]> free = new ArrayList<>();

    /// Bytes of the arrays here, and of those that are lent.
    private long bytes;

    /// @param mostBytes of all arrays together, lent or here; what is more is left to the collector
    Spare(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// An array of at least so many bytes, with anything in it.
    byte[] take(int length) {
        var best = -1;
        for (var i = 0; i < free.size(); i++) {
            var size = free.get(i).length;
            if (size >= length && (best < 0 || size < free.get(best).length)) {
                best = i;
            }
        }
        if (best >= 0) {
            return free.remove(best);
        }
        var made = new byte[(length + PIECE - 1) / PIECE * PIECE];
        bytes += made.length;
        return made;
    }

    /// The array is no longer needed.
    void give(byte[] array) {
        if (bytes <= mostBytes) {
            free.add(array);
        } else {
            bytes -= array.length;
        }
    }
}
