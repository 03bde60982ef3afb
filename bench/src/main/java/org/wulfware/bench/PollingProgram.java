package org.wulfware.bench;

import module java.base;
import org.wulfware.history.Keep;
import org.wulfware.history.Recording;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;
import org.wulfware.testkit.Crowd;

/// One process that polls a crowd as any face does, and says what that costs it: first how many seconds
/// the first round took and how many hosts were up then; then, for each tenth of the rounds, CPU microseconds a packet, cores, the
/// median round in milliseconds, hosts that were not fresh in time, and megabytes resident.
final class PollingProgram {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private PollingProgram() {}

    /// Polls so many rounds.
    ///
    /// @param arguments how many nodes, their port, and for how many seconds; `flat` in place of those to ask again as soon
    ///     as all have answered; and a directory into which each round is recorded, or none
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
        try (var recording = arguments.length < 4
                ? null
                : Recording.open(Path.of(arguments[3]), Keep.USUAL, PollingProgram::failed);
                var poller = new Poller(hosts, Asking.DEFAULT, Settings.usual())) {
            if (!isFlat) {
                poller.pace(PERIOD);
            }
            poller.poll();
            var first = poller.await(Duration.ofSeconds(30));
            System.out.printf(Locale.ROOT, "%.3f %d%n", (System.nanoTime() - began) / 1e9, up(first));
            var cpu = cpu();
            var from = System.nanoTime();
            var late = new ArrayList<Double>();
            var stale = 0;
            for (var round = 1; round <= rounds; round++) {
                if (!isFlat) {
                    var now = Instant.now();
                    Thread.sleep(Duration.between(now, now.truncatedTo(ChronoUnit.SECONDS).plus(PERIOD)));
                }
                var asked = isFlat ? Instant.now() : Instant.now().truncatedTo(ChronoUnit.SECONDS);
                var at = System.nanoTime();
                poller.poll();
                var states = poller.await(isFlat ? PERIOD.multipliedBy(30) : PERIOD.dividedBy(10).multipliedBy(9));
                if (recording != null) {
                    recording.round(states, asked, true);
                }
                late.add((System.nanoTime() - at) / 1e6);
                for (var state : states) {
                    stale += state.isUp() && !state.at().isBefore(asked) ? 0 : 1;
                }
                if (round % Math.max(1, rounds / 10) == 0) {
                    var now = System.nanoTime();
                    var spent = cpu();
                    var packets = (long) count * Math.max(1, rounds / 10);
                    Collections.sort(late);
                    System.out.printf(Locale.ROOT, "%.2f %.3f %.1f %d %.1f%n", (spent - cpu) / 1e3 / packets,
                            (spent - cpu) / (double) (now - from), late.get(late.size() / 2), stale,
                            Laboratory.resident(ProcessHandle.current().pid()));
                    cpu = cpu();
                    from = System.nanoTime();
                    late.clear();
                    stale = 0;
                }
            }
        }
    }

    private static long up(List<HostState> states) {
        return states.stream().filter(HostState::isUp).count();
    }

    /// Recording that does not work is not measured.
    static void failed(String trouble) {
        throw new IllegalStateException(trouble);
    }

    /// CPU time of this process so far, in nanoseconds.
    static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
