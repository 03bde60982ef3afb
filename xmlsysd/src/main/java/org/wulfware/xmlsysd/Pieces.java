package org.wulfware.xmlsysd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.wulfware.wire.Sink;

/// Bytes of an answer whose length is not known before it is all there. They are kept in pieces, of which none need be copied
/// when there are more.
final class Pieces {
    private static final int PIECE = 16 << 10;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[0];
    private int used;
    private int length;

    /// How many there are.
    int length() {
        return length;
    }

    void add(byte[] bytes, int from, int to) {
        for (var at = from; at < to;) {
            if (used == last.length) {
                if (used == PIECE) {
                    full.add(last);
                    last = new byte[PIECE];
                    used = 0;
                } else {
                    last = Arrays.copyOf(last, Math.min(PIECE, Math.max(512, used * 4)));
                }
            }
            var count = Math.min(to - at, last.length - used);
            System.arraycopy(bytes, at, last, used, count);
            used += count;
            length += count;
            at += count;
        }
    }

    /// Writes what they were before they were compressed in zlib's form.
    void expand(Sink out) {
        var inflater = new Inflater();
        var bytes = new byte[PIECE];
        try {
            for (var i = 0; i <= full.size(); i++) {
                var piece = i < full.size() ? full.get(i) : last;
                inflater.setInput(piece, 0, i < full.size() ? piece.length : used);
                for (var got = inflater.inflate(bytes); got > 0; got = inflater.inflate(bytes)) {
                    out.raw(bytes, got);
                }
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException(e); // we have compressed it ourselves
        } finally {
            inflater.end();
        }
    }

    /// Writes them all.
    void to(Sink out) {
        for (var piece : full) {
            out.raw(piece, piece.length);
        }
        out.raw(last, used);
    }
}
