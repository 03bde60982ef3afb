package org.wulfware.xmlsysd;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.wulfware.wire.Sink;

/// Compresses answers, in place or as they come. One serves all connections; it is for one thread, and keeps some 300 KB once used.
final class Compressor implements Sink.Drain {
    /// The first bytes of every gzip file: no name, no time, of no particular system.
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    /// Fast: half a node's document is names that repeat, and more effort gains a tenth.
    private static final int LEVEL = 1;

    private final Deflater zlib = new Deflater(LEVEL);
    private final Deflater raw = new Deflater(LEVEL, true);
    private final CRC32 sum = new CRC32();
    private byte[] compressed = new byte[4096];
    private Deflater current = zlib;
    private Pieces pieces = new Pieces();
    private boolean isGzip;
    private long taken;

    /// Puts in place of what was written its zlib form (RFC 1950), HTTP's `deflate`.
    void deflate(Sink out) {
        var length = run(zlib, out, 0);
        out.clear().raw(compressed, length);
    }

    /// The same in gzip's form (RFC 1952).
    void gzip(Sink out) {
        sum.reset();
        sum.update(out.array(), out.from(), out.length());
        var crc = sum.getValue();
        var size = out.length();
        System.arraycopy(GZIP, 0, compressed, 0, GZIP.length);
        var length = run(raw, out, GZIP.length);
        out.clear().raw(compressed, length);
        for (var shift = 0; shift < 32; shift += 8) {
            out.octet((byte) (crc >> shift));
        }
        for (var shift = 0; shift < 32; shift += 8) {
            out.octet((byte) (size >> shift));
        }
    }

    /// What is taken from now on is one answer.
    void begin(boolean isGzip) {
        this.isGzip = isGzip;
        current = isGzip ? raw : zlib;
        current.reset();
        pieces = new Pieces();
        sum.reset();
        taken = 0;
        if (isGzip) {
            pieces.add(GZIP, 0, GZIP.length);
        }
    }

    @Override
    public void take(byte[] bytes, int from, int to) {
        if (isGzip) {
            sum.update(bytes, from, to - from);
            taken += to - from;
        }
        current.setInput(bytes, from, to - from);
        while (!current.needsInput()) {
            pieces.add(compressed, 0, current.deflate(compressed, 0, compressed.length));
        }
    }

    /// All has been taken: what it has become.
    Pieces end() {
        current.finish();
        while (!current.finished()) {
            pieces.add(compressed, 0, current.deflate(compressed, 0, compressed.length));
        }
        if (isGzip) {
            var trailer = new byte[8];
            for (var i = 0; i < 4; i++) {
                trailer[i] = (byte) (sum.getValue() >> (8 * i));
                trailer[4 + i] = (byte) (taken >> (8 * i));
            }
            pieces.add(trailer, 0, trailer.length);
        }
        var all = pieces;
        pieces = new Pieces();
        return all;
    }

    private int run(Deflater deflater, Sink out, int from) {
        deflater.reset();
        deflater.setInput(out.array(), out.from(), out.length());
        deflater.finish();
        var at = from;
        while (!deflater.finished()) {
            if (at == compressed.length) {
                compressed = Arrays.copyOf(compressed, at * 2);
            }
            at += deflater.deflate(compressed, at, compressed.length - at);
        }
        return at;
    }
}
