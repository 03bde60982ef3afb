package org.wulfware.libwulf;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Version;
import org.wulfware.wire.Sample;

/// What is known about one host at one time. It never changes: the next attempt at the host makes another.
///
/// @param poll what the last attempt came to
/// @param current the sample that the last attempt got; empty when the host is down
/// @param previous the sample before it; empty when the host is down, or was
/// @param at when the last attempt ended, by this machine's clock
/// @param since when it last went from up to down or from down to up
/// @param rebooted whether the current sample is the first one of another boot
/// @param between from the question for `previous` to that for `current`, by this machine's steady clock; zero if there
///     are no two
/// @param slack how far the node's own reckoning of that time may honestly differ: the answers' time on the way
/// @param last the last sample ever got, kept while the host is down
/// @param isOld whether the current sample answers another question than the present one, which has not been answered yet
public record HostState(
        Host host,
        Poll poll,
        Optional<Sample> current,
        Optional<Sample> previous,
        Instant at,
        Instant since,
        boolean rebooted,
        Duration between,
        Duration slack,
        Optional<Sample> last,
        boolean isOld) {
    /// Clocks that are being set right run fast or slow by less than this, and a busy node stamps late by less.
    private static final double LEAST_TOLERANCE = 0.1;

    /// One whose sample, if it has any, answers the present question.
    public HostState(
            Host host, Poll poll, Optional<Sample> current, Optional<Sample> previous, Instant at, Instant since,
            boolean rebooted, Duration between, Duration slack, Optional<Sample> last) {
        this(host, poll, current, previous, at, since, rebooted, between, slack, last, false);
    }

    /// A host that has not been asked yet.
    public static HostState pending(Host host, Instant at) {
        return new HostState(
                host,
                new Poll.Pending(),
                Optional.empty(),
                Optional.empty(),
                at,
                at,
                false,
                Duration.ZERO,
                Duration.ZERO,
                Optional.empty());
    }

    /// The host once it has answered.
    ///
    /// @param asked from the last question that was answered to this one, by a steady clock
    public HostState answered(Sample sample, Duration took, Instant now, Duration asked) {
        var again = last.isPresent() && Rates.rebooted(last.get(), sample);
        var tookBefore = poll instanceof Poll.Answered(_, var before) ? before : Duration.ZERO;
        return new HostState(
                host,
                new Poll.Answered(sample, took),
                Optional.of(sample),
                again ? Optional.empty() : current,
                now,
                poll.isUp() ? since : now,
                again,
                current.isPresent() && !again ? asked : Duration.ZERO,
                took.plus(tookBefore),
                Optional.of(sample));
    }

    /// The host once something else is asked: what it said before may lack what is wanted now.
    public HostState old() {
        return isOld || current.isEmpty() ? this
                : new HostState(host, poll, current, previous, at, since, rebooted, between, slack, last, true);
    }

    /// The host once an attempt at it has failed.
    public HostState down(Poll why, Instant now) {
        return new HostState(
                host,
                why,
                Optional.empty(),
                Optional.empty(),
                now,
                poll.isUp() || poll instanceof Poll.Pending ? now : since,
                false,
                Duration.ZERO,
                Duration.ZERO,
                last);
    }

    /// Whether the last attempt got an answer.
    public boolean isUp() {
        return poll.isUp();
    }

    /// From the last question that was answered to its answer; empty if the host is down.
    public Optional<Duration> roundTrip() {
        return poll instanceof Poll.Answered(_, var took) ? Optional.of(took) : Optional.empty();
    }

    /// When the current sample was taken, by this machine's clock: some time between question and answer, half way as far
    /// as can be known. Empty if the host is down.
    public Optional<Instant> sampled() {
        return roundTrip().map(took -> at.minus(took.dividedBy(2)));
    }

    /// Seconds by which the host's clock is ahead of this machine's, to half the round trip; empty if the host is down or
    /// does not say its time.
    public OptionalDouble clockOffset() {
        var sampled = sampled();
        if (sampled.isEmpty() || current.isEmpty() || current.get().taken().isEmpty()) {
            return OptionalDouble.empty();
        }
        var here = sampled.get();
        return OptionalDouble.of(
                current.get().taken().getAsLong() / 1e6 - (here.getEpochSecond() + here.getNano() / 1e9));
    }

    /// Seconds between the two readings of a sensor, by the node's own time stamps; empty if there are no two, if one of
    /// them is an older one that the node had to send again, or if the node's clock was set in between.
    public OptionalDouble elapsed(Sensor<?> sensor) {
        if (previous.isEmpty() || current.isEmpty() || isStale(sensor, previous.get())
                || isStale(sensor, current.get())) {
            return OptionalDouble.empty();
        }
        var before = previous.get().stamp(sensor);
        var after = current.get().stamp(sensor);
        if (before == Field.ABSENT || after == Field.ABSENT || after <= before) {
            return OptionalDouble.empty();
        }
        var seconds = (after - before) / 1e6;
        var ours = between.toNanos() / 1e9;
        var tolerance = Math.max(LEAST_TOLERANCE, ours / 4) + slack.toNanos() / 1e9;
        // A source that keeps is read again long after the first time it was, or stamped before the question.
        var keeps = sensor.keepsSeconds() == Sensor.ONCE ? 0 : sensor.keepsSeconds();
        return seconds > ours + tolerance + keeps || seconds < ours - tolerance - keeps
                ? OptionalDouble.empty()
                : OptionalDouble.of(seconds);
    }

    private static boolean isStale(Sensor<?> sensor, Sample sample) {
        return sample.age(sensor) != Field.ABSENT;
    }

    /// What a counter in one row of the current sample grew by in a second, in the field's unit, since the row of the
    /// previous sample that is the same processor, interface or process; empty if there is no such rate.
    public <F extends Enum<F> & Field> OptionalDouble rate(int row, F field) {
        if (field.spec().kind() != Kind.COUNTER || elapsed(field.sensor()).isEmpty()) {
            return OptionalDouble.empty();
        }
        var now = current.orElseThrow();
        var then = previous.orElseThrow();
        var rowThen = now.sameRow(field.sensor(), row, then);
        if (rowThen < 0) {
            return OptionalDouble.empty();
        }
        var before = then.cell(rowThen, field);
        var version = now.text(Version.VERSION);
        var rate = Rates.rate(
                before,
                now.cell(row, field),
                then.stamp(field.sensor()),
                now.stamp(field.sensor()),
                Rates.mayWrap32(version, before),
                field.spec().unit());
        return rate.isEmpty() || field.spec().decimals() == 0
                ? rate
                : OptionalDouble.of(rate.getAsDouble() / Math.pow(10, field.spec().decimals()));
    }

    /// The same for a field that stands once in a document.
    public <F extends Enum<F> & Field> OptionalDouble rate(F field) {
        var row = current.isEmpty() ? -1 : current.get().rowWith(field);
        return row < 0 ? OptionalDouble.empty() : rate(row, field);
    }
}
