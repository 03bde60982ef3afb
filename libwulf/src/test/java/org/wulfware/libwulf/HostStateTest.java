package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Uptime;
import org.wulfware.catalog.sensors.Version;
import org.wulfware.wire.Sample;

class HostStateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration QUICK = Duration.ofMillis(2);
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void ratesStandBetweenTwoAnswersAndNotBefore() {
        var first = up(context(0, 1000), FIVE);
        assertThat(first.rate(Stat.CTXT)).isEmpty();
        var second = first.answered(context(5, 1500), QUICK, NOW, FIVE);
        assertThat(second.rate(Stat.CTXT)).hasValue(100.0);
        assertThat(second.elapsed(Stat.SENSOR)).hasValue(5.0);
        assertThat(second.elapsed(NetDev.SENSOR)).isEmpty();
    }

    @Test
    void aHostThatIsDownHasNoSamplesButTheLastOne() {
        var answer = context(0, 1000);
        var down = up(answer, FIVE).down(new Poll.Silent(FIVE), NOW.plusSeconds(5));
        assertThat(down.isUp()).isFalse();
        assertThat(down.current()).isEmpty();
        assertThat(down.previous()).isEmpty();
        assertThat(down.last()).containsSame(answer);
        assertThat(down.rate(Stat.CTXT)).isEmpty();
        assertThat(down.since()).isEqualTo(NOW.plusSeconds(5));
        var longer = down.down(new Poll.Refused("connection refused"), NOW.plusSeconds(10));
        assertThat(longer.since()).isEqualTo(NOW.plusSeconds(5));
        var again = longer.answered(context(15, 1700), QUICK, NOW.plusSeconds(15), Duration.ofSeconds(15));
        assertThat(again.previous()).isEmpty();
        assertThat(again.since()).isEqualTo(NOW.plusSeconds(15));
    }

    @Test
    void aClockThatJumpedGivesNoRate() {
        var first = up(context(0, 1000), FIVE);
        assertThat(first.answered(context(3605, 1500), QUICK, NOW, FIVE).rate(Stat.CTXT)).isEmpty();
        assertThat(first.answered(context(0.5, 1500), QUICK, NOW, FIVE).rate(Stat.CTXT)).isEmpty();
        assertThat(first.answered(context(-5, 1500), QUICK, NOW, FIVE).rate(Stat.CTXT)).isEmpty();
        assertThat(first.answered(context(5.4, 1540), QUICK, NOW, FIVE).rate(Stat.CTXT)).hasValue(100.0);
    }

    @Test
    void whatTheNodeHadToSendAgainMakesNoRate() {
        var stale = Samples.at(4);
        stale.table(Stat.SENSOR).row().set(Stat.CTXT, 1400).stale(1000);
        var first = up(context(0, 1000), FIVE);
        var second = first.answered(stale.sample(), QUICK, NOW, FIVE);
        assertThat(second.elapsed(Stat.SENSOR)).isEmpty();
        assertThat(second.rate(Stat.CTXT)).isEmpty();
        var third = second.answered(context(10, 2000), QUICK, NOW, FIVE);
        assertThat(third.rate(Stat.CTXT)).isEmpty();
        assertThat(third.answered(context(15, 2500), QUICK, NOW, FIVE).rate(Stat.CTXT)).hasValue(100.0);
    }

    @Test
    void anAnswerThatTookLongMayHaveBeenSampledAnywhereWithinThatTime() {
        var first = up(context(0, 1000), FIVE);
        assertThat(first.answered(context(8, 1800), Duration.ofSeconds(3), NOW, FIVE).rate(Stat.CTXT)).hasValue(100.0);
    }

    @Test
    void aRebootGivesNoRatesAndIsSaid() {
        var before = Samples.at(0);
        before.table(Stat.SENSOR).row().set(Stat.CTXT, 1000);
        before.table(Uptime.SENSOR).row().set(Uptime.UPTIME, 500_00);
        var after = Samples.at(60);
        after.table(Stat.SENSOR).row().set(Stat.CTXT, 5000);
        after.table(Uptime.SENSOR).row().set(Uptime.UPTIME, 20_00);
        var first = up(before.sample(), FIVE);
        var rebooted = first.answered(after.sample(), QUICK, NOW, Duration.ofMinutes(1));
        assertThat(rebooted.rebooted()).isTrue();
        assertThat(rebooted.previous()).isEmpty();
        assertThat(rebooted.rate(Stat.CTXT)).isEmpty();
        var seenDown =
                first.down(new Poll.Silent(FIVE), NOW).answered(after.sample(), QUICK, NOW, Duration.ofMinutes(1));
        assertThat(seenDown.rebooted()).isTrue();
    }

    @Test
    void aProcessorsTimeThatWentBackIsARebootAndItsJitterIsNot() {
        var first = up(processor(0, 900_000), FIVE);
        assertThat(first.answered(processor(5, 300), QUICK, NOW, FIVE).rebooted()).isTrue();
        var jitter = first.answered(processor(5, 899_990), QUICK, NOW, FIVE);
        assertThat(jitter.rebooted()).isFalse();
        assertThat(jitter.rate(0, Stat.CPU_TOT)).isEmpty();
        var wrapped = up(processor(0, (1L << 32) - 100), FIVE).answered(processor(5, 400), QUICK, NOW, FIVE);
        assertThat(wrapped.rebooted()).isFalse();
    }

    @Test
    void interfacesAreMatchedByNameThoughTheirPlacesChanged() {
        var before = Samples.at(0);
        var old = before.table(NetDev.SENSOR);
        old.row().set(NetDev.ID, 0).set(NetDev.RECEIVE_BYTES, 1000);
        name(old, "lo", "");
        old.row().set(NetDev.ID, 1).set(NetDev.RECEIVE_BYTES, 5000);
        name(old, "eth", "1");
        var after = Samples.at(5);
        var now = after.table(NetDev.SENSOR);
        now.row().set(NetDev.ID, 0).set(NetDev.RECEIVE_BYTES, 5500);
        name(now, "eth", "1");
        now.row().set(NetDev.ID, 1).set(NetDev.RECEIVE_BYTES, 2000);
        name(now, "lo", "");
        now.row().set(NetDev.ID, 2).set(NetDev.RECEIVE_BYTES, 9000);
        name(now, "eth", "2");
        var state = up(before.sample(), FIVE).answered(after.sample(), QUICK, NOW, FIVE);
        assertThat(state.rate(0, NetDev.RECEIVE_BYTES)).hasValue(100.0);
        assertThat(state.rate(1, NetDev.RECEIVE_BYTES)).hasValue(200.0);
        assertThat(state.rate(2, NetDev.RECEIVE_BYTES)).isEmpty();
        assertThat(state.rate(3, NetDev.RECEIVE_BYTES)).isEmpty();
        assertThat(state.rate(-1, NetDev.RECEIVE_BYTES)).isEmpty();
    }

    @Test
    void aProcessNumberUsedAgainIsAnotherProcess() {
        var before = Samples.at(0);
        before.table(Pids.SENSOR).row().set(Pids.PID, 77).set(Pids.START, 1).set(Pids.UTIME, 100);
        var after = Samples.at(5);
        after.table(Pids.SENSOR)
                .row()
                .set(Pids.PID, 77)
                .set(Pids.START, 9)
                .set(Pids.UTIME, 200)
                .row()
                .set(Pids.PID, 78)
                .set(Pids.START, 1)
                .set(Pids.UTIME, 200);
        var state = up(before.sample(), FIVE).answered(after.sample(), QUICK, NOW, FIVE);
        assertThat(state.rate(0, Pids.UTIME)).isEmpty();
        assertThat(state.rate(1, Pids.UTIME)).isEmpty();
    }

    @Test
    void gaugesHaveNoRateAndDecimalsCount() {
        var before = Samples.at(0);
        before.table(Uptime.SENSOR).row().set(Uptime.UPTIME, 100_00).set(Uptime.IDLE, 50_00);
        before.table(Pids.SENSOR).row().set(Pids.PID, 1).set(Pids.RSS, 10);
        var after = Samples.at(5);
        after.table(Uptime.SENSOR).row().set(Uptime.UPTIME, 105_00).set(Uptime.IDLE, 52_50);
        after.table(Pids.SENSOR).row().set(Pids.PID, 1).set(Pids.RSS, 20);
        var state = up(before.sample(), FIVE).answered(after.sample(), QUICK, NOW, FIVE);
        assertThat(state.rate(Uptime.IDLE)).hasValue(0.5);
        assertThat(state.rate(0, Pids.RSS)).isEmpty();
    }

    @Test
    void countersOfAnOldKernelMayWrap() {
        var state = up(received(0, (1L << 32) - 2000, "2.4.9-21"), FIVE)
                .answered(received(5, 3000, "2.4.9-21"), QUICK, NOW, FIVE);
        assertThat(state.rate(NetDev.RECEIVE_BYTES)).hasValue(1000.0);
        var modern = up(received(0, (1L << 32) - 2000, "6.1.0"), FIVE)
                .answered(received(5, 3000, "6.1.0"), QUICK, NOW, FIVE);
        assertThat(modern.rate(NetDev.RECEIVE_BYTES)).isEmpty();
    }

    private static HostState up(Sample sample, Duration between) {
        return HostState.pending(Host.named("g01"), NOW).answered(sample, QUICK, NOW, between);
    }

    private static Sample context(double second, long switches) {
        var samples = Samples.at(second);
        samples.table(Stat.SENSOR).row().set(Stat.CTXT, switches);
        return samples.sample();
    }

    private static Sample processor(double second, long total) {
        var samples = Samples.at(second);
        samples.table(Stat.SENSOR).row().set(Stat.CPU, 0).set(Stat.CPU_TOT, total);
        return samples.sample();
    }

    private static Sample received(double second, long bytes, String kernel) {
        var samples = Samples.at(second);
        samples.table(NetDev.SENSOR).row().set(NetDev.ID, 0).set(NetDev.RECEIVE_BYTES, bytes);
        Samples.text(samples.table(Version.SENSOR).row(), Version.VERSION, kernel);
        return samples.sample();
    }

    private static void name(org.wulfware.catalog.Table<NetDev> table, String type, String number) {
        Samples.text(table, NetDev.DEVTYPE, type);
        Samples.text(table, NetDev.DEVID, number);
    }
}
