package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Column;

/// Commands for `rrdtool -`: a round-robin database for each host, or for each of a host's lines, made when it is first
/// needed and then updated. What is absent is unknown there, and so is all of a host that is down.
/// ```text
/// create "/var/lib/wulf/golem.load.rrd" --no-overwrite --start 1016048059 --step 60 DS:load1:GAUGE:120:U:U … RRA:AVERAGE:0.5:1:1440 …
/// update "/var/lib/wulf/golem.load.rrd" 1016048060:0.21:0.05:0.02:1:0.21
/// ```
final class RrdLayout implements Layout {
    private static final long DAY = 86_400;
    private static final int LONGEST_SOURCE = 19;
    private static final int LONGEST_NAME = 120;

    /// A file's name may have 255 bytes.
    private static final int LONGEST_FILE = 200;

    private final Headings headings;
    private final String directory;
    private final long step;
    private final Predicate<String> exists;
    private final List<Column> numbers = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final Map<String, Long> updated = new HashMap<>();

    /// @param directory in which the databases are; no quote and no backslash is in its name
    /// @param step seconds from one update to the next, 1 at least
    /// @param exists whether a database is there already
    RrdLayout(Headings headings, String directory, long step, Predicate<String> exists) {
        this.headings = headings;
        this.directory = directory;
        this.step = step;
        this.exists = exists;
        var taken = new HashSet<String>();
        for (var column : headings.columns()) {
            if (!column.isText() && !headings.isKey(column)) {
                numbers.add(column);
                sources.add(source(column.name(), taken));
            }
        }
    }

    @Override
    public void begin(StringBuilder out) {}

    @Override
    public void entry(Entry entry, StringBuilder out) {
        var isOfNoRow = !headings.labels().isEmpty() && entry.identity().isEmpty();
        if ((headings.areHosts() && !entry.status().equals("up")) || numbers.isEmpty() || isOfNoRow) {
            return;
        }
        var file = file(entry);
        var time = Math.floorDiv(entry.micros(), 1_000_000L);
        var last = updated.get(file);
        if (last == null && !exists.test(file)) {
            create(out, file, time);
        }
        if (last != null && time <= last) {
            return; // a database takes one update a second, and none of the past
        }
        updated.put(file, time);
        out.append("update \"").append(file).append("\" ").append(time);
        for (var column : numbers) {
            var exact = column.exact(entry.cells().get(headings.columns().indexOf(column)));
            out.append(':').append(exact.orElse("U"));
        }
        out.append('\n');
    }

    private void create(StringBuilder out, String file, long time) {
        // It may be there all the same, where the commands are printed for a tool on another machine.
        out.append("create \"")
                .append(file)
                .append("\" --no-overwrite --start ")
                .append(time - 1)
                .append(" --step ")
                .append(step);
        for (var source : sources) {
            out.append(" DS:").append(source).append(":GAUGE:").append(2 * step).append(":U:U");
        }
        archives(out, 1, DAY);
        archives(out, Math.max(1, 300 / step), 14 * DAY);
        archives(out, Math.max(1, 7200 / step), 731 * DAY);
        out.append('\n');
    }

    /// Means of so many steps each, kept for so many seconds, and of the longer ones least and greatest values too.
    private void archives(StringBuilder out, long steps, long seconds) {
        for (var kind : steps == 1 ? List.of("AVERAGE") : List.of("AVERAGE", "MIN", "MAX")) {
            out.append(" RRA:")
                    .append(kind)
                    .append(":0.5:")
                    .append(steps)
                    .append(':')
                    .append(Math.max(1, seconds / (steps * step)));
        }
    }

    /// `golem.load.rrd`; of lines of their own `golem.disk.sda.rrd`.
    private String file(Entry entry) {
        var name = new StringBuilder(plain(entry.subject())).append('.').append(plain(headings.display()));
        if (!headings.areHosts()) {
            name.append('.').append(plain(entry.status()));
        }
        for (var part : entry.identity()) {
            // A dot between two parts is not one in them.
            var plain = part.isEmpty() ? "_" : plain(part);
            name.append('.').append(entry.identity().size() > 1 ? plain.replace(".", "%2e") : plain);
        }
        if (name.length() > LONGEST_FILE) {
            var all = UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.US_ASCII));
            name.replace(LONGEST_FILE, name.length(), "+" + all);
        }
        return directory + "/" + name + ".rrd";
    }

    /// A name that a node, or a person, chose, as a part of a file's: what could lead elsewhere, or collide, is written in hex.
    private static String plain(String name) {
        var plain = new StringBuilder();
        for (var octet : name.getBytes(StandardCharsets.UTF_8)) {
            var isPlain =
                    (octet >= '0' && octet <= '9') || (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z')
                            || octet == '_'
                            || octet == '-'
                            || (octet == '.' && !plain.isEmpty());
            if (isPlain) {
                plain.append((char) octet);
            } else {
                plain.append('%').append(HexFormat.of().toHexDigits(octet));
            }
            if (plain.length() > LONGEST_NAME) {
                return plain.append('+').append(HexFormat.of().toHexDigits(name.hashCode())).toString();
            }
        }
        return plain.isEmpty() ? "%" : plain.toString();
    }

    private static String source(String column, Set<String> taken) {
        var plain = column.replaceAll("[^A-Za-z0-9_]+", "_");
        var source = plain.substring(0, Math.min(plain.length(), LONGEST_SOURCE));
        for (var i = 2; !taken.add(source); i++) {
            source = plain.substring(0, Math.min(plain.length(), LONGEST_SOURCE - 2)) + "_" + i;
        }
        return source;
    }
}
