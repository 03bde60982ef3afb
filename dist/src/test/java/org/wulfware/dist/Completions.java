package org.wulfware.dist;

import module java.base;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.display.Declared;
import org.wulfware.display.Scale;

/// What completion knows of programs: their options, and what may stand behind each, as three shells have it.
///
/// @param programs a command and what it knows: `wulf ps`, `wulflogger`
record Completions(List<Program> programs) {
    /// A command.
    ///
    /// @param path the program, and the command that stands behind it where it has some
    /// @param about in a sentence; needed of commands of a program
    /// @param takesHosts whether hosts may stand behind the options
    record Program(String path, String about, List<Declared> options, boolean takesHosts) {
        String name() {
            return path.replaceFirst(" .*", "");
        }

        /// The command of the program's; empty if it has none.
        String command() {
            return path.contains(" ") ? path.replaceFirst(".* ", "") : "";
        }
    }

    /// What may stand behind an option: `file`, `words:table csv`, `plain` for what nobody can know. Empty for an option that
    /// stands alone. An option whose value has another name fails: say here what it is.
    static String kind(Declared option) {
        return switch (option.label()) {
            case "" -> "";
            case "WULFHOSTS", "FILE" -> "file";
            case "DIR" -> "directory";
            // The directory behind it is one that is not there yet.
            case "SENSOR DIR" ->
                "words:" + Catalog.sensors().stream().map(Sensor::element).sorted().collect(Collectors.joining(" "));
            case "TYPE" -> "types";
            case "COLUMN,…", "[-]COLUMN", "[-]COLUMN,…", "[-+]COLUMN,…" -> "columns";
            case "HOSTS" -> "hosts";
            case "USER,…" -> "users";
            case "FORMAT" -> "words:" + option.help().replaceFirst("; .*", "").replaceAll(",? or |, ", " ");
            case "SCALE" -> "words:" + Scale.words().replaceAll(",? or |, ", " ");
            case "WHAT" -> "list:sum mean min max median count p5 p95 p99";
            case "S,…" -> "list:R S D Z T";
            case "URL", "NAME=VALUE,…", "SIZE", "SECONDS", "COUNT", "NUMBER", "CONDITION", "JOB,…", "WHEN", "PORT",
                    "ADDRESS", "N", "LEVEL", "BYTES", "TIME", "FACTOR", "NAMES", "K/N" ->
                "plain";
            default -> {
                if (option.label().matches("[a-z]+(\\|[a-z]+)+")) {
                    yield "words:" + option.label().replace('|', ' ');
                }
                throw new AssertionError("completion does not know what " + option + " may have for its value");
            }
        };
    }

    /// So much of the help as a list of options has room for.
    private static String brief(Declared option) {
        return option.help().replaceFirst("(; |\\. ).*", "").replaceFirst("[.;]$", "");
    }

    /// Functions `NAME_commands`, `NAME_names COMMAND` and `NAME_kind COMMAND OPTION`.
    String bash(String name) {
        var text = new StringBuilder();
        var commands = programs.stream().map(Program::command).filter(command -> !command.isEmpty()).toList();
        if (!commands.isEmpty()) {
            text.append(name).append("_commands() {\n  echo '").append(String.join(" ", commands)).append("'\n}\n\n");
        }
        text.append(name).append("_names() { # COMMAND\n  case $1 in\n");
        for (var program : programs) {
            var names = program.options.stream().flatMap(option -> option.names().stream());
            text.append("    '").append(program.path).append("') echo '");
            text.append(names.collect(Collectors.joining(" "))).append("' ;;\n");
        }
        text.append("  esac\n}\n\n").append(name).append("_kind() { # COMMAND OPTION\n  case \"$1 $2\" in\n");
        for (var program : programs) {
            for (var option : program.options) {
                var kind = kind(option);
                if (!kind.isEmpty()) {
                    var cases = option.names().stream().map(each -> "'" + program.path + " " + each + "'");
                    text.append("    ").append(cases.collect(Collectors.joining(" | ")));
                    text.append(") echo '").append(kind).append("' ;;\n");
                }
            }
        }
        return text.append("  esac\n}\n").toString();
    }

