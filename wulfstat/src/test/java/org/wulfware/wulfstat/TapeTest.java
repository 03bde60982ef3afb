package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

/// How recorded time goes on, and where keys lead.
class TapeTest {
    @Test
    void movesOfOneKindAreOne() {
        assertThat(Move.by(Duration.ofHours(-1)).then(Move.by(Duration.ofMinutes(-1))))
                .contains(Move.by(Duration.ofMinutes(-61)));
        assertThat(Move.rounds(2).then(Move.rounds(3))).contains(Move.rounds(5));
        assertThat(Move.rounds(2).then(Move.end())).contains(Move.end());
        assertThat(Move.rounds(2).then(Move.rounds(-1))).isEmpty();
        assertThat(Move.rounds(2).then(Move.by(Duration.ofMinutes(1)))).isEmpty();
        assertThat(Move.by(Duration.ofMinutes(1)).then(Move.by(Duration.ofMinutes(-1)))).isEmpty();
    }

    @Test
    void speedsGoUpAndDownInStepsAndHaveAnEnd() {
        assertThat(Tape.at(1).faster().words()).isEqualTo("2×");
        assertThat(Tape.at(1).slower().words()).isEqualTo("0.5×");
        assertThat(Tape.at(45).faster().words()).isEqualTo("60×");
        assertThat(Tape.at(45).slower().words()).isEqualTo("20×");
        assertThat(Tape.at(0.1).slower().words()).isEqualTo("0.1×");
        assertThat(Tape.at(86_400).faster().words()).isEqualTo("86400×");
        assertThat(Tape.at(100_000).faster().words()).isEqualTo("100000×");
    }

    @Test
    void recordedTimeGoesOnAtItsSpeedWhileItIsNotStopped() {
        var clock = new Clockwork(10, false, 1000, 50);
        assertThat(clock.recorded(70)).isEqualTo(1200);
        assertThat(clock.until(1300, 70)).isEqualTo(10);
        assertThat(clock.until(1100, 70)).isZero();
        clock.pace(2, true, 70);
        assertThat(clock.recorded(500)).isEqualTo(1200);
        clock.pace(2, false, 600);
        assertThat(clock.recorded(610)).isEqualTo(1220);
        clock.set(7, 700);
        assertThat(clock.recorded(701)).isEqualTo(9);
    }
}
