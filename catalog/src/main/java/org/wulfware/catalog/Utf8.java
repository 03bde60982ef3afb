package org.wulfware.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Words of the kernel's as strings from which its bytes can be formed again: names of files, mounts and devices may hold any
/// byte. One that is not part of UTF-8 stands in the string as a lone low surrogate, `0xFC` as `\uDCFC`, which UTF-8 has no form for;
/// Python does the same. Documents show such a byte as `?`.
public final class Utf8 {
    private static final int ESCAPE = 0xdc00;

    private Utf8() {}

    /// The string of `bytes[from, to)`.
    public static String decode(byte[] bytes, int from, int to) {
        var plain = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (plain.indexOf('\ufffd') < 0) {
            return plain;
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return decode(decoder, ByteBuffer.wrap(bytes, from, to - from));
    }

    /// The same of all bytes.
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    private static String decode(CharsetDecoder decoder, ByteBuffer in) {
        var out = CharBuffer.allocate(in.remaining());
        while (true) {
            var result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            for (var i = result.length(); i > 0; i--) {
                out.put((char) (ESCAPE | (in.get() & 0xff)));
            }
            decoder.reset();
        }
    }

    /// The bytes that a string was formed of.
    public static byte[] encode(String words) {
        var first = firstEscape(words, 0);
        if (first == words.length()) {
            return words.getBytes(StandardCharsets.UTF_8);
        }
        var bytes = new ByteArrayOutputStream(words.length() + 8);
        for (var from = 0; from < words.length();) {
            var to = firstEscape(words, from);
            bytes.writeBytes(words.substring(from, to).getBytes(StandardCharsets.UTF_8));
            if (to < words.length()) {
                bytes.write(words.charAt(to));
            }
            from = to + 1;
        }
        return bytes.toByteArray();
    }

    /// The index of the first character from `from` on that stands for a byte; the length if none does.
    private static int firstEscape(String words, int from) {
        for (var i = from; i < words.length(); i++) {
            var c = words.charAt(i);
            if (Character.isHighSurrogate(c)) {
                i++;
            } else if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff) {
                return i;
            }
        }
        return words.length();
    }
}
