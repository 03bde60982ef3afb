package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Alarms;
import org.wulfware.display.Clean;
import org.wulfware.display.Condition;
import org.wulfware.display.Status;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

/// What has happened to the polls, for the debug window: in the order in which it happened, and what is alike once.
///
/// @param entries the newest last
/// @param unseen those that somebody has to see, and has not: the window shows them until it is closed
/// @param isShown whether the window is open
/// @param back how many of the newest entries are scrolled away below
/// @param answers what hosts had said by the end of the last round: such an answer is none of the next
record Journal(List<Entry> entries, List<Entry> unseen, boolean isShown, int back, Answers answers) {
    static final Journal EMPTY = new Journal(List.of(), List.of(), false, 0, new Answers(Set.of(), Map.of()));

    /// What was known at the end of a round.
    ///
    /// @param took how long the last question to each host took
    record Answers(Set<Sample> samples, Map<Host, Duration> took) {
        static Answers of(Cluster cluster) {
            var samples = Collections.<Sample>newSetFromMap(new IdentityHashMap<>());
            var took = new HashMap<Host, Duration>();
            for (var state : cluster.states()) {
                state.current().ifPresent(samples::add);
                if (state.poll() instanceof Poll.Answered(_, var time)) {
                    took.put(state.host(), time);
                }
            }
            return new Answers(samples, took);
        }

        /// Whether that was measured since: one that takes exactly as long as the last time was not.
        boolean isTimed(Host host, Duration time) {
            return !time.equals(took.get(host));
        }
    }

    /// Older entries are forgotten.
    private static final int MOST = 2000;
    private static final int MOST_UNSEEN = 100;
    /// Of one round; the rest of a cluster that fails as a whole is counted.
    private static final int MOST_A_ROUND = 200;

    /// Of hosts that one entry names.
    private static final int LONGEST_LIST = 300;
    private static final int LEAST_LIST = 24;

    /// One line of it.
    ///
    /// @param words what is said of no host in particular; empty where `news` says it
    /// @param times how often it was said in a row
    /// @param hosts that stand behind the words
    record Entry(
            Instant at, Status status, String words, int times, Optional<HostNews> news, List<String> hosts) {
        Entry(Instant at, Status status, String words, int times, Optional<HostNews> news) {
            this(at, status, words, times, news, List.of());
        }

        private static Entry of(Instant at, Status status, String words) {
            return new Entry(at, status, words, 1, Optional.empty());
        }

        String text() {
            return text(LONGEST_LIST);
        }

        /// The same as a line has room for it: lists of hosts are cut in a way that can be read.
        String text(int room) {
            var end = times > 1 ? " (" + times + " times)" : "";
            if (news.isPresent()) {
                return news.get().text(room - end.length()) + end;
            }
            if (hosts.isEmpty()) {
                return words + end;
            }
            var most = Math.clamp(room - words.length() - end.length(), LEAST_LIST, LONGEST_LIST);
            return words + Folding.brief(hosts, most) + end;
        }

        private boolean isAlike(Entry other) {
            return news.isEmpty() && other.news.isEmpty() && words.equals(other.words) && status == other.status
                    && hosts.equals(other.hosts);
        }

        private Entry again(Instant later) {
            return new Entry(later, status, words, times + 1, news, hosts);
        }
    }

    /// Open, or closed again: what was to be seen has been.
    Journal toggled() {
        return new Journal(entries, isShown ? List.of() : unseen, !isShown, 0, answers);
    }

    /// Scrolled so that `lines` older entries come in above.
    Journal scroll(int lines) {
        return new Journal(entries, unseen, isShown,
                Math.clamp((long) back + lines, 0, Math.max(0, entries.size() - 1)),
                answers);
    }

    Journal add(Instant at, String text) {
        return add(List.of(Entry.of(at, Status.NORMAL, text)), false);
    }

