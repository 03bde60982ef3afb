package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class BeatTest {
    private final AtomicLong now = new AtomicLong(1000);
    private final Beat beat = new Beat(100, now::get);

    @Test
    void workThatTakesItsTimeMovesNothing() {
        now.addAndGet(30);
        assertThat(beat.untilNext()).isEqualTo(70);
        now.addAndGet(70 + 95);
        assertThat(beat.untilNext()).isEqualTo(5);
        now.addAndGet(5 + 1);
        assertThat(beat.untilNext()).isEqualTo(99);
    }

    @Test
    void aWaitThatEndedEarlyDoesNotRepeatAnInstant() {
        now.addAndGet(30);
        assertThat(beat.untilNext()).isEqualTo(70);
        now.addAndGet(69);
        assertThat(beat.untilNext()).isEqualTo(101);
    }

    @Test
    void instantsThatWentByAreLeftOut() {
        now.addAndGet(730);
        assertThat(beat.untilNext()).isEqualTo(70);
        now.addAndGet(70 + 20);
        assertThat(beat.untilNext()).isEqualTo(80);
    }

    @Test
    void instantsAreMultiplesOfThePeriodWheneverOneBegins() {
        now.set(1_234_567);
        var other = new Beat(1000, now::get);
        assertThat(other.untilNext()).isEqualTo(433);
        now.addAndGet(433);
        assertThat(other.untilNext()).isEqualTo(1000);
    }

    @Test
    void aClockThatIsSetBackDoesNotStopIt() {
        now.addAndGet(30);
        assertThat(beat.untilNext()).isEqualTo(70);
        now.addAndGet(-870);
        assertThat(beat.untilNext()).isEqualTo(40);
    }
}
