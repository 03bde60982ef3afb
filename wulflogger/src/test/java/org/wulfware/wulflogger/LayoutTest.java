package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.display.Cell;
import org.wulfware.display.Display;
import org.wulfware.display.Displays;
import org.wulfware.display.Report;
import org.wulfware.display.Status;

class LayoutTest {
    private static final Display CPU = Displays.byNameOrNumber("cpu");

    @Test
    void table() {
        assertThat(lines(Format.TABLE)).isEqualTo("""
                #time              host   status   cpus    clock  cache  vendor         model
                1016048061.788933  golem  up          1   802MHz   128K  Genuine_Intel  Celeron (Coppermine), "the" 1st
                1016048062.000043  node7  down        -        -      -  -              -  connection refused
                """);
    }

    @Test
    void csv() {
        assertThat(lines(Format.CSV)).isEqualTo("""
                time,host,status,why,cpus,clock,cache,vendor,model
                1016048061.788933,golem,up,,1,801824000,131072,Genuine Intel,"Celeron (Coppermine), ""the"" 1st"
                1016048062.000043,node7,down,connection refused,,,,,
                """);
    }

    @Test
    void tsv() {
        assertThat(lines(Format.TSV).replace('\t', '|')).isEqualTo("""
                time|host|status|why|cpus|clock|cache|vendor|model
                1016048061.788933|golem|up||1|801824000|131072|Genuine Intel|Celeron (Coppermine), "the" 1st
                1016048062.000043|node7|down|connection refused|||||
                """);
    }

    @Test
    void jsonl() {
        assertThat(lines(Format.JSONL)).isEqualTo("""
                {"time":1016048061.788933,"host":"golem","status":"up","why":null,"cpus":1,"clock":801824000,\
                "cache":131072,"vendor":"Genuine Intel","model":"Celeron (Coppermine), \\"the\\" 1st"}
                {"time":1016048062.000043,"host":"node7","status":"down","why":"connection refused","cpus":null,\
                "clock":null,"cache":null,"vendor":null,"model":null}
                """);
    }

