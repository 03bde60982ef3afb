package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;

/// `TZ` is understood as the C library does: the expected offsets are those of `TZ=… date -d @… +%z`.
class ZonesTest {
    private static String offsets(String tz, String... times) {
        var rules = Zones.of(tz).getRules();
        return Stream.of(times)
                .map(time -> rules.getOffset(Instant.parse(time)).getId())
                .collect(Collectors.joining(" "));
    }

    @Test
    void rulesSayWhenTheClocksAreChanged() {
        assertThat(offsets("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z",
                "2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z")).isEqualTo("+01:00 +02:00 +02:00 +01:00");
        assertThat(offsets("<AAA>+5<BBB>,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z",
                "2026-11-01T05:59:59Z", "2026-11-01T06:00:00Z")).isEqualTo("-05:00 -04:00 -04:00 -05:00");
        // The southern half: it is summer when the year begins.
        assertThat(offsets("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"))
                .isEqualTo("+11:00 +10:00");
        assertThat(offsets("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"))
                .isEqualTo("+11:00 +10:30");
        // By days of the year, of which the first way does not count 29 February; and before midnight.
        assertThat(offsets("AAA0BBB,J60/0,J300/0", "2028-02-29T23:59:59Z", "2028-03-01T00:00:00Z"))
                .isEqualTo("Z +01:00");
        assertThat(offsets("AAA0BBB,59/0,J300/0", "2028-02-28T23:59:59Z", "2028-02-29T00:00:00Z"))
                .isEqualTo("Z +01:00");
        assertThat(offsets("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"))
                .isEqualTo("-02:00 -01:00");
        // Without rules those of the United States.
        assertThat(offsets("AAA5BBB", "2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z")).isEqualTo("-05:00 -04:00");
        // Summer all the year.
        assertThat(offsets("XXX3EDT4,0/0,J365/23", "2026-01-01T04:00:00Z", "2026-07-01T00:00:00Z"))
                .isEqualTo("-04:00 -04:00");
    }

    @Test
    void namesAndDistances() {
        assertThat(offsets("Europe/Berlin", "2026-07-01T00:00:00Z")).isEqualTo("+02:00");
        assertThat(offsets(":Europe/Berlin", "2026-07-01T00:00:00Z")).isEqualTo("+02:00");
        assertThat(offsets("/usr/share/zoneinfo/Europe/Berlin", "2026-07-01T00:00:00Z")).isEqualTo("+02:00");
        assertThat(offsets("", "2026-07-01T00:00:00Z")).isEqualTo("Z");
        assertThat(offsets("UTC", "2026-07-01T00:00:00Z")).isEqualTo("Z");
        assertThat(offsets("UTC+3", "2026-07-01T00:00:00Z")).isEqualTo("-03:00");
        assertThat(offsets("<+0545>-5:45", "2026-07-01T00:00:00Z")).isEqualTo("+05:45");
    }

    @Test
    void whatIsNoZoneIsRefused() {
        assertThat(List.of("Nowhere/Land", "CE-1", "CET-25", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
                "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "AAA0BBB,J0,J1", "AAA0BBB,J1,366",
                "/etc/shadow", "AAA0:60", "<A>1"))
                .allSatisfy(tz -> assertThatThrownBy(() -> Zones.of(tz)).as(tz)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("TZ=" + tz + ": expected the name of a zone"));
    }
}
