package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.xmlsysd.TextBuffer;

class SimulatedNodeTest {
    /// 2026-01-01 00:00:00 UTC.
    private static final long NEW_YEAR = 1_767_225_600_000_000L;

    private final ManualClock clock = new ManualClock(NEW_YEAR);

    @ParameterizedTest
    @ValueSource(strings = {"golem-2.4.9", "b013-2.6.18", "n042-3.10.0", "login1-4.18.0", "gpu02-5.4.0", "arm7-5.15.0",
        "micro-6.18", "fat-256cpu"})
    void everyFileKeepsTheLayoutOfItsKernel(String tree) throws IOException {
        for (var role : List.of(Role.IDLE, Role.STEADY, Role.BUSY, Role.OVERLOADED)) {
            clock.at(0);
            var node = node(tree, role, 1);
            clock.at(123.4);
            for (var file : Fixtures.here().named(tree).texts().entrySet()) {
                if (file.getKey().startsWith("wulfware/") || file.getKey().endsWith("hostname")) {
                    continue;
                }
                var now = read(node, file.getKey());
                if (!now.equals(file.getValue())) {
                    assertThat(layout(now)).as(file.getKey()).isEqualTo(layout(file.getValue()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"golem-2.4.9", "b013-2.6.18", "n042-3.10.0", "arm7-5.15.0", "micro-6.18"})
    void noCounterEverGoesBack(String tree) throws IOException {
        clock.at(0);
        var node = node(tree, Role.OVERLOADED, 1);
        var files = new ArrayList<>(List.of("proc/stat", "proc/vmstat", "proc/uptime"));
        for (var pid : node.pids()) {
            files.add("proc/" + pid + "/stat");
        }
        var before = new HashMap<String, long[]>();
        for (var time = 0.0; time < 300; time += 2.9) {
            clock.at(time);
            for (var file : files) {
                if (node.open(file) == null) {
                    continue;
                }
                // Without the gauges of stat, the points of uptime and the names of processes.
                var now = numbers(read(node, file).replaceAll("procs_.*|\\.|(?s)^\\d+ \\(.*\\)", ""));
                var last = before.put(file, now);
                for (var i = 0; last != null && i < now.length; i++) {
                    assertThat(now[i]).as("%s number %d at %.1f", file, i, time).isGreaterThanOrEqualTo(last[i]);
                }
            }
        }
    }

    @Test
    void aProcessorsTimesAddUpToTheTimeThatPassed() throws IOException {
        clock.at(0);
        var node = node("n042-3.10.0", Role.STEADY, 1);
        var before = cpu(node, 0);
        clock.at(50);
        var after = cpu(node, 0);
        assertThat((double) (sum(after) - sum(before))).isEqualTo(5000, within(8.0));
    }

    @Test
    void aBusyNodeWorksAndAnIdleOneDoesNot() throws IOException {
        assertThat(busyShare(Role.IDLE)).isBetween(0.0, 0.06);
        assertThat(busyShare(Role.STEADY)).isBetween(0.2, 0.8);
        assertThat(busyShare(Role.BUSY)).isBetween(0.9, 1.0);
        assertThat(busyShare(Role.OVERLOADED)).isBetween(0.95, 1.0);
    }

    @Test
    void theLoadIsThatOfTheProcessorsUnlessMoreWaitForThem() throws IOException {
        clock.at(0);
        var busy = node("n042-3.10.0", Role.BUSY, 1);
        var overloaded = node("n042-3.10.0", Role.OVERLOADED, 1);
        var idle = node("n042-3.10.0", Role.IDLE, 1);
        for (var time = 0; time < 1000; time += 50) {
            clock.at(time);
            assertThat(load(busy)).isBetween(18.0, 20.0);
            assertThat(load(overloaded)).isGreaterThan(30);
            assertThat(load(idle)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void memoryThatBecomesCacheIsNoLongerFree() throws IOException {
        clock.at(0);
        for (var tree : List.of("golem-2.4.9", "login1-4.18.0")) {
            var node = node(tree, Role.STEADY, 1);
            clock.at(3);
            var first = meminfo(node, "MemFree") + meminfo(node, "Cached");
            var free = new HashSet<Long>();
            for (var time = 3; time < 100; time += 9) {
                clock.at(time);
                free.add(meminfo(node, "MemFree"));
                assertThat(meminfo(node, "MemFree") + meminfo(node, "Cached")).isEqualTo(first);
                assertThat(meminfo(node, "MemFree")).isPositive();
            }
            assertThat(free).hasSizeGreaterThan(5);
        }
    }

    @Test
    void theOldTableOfMemorySaysWhatItsLinesSay() throws IOException {
        clock.at(0);
        var node = node("golem-2.4.9", Role.OVERLOADED, 1);
        clock.at(31);
        var table = numbers(read(node, "proc/meminfo").lines().toList().get(1));
        assertThat(table[0] - table[1]).isEqualTo(table[2]).isEqualTo(meminfo(node, "MemFree") * 1024);
        assertThat(table[5]).isEqualTo(meminfo(node, "Cached") * 1024);
        var swap = numbers(read(node, "proc/meminfo").lines().toList().get(2));
        assertThat(swap[0] - swap[1]).isEqualTo(swap[2]).isEqualTo(meminfo(node, "SwapFree") * 1024);
    }

    @Test
    void theSameSeedAndClockMakeTheSameNode() throws IOException {
        clock.at(0);
        var one = node("login1-4.18.0", Role.STEADY, 1);
        var same = node("login1-4.18.0", Role.STEADY, 1);
        var other = node("login1-4.18.0", Role.STEADY, 2);
        clock.at(200);
        for (var file : List.of("proc/stat", "proc/meminfo", "proc/net/dev", "proc/loadavg")) {
            assertThat(read(same, file)).as(file).isEqualTo(read(one, file));
            assertThat(read(other, file)).as(file).isNotEqualTo(read(one, file));
        }
    }

    @Test
    void aNodeGoesByItsOwnNameAndAddresses() throws IOException {
        var node = new SimulatedNode(Fixtures.here().named("b013-2.6.18"), "node05", 15, Role.IDLE, 1, clock);
        assertThat(read(node, "proc/sys/kernel/hostname")).isEqualTo("node05\n");
        assertThat(read(node, "wulfware/hostip")).isEqualTo("10.1.0.15\n");
        assertThat(read(node, "wulfware/addresses")).isEqualTo("""
                lo 127.0.0.1 localhost
                eth0 10.1.0.15 node05
                ib0 10.2.0.15 node05-ib0
                """);
        assertThat(node.userName(501, 1)).isEqualTo("hugo");
        assertThat(node.userName(77, 1)).isNull();
        assertThat(node.open("proc/none")).isNull();
    }

    @Test
    void itsBootTimeAndItsUptimeMakeNow() throws IOException {
        clock.at(0);
        var node = node("n042-3.10.0", Role.IDLE, 1);
        clock.at(77);
        var booted = numbers(read(node, "proc/stat").replaceAll("(?s).*\nbtime", ""))[0];
        var up = Double.parseDouble(read(node, "proc/uptime").split(" ")[0]);
        assertThat(booted + up).isEqualTo(NEW_YEAR / 1e6 + 77, within(1.0));
    }

    @Test
    void whatRanWhenRecordedWorksUnlessTheNodeIsIdle() throws IOException {
        clock.at(0);
        var busy = node("b013-2.6.18", Role.BUSY, 1);
        var idle = node("b013-2.6.18", Role.IDLE, 1);
        var before = utime(busy);
        clock.at(100);
        assertThat(utime(busy) - before).isBetween(8000L, 10000L);
        assertThat(utime(idle) - before).isBetween(0L, 100L);
        assertThat(read(busy, "proc/9122/stat")).contains("(md_run) R ");
        assertThat(read(idle, "proc/9122/stat")).contains("(md_run) S ");
        assertThat(read(idle, "proc/9122/status")).contains("State:\tS (sleeping)\n");
    }

    @Test
    void aTreeThatIsNotWholeIsNoNode(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("t"));
        var tree = new Fixtures(directory).named("t");
        assertThatThrownBy(() -> new SimulatedNode(tree, "n", 1, Role.IDLE, 1, clock))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("proc/stat");
    }

    private SimulatedNode node(String tree, Role role, long seed) throws IOException {
        return new SimulatedNode(Fixtures.here().named(tree), "node01", 11, role, seed, clock);
    }

    private static String read(SimulatedNode node, String path) {
        var buffer = new TextBuffer();
        var length = Objects.requireNonNull(node.open(path), path).read(buffer);
        return new String(buffer.array(), 0, length, StandardCharsets.ISO_8859_1);
    }

    /// A text without its values: numbers and how many blanks stand before them, and what a process is doing.
    private static String layout(String text) {
        return text.replaceAll("\\) [RS] ", ") . ")
                .replaceAll("State:\t[RS] \\([a-z]+\\)", "State:")
                .replaceAll("[0-9]+", "9")
                .replaceAll(" +", " ");
    }

    private static long[] numbers(String text) {
        return Pattern.compile("-?\\d+")
                .matcher(text)
                .results()
                .mapToLong(number -> number.group().length() > 18 ? 0 : Long.parseLong(number.group()))
                .toArray();
    }

    private static long[] cpu(SimulatedNode node, int number) {
        var line = read(node, "proc/stat").lines().filter(each -> each.startsWith("cpu" + number + " ")).findFirst();
        return numbers(line.orElseThrow().replaceFirst("cpu\\d+", ""));
    }

    private static long sum(long[] numbers) {
        return LongStream.of(numbers).sum();
    }

    private double busyShare(Role role) throws IOException {
        clock.at(0);
        var node = node("n042-3.10.0", role, 1);
        var before = cpu(node, 3);
        clock.at(500);
        var after = cpu(node, 3);
        return (after[0] + after[2] - before[0] - before[2]) / (double) (sum(after) - sum(before));
    }

    private static double load(SimulatedNode node) {
        return Double.parseDouble(read(node, "proc/loadavg").split(" ")[0]);
    }

    private static long meminfo(SimulatedNode node, String key) {
        return numbers(read(node, "proc/meminfo").replaceAll("(?s).*\n" + key + ":", ""))[0];
    }

    private static long utime(SimulatedNode node) {
        var text = read(node, "proc/9122/stat");
        return Long.parseLong(text.substring(text.lastIndexOf(')') + 2).split(" ")[11]);
    }
}
