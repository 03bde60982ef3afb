package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PressureTest {
    @Test
    void averagesHaveTwoDigitsAndTheTotalIsInMicroseconds() {
        assertThat(parsed("""
                some avg10=62.02 avg60=33.20 avg300=24.62 total=1513853417
                full avg10=0.00 avg60=0.07 avg300=100.00 total=0
                """)).isEqualTo("""
                MEMORY_SOME_AVG10=6202 MEMORY_SOME_AVG60=3320 MEMORY_SOME_AVG300=2462 MEMORY_SOME_TOTAL=1513853417 MEMORY_FULL_AVG10=0 MEMORY_FULL_AVG60=7 MEMORY_FULL_AVG300=10000 MEMORY_FULL_TOTAL=0
                """);
    }

    @Test
    void whatIsCutOrNoNumberIsAbsent() {
        assertThat(parsed("""
                full avg10=-1 avg60=1.00
                none avg10=1.00
                some avg10=2.00 avg300=3.00 total=5""")).isEqualTo("""
                MEMORY_SOME_AVG10=200 MEMORY_SOME_AVG300=300 MEMORY_FULL_AVG60=100
                """);
    }

    @Test
    void interruptsHaveOnlyTheFullPressure() {
        assertThat(Parsed.of(Pressure.SENSOR, "proc/pressure/irq", "some avg10=1.00\nfull avg10=2.00 avg60=0.00\n"))
                .isEqualTo("IRQ_FULL_AVG10=200 IRQ_FULL_AVG60=0\n");
    }

    private static String parsed(String text) {
        return Parsed.of(Pressure.SENSOR, "proc/pressure/memory", text);
    }
}
