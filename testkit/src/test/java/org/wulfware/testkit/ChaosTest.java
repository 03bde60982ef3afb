package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;

/// Five hundred nodes, a fifth of them in trouble at any time, one in five of the old kind: each trouble is seen and named,
/// and nobody else suffers from it.
class ChaosTest {
    private static final int NODES = 500;
    private static final int TURNS = 4;
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Settings SETTINGS = Settings.usual()
            .limits(Duration.ofSeconds(10), LIMIT)
            .backoff(Duration.ofMillis(5), Duration.ofMillis(40))
            .patience(Duration.ofMillis(20))
            .packetLimit(1 << 20);

    private final Random random = new Random(20021124);

    @Test
    @Timeout(120)
    void troubleIsNamedAndStaysWhereItIs() throws Exception {
        try (var crowd = Crowd.start(Fixtures.here().named("micro-6.18"), NODES, 0, 5);
                var poller =
                        new Poller(hosts(crowd), new Asking(List.of("off all", "on loadavg stat time")), SETTINGS)) {
            poller.pace(Duration.ofMillis(200));
            until(poller, Set.of(), state -> state.isUp() ? "" : "is not up");
            for (var turn = 0; turn < TURNS; turn++) {
                var healthy = new HashSet<Integer>();
                for (var i = 0; i < NODES; i++) {
                    if (crowd.trouble(i) == Trouble.NONE) {
                        healthy.add(i);
                    }
                }
                stir(crowd);
                healthy.removeIf(index -> crowd.trouble(index) != Trouble.NONE);
                assertThat(healthy).hasSizeGreaterThan(NODES / 2);
                until(poller, healthy, state -> complaint(crowd.trouble(index(state)), state));
            }
            for (var i = 0; i < NODES; i++) {
                crowd.trouble(i, Trouble.NONE);
            }
            until(poller, Set.of(), state -> state.isUp() ? "" : "has not come back");
        }
    }

    /// Those in trouble get well, and a fifth of all get into it.
    private void stir(Crowd crowd) {
        for (var i = 0; i < NODES; i++) {
            crowd.trouble(i, Trouble.NONE);
        }
        var kinds = Trouble.values();
        for (var i = 0; i < NODES / 5; i++) {
            crowd.trouble(random.nextInt(NODES), kinds[1 + i % (kinds.length - 1)]);
        }
    }

    /// What is wrong with what is thought of a host; empty if it is right.
    private static String complaint(Trouble trouble, HostState state) {
        var isRight = switch (trouble) {
            case NONE, CLOCK -> state.isUp();
            case GONE -> state.poll() instanceof Poll.Refused;
            case HANGS, DRIPS -> state.poll() instanceof Poll.Silent;
            case GARBAGE -> state.poll() instanceof Poll.Garbled(var why, _) && why.startsWith("no packet");
            case HUGE_LENGTH, FLOODS ->
                state.poll() instanceof Poll.Garbled(var why, _) && why.equals("a document of more than 1 MB");
        };
        return isRight ? "" : trouble + " is seen as " + state.poll();
    }

    /// Goes on polling until nobody has a complaint. In each round those that are well and have been have answered.
    private static void until(Poller poller, Set<Integer> healthy, Function<HostState, String> complaint)
            throws InterruptedException {
        var limit = System.nanoTime() + LONG.toNanos();
        while (true) {
            var before = poller.states();
            poller.poll();
            var states = poller.await(LONG);
            for (var index : healthy) {
                assertThat(states.get(index).isUp()).as("host %d, seen as %s", index, states.get(index).poll())
                        .isTrue();
                assertThat(before.get(index).isUp()).isTrue();
            }
            var complaints = states.stream().map(complaint).filter(words -> !words.isEmpty()).toList();
            if (complaints.isEmpty()) {
                return;
            }
            assertThat(System.nanoTime()).as("%s", complaints).isLessThan(limit);
        }
    }

    private static int index(HostState state) {
        return Integer.parseInt(state.host().name().substring(1));
    }

    private static List<Host> hosts(Crowd crowd) {
        return IntStream.range(0, NODES)
                .mapToObj(index -> new Host(Crowd.name(index), Crowd.address(index), crowd.port()))
                .toList();
    }
}
