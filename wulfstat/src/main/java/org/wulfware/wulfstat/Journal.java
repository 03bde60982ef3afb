package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Alarms;
import org.wulfware.display.Clean;
import org.wulfware.display.Condition;
import org.wulfware.display.Status;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;

/// What has happened to the polls, for the debug window.
///
/// @param entries the newest last
/// @param isShown whether the window is open
/// @param back how many of the newest entries are scrolled away below
record Journal(List<Entry> entries, boolean isShown, int back) {
    static final Journal EMPTY = new Journal(List.of(), false, 0);

    /// Older entries are forgotten.
    private static final int MOST = 2000;
    /// Of one round; the rest of a cluster that fails as a whole is counted.
    private static final int MOST_A_ROUND = 200;

    /// Of hosts that one entry names.
    private static final int LONGEST_LIST = 300;

    /// One line of it.
    record Entry(Instant at, Status status, String text) {}

    Journal toggled() {
        return new Journal(entries, !isShown, 0);
    }

    /// Scrolled so far that `lines` older entries come in above.
    Journal scroll(int lines) {
        return new Journal(entries, isShown, Math.clamp((long) back + lines, 0, Math.max(0, entries.size() - 1)));
    }

    Journal add(Instant at, String text) {
        return add(List.of(new Entry(at, Status.NORMAL, text)));
    }

    /// What a round has brought that the one before did not know, and how long it took.
    Journal add(Cluster before, Cluster after) {
        var was = before.spot();
        var is = after.spot();
        if (was.isPresent() && is.isPresent()) {
            var lost = is.get().lost() - was.get().lost();
            var told = lost == 0 ? this : add(after.at(), "damaged: " + lost + " records more are lost");
            return is.get().follows() ? told.added(before, after)
                    : told.add(after.at(), moved(after));
        }
        return added(before, after);
    }

    /// What there is at a place in a recording that does not follow on the one before.
    private static String moved(Cluster after) {
        return "went there: " + after.counts().up() + " up, " + after.counts().down() + " down";
    }

    private Journal added(Cluster before, Cluster after) {
        var changes = new LinkedHashMap<Change, List<HostState>>();
        var was = before.byPlace(after);
        for (var i = 0; i < after.states().size(); i++) {
            var state = after.states().get(i);
            change(was.apply(i), state, after.origin().isPresent())
                    .ifPresent(change -> changes.computeIfAbsent(change, _ -> new ArrayList<>()).add(state));
        }
        var news = new ArrayList<Entry>();
        var left = 0;
        for (var change : changes.entrySet()) {
            if (news.size() < MOST_A_ROUND) {
                news.add(entry(change.getKey(), change.getValue()));
            } else {
                left += change.getValue().size();
            }
        }
        if (left > 0) {
            news.add(new Entry(after.at(), Status.NORMAL, "and " + left + " more hosts changed"));
        }
        after.alarmed().news().forEach(change -> news.add(entry(change)));
        if (after.isWhole()) {
            news.add(new Entry(after.at(), Status.IDLE, round(after)));
        }
        return add(news);
    }

    private Journal add(List<Entry> news) {
        var all = new ArrayList<>(entries.subList(Math.max(0, entries.size() + news.size() - MOST), entries.size()));
        all.addAll(news);
        // What is scrolled to stays where it is while new entries come in below.
        var isScrolled = back > 0;
        return new Journal(List.copyOf(all), isShown, isScrolled ? Math.min(back + news.size(), all.size() - 1) : 0);
    }

    /// What has become of a host; those of which the same is to be said are one entry.
    private record Change(Status status, String text) {}

    private static Entry entry(Change change, List<HostState> states) {
        var names = Folding.brief(states.stream().map(state -> state.host().name()).toList(), LONGEST_LIST);
        return new Entry(states.getFirst().at(), change.status, names + " " + change.text);
    }

    /// An alarm is raised, or cleared.
    private static Entry entry(Alarms.Change change) {
        var status = change.kind() == Alarms.Kind.RAISED ? AlarmView.status(change.alarm().level()) : Status.NORMAL;
        var names = change.hosts().stream().map(Clean::text).toList();
        return new Entry(change.at(), status, "alarm " + change.kind().word() + ": " + change.alarm().name() + " on "
                + Folding.brief(names, LONGEST_LIST));
    }

    /// @param isStored whether a store says so, which does not know how fast hosts answer
    private static Optional<Change> change(HostState before, HostState after, boolean isStored) {
        var was = Condition.of(before);
        var is = Condition.of(after);
        if (is.isUp() && was.kind() == Condition.Kind.WAITING) {
            return change(Status.NORMAL, isStored ? "is there" : "answered after " + took(after.poll()));
        }
        if (is.isUp() && was.isDown()) {
            var away = seconds(Duration.between(before.since(), after.at()));
            return change(Status.NORMAL, "answered again after " + away);
        }
        if (is.isUp() && after.rebooted() && !before.rebooted()) {
            return change(Status.BUSY, "rebooted");
        }
        if (is.isDown() && !is.line().equals(was.line()) && !(is.kind() == was.kind() && isSilent(after))) {
            return change(Status.DEAD, is.line());
        }
        return Optional.empty();
    }

    /// A silence that goes on is no news, though it says another number of seconds.
    private static boolean isSilent(HostState state) {
        return state.poll() instanceof Poll.Silent;
    }

    private static Optional<Change> change(Status status, String text) {
        return Optional.of(new Change(status, text));
    }

    private static String took(Poll poll) {
        return poll instanceof Poll.Answered(_, var took) ? millis(took) : "?";
    }

    /// `round 7: 10 of 12 answered in 17 ms; median 4.0 ms, slowest n03 15 ms; 61 KB`.
    private static String round(Cluster cluster) {
        if (cluster.origin().isPresent()) {
            return "round " + cluster.round() + ": " + (cluster.origin().get().isAnswering()
                    ? "the store answered in " + millis(cluster.took()) + "; " + cluster.counts().up() + " up, "
                            + cluster.counts().down() + " down"
                    : "the store has not answered");
        }
        var times = new ArrayList<Duration>();
        var bytes = 0L;
        var slowest = Duration.ZERO;
        var slowestName = "";
        for (var state : cluster.states()) {
            if (state.poll() instanceof Poll.Answered(var sample, var took)) {
                times.add(took);
                bytes += sample.bytes();
                if (took.compareTo(slowest) > 0) {
                    slowest = took;
                    slowestName = state.host().name();
                }
            }
        }
        var words = "round " + cluster.round() + ": " + times.size() + " of " + cluster.states().size()
                + " answered in " + millis(cluster.took());
        if (times.isEmpty()) {
            return words;
        }
        times.sort(Comparator.naturalOrder());
        return words + "; median " + millis(times.get(times.size() / 2)) + ", slowest " + slowestName + " "
                + millis(slowest) + "; " + (bytes + 1023) / 1024 + " KB";
    }

    private static String millis(Duration took) {
        var micros = took.toNanos() / 1000;
        return micros < 10_000
                ? BigDecimal.valueOf(micros, 3).setScale(1, RoundingMode.HALF_UP) + " ms"
                : (micros + 500) / 1000 + " ms";
    }

    private static String seconds(Duration duration) {
        var whole = Math.max(0, duration.toSeconds());
        return whole < 120 ? whole + " s" : whole / 60 + " min";
    }
}