    @Test
    void xmlIsADocumentWhenTheLogHasEnded() {
        assertThat(lines(Format.XML)).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <wulflogger display="cpu">
                  <host name="golem" time="1016048061.788933" status="up"><cpus>1</cpus><clock>801824000</clock>\
                <cache>131072</cache><vendor>Genuine Intel</vendor>\
                <model>Celeron (Coppermine), &quot;the&quot; 1st</model></host>
                  <host name="node7" time="1016048062.000043" status="down" why="connection refused"/>
                </wulflogger>
                """);
    }

    @Test
    void openMetricsAreGaugesAndWordsAreLabels() {
        assertThat(lines(Format.OPENMETRICS)).isEqualTo("""
                # HELP wulf_up Whether the host answers.
                # TYPE wulf_up gauge
                wulf_up{host="golem"} 1
                wulf_up{host="node7"} 0
                # HELP wulf_cpu_cpus %s
                # TYPE wulf_cpu_cpus gauge
                wulf_cpu_cpus{host="golem"} 1
                # HELP wulf_cpu_clock_hertz %s
                # TYPE wulf_cpu_clock_hertz gauge
                wulf_cpu_clock_hertz{host="golem"} 801824000
                # HELP wulf_cpu_cache_bytes %s
                # TYPE wulf_cpu_cache_bytes gauge
                wulf_cpu_cache_bytes{host="golem"} 131072
                # HELP wulf_cpu_info Words, as labels; always 1.
                # TYPE wulf_cpu_info gauge
                wulf_cpu_info{host="golem",vendor="Genuine Intel",model="Celeron (Coppermine), \\"the\\" 1st"} 1
                # EOF
                """.formatted(CPU.columns().get(0).help(), CPU.columns().get(1).help(), CPU.columns().get(2).help()));
    }

    @Test
    void metricsHaveTheirUnitsInTheirNames() {
        var headings = Headings.of(Report.of(Displays.byNameOrNumber("disk")), 5);
        var cells = new ArrayList<Cell>();
        headings.columns().forEach(column -> cells.add(column.isText() ? text("sda") : number("1", 1)));
        assertThat(
                lines(Format.OPENMETRICS.layout(headings), new Entry(0, "a", "up", "", List.of("sda"), cells)).lines())
                .contains("wulf_disk_reads_per_second{host=\"a\",disk=\"sda\"} 1.0",
                        "wulf_disk_read_bytes_per_second{host=\"a\",disk=\"sda\"} 1.0");
    }

    @Test
    void influxTakesTheDisplayForTheMeasurement() {
        assertThat(lines(Format.INFLUX)).isEqualTo("""
                cpu,host=golem up=true,cpus=1,clock=801824000,cache=131072,vendor="Genuine Intel",\
                model="Celeron (Coppermine), \\"the\\" 1st" 1016048061788933000
                cpu,host=node7 up=false,why="connection refused" 1016048062000043000
                """);
    }

    @Test
    void whatTellsTheLinesOfAHostApartIsATagAndALabel() {
        var headings = Headings.of(Report.of(Displays.byNameOrNumber("jobs")), 5);
        var cells = new ArrayList<>(Collections.nCopies(headings.columns().size(), Cell.ABSENT));
        cells.set(0, number("42", 42));
        cells.set(1, text("root"));
        var entry = new Entry(1_000_000, "a b", "up", "", List.of("42", "8812"), cells);
        assertThat(lines(Format.INFLUX.layout(headings), entry))
                .isEqualTo("jobs,host=a\\ b,pid=42,start=8812 up=true,user=\"root\" 1000000000\n");
        assertThat(lines(Format.OPENMETRICS.layout(headings), entry))
                .contains("wulf_jobs_info{host=\"a b\",pid=\"42\",start=\"8812\",user=\"root\"} 1\n");
    }

    @Test
    void whatIdentifiesALineStandsBesideItsWords() {
        var headings = Headings.of(Report.of(Displays.byNameOrNumber("sensors")), 5);
        assertThat(headings.labels()).containsExactly("id", "chip_id");
        var cells = new ArrayList<>(Collections.nCopies(headings.columns().size(), Cell.ABSENT));
        cells.set(0, text("coretemp"));
        cells.set(1, text("Core 0"));
        var entry = new Entry(1_000_000, "a", "up", "", List.of("temp2", "isa_coretemp_0"), cells);
        assertThat(lines(Format.OPENMETRICS.layout(headings), entry)).contains(
                "wulf_sensors_info{host=\"a\",id=\"temp2\",chip_id=\"isa_coretemp_0\",chip=\"coretemp\",sensor=\"Core 0\"} 1\n");
        assertThat(lines(Format.INFLUX.layout(headings), entry)).isEqualTo(
                "sensors,host=a,id=temp2,chip_id=isa_coretemp_0 up=true,chip=\"coretemp\",sensor=\"Core 0\" 1000000000\n");
    }

    @Test
    void wordsThatAreCalledAsWhatIdentifiesALineAreCalledOtherwise() {
        var sensors = Headings.of(Report.of(Displays.byNameOrNumber("sensors")), 5);
        var headings = new Headings(sensors.display(), sensors.subject(), sensors.status(), sensors.subjectWidth(),
                List.of("chip", "id"), sensors.columns());
        var cells = new ArrayList<>(Collections.nCopies(headings.columns().size(), Cell.ABSENT));
        cells.set(0, text("coretemp"));
        cells.set(1, text("Core 0"));
        var entry = new Entry(1_000_000, "a", "up", "", List.of("hwmon0", "temp2"), cells);
        assertThat(lines(Format.OPENMETRICS.layout(headings), entry)).contains(
                "wulf_sensors_info{host=\"a\",chip=\"hwmon0\",id=\"temp2\",chip_2=\"coretemp\",sensor=\"Core 0\"} 1\n");
        assertThat(lines(Format.INFLUX.layout(headings), entry)).isEqualTo(
                "sensors,host=a,chip=hwmon0,id=temp2 up=true,chip_2=\"coretemp\",sensor=\"Core 0\" 1000000000\n");
    }

    @Test
    void aValueThatIsTooWideMovesItsLineAndIsNotCut() {
        var out = new StringBuilder();
        var cells = List.of(number("1", 1), number("802MHz", 8e8), Cell.ABSENT, text("計算機計算機計算機"), text("x"));
        Format.TABLE.layout(headings(3)).entry(new Entry(0, "averylongname", "up", "", cells), out);
        assertThat(out).hasToString("""
                0.000000           averylongname  up          1   802MHz      -  計算機計算機計算機  x
                """);
    }

    @Test
    void formatsAreFoundByTheirWord() {
        assertThat(Format.named("csv")).contains(Format.CSV);
        assertThat(Format.named("JSONL")).contains(Format.JSONL);
        assertThat(Format.named("yaml")).isEmpty();
    }

    private static String lines(Format format) {
        var cells = List.of(
                number("1", 1),
                number("802MHz", 801_824_000),
                number("128K", 131_072),
                text("Genuine Intel"),
                text("Celeron (Coppermine), \"the\" 1st"));
        return lines(format.layout(headings(5)), new Entry(1016048061_788933L, "golem", "up", "", cells),
                new Entry(1016048062_000043L, "node7", "down", "connection refused",
                        Collections.nCopies(5, Cell.ABSENT)));
    }

    private static String lines(Layout layout, Entry... entries) {
        var out = new StringBuilder();
        layout.begin(out);
        for (var entry : entries) {
            layout.entry(entry, out);
        }
        layout.endUpdate(out);
        layout.finish(out);
        return out.toString();
    }

    private static Headings headings(int hostWidth) {
        return Headings.of(Report.of(CPU), hostWidth);
    }

    private static Cell number(String text, double value) {
        return new Cell(text, OptionalDouble.of(value), Status.NORMAL);
    }

    private static Cell text(String text) {
        return new Cell(text, OptionalDouble.empty(), Status.NORMAL);
    }
}
