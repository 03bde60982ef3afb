package org.wulfware.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Line by line what the table in `docs/protocol.md` says.
class ReadingLimitsTest {
    private static final long ONES_16 = 65_535;
    private static final long ONES_32 = 4_294_967_295L;
    private static final long ONES_63 = Long.MAX_VALUE;

    @Test
    void temperaturesAreThoseOfAMachine() {
        var celsius = gauge("a", Unit.CELSIUS, "A.").decimals(3);
        assertThat(left(celsius, -100_001, -100_000, 0, 250_000, 250_001, ONES_32)).isEqualTo("- -100000 0 250000 - -");
        assertThat(left(gauge("a", Unit.CELSIUS, "A."), -101, -100, 250, 251)).isEqualTo("- -100 250 -");
    }

    @Test
    void fansTurnSoFast() {
        assertThat(left(gauge("a", Unit.RPM, "A."), 0, ONES_16, 100_000, 100_001)).isEqualTo("0 - 100000 -");
    }

    @Test
    void whatIsAllOnesWasNotMeasured() {
        for (var unit : new Unit[]{
            Unit.VOLTS, Unit.AMPERES, Unit.WATTS, Unit.PERCENT, Unit.MEGAHERTZ, Unit.KILOHERTZ
        }) {
            assertThat(left(gauge("a", unit, "A."), ONES_16, ONES_32 - 1, ONES_32, ONES_63)).as(unit.name())
                    .isEqualTo("65535 4294967294 - -");
        }
        assertThat(left(gauge("a", Unit.MEGABITS, "A."), ONES_16, ONES_16 - 1, ONES_32)).isEqualTo("- 65534 -");
    }

    @Test
    void noCountIsAllOnes() {
        for (var unit : Unit.values()) {
            assertThat(left(counter("a", unit, "A."), ONES_16, ONES_32 - 1, ONES_32, ONES_32 + 1, ONES_63))
                    .as(unit.name())
                    .isEqualTo("65535 4294967294 - 4294967296 -");
        }
    }

    @Test
    void whatHasNoLimitStays() {
        assertThat(left(gauge("a", Unit.BYTES, "A."), 0, ONES_16, ONES_32, ONES_63))
                .isEqualTo("0 65535 4294967295 9223372036854775807");
        assertThat(left(text("a", "A."), ONES_32)).isEqualTo("4294967295");
        assertThat(ReadingLimits.possible32(ONES_32)).isEqualTo(Field.ABSENT);
        assertThat(ReadingLimits.possible32(ONES_32 - 1)).isEqualTo(ONES_32 - 1);
    }

    private static String left(Spec spec, long... values) {
        var left = new ArrayList<String>();
        for (var value : values) {
            var possible = ReadingLimits.possible(spec, value);
            left.add(possible == Field.ABSENT ? "-" : Long.toString(possible));
        }
        return String.join(" ", left);
    }
}
