package org.wulfware.bench;

import module java.base;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;
import org.wulfware.testkit.Crowd;

/// One process that polls a crowd as any face does, and says what that costs it: a line for every ten rounds.
final class PollingProgram {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private PollingProgram() {}

    /// Polls so many rounds.
    ///
    /// @param arguments how many nodes, their port, and for how many seconds; `flat` in place of those to ask again as soon
    ///     as all have answered
    public static void main(String[] arguments) throws InterruptedException, IOException {
        var count = Integer.parseInt(arguments[0]);
        var port = Integer.parseInt(arguments[1]);
        var isFlat = arguments[2].equals("flat");
        var rounds = isFlat ? 60_000 / count * 10 : Integer.parseInt(arguments[2]);
        var hosts = new ArrayList<Host>();
        for (var i = 0; i < count; i++) {
            hosts.add(new Host(Crowd.name(i), Crowd.address(i), port));
        }
        var began = System.nanoTime();
        try (var poller = new Poller(hosts, Asking.DEFAULT, Settings.usual())) {
            poller.poll();
            var first = poller.await(Duration.ofSeconds(30));
            System.out.printf("first %.3f s, up %d%n", (System.nanoTime() - began) / 1e9, up(first));
            var cpu = cpu();
            var from = System.nanoTime();
            var next = from;
            var late = new ArrayList<Double>();
            var stale = 0;
            for (var round = 1; round <= rounds; round++) {
                if (!isFlat) {
                    next += PERIOD.toNanos();
                    TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
                }
                var asked = Instant.now();
                var at = System.nanoTime();
                poller.poll();
                var states = poller.await(PERIOD.multipliedBy(isFlat ? 30 : 1));
                late.add((System.nanoTime() - at) / 1e6);
                for (var state : states) {
                    stale += state.isUp() && !state.at().isBefore(asked) ? 0 : 1;
                }
                if (round % Math.max(1, rounds / 10) == 0) {
                    var now = System.nanoTime();
                    var spent = cpu();
                    var packets = (long) count * Math.max(1, rounds / 10);
                    Collections.sort(late);
                    System.out.printf(
                            "round %d: %.1f us CPU a packet, %.2f cores, a round %.0f ms median %.0f ms worst, %d not fresh, resident %.1f MB, heap %.1f MB%n",
                            round, (spent - cpu) / 1e3 / packets, (spent - cpu) / (double) (now - from),
                            late.get(late.size() / 2), late.getLast(), stale, resident(), heap());
                    cpu = cpu();
                    from = System.nanoTime();
                    next = from;
                    late.clear();
                    stale = 0;
                }
            }
        }
    }

    private static long up(List<HostState> states) {
        return states.stream().filter(HostState::isUp).count();
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private static double resident() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        return 0;
    }

    private static double heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
    }
}
