package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.RowIdentity;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Hwmon;
import org.wulfware.catalog.sensors.NetDev;

import org.wulfware.display.Cell;
import org.wulfware.display.Displays;
import org.wulfware.display.Status;
import org.wulfware.history.Keep;
import org.wulfware.history.Query;
import org.wulfware.history.Recording;
import org.wulfware.history.Steps;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;
import org.wulfware.wire.Gathering;
import org.wulfware.wire.JsonWriter;
import org.wulfware.wire.Metrics;
import org.wulfware.wire.OpenMetricsWriter;
import org.wulfware.wire.Packet;
import org.wulfware.wire.PacketReader;
import org.wulfware.wire.Sample;
import org.wulfware.wire.Selection;
import org.wulfware.wire.Sink;
import org.wulfware.wire.XmlReaders;
import org.wulfware.wire.XmlWriter;

/// Two rows that differ in one part of what identifies them stay two, of every sensor that there is, on every way that a row goes,
/// and keep their values while rows come, go and move.
@Timeout(120)
class RowIdentityTest {
    private static final Instant START = Instant.parse("2026-11-23T22:00:00Z");
    private static final Duration ROUND = Duration.ofSeconds(10);

    /// Which rows there are in each round, in their order: two that differ in a part, and others.
    private static final List<String> ROUNDS = List.of("ab", "ba", "xba", "bxa", "xyab", "b", "ab", "bya", "ab");

    @TempDir
    private Path directory;

    /// An element that a node has several of, and one of the parts that identify it.
    private record Case<F extends Enum<F> & Field>(Sensor<F> sensor, String element, List<F> parts, F part) {
        boolean holds(Field field) {
            return field.spec().path().startsWith(element + "/") || field.spec().path().startsWith(element + "@");
        }

        /// A value of which a rate can be had, or any number.
        Optional<F> number(boolean isCounter) {
            return Arrays.stream(sensor.fields())
                    .filter(field -> holds(field) && !field.spec().isKey() && !field.spec().isIdentity()
                            && field.spec().kind() != Kind.TEXT
                            && (field.spec().kind() == Kind.COUNTER) == isCounter)
                    .findFirst();
        }

        /// @param round how long it has been counted
        Table<F> table(int round) {
            var table = new Table<>(sensor).stamp(micros(round));
            for (var name : ROUNDS.get(round).toCharArray()) {
                table.row();
                for (var field : sensor.fields()) {
                    if (holds(field)) {
                        fill(table, field, name, round);
                    }
                }
            }
            return table;
        }

        private void fill(Table<F> table, F field, char name, int round) {
            var spec = field.spec();
            if (field == Hwmon.CHIP_TYPE && table.rows() > 1) {
                return; // it stands where a chip first measures something, and nowhere else
            }
            if (spec.kind() == Kind.TEXT) {
                // An interface has its name both whole and in parts.
                var text = field == NetDev.NAME ? said(NetDev.DEVTYPE, name) + said(NetDev.DEVID, name)
                        : spec.isIdentity() ? said(field, name) : "text";
                var octets = text.getBytes(StandardCharsets.UTF_8);
                table.text(table.rows() - 1, field, octets, 0, octets.length);
            } else if (spec.role() == Spec.Role.POSITION) {
                table.set(field, table.rows() - 1);
            } else if (spec.isIdentity()) {
                table.set(field, differs(field, name));
            } else if (spec.kind() == Kind.COUNTER) {
                table.set(field, start(name) + power(field) * (long) perSecond(name) * 10 * round);
            } else {
                table.set(field, power(field) * (long) perSecond(name));
            }
        }

        private String said(Field field, char name) {
            return field == NetDev.DEVTYPE ? "eth" + (part == field ? name : "")
                    : field == NetDev.DEVID ? "1" + differs(field, name) : "part" + differs(field, name);
        }

        /// Others differ in all parts.
        private int differs(Field field, char name) {
            return name == 'a' ? 0 : name == 'b' ? (field == part ? 1 : 0) : name;
        }

        private static long start(char name) {
            return 1_000_000_000L * (name - 'a' + 1);
        }

        private static int perSecond(char name) {
            return name - 'a' + 7;
        }

        private static long power(Field field) {
            return (long) Math.pow(10, field.spec().decimals());
        }

        double rate(char name) {
            return perSecond(name);
        }

        @Override
        public String toString() {
            return sensor + " " + element + " " + part.name();
        }
    }

    private static long micros(int round) {
        return START.plus(ROUND.multipliedBy(round)).getEpochSecond() * 1_000_000;
    }

    private static List<Case<?>> cases() {
        var cases = new ArrayList<Case<?>>();
        Catalog.sensors().forEach(sensor -> add(sensor, cases));
        assertThat(cases).hasSizeGreaterThan(40);
        return cases;
    }

