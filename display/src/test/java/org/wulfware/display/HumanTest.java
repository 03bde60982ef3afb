package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class HumanTest {
    @Test
    void bytesGoInPowersOf1024() {
        assertThat(Human.bytes(0)).isEqualTo("0");
        assertThat(Human.bytes(1023)).isEqualTo("1023");
        assertThat(Human.bytes(1024)).isEqualTo("1.0K");
        assertThat(Human.bytes(1536)).isEqualTo("1.5K");
        assertThat(Human.bytes(10 << 10)).isEqualTo("10K");
        assertThat(Human.bytes((1 << 20) - 1)).isEqualTo("1.0M");
        assertThat(Human.bytes(1.5 * (1L << 30))).isEqualTo("1.5G");
        assertThat(Human.bytes(3 * Math.pow(1024, 6))).isEqualTo("3.0E");
        assertThat(Human.bytes(5000 * Math.pow(1024, 6))).isEqualTo("5000E");
    }

    @Test
    void countsGoInPowersOf1000() {
        assertThat(Human.count(0)).isEqualTo("0");
        assertThat(Human.count(0.3)).isEqualTo("0.3");
        assertThat(Human.count(7)).isEqualTo("7");
        assertThat(Human.count(9.96)).isEqualTo("10");
        assertThat(Human.count(999.4)).isEqualTo("999");
        assertThat(Human.count(999.6)).isEqualTo("1.0k");
        assertThat(Human.count(23_456)).isEqualTo("23k");
        assertThat(Human.count(-2500)).isEqualTo("-2.5k");
    }

    @Test
    void nothingIsEverShownWithAnExponent() {
        assertThat(Human.decimals(1e15, 0)).isEqualTo("1000000000000000");
        assertThat(Human.decimals(1e-7, 2)).isEqualTo("0.00");
        assertThat(Human.decimals(-0.001, 2)).isEqualTo("0.00");
    }

    @Test
    void timesAreSaidAsTheirReadersSayThem() {
        assertThat(Human.uptime(59)).isEqualTo("0:00");
        assertThat(Human.uptime(3661)).isEqualTo("1:01");
        assertThat(Human.uptime(86_399)).isEqualTo("23:59");
        assertThat(Human.uptime(86_400)).isEqualTo("1d 00:00");
        assertThat(Human.uptime(498_610.16)).isEqualTo("5d 18:30");
        assertThat(Human.cpuTime(7.9)).isEqualTo("0:07");
        assertThat(Human.cpuTime(754)).isEqualTo("12:34");
        assertThat(Human.cpuTime(100_000)).isEqualTo("27:46:40");
        assertThat(Human.offset(0.0214)).isEqualTo("+0.02s");
        assertThat(Human.offset(-7.5)).isEqualTo("-7.50s");
        assertThat(Human.offset(-3600)).isEqualTo("-1:00");
        assertThat(Human.offset(-779_000_000)).isEqualTo("-9016d");
    }

    @Test
    void aDateIsThatOfTheClockHere() {
        var noon = LocalDateTime.of(2026, 11, 24, 12, 3, 9).atZone(ZoneId.systemDefault()).toEpochSecond();
        assertThat(Human.date(noon + 0.9)).isEqualTo("2026-11-24T12:03:09");
        assertThat(Human.date(1e300)).startsWith("8307-");
        assertThat(Human.date(-1e300)).startsWith("-1199-");
    }

    @Test
    void clocksAreSaidAsTheirMakersSayThem() {
        assertThat(Human.hertz(801_824_000)).isEqualTo("802MHz");
        assertThat(Human.hertz(2_400_123_000.0)).isEqualTo("2.40GHz");
    }
}
