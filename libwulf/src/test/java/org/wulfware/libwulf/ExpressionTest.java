package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.Stat;

class ExpressionTest {
    private static final HostState UP = Machine.up();
    private static final HostState DOWN = Machine.down();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 + 2 * 3                                            | 7         |
            (1 + 2) * 3 - -1                                     | 10        |
            8 / 2 / 2                                            | 2         |
            load1                                                | 3.1       |
            proc.loadavg.load1                                   | 3.1       |
            load1 / cpus                                         | 1.55      |
            load_per_cpu                                         | 1.55      |
            memory.free                                          | 2147483648 | bytes
            memory.free / 1G                                     | 2         |
            memory.free%                                         | 25        | %
            (memory.free + memory.cached)%                       | 37.5      | %
            memory.available%                                    | 50        | %
            memory.in_use                                        | 4294967296 | bytes
            100 - memory.in_use%                                 | 50        | %
            80% * memory.total / 1G                              | 6.4       |
            rate(ctxt)                                           | 500       | 1/s
            rate(page.in)                                        | 10240     | bytes/s
            cpu.busy                                             | 50        | %
            (cpu.user + cpu.nice)%                               | 43        | %
            max(cpu.busy)                                        | 90        | %
            min(cpu.busy)                                        | 10        | %
            max(cpu.user%) - min(cpu.user%)                      | 64        | %
            cpu[id = 1].user%                                    | 6         | %
            rate(cpu[id = 0].user)                               | 70        | %
            sum(rate(cpu.user))                                  | 76        | %
            rate(sum(cpu.user))                                  | 76        | %
            rate(cpu[id = 0].user * 2 - cpu[id = 0].sys / 2)     | 135       | %
            sum(rate(disk.read.sectors))                         | 1048576   | bytes/s
            max(disk.busy)                                       | 90        | %
            p50(disk.busy)                                       | 40        | %
            p99(disk.busy)                                       | 90        | %
            mean(disk.busy)                                      | 65        | %
            disk[name == "sdb"].busy_ms%                         | 90        | %
            count(interface)                                     | 3         |
            count(interface where name != "lo")                  | 2         |
            count(disk.busy_ms where disk.busy > 50%)            | 1         |
            sum(rate(receive.bytes) where devtype in ("eth", "ib")) | 5000   | bytes/s
            net.received                                         | 5000      | bytes/s
            sum(rate(interface[devtype != "lo"].receive.bytes))  | 5000      | bytes/s
            mount[point = "/"].used%                             | 87.5      | %
            mount.available_bytes%                               | 20        | %
            max(mount.used%)                                     | 87.5      | %
            link[name = "ib0"].speed                             | 3000000000 | bits/s
            sum(task.rss where user == "rgb") / 1M               | 1024      |
            sum(task.cpu where user == "rgb")                    | 95        | %
            group[job = "42"].cpu                                |           | %
            sum(group.cpu)                                       | 150       | %
            max(group.memory_current%)                           | 25        | %
            min(load1, 2, 5)                                     | 2         |
            max(load1, 2)                                        | 3.1       |
            clamp(load1, 0, 1)                                   | 1         |
            abs(-3) + round(2.6)                                 | 6         |
            if(load1 > 3, 1, 2)                                  | 1         |
            if(load1 > 4, 1)                                     |           |
            either(load5, load1)                                 | 3.1       |
            disk[name = "sda"].busy / rate(ctxt)                 | 0.0008    | s
            share(memory.free, memory.total)                     | 25        | %
            round_trip                                           | 0.004     | s
            swap.free%                                           |           | %
            load5 + 1                                            |           |
            load1 / 0                                            |           |
            min(load1, load5)                                    |           |
            2.5e3 + 1k                                           | 3500      |
            1.5GHz                                               | 1500000000 | Hz
            10M/s                                                | 10485760  | bytes/s
            """)
    void numbers(String text, @org.jspecify.annotations.Nullable Double expected,
            @org.jspecify.annotations.Nullable String unit) throws ExpressionException {
        var expression = Expression.of(text);
        assertThat(expression.type()).isEqualTo(Expression.Type.NUMBER);
        var number = expression.number(UP, -1);
        if (expected == null) {
            assertThat(number).isNaN();
        } else {
            assertThat(number).isCloseTo(expected, within(Math.abs(expected) * 1e-9));
        }
        assertThat(expression.measure().word()).isEqualTo(unit == null ? "" : unit);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            load1 > 3                                     | true
            load1 >= 3.1 and load1 <= 3.1                 | true
            load1 / cpus > 150%                           | true
            load1 / cpus > 1.5                            | true
            memory.available% < 5                         | false
            memory.available% > 49% and memory.available% < 0.51 | false
            memory.available > 3.9G                       | true
            memory.free / memory.total < 30%              | true
            rate(ctxt) > 0.4k                             | true
            sum(rate(disk.read.sectors)) >= 1M            | true
            round_trip < 5ms                              | true
            sum(rate(disk.read.sectors)) > 1k/s           | true
            round_trip > 1s or cpus == 2                  | true
            not cpus == 2                                 | false
            load1 != 3.1                                  | false
            load5 > 0                                     | false
            load5 <= 0                                    | false
            load5 == load5                                | false
            load5 != 1                                    | false
            not (load5 > 0)                               | true
            known(load1) and not known(load5)             | true
            host == "node07"                              | true
            host != "node07"                              | false
            host =~ "node0*"                              | true
            host =~ "node"                                | false
            host !~ "node1?"                              | true
            host =~ /0[0-9]$/                             | true
            host !~ /^node\\d+$/                          | false
            host in ("node06", 'node07')                  | true
            host in "node[06-07]"                         | true
            host in "node[08-12]"                         | false
            host in ("node[08-12]", "node07")             | true
            not (host in 'node[01-09]!node07')            | true
            host in "node07:7887,gw"                      | true
            host in "node07:7900"                         | false
            host =~ "node0[67]"                           | true
            host =~ "node[0-9][6-7]"                      | true
            host =~ "node0[!67]"                          | false
            cpus in (1, 4)                                | false
            status == "up"                                | true
            hostname == "x"                               | false
            hostname != "x"                               | false
            hostname !~ "x"                               | false
            address =~ "192.0.2.*"                        | true
            mount[point = "/home"].type == "nfs4"         | true
            first(mount.type where available_bytes > 50G) == "nfs4" | true
            count(task where name =~ "m*" and rss > 512M) > 0 | true
            "load " + text(load1) == "load 3.1"           | true
            squeeze("a   b") == "a b"                     | true
            job("/slurm/uid_7/job_42/step_batch/task_0") == "42" | true
            step("/slurm/uid_7/job_42/step_batch/task_0") == "batch" | true
            known(step("/system.slice/slurmstepd.scope/job_42")) | false
            known(job("/user.slice/job_42"))              | false
            count(task where job == "42" and step == "0") == 1 | true
            """)
    void conditions(String text, boolean expected) throws ExpressionException {
        assertThat(Expression.of(text).expecting(Expression.Type.CONDITION).holds(UP, -1)).isEqualTo(expected);
    }

    @Test
    void ofAHostThatIsDownOnlyWhatIsKnownHereIsThere() throws ExpressionException {
        assertThat(Expression.of("status == \"down\" and host == \"node08\"").holds(DOWN, -1)).isTrue();
        for (var text : List.of("load1", "cpus", "sum(task.rss)", "cpu.busy", "memory.free%", "taken", "clock_offset",
                "mount[point = \"/\"].size_bytes", "p95(task.rss)", "round_trip")) {
            assertThat(Expression.of(text).number(DOWN, -1)).as(text).isNaN();
        }
        assertThat(Expression.of("first(mount.type)").text(DOWN, -1)).isEmpty();
        assertThat(Expression.of("load1 < 1").holds(DOWN, -1)).isFalse();
    }

    @Test
    void aRowsOwnFieldsNeedNoOthersName() throws ExpressionException {
        var rows = Rows.named("interface");
        var name = Expression.of("name", Scope.NOTHING, Optional.of(rows));
        assertThat(name.text(UP, 2)).isEqualTo("ib0");
        assertThat(number("rate(receive.bytes)", rows, 2)).isEqualTo(3000);
        assertThat(number("rate(receive.bytes) / sum(rate(receive.bytes))", rows, 2)).isEqualTo(0.5);
        assertThat(number("load1", rows, 2)).isEqualTo(3.1);
        assertThat(number("link[name = interface.name].speed", rows, 1)).isEqualTo(2e9);
        assertThat(number("interface[name = \"lo\"].id", rows, 2)).isZero();
        assertThat(number("rss%", Rows.TASKS, 0)).isEqualTo(12.5);
        assertThat(number("cpu", Rows.TASKS, 0)).isEqualTo(95);
        assertThat(number("busy", Rows.named("diskstats.disk"), 1)).isEqualTo(90);
        assertThat(number("rss", Rows.TASKS, -1)).isNaN();
    }

    private static double number(String text, Rows rows, int row) throws ExpressionException {
        return Expression.of(text, Scope.NOTHING, Optional.of(rows)).number(UP, row);
    }

    @Test
    void itSaysWhichFieldsItNeedsAndWhetherTwoSamples() throws ExpressionException {
        var load = Expression.of("load1 / cpus > 1.5");
        assertThat(load.fields()).containsExactlyInAnyOrder(Loadavg.LOAD1, Stat.CPU_TOT);
        assertThat(load.needsRates()).isFalse();
        var busy = Expression.of("cpu.busy > 80 or memory.free% < 5");
        assertThat(busy.fields()).containsExactlyInAnyOrder(
                Stat.CPU_USER, Stat.CPU_NICE, Stat.CPU_SYS, Stat.CPU_TOT, Meminfo.MEMORY_FREE, Meminfo.MEMORY_TOTAL);
        assertThat(busy.needsRates()).isTrue();
        assertThat(Expression.of("host =~ \"n*\"").fields()).isEmpty();
    }

    @Test
    void aThresholdJudgesAValueThatIsHandedIn() throws ExpressionException {
        var judged = Expression.judging("value / cpus >= 0.7", Scope.NOTHING, Optional.empty(), Measure.NONE);
        assertThat(judged.holds(UP, -1, 1.4)).isTrue();
        assertThat(judged.holds(UP, -1, 1.3)).isFalse();
        assertThat(judged.holds(UP, -1, Double.NaN)).isFalse();
    }

    @Test
    void namesOfDisplaysStandForTheirExpressions() throws ExpressionException {
        var scope = scope(Map.of("load", "load1 * 2", "double", "load + load", "load1", "load1 + 100"),
                Map.of("ctxt", "1", "far", "double"));
        assertThat(Expression.of("double", scope, Optional.empty()).number(UP, -1)).isCloseTo(412.4, within(1e-9));
        assertThat(Expression.of("load1", scope, Optional.empty()).number(UP, -1)).isCloseTo(103.1, within(1e-9));
        assertThat(Expression.of("rate(ctxt)", scope, Optional.empty()).number(UP, -1)).isEqualTo(500);
        assertThat(Expression.of("far", scope, Optional.empty()).number(UP, -1)).isCloseTo(412.4, within(1e-9));
    }

    @Test
    void hostsAreNamedByTheGroupsThatTheScopeKnows() throws ExpressionException {
        var asked = new ArrayList<String>();
        var scope = new Scope() {
            @Override
            public Optional<Definition> near(String name) {
                return name.equals("ours") ? Optional.of(new Definition("host in @rack3", NOTHING)) : Optional.empty();
            }

            @Override
            public Optional<Definition> far(String name) {
                return Optional.empty();
            }

            @Override
            public HostLists hosts() {
                return expression -> {
                    asked.add(expression);
                    return HostNames.hosts("node[06-07]");
                };
            }
        };
        for (var text : List.of("host in @rack3", "ours", "host in @rack[3,5]!node01 and load1>1",
                "host in (@a&@b,\"gw\")",
                "if(host in @racks:rack3, load1, 0) > 0")) {
            assertThat(Expression.of(text, scope, Optional.empty()).holds(UP, 0)).as(text).isTrue();
        }
        assertThat(asked).containsExactly("@rack3", "@rack3", "@rack[3,5]!node01", "@a&@b", "gw", "@racks:rack3");
    }

    static Scope scope(Map<String, String> near, Map<String, String> far) {
        return new Scope() {
            @Override
            public Optional<Definition> near(String name) {
                return Optional.ofNullable(near.get(name)).map(text -> new Definition(text, this));
            }

            @Override
            public Optional<Definition> far(String name) {
                return Optional.ofNullable(far.get(name)).map(text -> new Definition(text, this));
            }
        };
    }

    @Test
    void everyDerivedValueCanBeReadAndHasAHelp() throws ExpressionException {
        for (var derived : Derived.all()) {
            var element = derived.name().replaceFirst("[.].*", "");
            var rows = Set.of("disk", "mount", "task", "group").contains(element)
                    ? Optional.of(Rows.named(element))
                    : Optional.<Rows>empty();
            assertThat(Expression.of(derived.name(), Scope.NOTHING, rows).type())
                    .isNotEqualTo(Expression.Type.CONDITION);
            assertThat(derived.help()).endsWith(".");
            if (!derived.total().isEmpty()) {
                assertThat(Expression.of(derived.name() + "%", Scope.NOTHING, rows).measure())
                        .isEqualTo(Measure.PERCENT);
            }
        }
    }
}
