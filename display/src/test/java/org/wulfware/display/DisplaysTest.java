package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Cpuinfo;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Time;
import org.wulfware.catalog.sensors.Uptime;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;
import org.wulfware.wire.Selection;

@Tag("golden")
class DisplaysTest {
    private static final long THEN = 1016048061;

    @Test
    void load() throws IOException {
        TextBlock.assertShown(Hosts.shown(Displays.byNameOrNumber("load"), golemAndTroubles()), """
                host       load1   load5  load15  cpus  load/cpu
                golem       0.21    0.05    0.02     1      0.21
                n01       waiting for the first answer
                n02       down: connection refused
                n03       silent for 5 s
                n04       garbled: a letter where a ?[31mlength should stand at byte 17
                n05       unknown: no such host
                """);
    }

    @Test
    void memory() throws IOException {
        var states = List.of(golem(), Hosts.up("bare", Sample.of(List.of(memoryWithoutSwap()))));
        TextBlock.assertShown(Hosts.shown(Displays.byNameOrNumber("2"), states), """
                host      total   used   free  shared  buffers  cached  inuse%   swap  swused  swap%
                golem      312M   251M    61M    384K     105M    103M      14   1.0G    100K      0
                bare       8.0G   6.0G   2.0G       -        -       -      75      0       0      -
                """);
    }

    private static Table<Meminfo> memoryWithoutSwap() {
        var gigabyte = 1L << 30;
        return Hosts.table(Meminfo.SENSOR, THEN)
                .row()
                .set(Meminfo.MEMORY_TOTAL, 8 * gigabyte)
                .set(Meminfo.MEMORY_USED, 6 * gigabyte)
                .set(Meminfo.MEMORY_FREE, 2 * gigabyte)
                .set(Meminfo.SWAP_TOTAL, 0)
                .set(Meminfo.SWAP_USED, 0);
    }

    @Test
    void vmstatHasRatesOnceThereAreTwoSamples() {
        var first = vmstat(THEN, 0);
        var states = List.of(Hosts.up("once", first), Hosts.up("twice", first, vmstat(THEN + 5, 5)));
        TextBlock.assertShown(Hosts.shown(Displays.byNameOrNumber("vmstat"), states), """
                host       load1   free   buff  cache     si     so     bi     bo     in     cs  forks   us   sy   id
                once        3.00   2.0G    12K   1.5M      -      -      -      -      -      -      -    -    -    -
                twice       3.00   2.0G    12K   1.5M      0    0.4   3.9M      0    999    23k    7.6   40   10   50
                """);
    }

    /// Two processors, of which the first works and the second idles.
    private static Sample vmstat(long second, long after) {
        var stat = Hosts.table(Stat.SENSOR, second);
        stat.row().set(Stat.CPU, 0).set(Stat.CPU_USER, 1000 + 70 * after).set(Stat.CPU_NICE, 10 * after);
        stat.set(Stat.CPU_SYS, 20 * after).set(Stat.CPU_TOT, 9000 + 100 * after);
        stat.row().set(Stat.CPU, 1).set(Stat.CPU_USER, 50).set(Stat.CPU_NICE, 0).set(Stat.CPU_SYS, 7);
        stat.set(Stat.CPU_TOT, 9000 + 100 * after);
        stat.row().set(Stat.PAGE_IN, 100 + 4000 * after).set(Stat.PAGE_OUT, 100).set(Stat.SWAP_IN, 5);
        stat.set(Stat.SWAP_OUT, after * 2 / 5).set(Stat.INTR, 999 * after);
        stat.set(Stat.CTXT, 23_456 * after).set(Stat.PROCESSES, 15 * after / 2 + (after > 0 ? 1 : 0));
        var memory = Hosts.table(Meminfo.SENSOR, second).row();
        memory.set(Meminfo.MEMORY_FREE, 2L << 30).set(Meminfo.MEMORY_BUFFERS, 12 << 10);
        memory.set(Meminfo.MEMORY_CACHED, 1536 << 10);
        var load = Hosts.table(Loadavg.SENSOR, second).row().set(Loadavg.LOAD1, 300);
        return Sample.of(List.of(stat, memory, load));
    }

