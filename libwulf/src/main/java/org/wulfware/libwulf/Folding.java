package org.wulfware.libwulf;

import module java.base;

/// Many names as a person reads them, `node[001-017,019],login1`, and one by one in the same order. What folds, and
/// how, is as ClusterShell's `nodeset -f` and `-e` have it.
///
/// Both take time as there are names, whether they fold or not.
public final class Folding {
    private Folding() {}

    /// One name of the folded ones, and those that it stands for.
    private record Term(NamePattern pattern, List<long[]> box) {
        String text() {
            return pattern.folded(box);
        }

        long count() {
            return box.stream().mapToLong(place -> place.length).reduce(1, (a, b) -> a * b);
        }

        /// The first names of this term, folded, as many as there is room for: some of the numbers in one place and an ellipsis for
        /// the others, `n[00500,00824-00825,…]`; in the places before that the first number alone.
        ///
        /// @param fits whether there is room for a text that stands for so many names
        Optional<Cut> cut(BiPredicate<String, Long> fits) {
            var first = new ArrayList<>(box);
            for (var place = 0; place < box.size(); place++) {
                if (box.get(place).length > 1) {
                    var found = cut(first, place, fits);
                    if (found.isPresent()) {
                        return found;
                    }
                    first.set(place, new long[]{box.get(place)[0]});
                }
            }
            return Optional.empty();
        }

        private Optional<Cut> cut(List<long[]> first, int place, BiPredicate<String, Long> fits) {
            var ranges = IndexRanges.each(box.get(place));
            var others = new Term(pattern, first).count() / box.get(place).length;
            var shown = new StringBuilder("[");
            Optional<Cut> best = Optional.empty();
            var count = 0L;
            for (var range : ranges.subList(0, ranges.size() - 1)) {
                shown.append(range.text()).append(',');
                count += range.count();
                var text = pattern.folded(first, place, shown + "…]");
                if (!fits.test(text, count * others)) {
                    break;
                }
                best = Optional.of(new Cut(text, count * others));
            }
            return best;
        }
    }

    /// @param count of the names that stand in the text
    private record Cut(String text, long count) {}

    /// All names, folded, the same name once: what [HostNames] reads as the same hosts again.
    public static String fold(Collection<String> names) {
        return terms(names).stream().map(Term::text).collect(Collectors.joining(","));
    }

    /// The same, as much of it as a line has room for: `node[001-017,019] and 3 more`, `n[00500,00824-00825,…] and 981 more`. Empty if
    /// there is room for none.
    ///
    /// @param room for so many characters
    public static String brief(Collection<String> names, int room) {
        var terms = terms(names);
        var whole = terms.stream().map(Term::text).collect(Collectors.joining(","));
        if (whole.length() <= room) {
            return whole;
        }
        var left = terms.stream().mapToLong(Term::count).sum();
        var line = new StringJoiner(",");
        for (var term : terms) {
            if (!fits(line, term.text(), left - term.count(), room)) {
                var all = left;
                var cut = term.cut((text, count) -> fits(line, text, all - count, room));
                cut.ifPresent(part -> line.add(part.text));
                left -= cut.map(Cut::count).orElse(0L);
                break;
            }
            line.add(term.text());
            left -= term.count();
        }
        return line.length() == 0 ? "" : line + " and " + left + " more";
    }

    private static boolean fits(StringJoiner line, String text, long left, int room) {
        return line.length() + 1 + text.length() + (" and " + left + " more").length() <= room;
    }

    /// The same with the ports that are not the usual one: `node[001-017],gw:7900`.
    public static String foldHosts(Collection<Host> hosts) {
        return String.join(",", byPort(hosts, names -> terms(names).stream().map(Term::text)));
    }

    /// The names one by one, each once, in the order in which the folded ones stand.
    public static List<String> sorted(Collection<String> names) {
        var all = new ArrayList<String>(names.size());
        for (var pattern : NamePattern.of(names).values()) {
            pattern.boxes().forEach(box -> pattern.expanded(box, all::add));
        }
        return all;
    }

    /// The same with the ports that are not the usual one.
    public static List<String> sortedHosts(Collection<Host> hosts) {
        return byPort(hosts, names -> sorted(names).stream());
    }

    private static List<String> byPort(Collection<Host> hosts, Function<List<String>, Stream<String>> written) {
        var byPort = new TreeMap<Integer, List<String>>();
        for (var host : hosts) {
            var port = host.port() == Host.DEFAULT_PORT ? 0 : host.port();
            byPort.computeIfAbsent(port, _ -> new ArrayList<>()).add(host.plainName());
        }
        var all = new ArrayList<String>(hosts.size());
        byPort.forEach((port, names) -> written.apply(names)
                .forEach(
                        name -> all.add(port == 0 ? name : HostNames.withPort(name, port))));
        return all;
    }

    private static List<Term> terms(Collection<String> names) {
        var terms = new ArrayList<Term>();
        for (var pattern : NamePattern.of(names).values()) {
            pattern.boxes().forEach(box -> terms.add(new Term(pattern, box)));
        }
        return terms;
    }
}