    private static <F extends Enum<F> & Field> void add(Sensor<F> sensor, List<Case<?>> cases) {
        var byElement = new LinkedHashMap<String, List<F>>();
        for (var field : sensor.identity()) {
            byElement.computeIfAbsent(field.spec().path().replaceFirst("[@/][^@/]*$", ""), _ -> new ArrayList<>())
                    .add(field);
        }
        byElement.forEach((element, parts) -> parts
                .forEach(part -> cases.add(new Case<>(sensor, element, parts, part))));
    }

    /// As a host's document is read.
    private static Sample sample(Table<?> table) {
        var selection = new Selection();
        selection.on(Selection.ALL);
        var sink = new Sink();
        var writer = new XmlWriter();
        writer.begin(sink, false, 0);
        writer.write(Catalog.indexOf(table.sensor()), table, selection, null);
        writer.end();
        sink.frame();
        var packet = new PacketReader(new XmlReaders(), PacketReader.DEFAULT_LIMIT)
                .read(ByteBuffer.wrap(sink.array(), sink.from(), sink.to() - sink.from()))
                .orElseThrow();
        return ((Packet.Whole) packet).sample();
    }

    private static List<HostState> states(Case<?> each) {
        var states = new ArrayList<HostState>();
        var state = HostState.pending(Host.named("n1"), START);
        for (var round = 0; round < ROUNDS.size(); round++) {
            var at = START.plus(ROUND.multipliedBy(round));
            state = state.answered(sample(each.table(round)), Duration.ZERO, at, ROUND);
            states.add(state);
        }
        return states;
    }

    @Test
    void everyPartKeepsRowsApartInADocument() {
        for (var each : cases()) {
            for (var round = 0; round < ROUNDS.size(); round++) {
                var table = each.table(round);
                var read = Objects.requireNonNull(sample(table).table(Catalog.indexOf(each.sensor)));
                assertThat(identities(read)).as("%s", each)
                        .hasSize(ROUNDS.get(round).length())
                        .isEqualTo(identities(table));
            }
        }
    }

    private static Set<RowIdentity> identities(Table<?> table) {
        var identities = new LinkedHashSet<RowIdentity>();
        for (var row = 0; row < table.rows(); row++) {
            identities.add(RowIdentity.of(table, row));
        }
        return identities;
    }

    @Test
    void aCounterStaysWithItsRow() {
        for (var each : cases()) {
            each.number(true).ifPresent(field -> rates(each, field));
        }
    }

