package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

/// Makes the states of one host again, out of its records.
final class Player {
    private HostState state;
    private boolean isKnown;
    private @Nullable Sample sample;
    private @Nullable BlockReader block;
    private boolean hasNext;

    Player(Host host, Instant at) {
        state = HostState.pending(host, at);
    }

    HostState state() {
        return state;
    }

    /// Goes on with another file's records; null for none.
    void block(@Nullable BlockReader next) {
        block = next;
        hasNext = next != null && next.next();
    }

    /// Goes on up to a round, that one included.
    void play(int round, Rounds rounds) {
        var records = block;
        while (records != null && hasNext && records.round() <= round) {
            var at = records.round();
            if (at < 0) {
                throw new DamagedException("no round " + at);
            }
            take(records, rounds.times()[at], rounds.isThinned());
            hasNext = records.next();
        }
    }

    private void take(BlockReader record, long round, boolean isThinned) {
        var flags = record.flags();
        if ((flags & Told.REPEATED) != 0 && isKnown) {
            // The file may have begun with an older sample, for those who begin there.
            sample = state.last().orElse(null);
            return;
        }
        var before = sample;
        if (record.isSample()) {
            sample = record.sample();
        }
        if ((flags & Told.KIND) != Told.BETWEEN_ROUNDS) {
            state = isThinned ? thinned(record, round, before) : exact(record, round, before);
            isKnown = true;
        }
    }

    private HostState exact(BlockReader record, long round, @Nullable Sample before) {
        var took = record.number(Told.TOOK);
        var isUp = record.isSample();
        return made(record, round, (record.flags() & Told.HAS_PREVIOUS) == 0 ? null : before,
                Duration.ofNanos(record.number(Told.BETWEEN)),
                isUp ? Duration.ofNanos(record.number(Told.SLACK) + took) : Duration.ZERO);
    }

    /// Many records became one: what lay between is known by the times of those that are left.
    private HostState thinned(BlockReader record, long round, @Nullable Sample before) {
        var wasUp = state.isUp() && record.isSample() && (record.flags() & Told.REBOOTED) == 0;
        var at = Told.instant(round + record.number(Told.AT));
        var slack = Duration.ofNanos(record.number(Told.TOOK)).plus(state.roundTrip().orElse(Duration.ZERO));
        return made(record, round, wasUp ? before : null, wasUp ? Duration.between(state.at(), at) : Duration.ZERO,
                record.isSample() ? slack : Duration.ZERO);
    }

    private HostState made(
            BlockReader record, long round, @Nullable Sample previous, Duration between, Duration slack) {
        var flags = record.flags();
        var took = record.number(Told.TOOK);
        var current = record.isSample() ? sample : null;
        return new HostState(
                record.host(),
                current == null
                        ? Told.failure(flags & Told.KIND, took, record.reason())
                        : new Poll.Answered(current, Duration.ofNanos(took)),
                Optional.ofNullable(current),
                Optional.ofNullable(previous),
                Told.instant(round + record.number(Told.AT)),
                Told.instant(record.number(Told.SINCE)),
                (flags & Told.REBOOTED) != 0,
                between,
                slack,
                Optional.ofNullable(sample));
    }
}
