package org.wulfware.wire;

import java.util.Arrays;
import org.wulfware.wire.Trace.Taken;

/// Looks for the values in a document that has been read and is well-formed, and lays beside each how it was taken.
final class Gaps {
    private static final Taken[] TAKEN = Taken.values();

    private final byte[] document;
    private final int to;
    private final Trace trace;
    private final byte[] fixed;
    private int fixedLength;
    private int[] gaps = new int[64 * (Trace.WIDTH + 1)];
    private int length;
    /// Where what has not been copied begins.
    private int from;
    private int at;
    private int entry;

    Gaps(byte[] document, int from, int to, Trace trace) {
        this.document = document;
        this.from = from;
        this.at = from;
        this.to = to;
        this.trace = trace;
        this.fixed = new byte[to - from];
    }

    int[] gaps() {
        return Arrays.copyOf(gaps, length);
    }

    byte[] fixed() {
        return Arrays.copyOf(fixed, fixedLength);
    }

    /// Whether it is a plain document: elements, attributes in double quotes, and text that means itself.
    boolean find() {
        if (at + 1 < to && document[at] == '<' && document[at + 1] == '?') {
            while (at < to && document[at] != '>') {
                at++;
            }
            at++;
        }
        var text = at;
        while (at < to) {
            var octet = document[at];
            if (octet == '<') {
                if (!tag(text)) {
                    return false;
                }
                text = at;
            } else if (octet == '&' || octet == '>' || octet < 0 || octet == 0x7f) {
                return false;
            } else {
                at++;
            }
        }
        keep(to);
        return entry == trace.count();
    }

    private boolean tag(int text) {
        if (at + 1 >= to) {
            return false;
        }
        var isEnd = document[at + 1] == '/';
        if (isEnd && !gap(text, at)) {
            return false;
        }
        at += isEnd ? 2 : 1;
        if (!name()) {
            return false;
        }
        while (at < to) {
            switch (document[at]) {
                case '>' -> {
                    at++;
                    return true;
                }
                case '/' -> {
                    // It ends here, too; there is no text in it.
                    at++;
                    if (!gap(at, at)) {
                        return false;
                    }
                }
                case ' ', '\n', '\t', '\r' -> at++;
                default -> {
                    if (isEnd || !attribute()) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    /// Steps over a name; false if it is one that means something else.
    private boolean name() {
        var begin = at;
        while (at < to && (Character.isLetterOrDigit(document[at]) || document[at] == '_' || document[at] == '-')) {
            at++;
        }
        return at > begin;
    }

    private boolean attribute() {
        var begin = at;
        if (!name() || at + 1 >= to || document[at] != '=' || document[at + 1] != '"'
                || (at - begin == 5 && new String(document, begin, 5, java.nio.charset.StandardCharsets.US_ASCII)
                        .equals("xmlns"))) {
            return false;
        }
        at += 2;
        var value = at;
        while (at < to && document[at] != '"') {
            at++;
        }
        return gap(value, at++);
    }

    /// The next value, as far as it is one.
    private boolean gap(int begin, int end) {
        if (end >= to || entry >= trace.count()) {
            return false;
        }
        var present = entry++;
        var taken = TAKEN[trace.get(present, 0)];
        if (taken == Taken.FIXED) {
            return true;
        }
        var isText = taken == Taken.TEXT || taken == Taken.FREE;
        var isPlain = Template.textEnd(document, begin, to) == end;
        if (isText && document[end] == '<' && begin == end) {
            // An element that says nothing, which is not the same as one that says something.
            return taken == Taken.FREE;
        }
        if (!isPlain) {
            return taken == Taken.FREE;
        }
        keep(begin);
        from = end;
        if (length == gaps.length) {
            gaps = Arrays.copyOf(gaps, length * 2);
        }
        gaps[length++] = lastKept;
        for (var part = 0; part < Trace.WIDTH; part++) {
            gaps[length++] = trace.get(present, part);
        }
        return true;
    }

    private int lastKept;

    private void keep(int until) {
        lastKept = until - from;
        System.arraycopy(document, from, fixed, fixedLength, lastKept);
        fixedLength += lastKept;
        from = until;
    }
}