    /// Functions `NAME_PROGRAM`, and `NAME_PROGRAM_COMMAND`; a call of the one called so at the end.
    String zsh(String name) {
        var text = new StringBuilder();
        for (var program : programs) {
            text.append(name).append('_').append(program.path.replace(' ', '_')).append("() {\n");
            var commands = commandsOf(program);
            if (!commands.isEmpty()) {
                var words = new StringJoiner(" ");
                commands.forEach(each -> words.add(each.command() + "\\:" + quoted(each.about, "\"")));
                text.append("  _alternative '")
                        .append("commands:command:((")
                        .append(words)
                        .append("))' 'options:option:(");
                text.append(program.options.stream()
                        .flatMap(option -> option.names().stream())
                        .collect(Collectors.joining(" "))).append(")'\n}\n\n");
                continue;
            }
            text.append("  _arguments -s -S");
            for (var option : program.options) {
                text.append(" \\\n    ").append(zsh(name, option));
            }
            if (program.takesHosts) {
                text.append(" \\\n    '*:HOSTS:").append(name).append("_hosts'");
            }
            text.append("\n}\n\n");
        }
        return text.append(name).append(" \"$@\"\n").toString();
    }

    private static String zsh(String name, Declared option) {
        var kind = kind(option);
        var names = option.names();
        var said = "'[" + brief(option).replace("[", "\\[").replace("]", "\\]").replace("'", "'\\''") + "]";
        if (!kind.isEmpty()) {
            said += ":" + option.label().replace(":", "\\:") + ":" + switch (kind) {
                case "file" -> "_files";
                case "directory" -> "_files -/";
                case "plain" -> " ";
                case String words when words.startsWith("words:") -> "(" + words.substring("words:".length()) + ")";
                case String words when words.startsWith("list:") ->
                    " " + name + "_words " + words.substring("list:".length());
                default -> name + "_" + kind;
            };
        }
        said += "'";
        var forms = names.stream()
                .map(each -> kind.isEmpty() ? each : each + (each.startsWith("--") ? "=" : "+"))
                .toList();
        return names.size() == 1
                ? "'" + forms.getFirst() + said.substring(1)
                : "'(" + String.join(" ", names) + ")'{" + String.join(",", forms) + "}" + said;
    }

    /// Calls of `complete`; where a program has commands, with the condition `NAME_in COMMAND`.
    String fish(String name) {
        var text = new StringBuilder();
        for (var program : programs) {
            var commands = commandsOf(program);
            var hasCommands = !commands.isEmpty() || !program.command().isEmpty();
            var start = "complete -c " + program.name()
                    + (hasCommands ? " -n '" + name + "_in \"" + program.command() + "\"'" : "");
            for (var command : commands) {
                text.append(start).append(" -f -a ").append(command.command()).append(" -d ");
                text.append(quoted(command.about, "'")).append('\n');
            }
            for (var option : program.options) {
                text.append(start).append(names(option)).append(value(name, kind(option))).append(" -d ");
                text.append(quoted(brief(option), "'")).append('\n');
            }
            if (program.takesHosts) {
                text.append(start).append(" -x -a '(").append(name).append("_hosts)'\n");
            } else {
                text.append(start).append(" -f\n");
            }
        }
        return text.toString();
    }

    private static String names(Declared option) {
        return option.names()
                .stream()
                .map(each -> each.startsWith("--") ? " -l " + each.substring(2) : " -s " + each.substring(1))
                .collect(Collectors.joining());
    }

    private static String value(String name, String kind) {
        return switch (kind) {
            case "" -> "";
            case "file" -> " -r -F";
            case "directory" -> " -x -a '(__fish_complete_directories)'";
            case "plain" -> " -x";
            case String words when words.startsWith("words:") -> " -x -a '" + words.substring("words:".length()) + "'";
            case String words when words.startsWith("list:") ->
                " -x -a '(" + name + "_words " + words.substring("list:".length()) + ")'";
            default -> " -x -a '(" + name + "_" + kind + ")'";
        };
    }

    private List<Program> commandsOf(Program program) {
        return program.command().isEmpty()
                ? programs.stream()
                        .filter(each -> each.name().equals(program.path) && !each.command().isEmpty())
                        .toList()
                : List.of();
    }

    private static String quoted(String text, String quote) {
        return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote;
    }
}
