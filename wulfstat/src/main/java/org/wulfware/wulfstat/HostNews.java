package org.wulfware.wulfstat;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.display.Clean;
import org.wulfware.display.Status;
import org.wulfware.libwulf.Folding;

/// What has become of hosts in one round, of all of which the same is to be said: `n[001-996] answered after 2.0–17 ms`. It does
/// not change; its words are formed when somebody first sees them.
final class HostNews {
    /// Of hosts that one entry names.
    private static final int LONGEST_LIST = 300;
    private static final int LEAST_LIST = 24;

    /// What is said of a host.
    ///
    /// @param words the same of all hosts that are put together: `answered after`
    /// @param time how long it took, behind the words
    /// @param isShort whether that is a matter of milliseconds
    record Change(Status status, String words, Optional<Duration> time, boolean isShort) {
        static Change of(Status status, String words) {
            return new Change(status, words, Optional.empty(), false);
        }

        /// It took milliseconds.
        static Change brief(Status status, String words, Duration time) {
            return new Change(status, words, Optional.of(time), true);
        }

        /// It took seconds or more.
        static Change lasting(Status status, String words, Duration time) {
            return new Change(status, words, Optional.of(time), false);
        }

        private Change untimed() {
            return new Change(status, words, Optional.empty(), isShort);
        }
    }

    /// What the same is to be said of.
    record Kind(int round, Change change) {
        static Kind of(int round, Change change) {
            return new Kind(round, change.untimed());
        }
    }

    private final Kind kind;
    private final List<String> hosts;
    private final Optional<Duration> least;
    private final Optional<Duration> most;
    private @Nullable String text;
    private int textRoom;

    private HostNews(Kind kind, List<String> hosts, Optional<Duration> least, Optional<Duration> most) {
        this.kind = kind;
        this.hosts = hosts;
        this.least = least;
        this.most = most;
    }

    /// Of one host.
    static HostNews of(int round, String host, Change change) {
        return new HostNews(Kind.of(round, change), List.of(host), change.time, change.time);
    }

    /// Of these hosts and others.
    static HostNews of(List<HostNews> all) {
        var first = all.getFirst();
        return new HostNews(
                first.kind,
                all.stream().flatMap(news -> news.hosts.stream()).toList(),
                all.stream().flatMap(news -> news.least.stream()).min(Comparator.naturalOrder()),
                all.stream().flatMap(news -> news.most.stream()).max(Comparator.naturalOrder()));
    }

    Kind kind() {
        return kind;
    }

    int count() {
        return hosts.size();
    }

    String text() {
        return text(LONGEST_LIST);
    }

    /// The same with a list of hosts that is cut so that the line has room for all of it; a shorter one than that is cut anywhere.
    String text(int room) {
        var known = text;
        if (known == null || textRoom != room) {
            var words = " " + kind.change.words + (least.isPresent() && most.isPresent()
                    ? " " + between(written(least.get()), written(most.get()))
                    : "");
            var most = Math.clamp(room - words.length(), LEAST_LIST, LONGEST_LIST);
            known = Folding.brief(hosts.stream().map(Clean::text).toList(), most) + words;
            text = known;
            textRoom = room;
        }
        return known;
    }

    private String written(Duration time) {
        return kind.change.isShort ? millis(time) : seconds(time);
    }

    /// `2.0–17 ms`, `900 ms – 2 min`.
    private static String between(String from, String to) {
        if (from.equals(to)) {
            return from;
        }
        var unit = to.substring(to.indexOf(' '));
        return from.endsWith(unit)
                ? from.substring(0, from.length() - unit.length()) + "–" + to
                : from + " – " + to;
    }

    /// `4.0 ms`, `15 ms`.
    static String millis(Duration took) {
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
