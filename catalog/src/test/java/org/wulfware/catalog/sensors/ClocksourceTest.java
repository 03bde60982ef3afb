package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClocksourceTest {
    private static final String CLOCK = "sys/devices/system/clocksource/clocksource0";

    @Test
    void theZoneAndTheSourcesAreRows() {
        assertThat(Surveying.of(CLOCK, "available_clocksource: tsc  hpet\ncurrent_clocksource: tsc")
                .with("wulfware", "utcoffset: -18000 EST")
                .sampled(Clocksource.SENSOR)).isEqualTo("""
                        ZONE='EST' OFFSET=-18000
                        CURRENT_DEVICE=0 CURRENT='tsc'
                        DEVICE=0 SOURCE='tsc' AVAILABLE=1
                        DEVICE=0 SOURCE='hpet' AVAILABLE=1
                        """);
    }

    @Test
    void anOffsetOfMoreThanADayIsNone() {
        assertThat(Surveying.of("wulfware", "utcoffset: 99999999").sampled(Clocksource.SENSOR)).isEmpty();
    }
}
