package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.history.Moments;

/// The options that several programs share: what they mean, and what is said of those that mean nothing.
class SharedOptionsTest {
    private static final Moments NOW = new Moments(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);

    private static TypedOptions typed(String... arguments) throws UsageException {
        var usage = new Usage("wulfstat", "1", "Shows a cluster.").chooses().shards().columns().units();
        return Kept.declare(Stored.declare(Past.declare(usage, "1"))).parse(arguments);
    }

    private static void refused(String message, String... arguments) {
        assertThatThrownBy(() -> {
            var typed = typed(arguments);
            if (Stored.of(typed).isEmpty()) {
                Past.of(typed, NOW);
            }
            Kept.of(typed);
            typed.scale();
            typed.shard();
            typed.count();
        }).isInstanceOf(UsageException.class).hasMessage(message);
    }

    @Test
    void whatWasRecordedIsShownFromOneTimeToAnotherAtAnySpeed() throws UsageException {
        assertThat(Past.of(typed(), NOW)).isEmpty();
        assertThat(Past.of(typed("--replay", "kept"), NOW))
                .contains(new Past(Path.of("kept"), Instant.MIN, Instant.MAX, OptionalDouble.empty()));
        assertThat(
                Past.of(typed("--replay", "kept", "--from", "2026-11-30 10:00", "--to", "-1h", "--speed", "0.5"), NOW))
                .contains(new Past(Path.of("kept"), Instant.parse("2026-11-30T10:00:00Z"),
                        Instant.parse("2026-11-30T11:00:00Z"), OptionalDouble.of(0.5)));
        refused("--speed goes with --replay, which names the recording", "--speed", "2");
        refused("--from \"-1h\" is not before --to \"-2h\"", "--replay", "kept", "--from", "-1h", "--to", "-2h");
        refused("--speed \"fast\": expected how many times as fast, such as 60 or 0.5", "--replay", "kept", "--speed",
                "fast");
        refused("--speed \"0\": expected how many times as fast, such as 60 or 0.5", "--replay", "kept", "--speed",
                "0");
        refused("--replay \"\": no name of a directory", "--replay", "");
        assertThatThrownBy(() -> Past.of(typed("--replay", "kept", "--from", "someday"), NOW))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--from \"someday\": ");
    }

    @Test
    void aTimeThatTheClocksShowedTwiceIsSaidWhereTheRecordingIsRead() throws Exception {
        var berlin = new Moments(NOW.now(), ZoneId.of("Europe/Berlin"));
        var past = Past.of(typed("--replay", "kept", "--from", "2026-10-25 02:30"), berlin).orElseThrow();
        var told = new ArrayList<String>();
        assertThatThrownBy(() -> past.recorded(Path.of("nowhere"), told::add)).isInstanceOf(IOException.class);
        assertThat(told).containsExactly("--from \"2026-10-25 02:30\": that time was there twice:"
                + " 2026-10-25T02:30:00+02:00 is meant, and not 2026-10-25T02:30:00+01:00");
    }

    @Test
    void aStoreIsReadInPlaceOfHosts() throws UsageException {
        assertThat(Stored.of(typed())).isEmpty();
        assertThat(Stored.of(typed("--from", "prometheus=http://m:9090"))).isPresent();
        refused("--from-auth goes with --from prometheus=URL", "--from-auth", "file");
        refused("--from prometheus=… and --replay: one of them", "--from", "prometheus=http://m", "--replay", "kept");
    }

    @Test
    void howMuchIsKeptIsSaidBesideWhere() throws UsageException {
        assertThat(Kept.of(typed())).isEmpty();
        assertThat(Kept.of(typed("--record", "kept")).orElseThrow().directory()).isEqualTo(Path.of("kept"));
        refused("--record-exact goes with --record, which names the directory", "--record-exact", "2d");
        assertThatThrownBy(() -> Kept.of(typed("--record", "kept", "--record-exact", "long")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--record-exact \"long\": ");
    }

    @Test
    void aDelayIsSecondsWithinReason() {
        assertThat(Delay.of("5")).contains(Duration.ofSeconds(5));
        assertThat(Delay.of(".25")).contains(Duration.ofMillis(250));
        assertThat(Delay.of("1.")).contains(Duration.ofSeconds(1));
        for (var wrong : List.of("", "0", "0.001", "-1", "1e3", "1,5", "31622401", "1 s")) {
            assertThat(Delay.of(wrong)).as(wrong).isEmpty();
        }
        assertThat(Delay.pace(Duration.ofMillis(50))).isZero();
        assertThat(Delay.pace(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(Delay.pace(Duration.ofDays(2))).isZero();
    }

    @Test
    void aScaleIsOneForAllNumbers() throws UsageException {
        assertThat(typed("--units", "M").scale()).isEqualTo(Scale.MEGA);
        assertThat(Scale.words()).isEqualTo("auto, si, exact, k, M, G or T");
        assertThat(Scale.named("m")).isEmpty();
        assertThat(Scale.MEGA.bytes(3 << 20)).isEqualTo("3.0M");
        assertThat(Scale.KILO.count(23_400)).isEqualTo("23k");
        assertThat(Scale.EXACT.bytes(1_500_000)).isEqualTo("1500000");
        assertThat(Scale.GIGA.bytes(0)).isEqualTo("0G");
        assertThat(Scale.AUTO.bytes(1.5 * (1 << 30))).isEqualTo("1.5G");
        assertThat(Scale.SI.bytes(1.5e9)).isEqualTo("1.5G");
    }

    @Test
    void whyALineSaysNothingIsSaidOfOneHostAndOfMany() {
        var said = new ArrayList<String>();
        for (var kind : Absences.Kind.values()) {
            var absence = new Absences.Absence(kind, "InfiniBand", true);
            said.add(absence.words() + " | " + absence.words(1) + " | " + absence.words(996));
        }
        assertThat(String.join("\n", said)).isEqualTo("""
                no InfiniBand | 1 host has no InfiniBand | 996 hosts have no InfiniBand
                only root's processes run here; --root shows them | only root's processes run on 1 host; --root shows them \
                | only root's processes run on 996 hosts; --root shows them
                no process runs here | no process runs on 1 host | no process runs on 996 hosts
                its daemon could not read this | 1 host: its daemon could not read this \
                | 996 hosts: their daemons could not read this
                not recorded | 1 host: not recorded | 996 hosts: not recorded
                its daemon does not say | 1 host: its daemon does not say | 996 hosts: their daemons do not say""");
    }

    @Test
    void aTerminalIsAskedForItsSizeEachTimeUnlessItTells() {
        var sizes = new ArrayDeque<>(List.of(new OutputTerminal.Size(80, 24), new OutputTerminal.Size(120, 40)));
        var terminal = OutputTerminal.of(sizes::remove);
        assertThat(terminal.size()).isEqualTo(new OutputTerminal.Size(80, 24));
        assertThat(terminal.size()).isEqualTo(new OutputTerminal.Size(120, 40));
        assertThat(OutputTerminal.isTerminal(99)).isFalse();
    }
}
