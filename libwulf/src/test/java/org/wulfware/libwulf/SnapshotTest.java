package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sample;

class SnapshotTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void eachHostSaysWhenItsSampleWasTakenHowLongTheWayIsAndHowFarItsClockIsOff() {
        // The node says ten o'clock, half way between our question at 09:59:56.9 and its answer at 09:59:57.1.
        var state = up("n1", NOW.minusMillis(2900), Duration.ofMillis(200));
        var snapshot = new Snapshot(NOW, List.of(state));
        assertThat(state.roundTrip()).contains(Duration.ofMillis(200));
        assertThat(state.sampled()).contains(NOW.minusSeconds(3));
        assertThat(state.clockOffset().orElseThrow()).isEqualTo(3.0);
        assertThat(snapshot.age(state)).contains(Duration.ofSeconds(3));
    }

    @Test
    void theSkewIsFromTheEarliestSampleToTheLatestOfThoseThatAreUp() {
        var early = up("n1", NOW.minusMillis(40), Duration.ofMillis(20));
        var late = up("n2", NOW, Duration.ZERO);
        var down = up("n3", NOW.minusSeconds(60), Duration.ZERO).down(new Poll.Silent(SECOND), NOW);
        assertThat(new Snapshot(NOW, List.of(late, down, early)).skew()).contains(Duration.ofMillis(50));
        assertThat(new Snapshot(NOW, List.of(late, down, early)).up()).isEqualTo(2);
        assertThat(new Snapshot(NOW, List.of(late, down)).skew()).isEmpty();
    }

    @Test
    void aHostThatIsDownHasNeitherAgeNorOffset() {
        var down = up("n3", NOW.minusSeconds(60), Duration.ZERO).down(new Poll.Silent(SECOND), NOW);
        assertThat(new Snapshot(NOW, List.of(down)).age(down)).isEmpty();
        assertThat(down.clockOffset()).isEmpty();
        assertThat(down.roundTrip()).isEmpty();
    }

    private static HostState up(String name, Instant answered, Duration took) {
        return HostState.pending(Host.named(name), answered).answered(sample(), took, answered, SECOND);
    }

    /// A sample whose clock says ten o'clock.
    private static Sample sample() {
        var samples = Samples.at(0);
        samples.table(org.wulfware.catalog.sensors.Stat.SENSOR).stamp(NOW.getEpochSecond() * 1_000_000).row();
        return samples.sample();
    }
}
