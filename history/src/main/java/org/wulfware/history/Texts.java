package org.wulfware.history;

import module java.base;

/// The texts of one block, each once, by number.
final class Texts {
    private static final int MOST = 1 << 24;

    private final List<byte[]> all = new ArrayList<>();
    private final Map<ByteBuffer, Integer> numbers = new HashMap<>();

    void clear() {
        all.clear();
        numbers.clear();
    }

    /// The number of a text, a new one if it was not there.
    int number(byte[] text) {
        var number = numbers.putIfAbsent(ByteBuffer.wrap(text), all.size());
        if (number == null) {
            all.add(text);
            return all.size() - 1;
        }
        return number;
    }

    byte[] get(long number) {
        if (number < 0 || number >= all.size()) {
            throw new DamagedException("no text " + number);
        }
        return all.get((int) number);
    }

    /// Each from where it begins to differ from the one before: times and names go on much alike.
    void write(Octets out) {
        out.whole(all.size());
        var before = new byte[0];
        for (var text : all) {
            var mismatch = Arrays.mismatch(before, text);
            var same = mismatch < 0 ? text.length : mismatch;
            out.whole(same).block(text, same, text.length - same);
            before = text;
        }
    }

    static List<byte[]> read(Cursor in) {
        var all = new ArrayList<byte[]>();
        var before = new byte[0];
        for (var left = in.count(MOST); left > 0; left--) {
            var same = in.count(before.length);
            var more = in.length();
            var text = Arrays.copyOf(before, same + more);
            in.copy(text, same, more);
            all.add(text);
            before = text;
        }
        return all;
    }
}
