package org.wulfware.libwulf;

import module java.base;

/// Names that are alike but for the numbers in them, and these numbers: `node` and `-ib`, with 1 and 0, 2 and 0.
final class NamePattern {
    private final List<String> texts;
    private final List<long[]> vectors = new ArrayList<>();

    /// @param texts before, between and behind the numbers
    private NamePattern(List<String> texts) {
        this.texts = texts;
    }

    /// The patterns of all names, in the order that ClusterShell shows them in: by their text, in which `%s` stands for
    /// a number and `%%` for a percent sign.
    static SortedMap<String, NamePattern> of(Collection<String> names) {
        var patterns = new TreeMap<String, NamePattern>();
        var known = new HashMap<String, NamePattern>();
        var key = new StringBuilder();
        for (var name : names) {
            key.setLength(0);
            var numbers = scan(name, key);
            var text = key.toString();
            var pattern = known.get(text);
            if (pattern == null) {
                pattern = new NamePattern(texts(name));
                known.put(text, pattern);
                patterns.put(text, pattern);
            }
            pattern.vectors.add(numbers);
        }
        return patterns;
    }

    private static long[] scan(String name, StringBuilder key) {
        var numbers = new long[count(name)];
        var filled = 0;
        for (var at = 0; at < name.length();) {
            var end = endOfNumber(name, at);
            if (isNumber(name, at, end)) {
                numbers[filled++] = Index.of(name, at, end);
                key.append("%s");
                at = end;
            } else {
                var next = Math.max(end, at + 1);
                for (; at < next; at++) {
                    key.append(name.charAt(at) == '%' ? "%%" : name.substring(at, at + 1));
                }
            }
        }
        return numbers;
    }

    private static int count(String name) {
        var count = 0;
        for (var at = 0; at < name.length();) {
            var end = endOfNumber(name, at);
            count += isNumber(name, at, end) ? 1 : 0;
            at = Math.max(end, at + 1);
        }
        return count;
    }

    private static List<String> texts(String name) {
        var texts = new ArrayList<String>();
        var start = 0;
        for (var at = 0; at < name.length();) {
            var end = endOfNumber(name, at);
            if (isNumber(name, at, end)) {
                texts.add(name.substring(start, at));
                start = end;
            }
            at = Math.max(end, at + 1);
        }
        texts.add(name.substring(start));
        return texts;
    }

    private static int endOfNumber(String name, int start) {
        var end = start;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static boolean isNumber(String name, int start, int end) {
        return end > start && end - start <= Index.MOST_DIGITS && !isOfAddress(name, start);
    }

    /// An address of IPv6 does not fold, and no port does.
    private static boolean isOfAddress(String name, int at) {
        var colon = name.indexOf(':');
        return colon >= 0 && (colon < at || name.indexOf(':', colon + 1) >= 0);
    }

    /// The numbers that belong together, in the order in which they are shown: for each place all that may stand there.
    List<List<long[]>> boxes() {
        var places = texts.size() - 1;
        if (places == 0) {
            return List.of(List.of());
        }
        if (places == 1) {
            return List.of(List.of(vectors.stream().mapToLong(vector -> vector[0]).sorted().distinct().toArray()));
        }
        vectors.sort(Arrays::compare);
        var distinct = new ArrayList<long[]>(vectors.size());
        for (var vector : vectors) {
            if (distinct.isEmpty() || !Arrays.equals(distinct.getLast(), vector)) {
                distinct.add(vector);
            }
        }
        return IndexVectors.fold(distinct)
                .boxes()
                .stream()
                .map(box -> Arrays.stream(box).map(IndexSet::sorted).toList())
                .toList();
    }

    /// Writes the names of one box as one: `node[1-2]-ib0`.
    String folded(List<long[]> box) {
        var out = new StringBuilder(texts.getFirst());
        for (var place = 0; place < box.size(); place++) {
            IndexRanges.write(box.get(place), out);
            out.append(texts.get(place + 1));
        }
        return out.toString();
    }

    /// The same with these words in one place.
    String folded(List<long[]> box, int where, String words) {
        var out = new StringBuilder(texts.getFirst());
        for (var place = 0; place < box.size(); place++) {
            if (place == where) {
                out.append(words);
            } else {
                IndexRanges.write(box.get(place), out);
            }
            out.append(texts.get(place + 1));
        }
        return out.toString();
    }

    /// Hands each name of one box to `names`; the last number counts fastest.
    void expanded(List<long[]> box, Consumer<String> names) {
        var counters = new int[box.size()];
        var out = new StringBuilder();
        while (true) {
            out.setLength(0);
            out.append(texts.getFirst());
            for (var place = 0; place < counters.length; place++) {
                Index.write(box.get(place)[counters[place]], out);
                out.append(texts.get(place + 1));
            }
            names.accept(out.toString());
            var place = counters.length - 1;
            while (place >= 0 && ++counters[place] == box.get(place).length) {
                counters[place--] = 0;
            }
            if (place < 0) {
                return;
            }
        }
    }
}
