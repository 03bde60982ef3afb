package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.wire.Gathering;

/// What of a store is meant: which hosts, by which labels.
///
/// @param labels that all values must have
/// @param named names of hosts
/// @param isAll whether there are no such names: all that the store has are meant
/// @param wanted which of these, by name
record Meant(Map<String, String> labels, List<String> named, boolean isAll, Predicate<String> wanted) {
    private static final int LONGEST_MATCHER = 8000;
    private static final String UP = "up";

    /// What chooses the series that say these fields, and what goes with them.
    String selector(Collection<Field> fields) {
        var all = Inferred.with(fields);
        // They tell that a host is there, that it has been started anew, and what it takes the time to be.
        all.addAll(List.of(Stat.BTIME, Stat.CTXT));
        var names = new TreeSet<>(Gathering.names(all));
        names.addAll(List.of(UP, "node_time_seconds"));
        var text = new StringBuilder("{__name__=~\"").append(String.join("|", names)).append('"');
        labels.forEach((name, value) -> text.append(',').append(name).append("=\"").append(escaped(value)).append('"'));
        var hosts = named.stream().map(Meant::pattern).collect(Collectors.joining("|"));
        if (!isAll && hosts.length() < LONGEST_MATCHER) {
            text.append(",instance=~\"").append(escaped("\\[?(" + hosts + ")\\]?(:[0-9]+)?")).append('"');
        }
        return text.append('}').toString();
    }

    private static String pattern(String literal) {
        return literal.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /// What an answer has of the hosts that are meant, by host and by job.
    Map<String, Map<String, Delivery>> delivered(List<Series> all) {
        var found = new HashMap<String, Map<String, Delivery>>();
        var jobs = new HashSet<String>();
        var isNamed = Set.copyOf(named);
        for (var series : all) {
            var metric = series.label("__name__");
            var sensor = Gathering.sensor(metric);
            var host = series.host();
            if ((sensor >= 0 || metric.equals(UP)) && !host.isEmpty() && wanted.test(host)
                    && (isAll || isNamed.contains(host))) {
                var job = series.label("job");
                found.computeIfAbsent(host, _ -> new TreeMap<>())
                        .computeIfAbsent(job, _ -> new Delivery())
                        .add(sensor, series);
                if (sensor >= 0) {
                    jobs.add(job);
                }
            }
        }
        // Others are scraped at hosts' addresses too; how these are says nothing of the host.
        if (!jobs.isEmpty()) {
            found.values().forEach(byJob -> byJob.keySet().retainAll(jobs));
            found.values().removeIf(Map::isEmpty);
        }
        return found;
    }
}
