package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.Sample;

class ReportTest {
    @Test
    void whatEachUserHasRunningIsSummedOverHosts() throws UsageException {
        var report = report("-t", "jobs", "--aggregate", "sum,max by user", "--columns", "threads,rss,name");
        var idle = Hosts.up("idle", Sample.of(List.of()));
        assertThat(
                shown(report, List.of(idle, tasks("a", "rgb", 2), tasks("b", "x\u001b[2J", 3), tasks("c", "rgb", 4))))
                .containsExactly("rgb sum [6, 6.0G, mcarlo]", "rgb max [4, 4.0G, mcarlo]",
                        "x?[2J sum [3, 3.0G, mcarlo]",
                        "x?[2J max [3, 3.0G, mcarlo]");
    }

    @Test
    void whatIsPutTogetherIsSortedByWhatComesOut() throws UsageException {
        var states = List.of(tasks("a", "rgb", 2), tasks("b", "mc", 3), tasks("c", "rgb", 4), tasks("d", "zz", 1));
        var report = report("-t", "jobs", "--aggregate", "sum by user", "--columns", "threads", "--sort", "-threads");
        assertThat(shown(report, states)).containsExactly("rgb sum [6]", "mc sum [3]", "zz sum [1]");
        var least = report("-t", "jobs", "--aggregate", "sum by user", "--columns", "threads", "--sort", "threads");
        assertThat(shown(least, states)).containsExactly("zz sum [1]", "mc sum [3]", "rgb sum [6]");
    }

    @Test
    void nothingHasNoSumAndIsCountedAsNone() throws UsageException {
        var report = report("--aggregate", "sum,p95,count", "--columns", "load1");
        assertThat(shown(report, List.of())).containsExactly("all sum [-]", "all p95 [-]", "all count [0]");
        assertThat(shown(report, List.of(Hosts.up("n", Sample.of(List.of())))))
                .containsExactly("all sum [-]", "all p95 [-]", "all count [0]");
    }

    @Test
    void nothingComesOfNumbersThatAreNames() throws UsageException {
        var report = report("-t", "jobs", "--aggregate", "sum,count by user", "--columns", "pid,threads");
        assertThat(shown(report, List.of(tasks("a", "rgb", 2, 812), tasks("b", "mc", 3, 7), tasks("c", "rgb", 4, 9))))
                .containsExactly("rgb sum [-, 6]", "rgb count [2, 2]", "mc sum [7, 3]", "mc count [1, 1]");
    }

    @Test
    void groupsByTwoThingsAndByNumbers() throws UsageException {
        var report = report("-t", "jobs", "--aggregate", "count by host, threads > 2", "--columns", "pid");
        assertThat(report.aggregation().orElseThrow().label()).isEqualTo("host,threads > 2");
        assertThat(shown(report, List.of(tasks("a", "rgb", 2), tasks("b", "mc", 3))))
                .containsExactly("a,0 count [1]", "b,1 count [1]");
    }

    @Test
    void columnsOfOtherDisplaysAreKnownByTheirNames() throws UsageException {
        var report = report("--columns", "in_use_pct,memory.used,memory.swap_used_pct as swap,5 * load1 as l5,load1");
        assertThat(report.display().columns().stream().map(Column::name))
                .containsExactly("in_use_pct", "memory.used", "swap", "l5", "load1");
        assertThat(report.display().columns().getFirst().heading()).isEqualTo("inuse%");
        assertThat(report.display().columns().getLast().exact(new Cell("", OptionalDouble.of(3), Status.NORMAL)))
                .hasValue("3.00");
    }

    @Test
    void aConditionMeansTheColumnsOfTheDisplayFirst() throws UsageException {
        var report = report("-t", "memory", "--where", "free < 5G and swap_used_pct < 5");
        assertThat(report.asking(Wulfhosts.of(List.of())).commands()).hasSize(2);
        assertThat(report("-t", "jobs", "--where", "user == \"rgb\"")
                .lines(List.of(tasks("a", "rgb", 1), tasks("b", "mc", 1))))
                .extracting(Line::host)
                .containsExactly("a");
    }

    @Test
    void eachColumnOfADisplayMayBeNamedInWhatIsSaidOfItsLines() throws UsageException {
        for (var display : DisplaySet.BUILT_IN.all()) {
            for (var column : display.columns()) {
                var type = display.name();
                // A word of the language alone: with its display's name it is a column.
                var name = column.name().equals("in") ? type + ".in" : column.name();
                assertThat(report("-t", type, "--columns", name + " as again", "--sort", name).display().columns())
                        .as("%s of %s", name, type)
                        .hasSize(1);
                var condition = column.isText() ? name + " == \"x\"" : name + " > 1";
                assertThat(report("-t", type, "--where", condition).where()).as("%s of %s", name, type).isPresent();
            }
        }
        assertThat(report("--where", "load1 / cpus > 1.5").where()).isPresent();
    }

    @Test
    void onlyWhatAConditionNeedsIsAskedForBesideTheColumns() throws UsageException {
        var report =
                report("--columns", "load1", "--where", "rate(ctxt) > 5 or max(disk.busy) > 50%", "--sort", "-cpus");
        var commands = report.unjudged().asking(Wulfhosts.of(List.of())).commands();
        assertThat(commands).containsExactly("off all", "on time load1 ctxt busy_ms tot version");
        assertThat(report.needsRates()).isTrue();
    }

    private static Report report(String... arguments) throws UsageException {
        return new Usage("test", "0", "Tests.").type("What")
                .count("How often")
                .chooses()
                .forms()
                .parse(arguments)
                .report();
    }

    private static List<String> shown(Report report, List<HostState> states) {
        return report.aggregated(report.lines(states))
                .stream()
                .map(row -> row.group() + " " + row.statistic() + " " + row.cells().stream().map(Cell::text).toList())
                .toList();
    }

    private static HostState tasks(String host, String user, int threads) {
        return tasks(host, user, threads, 812);
    }

    private static HostState tasks(String host, String user, int threads, int pid) {
        var table = Hosts.table(Pids.SENSOR, 1).row().set(Pids.PID, pid).set(Pids.THREADS, threads);
        table.set(Pids.RSS, (long) threads << 30);
        Hosts.text(table, Pids.NAME, "mcarlo");
        Hosts.text(table, Pids.USER, user);
        return Hosts.up(host, Sample.of(List.of(table, Hosts.table(Loadavg.SENSOR, 1).row())));
    }
}
