package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.display.Cell;
import org.wulfware.display.Displays;
import org.wulfware.display.Report;
import org.wulfware.display.Status;

@Timeout(60)
class RrdTest {
    private static final Headings LOAD = Headings.of(Report.of(Displays.byNameOrNumber("load")), 5);

    @TempDir
    private Path directory;

    @Test
    void aDatabaseIsMadeOnceAndUpdatedOnceASecond() {
        var layout = new RrdLayout(LOAD, "/r", 60, _ -> false);
        var out = new StringBuilder();
        layout.entry(entry(1_000_000_999L, "golem", 1.25), out);
        layout.entry(entry(1_000_900_000L, "golem", 9), out);
        layout.entry(entry(1_060_000_000L, "golem", 0.5), out);
        layout.entry(new Entry(1_060_000_000L, "node7", "down", "refused", List.of()), out);
        assertThat(out.toString().lines()).containsExactly(
                "create \"/r/golem.load.rrd\" --no-overwrite --start 999 --step 60 DS:load1:GAUGE:120:U:U DS:load5:GAUGE:120:U:U"
                        + " DS:load15:GAUGE:120:U:U DS:cpus:GAUGE:120:U:U DS:load_per_cpu:GAUGE:120:U:U"
                        + " RRA:AVERAGE:0.5:1:1440 RRA:AVERAGE:0.5:5:4032 RRA:MIN:0.5:5:4032 RRA:MAX:0.5:5:4032"
                        + " RRA:AVERAGE:0.5:120:8772 RRA:MIN:0.5:120:8772 RRA:MAX:0.5:120:8772",
                "update \"/r/golem.load.rrd\" 1000:1.25:U:U:U:U",
                "update \"/r/golem.load.rrd\" 1060:0.50:U:U:U:U");
    }

    @Test
    void aHostileNameLeadsNowhere() {
        var layout = new RrdLayout(LOAD, "/r", 5, _ -> true);
        var out = new StringBuilder();
        layout.entry(entry(1_000_000, "../../etc/x\" y", 1), out);
        layout.entry(entry(1_000_000, ".hidden", 1), out);
        assertThat(out.toString().lines()).containsExactly(
                "update \"/r/%2e.%2f..%2fetc%2fx%22%20y.load.rrd\" 1:1.00:U:U:U:U",
                "update \"/r/%2ehidden.load.rrd\" 1:1.00:U:U:U:U");
    }

    @Test
    void whatIdentifiesALineNamesItsDatabase() {
        var headings = Headings.of(Report.of(Displays.byNameOrNumber("infiniband")), 5);
        var cells = Collections.nCopies(headings.columns().size(), Cell.ABSENT);
        var layout = new RrdLayout(headings, "/r", 5, _ -> true);
        var out = new StringBuilder();
        for (var identity : List.of(List.of("mlx5_0", "1"), List.of("mlx5_0", "2"), List.of("mlx5_0.1", "2"),
                List.of("", "2"), List.of("x".repeat(118), "y".repeat(118)),
                List.of("x".repeat(118), "y".repeat(117) + "z"), List.<String>of())) {
            layout.entry(new Entry(1_000_000, "n1", "up", "", identity, cells), out);
        }
        assertThat(out.toString().lines().map(line -> line.replaceFirst(" 1:.*", ""))).containsExactly(
                "update \"/r/n1.infiniband.mlx5_0.1.rrd\"",
                "update \"/r/n1.infiniband.mlx5_0.2.rrd\"",
                "update \"/r/n1.infiniband.mlx5_0%2e1.2.rrd\"",
                "update \"/r/n1.infiniband._.2.rrd\"",
                "update \"/r/n1.infiniband." + "x".repeat(118) + "." + "y".repeat(67)
                        + "+e90cedad-b7ef-3ed1-bf6d-9799e694c117.rrd\"",
                "update \"/r/n1.infiniband." + "x".repeat(118) + "." + "y".repeat(67)
                        + "+9e6628e7-9e7d-36eb-84c7-22bdab913d01.rrd\"");
    }

    @Test
    void theToolIsToldAndWhatItComplainsOfIsSaidOnce() throws Exception {
        var told = new ArrayList<String>();
        var heard = directory.resolve("heard");
        try (var tool = Rrdtool.start(script("""
                while read -r line; do
                  echo "$line" >>'%s'
                  case $line in
                    bad*) echo 'ERROR: no such thing' ;;
                    *) echo noise; echo 'OK u:0.01 s:0.00 r:0.01' ;;
                  esac
                done
                """.formatted(heard)), told::add)) {
            var many = new StringBuilder("bad 1\nbad 2\n");
            for (var i = 0; i < 250; i++) {
                many.append("update x ").append(i).append('\n');
            }
            tool.write(many);
            assertThat(Files.readAllLines(heard)).hasSize(252);
        }
        assertThat(told).containsExactly("rrdtool: no such thing");
    }

    @Test
    void aToolThatEndsIsAFailureAndNothingHangs() throws Exception {
        var tool = Rrdtool.start(script("read -r line; exit 1"), _ -> {});
        assertThatThrownBy(() -> {
            while (true) {
                tool.write("update x 1\n");
            }
        }).isInstanceOf(IOException.class);
        tool.close();
    }

    private String script(String body) throws IOException {
        var script = directory.resolve("tool");
        Files.writeString(script, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private static Entry entry(long micros, String host, double load1) {
        var cells = new ArrayList<>(Collections.nCopies(LOAD.columns().size(), Cell.ABSENT));
        cells.set(0, new Cell(Double.toString(load1), OptionalDouble.of(load1), Status.NORMAL));
        return new Entry(micros, host, "up", "", cells);
    }
}
