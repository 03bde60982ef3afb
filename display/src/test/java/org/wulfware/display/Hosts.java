package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

/// Hosts in every state, made from recorded trees and by hand.
final class Hosts {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Duration FIVE = Duration.ofSeconds(5);
    private static final Duration QUICK = Duration.ofMillis(2);
    private static final Path FIXTURES = Path.of(System.getProperty("wulfware.fixtures"));

    private Hosts() {}

    /// What a recorded machine says, all its sources read at the same second of its clock.
    static Sample recorded(String fixture, long second) throws IOException {
        var root = FIXTURES.resolve(fixture);
        var tables = new ArrayList<Table<?>>();
        for (var sensor : Catalog.sensors()) {
            tables.add(parsed(sensor, root, second));
        }
        return Sample.of(tables);
    }

    private static <F extends Enum<F> & Field> Table<F> parsed(Sensor<F> sensor, Path root, long second)
            throws IOException {
        var table = new Table<>(sensor).stamp(second * 1_000_000);
        for (var source : sensor.sources()) {
            var file = root.resolve(source.path());
            if (Files.exists(file)) {
                var bytes = Files.readAllBytes(file);
                source.parser().parse(new Cursor().aim(bytes, 0, bytes.length), table);
            }
        }
        return table;
    }

    /// A table whose source was read at this second, to be filled by hand.
    static <F extends Enum<F> & Field> Table<F> table(Sensor<F> sensor, long second) {
        return new Table<>(sensor).stamp(second * 1_000_000);
    }

    static <F extends Enum<F> & Field> Table<F> text(Table<F> table, F field, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return table.text(table.rows() - 1, field, bytes, 0, bytes.length);
    }

    static HostState up(String name, Sample sample) {
        return HostState.pending(Host.named(name), NOON).answered(sample, QUICK, NOON, Duration.ZERO);
    }

    static HostState up(String name, Sample before, Sample after) {
        return up(name, before).answered(after, QUICK, NOON.plus(FIVE), FIVE);
    }

    static HostState down(String name, Poll why) {
        return HostState.pending(Host.named(name), NOON).down(why, NOON);
    }

    /// One of each kind of trouble.
    static List<HostState> troubles() {
        return List.of(
                HostState.pending(Host.named("n01"), NOON),
                down("n02", new Poll.Refused("connection refused")),
                down("n03", new Poll.Silent(FIVE)),
                down("n04", new Poll.Garbled("a letter where a \u001b[31mlength should stand", 17)),
                down("n05", new Poll.Unknown("n05")));
    }

    /// A whole table, as a plain screen would show it.
    static String shown(Display display, Collection<HostState> states) {
        return shown(display, display.lines(states));
    }

    static String shown(Display display, List<Line> lines) {
        var shown = new StringBuilder(Width.fit("host", 8, Column.Align.LEFT));
        for (var column : display.columns()) {
            shown.append("  ").append(Width.fit(column.heading(), column.preferred(), column.align()));
        }
        trimmed(shown);
        for (var line : lines) {
            shown.append(Width.fit(line.host(), 8, Column.Align.LEFT));
            if (line.condition().isUp()) {
                for (var column : display.columns()) {
                    var cell = line.cell(column);
                    shown.append("  ").append(Width.fit(cell.text(), column.preferred(), column.align()));
                }
            } else {
                shown.append("  ").append(line.condition().line());
            }
            trimmed(shown);
        }
        return shown.toString();
    }

    private static void trimmed(StringBuilder text) {
        text.setLength(text.toString().stripTrailing().length());
        text.append('\n');
    }
}
