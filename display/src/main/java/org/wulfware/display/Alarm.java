package org.wulfware.display;

import module java.base;
import org.wulfware.history.Moments;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Host;

/// What a person wants to be told of: a condition about a host as a whole, and for how long it has to hold.
///
/// @param name what it is called
/// @param when it holds
/// @param lasting for how long before it is raised; zero for at once
/// @param isAbout which hosts
public record Alarm(String name, Level level, Expression when, Duration lasting, Predicate<Host> isAbout) {
    /// How bad it is.
    public enum Level {
        WARNING,
        CRITICAL;

        /// `warning`, `critical`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern LASTING = Pattern.compile("(?s)(.*\\S)\\s+for\\s+([0-9]+[a-z]+)\\s*");

    /// One as it is typed, `load1 / cpus > 1.5 for 2min`, called as its condition is written, about all hosts.
    ///
    /// @param known displays, whose columns it may name
    /// @throws ExpressionException if the condition cannot be understood
    /// @throws UsageException if the time cannot be
    public static Alarm typed(String typed, DisplaySet known) throws ExpressionException, UsageException {
        var parts = LASTING.matcher(typed);
        var isLasting = parts.matches();
        var text = isLasting ? parts.group(1).strip() : typed.strip();
        var when = condition(text, known);
        var lasting = Duration.ZERO;
        if (isLasting) {
            lasting = Moments.span(parts.group(2))
                    .orElseThrow(() -> new UsageException("for " + parts.group(2) + ": " + Moments.SPAN_EXPECTED));
        }
        return new Alarm(Clean.text(text), Level.WARNING, when, lasting, _ -> true);
    }

    /// A condition about a host as a whole.
    static Expression condition(String text, DisplaySet known) throws ExpressionException {
        return Expression.of(text, known.scope(), Optional.empty()).expecting(Expression.Type.CONDITION);
    }
}
