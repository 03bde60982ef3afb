package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.catalog.Field.ABSENT;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;

class TimeTest {
    /// 2002-03-13 19:34:21 UTC.
    private static final long GOLEM = 1_016_048_061L;

    @Test
    void aPersonThereWouldSayItSo() {
        assertThat(time(GOLEM, "-18000\n")).isEqualTo("2:34:21 pm");
        assertThat(time(GOLEM, "0\n")).isEqualTo("7:34:21 pm");
        assertThat(time(GOLEM, "20700\n")).isEqualTo("1:19:21 am");
    }

    @Test
    void midnightAndNoonAreTwelve() {
        assertThat(time(0, "0\n")).isEqualTo("12:00:00 am");
        assertThat(time(43_199, "0\n")).isEqualTo("11:59:59 am");
        assertThat(time(43_200, "0\n")).isEqualTo("12:00:00 pm");
        assertThat(time(46_800, "0\n")).isEqualTo("1:00:00 pm");
        assertThat(time(86_399, "0\n")).isEqualTo("11:59:59 pm");
        assertThat(time(36_000, "0\n")).isEqualTo("10:00:00 am");
    }

    @Test
    void timeBefore1970IsTimeToo() {
        assertThat(time(-1, "0\n")).isEqualTo("11:59:59 pm");
    }

    @Test
    void anOffsetOfMoreThanADayIsNone() {
        assertThat(time(GOLEM, "86401\n")).isEmpty();
        assertThat(time(GOLEM, "-9223372036854775807\n")).isEmpty();
        assertThat(time(GOLEM, "")).isEmpty();
        assertThat(time(GOLEM, "-1800")).as("cut off").isEmpty();
        assertThat(time(GOLEM, "east\n")).isEmpty();
    }

    @Test
    void withoutAClockThereIsNoTime() {
        var table = new Table<>(Time.SENSOR);
        Parsed.into(table, "wulfware/utcoffset", "0\n".getBytes(UTF_8));
        assertThat(table.stamp()).isEqualTo(ABSENT);
        assertThat(table.rows()).isZero();
    }

    private static String time(long seconds, String offset) {
        var table = new Table<>(Time.SENSOR).stamp(seconds * 1_000_000 + 788_933);
        return Parsed.into(table, "wulfware/utcoffset", offset.getBytes(UTF_8)).text(0, Time.TIME);
    }
}
