package org.wulfware.libwulf;

import module java.base;

/// Many names as a person reads them, `node[001-017,019],login1`, and one by one in the same order. What folds, and
/// how, is as ClusterShell's `nodeset -f` and `-e` have it.
///
/// Both take time as there are names, whether they fold or not.
public final class Folding {
    private Folding() {}

    /// All names, folded, the same name once: what [HostNames] reads as the same hosts again.
    public static String fold(Collection<String> names) {
        return String.join(",", terms(names));
    }

    /// The same with the ports that are not the usual one: `node[001-017],gw:7900`.
    public static String foldHosts(Collection<Host> hosts) {
        var byPort = new TreeMap<Integer, List<String>>();
        for (var host : hosts) {
            var port = host.port() == Host.DEFAULT_PORT ? 0 : host.port();
            byPort.computeIfAbsent(port, _ -> new ArrayList<>()).add(host.name());
        }
        var all = new StringJoiner(",");
        byPort.forEach((port, names) -> terms(names).forEach(term -> all.add(port == 0 ? term : term + ":" + port)));
        return all.toString();
    }

    /// The names one by one, each once, in the order in which the folded ones stand.
    public static List<String> sorted(Collection<String> names) {
        var all = new ArrayList<String>(names.size());
        for (var pattern : NamePattern.of(names).values()) {
            pattern.boxes().forEach(box -> pattern.expanded(box, all::add));
        }
        return all;
    }

    private static List<String> terms(Collection<String> names) {
        var terms = new ArrayList<String>();
        for (var pattern : NamePattern.of(names).values()) {
            pattern.boxes().forEach(box -> terms.add(pattern.folded(box)));
        }
        return terms;
    }
}