    private static void rates(Case<?> each, Field field) {
        var states = states(each);
        for (var round = 1; round < ROUNDS.size(); round++) {
            var rows = ROUNDS.get(round);
            for (var row = 0; row < rows.length(); row++) {
                var wasThere = ROUNDS.get(round - 1).indexOf(rows.charAt(row)) >= 0;
                assertThat(rate(states.get(round), row, field)).as("%s, %s in round %s", each, rows.charAt(row), round)
                        .isEqualTo(wasThere ? OptionalDouble.of(each.rate(rows.charAt(row))) : OptionalDouble.empty());
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a field is a constant of its own enum
    private static OptionalDouble rate(HostState state, int row, Field field) {
        return state.rate(row, (Enum & Field) field);
    }

    @Test
    void metricsAreSeriesOfTheirOwnAndAreReadBackAsTheRows() throws IOException {
        for (var each : cases()) {
            var table = each.table(2);
            assertThat(scraped(table)).as("%s", each).doesNotHaveDuplicates();
            var gathering = new Gathering(Catalog.indexOf(each.sensor));
            Metrics.of(Sample.of(List.of(table)), (metric, from, row, value) -> {
                var labels = new HashMap<String, String>();
                metric.labels().forEach(label -> labels.put(label.name(), label.value(from, row)));
                gathering.add(metric.name(), name -> labels.getOrDefault(name, ""), value);
            });
            var again = gathering.table(0);
            if (again == null) {
                assertThat(scraped(table)).as("%s", each).isEmpty();
            } else {
                assertThat(identities(again)).as("%s", each).containsExactlyInAnyOrderElementsOf(identities(table));
            }
        }
    }

    /// The daemon's metrics without their values.
    private static List<String> scraped(Table<?> table) {
        var selection = new Selection();
        selection.on(Selection.ALL);
        var sink = new Sink();
        var writer = new OpenMetricsWriter(true);
        writer.begin(sink, false, 0);
        writer.write(Catalog.indexOf(table.sensor()), table, selection, null);
        writer.end();
        return new String(sink.array(), sink.from(), sink.length(), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("node_scrape"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    @Test
    void ofJsonEachRowIsAnObjectOfItsOwn() {
        for (var each : cases()) {
            var selection = new Selection();
            selection.on(Selection.ALL);
            var sink = new Sink();
            var writer = new JsonWriter(false);
            writer.begin(sink, false, 0);
            writer.write(Catalog.indexOf(each.sensor), each.table(2), selection, null);
            writer.end();
            var element = each.element.substring(each.element.lastIndexOf('/') + 1);
            var json = new String(sink.array(), sink.from(), sink.length(), StandardCharsets.UTF_8);
            var array = json.substring(json.indexOf("\"" + element + "\":["));
            var first = Arrays.stream(each.sensor.fields()).filter(each::holds).findFirst().orElseThrow();
            assertThat(array.split("\\},\\{\"" + first.spec().path().replaceFirst(".*[@/]", "")))
                    .as("%s", each)
                    .hasSizeGreaterThanOrEqualTo(each.sensor == NetDev.SENSOR ? 1 : 3);
        }
    }

    @Test
    void aRecordingHasASeriesARow() throws Exception {
        var number = 0;
        for (var each : cases()) {
            var field = number(each);
            var rows = rows(each);
            if (field == null || rows == null) {
                continue;
            }
            var to = directory.resolve("r" + number++);
            try (var recording = Recording.open(to, Keep.USUAL.exact(Duration.ofDays(40_000)), _ -> {})) {
                var states = states(each);
                for (var round = 0; round < states.size(); round++) {
                    recording.round(List.of(states.get(round)), START.plus(ROUND.multipliedBy(round)), true);
                }
            }
            var name = each.sensor.element() + "." + field.spec().path().replace('/', '.');
            var isCounter = field.spec().kind() == Kind.COUNTER;
            var expression = Expression.of(isCounter ? "rate(" + name + ")" : name, Scope.NOTHING, Optional.of(rows));
            var answer = new Query(_ -> true,
                    Steps.even(START, START.plus(ROUND.multipliedBy(ROUNDS.size() - 1)), ROUND),
                    expression, Optional.of(rows), Query.Taken.LAST).in(to);
            assertThat(answer.series()).as("%s %s", each, name).hasSize(isCounter ? 3 : 4);
            assertThat(answer.series().stream().map(Query.Series::row)).as("%s", each).doesNotHaveDuplicates();
            for (var series : answer.series()) {
                var values = Arrays.stream(series.values()).filter(Double::isFinite).toArray();
                assertThat(values).as("%s %s", each, series.row()).isNotEmpty();
                for (var value : values) {
                    assertThat(value).as("%s %s", each, series.row()).isCloseTo(values[0], within(1e-9));
                }
            }
        }
        assertThat(number).isGreaterThan(30);
    }

    private static @Nullable Field number(Case<?> each) {
        return each.number(true).isPresent() ? each.number(true).get() : each.number(false).orElse(null);
    }

    private static @Nullable Rows rows(Case<?> each) {
        try {
            return Rows.named(each.sensor.element() + "." + each.element.replace('/', '.'));
        } catch (ExpressionException e) {
            throw new AssertionError(each.toString(), e);
        }
    }

    @Test
    void logsHaveDatabasesTagsAndLabelsARow() {
        var column = Displays.byNameOrNumber("load").columns().getFirst();
        var cells = List.of(new Cell("1", OptionalDouble.of(1), Status.NORMAL));
        for (var each : cases()) {
            var rows = Objects.requireNonNull(rows(each));
            var headings = new Headings("any", "host", "status", 5, rows.labels(), List.of(column));
            var influx = new ArrayList<String>();
            var databases = new ArrayList<String>();
            var metrics = new OpenMetricsLayout(headings);
            var rrd = new RrdLayout(headings, "/r", 10, _ -> true);
            for (var row = 0; row < 2; row++) {
                var entry = new Entry(1_000_000, "n1", "up", "", rows.identity(sample(each.table(0)), row), cells);
                var line = new StringBuilder();
                new InfluxLayout(headings).entry(entry, line);
                influx.add(line.substring(0, line.indexOf(" ")));
                line.setLength(0);
                rrd.entry(entry, line);
                databases.add(line.toString());
                metrics.entry(entry, line);
            }
            var all = new StringBuilder();
            metrics.endUpdate(all);
            assertThat(influx).as("%s", each).doesNotHaveDuplicates();
            assertThat(databases).as("%s", each).doesNotHaveDuplicates().doesNotContain("");
            assertThat(all.toString().lines().filter(line -> line.startsWith("wulf_any")).toList()).as("%s", each)
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .noneMatch(line -> line.contains("{row=\"") || line.contains(",row=\""));
        }
    }
}