    @Test
    void netIsTheSumOfAllInterfacesButLoopback() {
        var state = Hosts.up("n1", net(THEN, 0), net(THEN + 5, 5));
        TextBlock.assertShown(Hosts.shown(Displays.byNameOrNumber("3"), List.of(state)), """
                host        rx_B/s    tx_B/s  rx_pkt/s  tx_pkt/s     err/s
                n1            2.9K       20M         3         0       0.4
                """);
        assertThat(state(state, "net", "errors").status()).isEqualTo(Status.BUSY);
    }

    private static Sample net(long second, long after) {
        var table = Hosts.table(NetDev.SENSOR, second);
        for (var name : List.of("lo", "eth", "wlan")) {
            table.row().set(NetDev.ID, table.rows() - 1);
            Hosts.text(table, NetDev.DEVTYPE, name);
            Hosts.text(table, NetDev.DEVID, name.equals("lo") ? "" : "0");
            table.set(NetDev.RECEIVE_BYTES, 1500 * after).set(NetDev.TRANSMIT_BYTES, (10L << 20) * after);
            table.set(NetDev.RECEIVE_PACKETS, after * 3 / 2 + (after > 0 && name.equals("eth") ? 1 : 0));
            table.set(NetDev.TRANSMIT_PACKETS, 77);
            table.set(NetDev.RECEIVE_ERRS, after / 5).set(NetDev.RECEIVE_DROP, 0);
            table.set(NetDev.TRANSMIT_ERRS, 0).set(NetDev.TRANSMIT_DROP, 0);
        }
        return Sample.of(List.of(table));
    }

    @Test
    void time() throws IOException {
        var states = new ArrayList<HostState>();
        states.add(golem());
        var noon = Hosts.NOON.getEpochSecond();
        states.add(Hosts.up("ahead", Sample.of(List.of(clock(noon + 8, "12:00:08 pm"), uptime(noon + 8)))));
        TextBlock.assertShown(Hosts.shown(Displays.byNameOrNumber("time"), states), """
                host      time              uptime  duty%    offset
                golem     2:34:21 pm      5d 18:30    0.8    -9019d
                ahead     12:00:08 pm         2:05      -    +8.00s
                """);
        assertThat(state(states.getLast(), "time", "clock_offset").status()).isEqualTo(Status.BUSY);
    }

    private static Table<Time> clock(long second, String words) {
        return Hosts.text(Hosts.table(Time.SENSOR, second).row(), Time.TIME, words);
    }

    private static Table<Uptime> uptime(long second) {
        return Hosts.table(Uptime.SENSOR, second).row().set(Uptime.UPTIME, 750_000).set(Uptime.IDLE, 740_000);
    }

    @Test
    void cpu() throws IOException {
        var quick = Hosts.table(Cpuinfo.SENSOR, THEN).row().set(Cpuinfo.CLOCK, 2_400_123);
        quick.row();
        assertThat(
                Hosts.shown(Displays.byNameOrNumber("5"), List.of(golem(), Hosts.up("arm", Sample.of(List.of(quick))))))
                .isEqualTo("""
                        host      cpus    clock  cache  vendor         model
                        golem        1   802MHz   128K  GenuineIntel   Celeron (Coppermine)
                        arm          2  2.40GHz      -  -              -
                        """);
    }

    @Test
    void users() throws IOException {
        TextBlock.assertShown(Hosts.shown(Displays.byNameOrNumber("6"), List.of(golem())), """
                host      users
                golem         3
                """);
    }

    @Test
    void jobsHaveALineATaskAndAHostWithoutAnyHasOne() {
        var idle = Hosts.up("idle", Sample.of(List.of(Hosts.table(Loadavg.SENSOR, THEN).row())));
        var states = List.of(Hosts.up("n1", tasks(THEN, 0), tasks(THEN + 5, 490)), idle);
        TextBlock.assertShown(Hosts.shown(Displays.byNameOrNumber("7"), states), """
                host          pid  user        S  nice   cpu%      time   thr  vsize    rss  name
                n1            812  rgb         R    19   98.0      1:04     4   120M   2.2M  mcarlo
                n1           4711  1007        D     0      -  27:46:40     -      -      -  ?[2Jtmux: server
                idle            -  -           -     -      -         -     -      -      -  -
                """);
        TextBlock.assertShown(Hosts.shown(Displays.byNameOrNumber("8"), states), """
                host          pid  user        S   cpu%      time    rss  command
                n1            812  rgb         R   98.0      1:04   2.2M  ./mcarlo -n 1000000
                n1           4711  1007        D      -  27:46:40      -  [?[2Jtmux: server]
                idle            -  -           -      -         -      -  -
                """);
    }

