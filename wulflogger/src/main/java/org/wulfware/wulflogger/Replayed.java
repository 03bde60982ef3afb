package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.history.Playback;
import org.wulfware.history.Round;

/// Plays a recording.
final class Replayed implements Feed {
    private final Playback playback;
    private final OptionalDouble speed;
    private final Optional<Duration> delay;
    private final Stop stop;
    private final long began = System.nanoTime();
    private Optional<Instant> first = Optional.empty();
    private long shown = Long.MIN_VALUE;

    /// @param speed how many times as fast as it was; empty for as fast as can be
    /// @param delay at least so much time lies between two updates; empty for all that were recorded
    Replayed(Playback playback, OptionalDouble speed, Optional<Duration> delay, Stop stop) {
        this.playback = playback;
        this.speed = speed;
        this.delay = delay;
        this.stop = stop;
    }

    @Override
    public Optional<Round> next() throws IOException, InterruptedException {
        for (var round = playback.next(); round.isPresent() && !stop.isAsked(); round = playback.next()) {
            if (round.get().isShown() && isDue(round.get().at())) {
                return stop.within(untilDue(round.get().at())) ? Optional.empty() : round;
            }
        }
        return Optional.empty();
    }

    private boolean isDue(Instant at) {
        if (delay.isEmpty()) {
            return true;
        }
        var nanos = at.getEpochSecond() * 1_000_000_000 + at.getNano();
        var number = Math.floorDiv(nanos, delay.get().toNanos());
        var isDue = number != shown;
        shown = number;
        return isDue;
    }

    private long untilDue(Instant at) {
        if (speed.isEmpty()) {
            return 0;
        }
        if (first.isEmpty()) {
            first = Optional.of(at);
        }
        var after = Duration.between(first.get(), at).toNanos() / speed.getAsDouble();
        return Math.max(0, began + (long) after - System.nanoTime());
    }
}
