package org.wulfware.display;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.wulfware.history.Moments;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostLists;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.wire.IoFailure;

/// Reads alarms from a text in TOML, as `docs/alarms.md` describes it.
final class AlarmReader {
    private static final String ALARMS = "alarm";
    private static final Set<String> KEYS = Set.of("name", "when", "for", "level", "hosts");
    private static final int LONGEST_NAME = 60;

    private final TomlText toml;
    private final DisplaySet known;
    private final HostLists hosts;

    AlarmReader(TomlText toml, DisplaySet known, HostLists hosts) {
        this.toml = toml;
        this.known = known;
        this.hosts = hosts;
    }

    /// The alarms in which nothing is wrong.
    List<Alarm> read(String text) {
        var parsed = toml.parse(text);
        if (parsed.isEmpty()) {
            return List.of();
        }
        toml.checkKeys(parsed.get(), Set.of(ALARMS), "a file of alarms");
        if (!(parsed.get().get(List.of(ALARMS)) instanceof TomlArray all)) {
            if (parsed.get().contains(ALARMS)) {
                toml.wrong(parsed.get().inputPositionOf(ALARMS), "expected tables, [[alarm]]");
            }
            return List.of();
        }
        var alarms = new LinkedHashMap<String, Alarm>();
        for (var i = 0; i < all.size(); i++) {
            var position = all.inputPositionOf(i);
            if (!(all.get(i) instanceof TomlTable table)) {
                toml.wrong(position, "expected a table, [[alarm]]");
                continue;
            }
            var before = toml.problems();
            var alarm = alarm(table, position);
            if (alarm.isPresent() && toml.problems() == before
                    && alarms.putIfAbsent(alarm.get().name(), alarm.get()) != null) {
                toml.wrong(table.inputPositionOf("name"), "a second alarm " + Usage.quoted(alarm.get().name()));
            }
        }
        return List.copyOf(alarms.values());
    }

    private Optional<Alarm> alarm(TomlTable table, @Nullable TomlPosition position) {
        toml.checkKeys(table, KEYS, "an alarm");
        var name = toml.text(table, "name", "");
        if (name.isEmpty() || Width.of(name) > LONGEST_NAME) {
            toml.wrong(table.contains("name") ? table.inputPositionOf("name") : position,
                    "an alarm has a name of " + LONGEST_NAME + " characters at most"
                            + (name.isEmpty() ? "" : ", and not " + Usage.quoted(name)));
        }
        var when = when(table, position);
        var lasting = lasting(table);
        var level = level(table);
        var about = about(table);
        return when.map(condition -> new Alarm(name, level, condition, lasting, about));
    }

    private Optional<Expression> when(TomlTable table, @Nullable TomlPosition position) {
        var text = toml.text(table, "when", "");
        if (text.isEmpty()) {
            if (!table.contains("when") || table.get("when") instanceof String) {
                toml.wrong(position, "an alarm has a condition, when = \"load1 / cpus > 1.5\"");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(Alarm.condition(text, known));
        } catch (ExpressionException e) {
            toml.wrong(table.inputPositionOf("when"), "when", e);
            return Optional.empty();
        }
    }

    private Duration lasting(TomlTable table) {
        var text = toml.text(table, "for", "");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        var span = Moments.span(text);
        if (span.isEmpty()) {
            toml.wrong(table.inputPositionOf("for"), "for " + Usage.quoted(text) + ": " + Moments.SPAN_EXPECTED);
        }
        return span.orElse(Duration.ZERO);
    }

    private Alarm.Level level(TomlTable table) {
        var text = toml.text(table, "level", Alarm.Level.WARNING.word());
        for (var level : Alarm.Level.values()) {
            if (level.word().equals(text)) {
                return level;
            }
        }
        toml.wrong(table.inputPositionOf("level"), "level " + Usage.quoted(text) + ": expected warning or critical");
        return Alarm.Level.WARNING;
    }

    /// Which hosts it is about: those of the name, on whatever port if none was said.
    private Predicate<Host> about(TomlTable table) {
        var text = toml.text(table, "hosts", "");
        if (text.isEmpty()) {
            return _ -> true;
        }
        try {
            return hosts.holding(text);
        } catch (SyntaxException e) {
            toml.wrong(table.inputPositionOf("hosts"), "hosts: " + String.join("\n", e.problems()));
        } catch (IOException e) {
            toml.wrong(table.inputPositionOf("hosts"), "hosts: cannot be read: " + IoFailure.message(e));
        }
        return _ -> false;
    }
}
