package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// What was typed behind a command.
///
/// @param answer help or the release, if one of them was asked for: that is said, and nothing else done
record CommandArguments(CommandLine.ParseResult typed, Optional<String> answer) {
    /// Reads a command line.
    ///
    /// @param spec named as the command is called: `wulf hosts`
    /// @throws UsageException that quotes what was typed wrong
    static CommandArguments of(CommandSpec spec, String... arguments) throws UsageException {
        var line = new CommandLine(spec).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
        var more = "; see " + spec.name() + " -h";
        CommandLine.ParseResult typed;
        try {
            typed = line.parseArgs(arguments);
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw new UsageException("unknown option " + Wulf.quoted(e.getUnmatched().getFirst()) + more);
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(Clean.text(String.valueOf(e.getMessage())) + more);
        }
        var answer = typed.hasMatchedOption("-h") ? line.getUsageMessage(CommandLine.Help.Ansi.OFF)
                : typed.hasMatchedOption("--version") ? spec.name() + " " + Wulf.version() + "\n" : "";
        return new CommandArguments(typed, Optional.of(answer).filter(text -> !text.isEmpty()));
    }

    /// The value of an option.
    Optional<String> value(String option) {
        return typed.hasMatchedOption(option) ? Optional.of(typed.matchedOptionValue(option, "")) : Optional.empty();
    }

    /// What stands behind the options, and behind `--hosts`.
    List<String> hosts() {
        var hosts = new ArrayList<>(typed.matchedPositionalValue(0, List.<String>of()));
        value("--hosts").ifPresent(hosts::add);
        return hosts;
    }
}
