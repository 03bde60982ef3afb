package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurveTest {
    private final Curve curve = new Curve(0.5, 0.4, 60, 1);

    @Test
    void theSumIsWhatTheCurveAddsUpTo() {
        var added = 0.0;
        for (var i = 0; i < 100_000; i++) {
            added += curve.at((i + 0.5) * 0.001) * 0.001;
        }
        assertThat(curve.sum(100)).isEqualTo(added, within(1e-6));
        assertThat(curve.sum(0)).isZero();
    }

    @Test
    void theSumNeverGoesBack() {
        var before = 0.0;
        for (var time = 0.0; time < 200; time += 0.01) {
            assertThat(curve.sum(time)).isGreaterThanOrEqualTo(before);
            before = curve.sum(time);
        }
    }

    @Test
    void theSmoothedCurveIsThatOfAMeanThatForgets() {
        var mean = curve.mean();
        var step = 0.001;
        for (var i = 0; i < 600_000; i++) {
            mean += (curve.at(i * step) - mean) * step / 60;
        }
        assertThat(curve.smoothed(600, 60)).isEqualTo(mean, within(1e-3));
    }

    @Test
    void aFlatCurveIsTheSameAlways() {
        assertThat(Curve.flat(3).at(77)).isEqualTo(3);
        assertThat(Curve.flat(3).sum(77)).isEqualTo(231);
        assertThat(Curve.flat(3).smoothed(77, 60)).isEqualTo(3);
        assertThat(Curve.flat(3).times(2).at(1)).isEqualTo(6);
    }
}
