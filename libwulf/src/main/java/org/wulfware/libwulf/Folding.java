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
    }

    /// All names, folded, the same name once: what [HostNames] reads as the same hosts again.
    public static String fold(Collection<String> names) {
        return terms(names).stream().map(Term::text).collect(Collectors.joining(","));
    }

    /// The same, as much of it as a line has room for: `node[001-017,019] and 3 more`. Empty if there is room for none.
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
                left -= addNames(line, term, left, room);
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

    /// Adds the first names of a term that is too long as a whole, and returns how many.
    private static int addNames(StringJoiner line, Term term, long left, int room) {
        var names = new ArrayList<String>();
        term.pattern.expanded(term.box, names::add);
        var added = 0;
        while (added < names.size() && fits(line, names.get(added), left - added - 1, room)) {
            line.add(names.get(added++));
        }
        return added;
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
            byPort.computeIfAbsent(port, _ -> new ArrayList<>()).add(host.name());
        }
        var all = new ArrayList<String>(hosts.size());
        byPort.forEach((port, names) -> written.apply(names)
                .forEach(
                        name -> all.add(port == 0 ? name : name + ":" + port)));
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
