package org.wulfware.commands;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Daemon;
import org.wulfware.catalog.sensors.Textfile;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

/// What is wrong with a host that answers.
///
/// @param ours this program's release
/// @param shift seconds by which most hosts' clocks are ahead of the one here, if that is the one which is wrong
record UpDiagnosis(HostFacts facts, Advice advice, String ours, double shift) {
    /// Less is no trouble for anybody.
    static final double LEAST_OFFSET = 1;

    /// Microseconds; clients that wait less in a second do not feel it.
    private static final double LEAST_WITHHELD = 50_000;

    /// A small question that takes so long has waited.
    private static final Duration LATE = Duration.ofMillis(500);

    /// Milliseconds; a last answer that is newer is as good as a new one.
    private static final long LEAST_AGE = 2000;

    /// A release has no longer a name.
    private static final int LONGEST_RELEASE = 40;

    private static final Pattern RELEASE = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})(?:\\.([0-9]{1,6}))?(-.*)?");

    /// How many sensors one line names.
    private static final int MOST_SENSORS = 5;

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        clock().ifPresent(findings::add);
        release().ifPresent(findings::add);
        findings.addAll(sensors());
        budget().ifPresent(findings::add);
        return findings;
    }

    private Sample said() {
        return facts.first().state().current().orElseThrow();
    }

    /// Seconds by which a host's clock is ahead; the second answer is on the way for less time than the first.
    static OptionalDouble offset(HostFacts facts) {
        var state = facts.second().filter(HostState::isUp).orElse(facts.first().state());
        var offset = state.clockOffset();
        var isWithin = offset.isPresent() && Math.abs(offset.getAsDouble()) < state.roundTrip()
                .orElse(Duration.ZERO)
                .toMillis() / 2000.0;
        return isWithin ? OptionalDouble.of(0) : offset;
    }

    private Optional<Finding> clock() {
        var offset = offset(facts);
        if (offset.isEmpty() || Math.abs(offset.getAsDouble() - shift) < LEAST_OFFSET) {
            return Optional.empty();
        }
        return Optional.of(new Finding(Cause.CLOCK, "its clock is " + words(offset.getAsDouble() - shift),
                advice.clock()));
    }

    /// `12 s ahead`, `3 min behind`.
    static String words(double seconds) {
        var size = Math.abs(seconds);
        var text = size < 120 ? Math.round(size) + " s"
                : size < 7200 ? Math.round(size / 60) + " min"
                        : size < 172_800 ? Math.round(size / 3600) + " h" : Math.round(size / 86_400) + " days";
        return text + (seconds < 0 ? " behind" : " ahead");
    }

    private Optional<Finding> release() {
        var theirs = said().text(Daemon.VERSION);
        var one = RELEASE.matcher(theirs);
        var other = RELEASE.matcher(ours);
        if (!one.matches() || !other.matches()) {
            return Optional.empty();
        }
        var difference = compare(one, other);
        if (difference == 0) {
            return Optional.empty();
        }
        var shown = theirs.substring(0, Math.min(LONGEST_RELEASE, theirs.length()));
        return Optional.of(difference < 0
                ? new Finding(Cause.OLDER, "its daemon is older, " + shown + ", than the programs here, " + ours,
                        advice.daemonsVersion())
                : new Finding(Cause.NEWER, "its daemon is newer, " + shown + ", than the programs here, " + ours,
                        "wulf --version"));
    }

    /// What is not yet released comes before the release.
    private static int compare(Matcher one, Matcher other) {
        for (var part = 1; part <= 3; part++) {
            var difference = Integer.compare(number(one.group(part)), number(other.group(part)));
            if (difference != 0) {
                return difference;
            }
        }
        return Boolean.compare(one.group(4) == null, other.group(4) == null);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private List<Finding> sensors() {
        var failed = new ArrayList<Sensor<?>>();
        var hanging = new ArrayList<Sensor<?>>();
        var full = facts.full().flatMap(attempt -> attempt.state().current());
        var late = facts.late().flatMap(HostState::current);
        for (var sensor : Catalog.sensors()) {
            if (full.filter(sample -> sample.hasFailed(sensor)).isPresent()) {
                failed.add(sensor);
            } else if (late.filter(sample -> sample.hasFailed(sensor) || isStale(sample, sensor)).isPresent()) {
                hanging.add(sensor);
            }
        }
        var findings = new ArrayList<Finding>();
        if (!failed.isEmpty()) {
            findings.add(new Finding(Cause.SENSOR, "sensors that give an error when they are read: " + named(failed),
                    look(failed.getFirst())));
        }
        if (!hanging.isEmpty()) {
            findings.add(new Finding(Cause.SENSOR, "sensors that do not answer within two seconds: " + named(hanging),
                    advice.kernelLog()));
        }
        if (full.filter(sample -> sample.number(Textfile.ERROR).orElse(0) > 0).isPresent()) {
            findings.add(new Finding(Cause.SENSOR,
                    "sensor textfile: a file *.prom of its directory cannot be read or understood", advice.check()));
        }
        return findings;
    }

    private static boolean isStale(Sample sample, Sensor<?> sensor) {
        return sample.age(sensor) != Field.ABSENT;
    }

    /// `links (/sys/class/net), gpu (/sys/class/drm)`.
    private static String named(List<Sensor<?>> sensors) {
        var words = sensors.stream()
                .limit(MOST_SENSORS)
                .map(sensor -> sensor.element() + " (" + origin(sensor) + ")")
                .collect(Collectors.joining(", "));
        var more = sensors.size() - MOST_SENSORS;
        return words + (more > 0 ? " and " + more + " more" : "");
    }

    private static <F extends Enum<F> & Field> String origin(Sensor<F> sensor) {
        return sensor.origin(sensor.fields()[0]);
    }

    private String look(Sensor<?> sensor) {
        var origin = origin(sensor).replaceFirst("[, ].*", "");
        return origin.startsWith("/") ? advice.look(origin, sensor.survey() != null) : advice.daemonsLog();
    }

    /// What others ask of it costs more than the site allows, now. That one answer is repeated says little: the daemon may have
    /// been asked by this program a moment ago.
    private Optional<Finding> budget() {
        var second = facts.second().flatMap(HostState::current).orElse(said());
        var isAskedByOthers = said().number(Daemon.CLIENTS).orElse(0) > 1 || grown(second, Daemon.CONNECTIONS) > 0;
        var isSilent = isSilent();
        if (!isAskedByOthers) {
            return isSilent ? Optional.of(new Finding(Cause.NO_ANSWER,
                    "it answered at first, and then not within four seconds", advice.status())) : Optional.empty();
        }
        var repeated = grown(second, Daemon.STALE) + grown(second, Daemon.SKIPPED) - (said().age().isPresent() ? 1 : 0);
        var full = facts.full().flatMap(attempt -> attempt.state().current()).orElse(second);
        var isLate = facts.second().flatMap(HostState::roundTrip).filter(took -> took.compareTo(LATE) >= 0).isPresent();
        var isOver = isSilent || isLate || repeated >= 2 || grown(second, Daemon.WITHHELD) > LEAST_WITHHELD
                || grown(full, Daemon.WITHHELD) > 10 * LEAST_WITHHELD
                || (said().age().orElse(0) >= LEAST_AGE && second.age().orElse(0) >= LEAST_AGE);
        if (!isOver) {
            return Optional.empty();
        }
        var millionths = said().number(Daemon.BUDGET);
        var allowed = millionths.isEmpty() ? "its budget" : percent(millionths.getAsDouble()) + " % of a processor";
        return Optional.of(new Finding(Cause.BUDGET,
                "over budget: what is asked of its daemon costs more than " + allowed
                        + ", so answers are repeated or late",
                String.format(Locale.ROOT, "%.0f clients, %.0f answers repeated since it started",
                        second.number(Daemon.CLIENTS).orElse(0), second.number(Daemon.STALE).orElse(0)),
                advice.clients()));
    }

    /// Whether it answered at first and then let a question wait for too long.
    private boolean isSilent() {
        return Stream.of(facts.second(), facts.full().map(HostFacts.Attempt::state))
                .flatMap(Optional::stream)
                .anyMatch(state -> state.poll() instanceof Poll.Silent);
    }

    private double grown(Sample second, Daemon counter) {
        var before = said().number(counter);
        var after = second.number(counter);
        return before.isEmpty() || after.isEmpty() ? 0 : Math.max(0, after.getAsDouble() - before.getAsDouble());
    }

    private static String percent(double millionths) {
        return BigDecimal.valueOf(millionths).movePointLeft(4).stripTrailingZeros().toPlainString();
    }
}