    /// Something that is wrong with a file: it stays until somebody has seen it.
    Journal warn(Instant at, String text) {
        var entry = Entry.of(at, Status.BUSY, text);
        var others = unseen.stream().filter(other -> !other.isAlike(entry)).toList();
        var all = Stream.concat(others.stream(), Stream.of(entry)).skip(Math.max(0, others.size() + 1 - MOST_UNSEEN));
        var told = add(List.of(entry), false);
        return new Journal(told.entries, all.toList(), isShown, told.back, answers);
    }

    /// The same without what the window shows by itself, since somebody has to see it.
    List<Entry> others() {
        return unseen.isEmpty()
                ? entries
                : entries.stream().filter(entry -> unseen.stream().noneMatch(entry::isAlike)).toList();
    }

    /// What a round has brought that the one before did not know, and how long it took.
    Journal add(Cluster before, Cluster after) {
        var was = before.spot();
        var is = after.spot();
        if (was.isPresent() && is.isPresent()) {
            var lost = is.get().lost() - was.get().lost();
            var told = lost == 0 ? this
                    : add(after.at(),
                            "damaged: " + lost + (lost == 1 ? " more record is lost" : " more records are lost"));
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
        var changes = new LinkedHashMap<HostNews.Kind, List<HostNews>>();
        var at = new HashMap<HostNews.Kind, Instant>();
        var was = before.byPlace(after);
        for (var i = 0; i < after.states().size(); i++) {
            var state = after.states().get(i);
            change(was.apply(i), state, after.origin().isPresent()).ifPresent(change -> {
                var news = HostNews.of(after.round(), state.host().name(), change);
                changes.computeIfAbsent(news.kind(), _ -> new ArrayList<>()).add(news);
                at.merge(news.kind(), state.at(), (a, b) -> a.isBefore(b) ? a : b);
            });
        }
        var news = new ArrayList<Entry>();
        var left = 0;
        for (var change : changes.entrySet()) {
            if (news.size() < MOST_A_ROUND) {
                var together = HostNews.of(change.getValue());
                var kind = change.getKey();
                news.add(new Entry(Objects.requireNonNull(at.get(kind)), kind.change().status(), "", 1,
                        Optional.of(together)));
            } else {
                left += change.getValue().size();
            }
        }
        if (left > 0) {
            var words = left == 1 ? "and 1 more host changed" : "and " + left + " more hosts changed";
            news.add(Entry.of(after.at(), Status.NORMAL, words));
        }
        after.alarmed().news().forEach(change -> news.add(entry(change)));
        if (!after.isWhole()) {
            return add(news, after.spot().isEmpty());
        }
        news.add(Entry.of(after.at(), Status.IDLE, round(after)));
        var told = add(news, after.spot().isEmpty());
        return new Journal(told.entries, unseen, isShown, told.back, Answers.of(after));
    }

    /// @param isInOrder whether they may have happened before what is told already
    private Journal add(List<Entry> news, boolean isInOrder) {
        var all = new ArrayList<>(entries);
        for (var entry : news.stream().sorted(Comparator.comparing(Entry::at)).toList()) {
            if (!all.isEmpty() && all.getLast().isAlike(entry)) {
                all.set(all.size() - 1, all.getLast().again(entry.at));
            } else if (!isMerged(entry, all)) {
                all.add(entry);
            }
        }
        if (isInOrder) {
            all.sort(Comparator.comparing(Entry::at));
        }
        var added = all.size() - entries.size();
        var kept = all.subList(Math.max(0, all.size() - MOST), all.size());
        // What is scrolled to stays where it is while new entries come in below.
        var isScrolled = back > 0;
        return new Journal(List.copyOf(kept), unseen, isShown,
                isScrolled ? Math.min(back + added, kept.size() - 1) : 0, answers);
    }

    /// Hosts of which the same was said earlier in the round stand in that entry.
    private static boolean isMerged(Entry entry, List<Entry> all) {
        if (entry.news.isEmpty()) {
            return false;
        }
        var news = entry.news.get();
        for (var place = all.size() - 1; place >= Math.max(0, all.size() - 2 * MOST_A_ROUND); place--) {
            var before = all.get(place);
            if (before.news.isPresent() && before.news.get().kind().equals(news.kind())) {
                all.set(place, new Entry(before.at, before.status, "", 1,
                        Optional.of(HostNews.of(List.of(before.news.get(), news)))));
                return true;
            }
        }
        return false;
    }

    /// An alarm is raised, or cleared.
    private static Entry entry(Alarms.Change change) {
        var status = change.kind() == Alarms.Kind.RAISED ? AlarmView.status(change.alarm().level()) : Status.NORMAL;
        var names = change.hosts().stream().map(Clean::text).toList();
        return new Entry(change.at(), status,
                "alarm " + change.kind().word() + ": " + change.alarm().name() + " on ", 1, Optional.empty(), names);
    }

    /// @param isStored whether a store says so, which does not know how fast hosts answer
    private static Optional<HostNews.Change> change(HostState before, HostState after, boolean isStored) {
        var was = Condition.of(before);
        var is = Condition.of(after);
        if (is.isUp() && was.kind() == Condition.Kind.WAITING) {
            return Optional.of(!isStored && after.poll() instanceof Poll.Answered(_, var took)
                    ? HostNews.Change.brief(Status.NORMAL, "answered after", took)
                    : HostNews.Change.of(Status.NORMAL, isStored ? "is there" : "answered"));
        }
        if (is.isUp() && was.isDown()) {
            return Optional.of(HostNews.Change.lasting(Status.NORMAL, "answered again after",
                    Duration.between(before.since(), after.at())));
        }
        if (is.isUp() && after.rebooted() && !before.rebooted()) {
            return Optional.of(HostNews.Change.of(Status.BUSY, "rebooted"));
        }
        if (!is.isDown()) {
            return Optional.empty();
        }
        if (after.poll() instanceof Poll.Silent(var waited)) {
            // A silence that goes on is no news, though it says another number of seconds.
            return is.kind() == was.kind() ? Optional.empty()
                    : Optional.of(HostNews.Change.lasting(Status.DEAD, "silent for",
                            waited.plus(Duration.between(after.since(), after.at()))));
        }
        return is.line().equals(was.line()) ? Optional.empty()
                : Optional.of(HostNews.Change.of(Status.DEAD, is.line()));
    }

    /// `round 7: 10 of 12 answered in 17 ms; median 4.0 ms, slowest n03 15 ms; 61 KB`. Hosts that send by their clocks are not asked,
    /// and how long their answers take is not measured again: they count, and no more.
    private String round(Cluster cluster) {
        if (cluster.origin().isPresent()) {
            return "round " + cluster.round() + ": " + (cluster.origin().get().isAnswering()
                    ? "the store answered in " + millis(cluster.took()) + "; " + cluster.counts().up() + " up, "
                            + cluster.counts().down() + " down"
                    : "the store has not answered");
        }
        var times = new ArrayList<Duration>();
        var count = 0;
        var bytes = 0L;
        var slowest = Duration.ZERO;
        var slowestName = "";
        for (var state : cluster.states()) {
            if (state.poll() instanceof Poll.Answered(var sample, var took) && !answers.samples.contains(sample)) {
                count++;
                bytes += sample.bytes();
                if (answers.isTimed(state.host(), took)) {
                    times.add(took);
                }
                if (answers.isTimed(state.host(), took) && took.compareTo(slowest) > 0) {
                    slowest = took;
                    slowestName = state.host().name();
                }
            }
        }
        var words = "round " + cluster.round() + ": " + count + " of " + cluster.states().size()
                + " answered in " + millis(cluster.took());
        if (count == 0) {
            return words;
        }
        times.sort(Comparator.naturalOrder());
        return words + (times.isEmpty()
                ? ""
                : "; median " + millis(median(times)) + ", slowest " + slowestName + " " + millis(slowest)) + "; "
                + (bytes + 1023) / 1024 + " KB";
    }

    /// Of times in order; of two in the middle, what is between them.
    private static Duration median(List<Duration> times) {
        var high = times.get(times.size() / 2);
        return times.size() % 2 == 1 ? high : high.plus(times.get(times.size() / 2 - 1)).dividedBy(2);
    }

    private static String millis(Duration took) {
        return HostNews.millis(took);
    }
}
