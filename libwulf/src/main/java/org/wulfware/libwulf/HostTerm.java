package org.wulfware.libwulf;

import module java.base;

/// One name with its brackets, before it is written out: `dc[1-2]n[01-99].lan` is a text, ranges, a text, ranges and a
/// text. How many names it makes is known without making them.
final class HostTerm {
    /// DNS knows no longer name; what has a million of them had better be short.
    static final int LONGEST_NAME = 253;

    /// @param digits the least number of digits of each
    private record Range(long first, long last, long step, int digits) {
        long count() {
            return (last - first) / step + 1;
        }
    }

    /// Either a text or ranges.
    private record Part(String text, List<Range> ranges) {}

    private final List<Part> parts = new ArrayList<>();
    private List<Range> open = new ArrayList<>();

    void text(String text) {
        parts.add(new Part(text, List.of()));
    }

    /// Adds a range to the bracket that is open.
    ///
    /// @param digits the least number of digits of each number
    void range(long first, long last, long step, int digits) {
        open.add(new Range(first, last, step, digits));
    }

    /// Closes the bracket.
    void bracket() {
        parts.add(new Part("", open));
        open = new ArrayList<>();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /// How many names this makes; no more than `most` and one.
    long count(long most) {
        var product = 1L;
        for (var part : parts) {
            var count = part.ranges.isEmpty() ? 1L : 0L;
            for (var range : part.ranges) {
                count = Math.min(count + range.count(), most + 1);
            }
            product = Math.min(product * count, most + 1);
        }
        return product;
    }

    /// The length of the longest name.
    int length() {
        var length = 0;
        for (var part : parts) {
            length += part.text.length();
            length += part.ranges.stream()
                    .mapToInt(range -> Math.max(range.digits, Long.toString(range.last).length()))
                    .max()
                    .orElse(0);
        }
        return length;
    }

    /// Hands each name to `names`, the last bracket counting fastest.
    void names(Consumer<String> names) {
        names(0, new StringBuilder(), names);
    }

    private void names(int from, StringBuilder name, Consumer<String> names) {
        if (from == parts.size()) {
            names.accept(name.toString());
            return;
        }
        var part = parts.get(from);
        var length = name.length();
        if (part.ranges.isEmpty()) {
            names(from + 1, name.append(part.text), names);
            name.setLength(length);
        }
        for (var range : part.ranges) {
            for (var number = range.first; number <= range.last; number += range.step) {
                Index.write(number, range.digits, name);
                names(from + 1, name, names);
                name.setLength(length);
            }
        }
    }
}
