package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

/// The sampling path allocates nothing once it is warm: what the daemon does all day makes no garbage.
class SamplerAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aDefaultPacketOfARecordedNodeAllocatesNothing() {
        assertThat(allocated(Golem.tree(), new Golem.ThatClock(), 20_000)).isZero();
    }

    @Test
    void aDefaultPacketOfThisNodeAllocatesNothing() {
        var root = new File("/");
        try (var facts = new Facts(root)) {
            assertThat(allocated(new FileTree(root, facts), Clock.system(), 5_000)).isZero();
        }
    }

    private static long allocated(Tree tree, Clock clock, int rounds) {
        var sampler = new Sampler(tree, clock);
        var request = new Request();
        var sink = new Sink();
        send(sampler, request, sink, 2_000);
        var before = THREADS.getCurrentThreadAllocatedBytes();
        send(sampler, request, sink, rounds);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void send(Sampler sampler, Request request, Sink sink, int rounds) {
        for (var round = 0; round < rounds; round++) {
            sampler.send(request, sink);
        }
    }
}