    private static Sample tasks(long second, long more) {
        var table = Hosts.table(Pids.SENSOR, second);
        table.row().set(Pids.PID, 812).set(Pids.UTIME, 5900 + more).set(Pids.STIME, 100).set(Pids.NICE, 19);
        table.set(Pids.THREADS, 4).set(Pids.VSIZE, 120L << 20).set(Pids.RSS, 2210L << 10).set(Pids.START, 77);
        Hosts.text(table, Pids.NAME, "mcarlo");
        Hosts.text(table, Pids.USER, "rgb");
        Hosts.text(table, Pids.STATE, "R");
        Hosts.text(table, Pids.CMDLINE, "./mcarlo -n 1000000");
        table.row().set(Pids.PID, 4711).set(Pids.UTIME, 9_999_900).set(Pids.STIME, 100).set(Pids.NICE, 0);
        table.set(Pids.UID, 1007).set(Pids.START, 80 + more);
        Hosts.text(table, Pids.NAME, "\u001b[2Jtmux: server");
        Hosts.text(table, Pids.STATE, "D");
        return Sample.of(List.of(table));
    }

    @Test
    void exactValuesAreInBaseUnitsAndHaveNoExponent() throws IOException {
        assertThat(exact(golem(), "memory", "total")).hasValue("327102464");
        assertThat(exact(golem(), "memory", "in_use_pct")).hasValue("14.0");
        assertThat(exact(golem(), "load", "load1")).hasValue("0.21");
        assertThat(exact(golem(), "cpu", "clock")).hasValue("801824000");
        assertThat(exact(golem(), "cpu", "cache")).hasValue("131072");
        assertThat(exact(golem(), "cpu", "model")).hasValue("Celeron (Coppermine)");
        assertThat(exact(golem(), "time", "uptime")).hasValue("498610.16");
        assertThat(exact(golem(), "vmstat", "us")).isEmpty();
        assertThat(exact(Hosts.troubles().get(1), "load", "load1")).isEmpty();
    }

    private static Optional<String> exact(HostState state, String display, String column) {
        var declared = Displays.byNameOrNumber(display).column(column).orElseThrow();
        return declared.exact(new Line(state, Line.WHOLE_HOST).cell(declared));
    }

    private static Cell state(HostState state, String display, String column) {
        return new Line(state, Line.WHOLE_HOST).cell(Displays.byNameOrNumber(display).column(column).orElseThrow());
    }

    @Test
    void anEmptyDocumentIsAllAbsentAndNoZeros() {
        var empty = Hosts.up("n1", Sample.of(List.of()), Sample.of(List.of()));
        for (var display : Displays.all()) {
            for (var line : display.lines(List.of(empty))) {
                assertThat(line.cells(display.columns())).as(display.name()).containsOnly(Cell.ABSENT);
            }
        }
    }

    @Test
    void aHostIsAskedForAllThatItsColumnsNeedAndForNoOtherSensor() {
        for (var display : Displays.all()) {
            var selection = new Selection();
            for (var command : display.asking().commands()) {
                var words = command.split(" ");
                for (var name : List.of(words).subList(1, words.length)) {
                    if (words[0].equals("on")) {
                        assertThat(selection.on(name)).as(name).isTrue();
                    } else if (words[0].equals("off")) {
                        assertThat(selection.off(name)).as(name).isTrue();
                    }
                }
            }
            var needed = display.columns()
                    .stream()
                    .flatMap(column -> column.fields().stream())
                    .collect(Collectors.toSet());
            var sensors = needed.stream().map(Field::sensor).collect(Collectors.toSet());
            for (var index = 0; index < Catalog.sensors().size(); index++) {
                var sensor = Catalog.sensors().get(index);
                for (Field field : sensor.fields()) {
                    if (needed.contains(field) && !field.spec().isKey()) {
                        assertThat(selection.wants(index, field.ordinal())).as(display + " " + field).isTrue();
                    }
                }
                if (!sensors.contains(sensor) && !sensor.path().matches("system/time|proc/version")) {
                    assertThat(selection.wantsAny(index)).as(display.name() + " " + sensor).isFalse();
                }
            }
        }
    }

