package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Unit;

class RatesTest {
    private static final long T0 = 1_016_048_061_789_464L;
    private static final long T5 = T0 + 5_000_000;
    private static final long EDGE = 1L << 32;

    @Test
    void aCounterThatGrewGivesWhatItGrewByInASecond() {
        assertThat(Rates.rate(100, 600, T0, T5, false)).hasValue(100.0);
        assertThat(Rates.rate(7, 7, T0, T5, false)).hasValue(0.0);
    }

    @Test
    void timeThatDidNotPassGivesNone() {
        assertThat(Rates.rate(100, 600, T0, T0, false)).isEmpty();
        assertThat(Rates.rate(100, 600, T5, T0, false)).isEmpty();
    }

    @Test
    void whatIsAbsentOrNegativeGivesNone() {
        assertThat(Rates.rate(Field.ABSENT, 600, T0, T5, true)).isEmpty();
        assertThat(Rates.rate(100, Field.ABSENT, T0, T5, true)).isEmpty();
        assertThat(Rates.rate(-5, 600, T0, T5, true)).isEmpty();
        assertThat(Rates.rate(100, 600, Field.ABSENT, T5, true)).isEmpty();
        assertThat(Rates.rate(100, 600, T0, Field.ABSENT, true)).isEmpty();
    }

    @Test
    void aCounterThatWentBackGivesNone() {
        assertThat(Rates.rate(600, 100, T0, T5, false)).isEmpty();
        assertThat(Rates.rate(EDGE - 100, 400, T0, T5, false)).isEmpty();
    }

    @Test
    void aCounterOf32BitsThatBeganAgainIsRecognized() {
        assertThat(Rates.rate(EDGE - 100, 400, T0, T5, true)).hasValue(100.0);
    }

    @Test
    void aWrapThatWouldHaveBeenTooFastIsACounterSetBack() {
        assertThat(Rates.rate(EDGE / 2, 0, T0, T5, true, Unit.BYTES)).isEmpty();
        assertThat(Rates.rate(EDGE - 500_000_000L, 0, T0, T5, true, Unit.BYTES)).hasValue(1e8);
        assertThat(Rates.rate(EDGE - 500_000_000L, 0, T0, T5, true, Unit.JIFFIES)).isEmpty();
        assertThat(Rates.rate(EDGE + 100, 0, T0, T5, true)).isEmpty();
    }

    @Test
    void whatNoMachineDoesGivesNone() {
        assertThat(Rates.rate(0, Long.MAX_VALUE, T0, T5, false, Unit.BYTES)).isEmpty();
        assertThat(Rates.rate(0, 1L << 50, T0, T5, false, Unit.JIFFIES)).isEmpty();
    }
}
