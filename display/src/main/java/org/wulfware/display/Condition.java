package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;

/// How a host is, in words.
///
/// @param kind in a word
/// @param why what a person would ask next: `connection refused`; empty if the host is up
/// @param line both in one line: `down: connection refused`
public record Condition(Kind kind, String why, String line) {
    /// How a host is, in a word.
    public enum Kind {
        UP("up"),
        /// Nothing is known yet.
        WAITING("waiting"),
        DOWN("down"),
        SILENT("silent"),
        GARBLED("garbled"),
        UNKNOWN("unknown");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private static final Condition UP = new Condition(Kind.UP, "", "up");
    /// A host that has not answered, and may yet.
    public static final Condition WAITING =
            new Condition(Kind.WAITING, "no answer yet", "waiting for the first answer");

    /// What the last attempt at a host says of it.
    public static Condition of(HostState state) {
        return switch (state.poll()) {
            case Poll.Answered _ -> UP;
            case Poll.Pending _ -> WAITING;
            case Poll.Refused(var reason) -> {
                var why = Clean.text(reason);
                yield new Condition(Kind.DOWN, why, "down: " + why);
            }
            case Poll.Silent(var waited) -> {
                var time = words(waited.plus(Duration.between(state.since(), state.at())));
                yield new Condition(Kind.SILENT, "no answer for " + time, "silent for " + time);
            }
            case Poll.Garbled(var reason, var atByte) -> {
                var why = Clean.text(reason) + " at byte " + atByte;
                yield new Condition(Kind.GARBLED, why, "garbled: " + why);
            }
            case Poll.Unknown _ -> new Condition(Kind.UNKNOWN, "no such host", "unknown: no such host");
        };
    }

    public boolean isUp() {
        return kind == Kind.UP;
    }

    /// Whether there was an answer to wait for and none of use came.
    public boolean isDown() {
        return kind != Kind.UP && kind != Kind.WAITING;
    }

    private static String words(Duration time) {
        var seconds = Math.max(0, time.toMillis()) / 1000.0;
        if (seconds >= 7200) {
            return time.toHours() + " h";
        }
        if (seconds >= 120) {
            return time.toMinutes() + " min";
        }
        return Human.decimals(seconds, seconds < 10 && seconds != Math.rint(seconds) ? 1 : 0) + " s";
    }
}
