package org.wulfware.display;

import module java.base;
import picocli.CommandLine.Model.CommandSpec;

/// An option of a program, as it is declared: what help, completion and manual pages say of it.
///
/// @param names such as `-f` and `--file`
/// @param label what its value is called, `WULFHOSTS`; empty for an option without one
/// @param help for a person, a sentence or more
public record Declared(List<String> names, String label, String help) {
    /// The options of a command.
    public static List<Declared> of(CommandSpec spec) {
        return spec.options()
                .stream()
                .map(option -> new Declared(
                        List.of(option.names()), option.arity().max() == 0 ? "" : option.paramLabel(),
                        String.join(" ", option.description())))
                .toList();
    }
}
