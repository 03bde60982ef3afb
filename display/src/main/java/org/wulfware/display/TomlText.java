package org.wulfware.display;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.wulfware.libwulf.ExpressionException;

/// One text in TOML, and what is wrong in it: all of that is told, each with the line and the column at which it stands.
final class TomlText {
    private final String file;
    private final Consumer<String> told;
    private int problems;

    /// @param file what messages call it
    TomlText(String file, Consumer<String> told) {
        this.file = file;
        this.told = told;
    }

    /// The file's name.
    String file() {
        return file;
    }

    /// How much was wrong so far.
    int problems() {
        return problems;
    }

    /// What the text says; empty if it is no TOML.
    Optional<TomlTable> parse(String text) {
        TomlParseResult parsed = Toml.parse(text);
        parsed.errors().forEach(error -> wrong(error.position(), String.valueOf(error.getMessage())));
        return parsed.hasErrors() ? Optional.empty() : Optional.of(parsed);
    }

    void wrong(@Nullable TomlPosition position, String problem) {
        problems++;
        told.accept(file + (position == null ? "" : ":" + position.line() + ":" + position.column()) + ": " + problem);
    }

    void wrong(@Nullable TomlPosition position, String key, ExpressionException e) {
        wrong(position, key + ": " + e.getMessage());
    }

    void checkKeys(TomlTable table, Set<String> known, String what) {
        for (var key : table.keySet()) {
            if (!known.contains(key)) {
                wrong(table.inputPositionOf(List.of(key)), "unknown key " + Usage.quoted(key) + "; " + what + " has "
                        + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    String text(TomlTable table, String key, String otherwise) {
        return switch (table.get(List.of(key))) {
            case null -> otherwise;
            case String text -> Clean.text(text.strip().replaceAll("\\R\\s*", " "));
            default -> {
                wrong(table.inputPositionOf(List.of(key)), key + ": expected a text");
                yield otherwise;
            }
        };
    }
}