    @Test
    void fewerColumnsAskForLess() {
        var vmstat = Displays.byNameOrNumber("vmstat");
        assertThat(vmstat.asking().commands())
                .containsExactly("off all", "on time load1 stat free buffers cached version");
        assertThat(vmstat.asking(List.of(vmstat.column("cs").orElseThrow()), List.of()).commands())
                .containsExactly("off all", "on time ctxt version");
        assertThat(Displays.byNameOrNumber("memory").asking().commands())
                .containsExactly("off all", "on time meminfo");
        assertThat(Displays.byNameOrNumber("jobcmd").asking().commands())
                .containsExactly("off all", "on time pids version", "root off", "cmdline on", "pids running");
    }

    @Test
    void whatTellsWhetherAValueIsHighIsAskedForOnlyWhereThatIsShown() {
        var load1 = Displays.byNameOrNumber("load").showing(List.of(Displays.USUAL.column("load1").orElseThrow()));
        assertThat(load1.asking().commands()).containsExactly("off all", "on time load1 tot");
        assertThat(load1.unjudged().asking().commands()).containsExactly("off all", "on time load1");
    }

    @Test
    void whereOnlyKeysAreWantedTheirElementIsAskedForWithSomethingInIt() {
        var display = Display.of(Display.NO_NUMBER, "d", "D", "Disks.", Column.of("disks", "count(disk)", "Disks."));
        assertThat(display.asking().commands()).containsExactly("off all", "on time major");
    }

    @Test
    void aConditionIsCalledAsExpressionsCallIt() {
        for (var state : Hosts.troubles()) {
            assertThat(Condition.of(state).kind().word()).isEqualTo(state.poll().word());
        }
    }

    @Test
    void displaysAreFoundByNameAndByTheirOldNumber() {
        assertThat(Displays.all().stream().map(Display::name))
                .startsWith("vmstat", "load", "memory", "net", "time", "cpu", "users", "jobs", "jobcmd")
                .doesNotHaveDuplicates();
        for (var number = 0; number <= 8; number++) {
            assertThat(Displays.byNameOrNumber(Integer.toString(number)).number()).isEqualTo(number);
        }
        assertThat(Displays.byNameOrNumber("LOAD")).isSameAs(Displays.USUAL);
    }

    @Test
    void anUnknownDisplayIsQuotedBesideThoseThatThereAre() {
        assertThatThrownBy(() -> Displays.byNameOrNumber("lo\u001bad")).hasMessage(
                "unknown type \"lo?ad\"; there are 0 vmstat, 1 load, 2 memory, 3 net, 4 time, 5 cpu, 6 users, 7 jobs, 8 jobcmd,"
                        + " cores, disk, filesystems, pressure, interfaces, infiniband, sensors, gpu, nvidia, amdgpu, cgroup");
    }

    @Test
    void everyColumnHasAHelpAndANameOfOneWordUnlikeTheOthers() {
        for (var display : Displays.all()) {
            assertThat(display.columns()).as(display.name()).doesNotHaveDuplicates().allSatisfy(column -> {
                assertThat(column.name()).matches("[a-z][a-z0-9_]*");
                assertThat(column.heading()).matches("\\S+");
                assertThat(column.help()).endsWith(".");
                assertThat(column.preferred()).isGreaterThanOrEqualTo(column.width());
            });
            assertThat(display.columns().stream().map(Column::name)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aHostThatStaysSilentIsSaidToBeSoForLonger() {
        var silent = new org.wulfware.libwulf.Poll.Silent(Hosts.FIVE);
        var state = HostState.pending(Host.named("n1"), Hosts.NOON).down(silent, Hosts.NOON);
        assertThat(Condition.of(state.down(silent, Hosts.NOON.plusSeconds(60))).line()).isEqualTo("silent for 65 s");
        assertThat(Condition.of(state.down(silent, Hosts.NOON.plusSeconds(600))).line()).isEqualTo("silent for 10 min");
        assertThat(Condition.of(state.down(silent, Hosts.NOON.plusSeconds(90000))).line()).isEqualTo("silent for 25 h");
    }

    @Test
    void hostsAreCountedAsUpDownOrWaiting() throws IOException {
        assertThat(Counts.of(golemAndTroubles())).isEqualTo(new Counts(1, 4, 1));
        assertThat(Counts.of(golemAndTroubles()).total()).isEqualTo(6);
    }

    private static HostState golem() throws IOException {
        return Hosts.up("golem", Hosts.recorded("golem-2.4.9", THEN));
    }

    private static List<HostState> golemAndTroubles() throws IOException {
        var states = new ArrayList<HostState>();
        states.add(golem());
        states.addAll(Hosts.troubles());
        return states;
    }
}
