package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.catalog.sensors.Time;
import org.wulfware.catalog.sensors.Uptime;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

class ProcessQueryTest {
    private static final ProcessQuery.Typed NOTHING = new ProcessQuery.Typed(
            List.of(), List.of(), List.of(), false, false, false, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    private static final HostState NODE = Hosts.up("node01", sample(1000, 0), sample(1005, 1));

    /// A rank of a job, a process that has begun since, and a thread of the kernel.
    private static Sample sample(long second, long done) {
        var tasks = Hosts.table(Pids.SENSOR, second).row();
        tasks.set(Pids.PID, 28_110).set(Pids.UID, 1000).set(Pids.THREADS, 2).set(Pids.NICE, 10).set(Pids.START, 6000);
        tasks.set(Pids.UTIME, 3000 + 450 * done).set(Pids.STIME, 10 + 50 * done).set(Pids.RSS, 1L << 30);
        tasks.set(Pids.READ_BYTES, 10_240 * done);
        Hosts.text(tasks, Pids.NAME, "vasp std (5.4)");
        Hosts.text(tasks, Pids.STATE, "R");
        Hosts.text(tasks, Pids.USER, "ada");
        Hosts.text(tasks, Pids.CONTROL_GROUP, "/slurm/uid_1000/job_4711/step_batch/task_0");
        tasks.row().set(Pids.PID, 4).set(Pids.UID, 70_000).set(Pids.START, 100 + 9000 * done).set(Pids.UTIME, 5);
        tasks.set(Pids.STIME, 5).set(Pids.RSS, 4096);
        Hosts.text(tasks, Pids.NAME, "sh");
        Hosts.text(tasks, Pids.STATE, "S");
        tasks.row().set(Pids.PID, 2).set(Pids.UID, 0).set(Pids.START, 1).set(Pids.UTIME, 0).set(Pids.STIME, 7);
        Hosts.text(tasks, Pids.NAME, "kthreadd");
        Hosts.text(tasks, Pids.STATE, "S");
        Hosts.text(tasks, Pids.USER, "root");
        return Sample.of(List.of(
                tasks, Hosts.table(Uptime.SENSOR, second).row().set(Uptime.UPTIME, 1_000_000),
                Hosts.table(Meminfo.SENSOR, second).row().set(Meminfo.MEMORY_TOTAL, 8L << 30),
                Hosts.text(Hosts.table(Time.SENSOR, second).row(), Time.TIME, "noon")));
    }

    @Test
    void theUsualColumnsSayWhoseProcessItIsWhatItUsesAndItsJob() throws Exception {
        var query = ProcessQuery.of(NOTHING, DisplaySet.BUILT_IN);
        assertThat(rows(query)).isEqualTo("""
                node01 28110 ada R 100.0 1.0G 2 10 2:45:40 0:35 4711 vasp std (5.4)
                node01 4 70000 S - 4.0K - - 2:45:09 0:00 - sh
                node01 2 root S 0.0 - - - 2:46:39 0:00 - kthreadd
                """.replace("2:45:09", elapsed()));
        assertThat(query.needsRates()).isTrue();
    }

    private static String elapsed() {
        return Human.cpuTime(10_000 - 91);
    }

    @Test
    void whatANodeHidesIsToldFromWhatIsNotThere() throws Exception {
        assertThat(rows(query("pid,read,written,command"))).isEqualTo("""
                28110 2.0K - vasp std (5.4) (hidden)
                4 (hidden) - sh (hidden)
                2 (hidden) - [kthreadd]
                """);
    }

    @Test
    void everyColumnHasAMeaningAndAPlace() throws Exception {
        var all = ProcessQuery.columns().all().getFirst();
        assertThat(all.columns()).allSatisfy(column -> assertThat(column.help()).endsWith("."));
        assertThat(all.columns().stream().map(Column::name)).doesNotHaveDuplicates();
        var query = query(all.columns().stream().map(Column::name).collect(Collectors.joining(",")));
        assertThat(rows(query).lines().findFirst().orElseThrow()).endsWith(
                " 4711 batch /slurm/uid_1000/job_4711/step_batch/task_0 vasp std (5.4) vasp std (5.4) (hidden)");
        assertThat(ProcessQuery.listed(all.column("cpu").orElseThrow())).isEqualTo("cpu *");
        assertThat(ProcessQuery.listed(all.column("step").orElseThrow())).isEqualTo("step");
    }

    @Test
    void usersJobsAndStatesChooseTogether() throws Exception {
        assertThat(pids(List.of("ada", "root"), List.of(), List.of())).containsExactly("28110", "2");
        assertThat(pids(List.of("70000", "ada"), List.of(), List.of("S"))).containsExactly("4");
        assertThat(pids(List.of(), List.of("1", "4711.batch"), List.of())).containsExactly("28110");
        assertThat(pids(List.of(), List.of("4711.0"), List.of())).isEmpty();
        assertThat(pids(List.of("DOM\\\\ada"), List.of(), List.of())).isEmpty();
    }

    @Test
    void aNodeChoosesByUsersWhereALineHasRoomForThem() throws Exception {
        assertThat(masks(List.of("ada", "bob"))).containsExactly("cmdline off", "user ada bob");
        assertThat(masks(List.of("ada", "1000"))).containsExactly("cmdline off", "root on", "pids all");
        assertThat(masks(List.of())).containsExactly("cmdline off", "root off", "pids all");
        var many = IntStream.range(0, 70).mapToObj(i -> "user" + i).toList();
        assertThat(masks(many)).containsExactly("cmdline off", "root on", "pids all");
    }

    @Test
    void moreThanAnExpressionHoldsIsRefused() {
        var many = IntStream.range(0, 500).mapToObj(i -> "user" + i).toList();
        assertThatThrownBy(() -> masks(many)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--user, --job, --state: more than can be chosen by at once: ");
    }

    @Test
    void theFirstOfTwoListsHasProcessorTimesAlone() throws Exception {
        var defaults = Arrays.stream(Pids.values()).filter(field -> !field.spec().isOnRequest()).count();
        var first = query("pid,cpu").first().commands();
        assertThat(first).startsWith("off all", "on time version pids").endsWith("root on", "pids all");
        // All but the times, the start and the number itself.
        assertThat(first.get(2).split(" ")).hasSize((int) defaults - 4 + 1).doesNotContain("utime", "stime", "start");
        assertThat(query("pid,read").first()).isEqualTo(query("pid,read").asking());
        assertThat(query("pid,name").needsRates()).isFalse();
    }

    private static ProcessQuery query(String columns) throws UsageException {
        return ProcessQuery.of(new ProcessQuery.Typed(
                List.of(), List.of(), List.of(), false, false, false, Optional.of(columns), Optional.empty(),
                Optional.empty(),
                Optional.empty()), DisplaySet.BUILT_IN);
    }

    private static ProcessQuery chosen(List<String> users, List<String> jobs, List<String> states)
            throws UsageException {
        return ProcessQuery.of(new ProcessQuery.Typed(
                users, jobs, states, false, false, false, Optional.of("pid"), Optional.empty(), Optional.empty(),
                Optional.empty()), DisplaySet.BUILT_IN);
    }

    private static List<String> pids(List<String> users, List<String> jobs, List<String> states) throws UsageException {
        return rows(chosen(users, jobs, states)).lines().toList();
    }

    private static List<String> masks(List<String> users) throws UsageException {
        return chosen(users, List.of(), List.of()).asking()
                .commands()
                .stream()
                .filter(command -> !command.matches("(on|off) .*"))
                .toList();
    }

    private static String rows(ProcessQuery query) {
        var rows = new StringBuilder();
        for (var line : query.lines(List.of(NODE, Hosts.troubles().get(1)))) {
            rows.append(line.cells(query.report().display().columns())
                    .stream()
                    .map(Cell::text)
                    .collect(Collectors.joining(" "))).append('\n');
        }
        return rows.toString();
    }
}
