package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void roundsAreDueAtMultiplesOfTheDelayByTheClock() {
        assertThat(due(12 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(due(14 * SECOND + SECOND / 2)).isEqualTo(SECOND / 2);
        assertThat(due(15 * SECOND)).isEqualTo(5 * SECOND);
    }

    @Test
    void aRoundThatBeginsAMomentBeforeItsTimeIsTheOneOfThatTime() {
        assertThat(due(15 * SECOND - 40_000_000)).isEqualTo(5 * SECOND + 40_000_000);
        assertThat(new Polling.Moment(7, 99_000_000).due(Duration.ofMillis(10)))
                .isEqualTo(7 + 11_000_000);
    }

    private static long due(long timeOfDay) {
        return new Polling.Moment(1000, timeOfDay).due(Duration.ofSeconds(5)) - 1000;
    }
}
