package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Tls;

/// What a record says of a host beside the sample: how the attempt went, as numbers. Times are in nanoseconds.
final class Told {
    /// Kinds of records.
    static final int PENDING = 0;
    static final int ANSWERED = 1;
    static final int GARBLED = 2;
    static final int SILENT = 3;
    static final int REFUSED = 4;
    static final int UNKNOWN = 5;
    /// A sample that came between two rounds: nothing was shown of it, but it is what the next one's rates began from.
    static final int BETWEEN_ROUNDS = 6;

    static final int KIND = 7;
    static final int REBOOTED = 8;
    static final int HAS_PREVIOUS = 16;
    static final int INIT = 32;
    /// The state that the file before ended with: nothing new.
    static final int REPEATED = 256;

    /// When the attempt ended, from the round's time on.
    static final int AT = 0;
    static final int SINCE = 1;
    static final int BETWEEN = 2;
    /// What slack there is beyond this round trip and the one before.
    static final int SLACK = 3;
    /// The round trip; how long was waited; where it is garbled.
    static final int TOOK = 4;
    static final int BYTES = 5;
    static final int AGE = 6;
    static final int NUMBERS = 7;

    private Told() {}

    /// Whether a record of that kind says that the host was down.
    static boolean isFailure(int kind) {
        return kind == GARBLED || kind == SILENT || kind == REFUSED || kind == UNKNOWN;
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    static int flags(HostState state) {
        var kind = switch (state.poll()) {
            case Poll.Pending _ -> PENDING;
            case Poll.Answered _ -> ANSWERED;
            case Poll.Garbled _ -> GARBLED;
            case Poll.Silent _ -> SILENT;
            case Poll.Refused _ -> REFUSED;
            case Poll.Unknown _ -> UNKNOWN;
        };
        return kind | (state.rebooted() ? REBOOTED : 0) | (state.previous().isPresent() ? HAS_PREVIOUS : 0)
                | (state.current().isPresent() && state.current().get().init() ? INIT : 0);
    }

    /// Fills `numbers`, which say what was told before.
    ///
    /// @param round the round's time
    static void numbers(HostState state, long round, long[] numbers) {
        var tookBefore = numbers[TOOK];
        numbers[AT] = nanos(state.at()) - round;
        numbers[SINCE] = nanos(state.since());
        numbers[BETWEEN] = state.between().toNanos();
        numbers[TOOK] = switch (state.poll()) {
            case Poll.Answered(_, var took) -> took.toNanos();
            case Poll.Garbled(_, var at) -> at;
            case Poll.Silent(var waited) -> waited.toNanos();
            case Poll.Pending _,Poll.Refused _,Poll.Unknown _ -> 0;
        };
        numbers[SLACK] = state.slack().toNanos() - numbers[TOOK] - tookBefore;
        numbers[BYTES] = 0;
        numbers[AGE] = Field.ABSENT;
        if (state.current().isPresent()) {
            numbers[BYTES] = state.current().get().bytes();
            numbers[AGE] = state.current().get().age().orElse(Field.ABSENT);
        }
    }

    static String reason(HostState state) {
        return switch (state.poll()) {
            case Poll.Garbled(var reason, _) -> reason;
            case Poll.Refused(var reason) -> reason;
            case Poll.Unknown(var name) -> name;
            case Poll.Answered _,Poll.Pending _,Poll.Silent _ -> "";
        };
    }

    /// What an attempt came to that brought no sample.
    static Poll failure(int kind, long took, String reason) {
        return switch (kind) {
            case GARBLED -> new Poll.Garbled(reason, took);
            case SILENT -> new Poll.Silent(Duration.ofNanos(took));
            case REFUSED -> new Poll.Refused(reason);
            case UNKNOWN -> new Poll.Unknown(reason);
            default -> new Poll.Pending();
        };
    }

    static void host(Host host, Octets out) {
        out.text(host.name()).text(host.address()).whole(host.port()).octet(host.tls().isPresent() ? 1 : 0);
    }

    static Host host(Cursor in) {
        var name = in.text();
        var address = in.text();
        var port = in.count(65_535);
        if (port == 0) {
            throw new DamagedException("no port");
        }
        // By which certificates it was asked does not matter any more.
        return new Host(name, address, port, in.octet() == 0 ? Optional.empty() : Optional.of(Tls.USUAL));
    }
}
