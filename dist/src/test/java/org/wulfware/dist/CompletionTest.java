package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wulfware.commands.Wulf;
import org.wulfware.dist.Completions.Program;
import org.wulfware.display.Declared;
import org.wulfware.wulflogger.Wulflogger;
import org.wulfware.wulfstat.Wulfstat;

/// What the shells complete. The part of each file that says what options there are is made from what the programs declare,
/// and kept with the source; with `-Dwulfware.accept=true` it is made anew.
@Timeout(60)
class CompletionTest {
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.source"), "dist/src/main");
    private static final Path CLIENTS = SOURCE.resolve("clients/completion");
    private static final Path DAEMON = SOURCE.resolve("completion");
    private static final String MARK = "# ---- made from what the programs declare: ";

    /// Answers as the programs do when they are asked for words, and else says what it was called with.
    private static final String PROGRAM = """
            #!/bin/sh
            case "${0##*/} $*" in
            "wulf hosts --groups") printf '@rack1\\n@roles:io\\n' ;;
            "wulf hosts --expand") printf 'node01\\nnode02\\nlogin\\n' ;;
            "wulf ps --list") printf 'ps  Processes.\\n    host *  x\\n    cpu *  x\\n    command  x\\n' ;;
            *" --list") printf '0 vmstat  x\\n    swaps  x\\n\\n1 load  x\\n    load1  x\\n    load5  x\\n\\ndisk  x\\n    (/etc/f)\\n    busy  x\\n' ;;
            *) printf 'CALLED'; printf ' [%s]' "$@"; printf '\\n' ;;
            esac
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void programs() throws IOException {
        for (var name : List.of("wulf", "wulfstat", "wulflogger", "xmlsysd", "procstatd")) {
            var file = Files.writeString(Files.createDirectories(directory.resolve("bin")).resolve(name), PROGRAM);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(directory.resolve("my hosts"), "");
        Files.createDirectory(directory.resolve("rrds"));
    }

    private static Completions clients() {
        var programs = new ArrayList<Program>();
        programs.add(new Program("wulf", "", Wulf.options(), false));
        for (var command : Wulf.commands()) {
            programs.add(new Program("wulf " + command.name(), command.about(), command.options(), true));
        }
        programs.add(new Program("wulfstat", "", Wulfstat.options(), true));
        programs.add(new Program("wulflogger", "", Wulflogger.options(), true));
        return new Completions(programs);
    }

    /// The daemon has no library for its options: they are those of its help.
    private static Completions daemon() throws Exception {
        var programs = new ArrayList<Program>();
        for (var name : List.of("Xmlsysd", "Procstatd")) {
            var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
            var help =
                    Ran.of(List.of(java, "-cp", System.getProperty("java.class.path"), "org.wulfware.xmlsysd." + name,
                            "-h")).out();
            var options = Pattern
                    .compile(
                            "(?m)^ +(?:(-[a-z]), )?(--[a-z-]+)(?: ([A-Z]+(?: [A-Z]+)?))?(?: {2,}|\\n {20,})(\\S.*(?:\\n {20,}\\S.*)*)$")
                    .matcher(help)
                    .results()
                    .map(line -> new Declared(
                            Stream.of(line.group(1), line.group(2)).filter(Objects::nonNull).toList(),
                            Objects.requireNonNullElse(line.group(3), ""), line.group(4).replaceAll("\\s+", " ")))
                    .toList();
            assertThat(options).hasSizeGreaterThan(8);
            programs.add(new Program(name.toLowerCase(Locale.ROOT), "", options, false));
        }
        return new Completions(programs);
    }

    @Tag("golden")
    @Test
    void theFilesHaveEveryOptionThatThereIsAndNoOther() throws Exception {
        var clients = clients();
        assertIsMade(CLIENTS.resolve("wulf.bash"), clients.bash("_wulfware"));
        assertIsMade(CLIENTS.resolve("_wulf"), clients.zsh("_wulfware"));
        assertIsMade(CLIENTS.resolve("wulf.fish"), clients.fish("__wulfware"));
        var daemon = daemon();
        assertIsMade(DAEMON.resolve("xmlsysd.bash"), daemon.bash("_xmlsysd"));
        assertIsMade(DAEMON.resolve("_xmlsysd"), daemon.zsh("_xmlsysd"));
        assertIsMade(DAEMON.resolve("xmlsysd.fish"), daemon.fish("__xmlsysd"));
    }

    private static void assertIsMade(Path file, String expected) throws IOException {
        var text = Files.readString(file);
        var from = text.indexOf('\n', text.indexOf(MARK)) + 1;
        if (Boolean.getBoolean("wulfware.accept")) {
            Files.writeString(file, text.substring(0, from) + expected);
        } else {
            assertThat(text.substring(from)).as(file.toString()).isEqualTo(expected);
        }
    }

    /// What is called once all that completes a line has been put there, the slash behind a directory left out.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            wulf ho                         | [hosts]
            wulf ps --so                    | [ps] [--sort]
            wulf ps --format c              | [ps] [--format] [csv]
            wulf ps --sort user,-c          | [ps] [--sort] [user,-command] [user,-cpu]
            wulf ps --sum u                 | [ps] [--sum] [user]
            wulf ps --state R,              | [ps] [--state] [R,D] [R,R] [R,S] [R,T] [R,Z]
            wulf ps --user root,daem        | [ps] [--user] [root,daemon]
            wulf hosts @r                   | [hosts] [@rack1] [@roles:io]
            wulf hosts node02,@ro           | [hosts] [node02,@roles:io]
            wulf hosts login,n              | [hosts] [login,node01] [login,node02]
            wulf ps 'lo                     | [ps] [login]
            wulf hosts --file m             | [hosts] [--file] [my hosts]
            wulflogger -t lo                | [-t] [load]
            wulflogger --columns l          | [--columns] [load1] [load5]
            wulflogger -t disk --columns b  | [-t] [disk] [--columns] [busy]
            wulflogger --rrd rr             | [--rrd] [rrds]
            wulflogger --format=open        | [--format=openmetrics]
            wulfstat lo                     | [login]
            wulflogger -d node              | [-d] [node]
            xmlsysd --che                   | [--check-config]
            xmlsysd --capture loada         | [--capture] [loadavg]
            procstatd --root r              | [--root] [rrds]
            """)
    void theShellsComplete(String typed, String expected) throws Exception {
        Ran.needTerminal();
        assertThat(bash(typed)).as("bash").isEqualTo(expected);
        Ran.need("zsh", "zsh");
        assertThat(zsh(typed)).as("zsh").isEqualTo(expected);
        Ran.need("fish", "fish");
        assertThat(fish(typed)).as("fish").isEqualTo(expected);
    }

    private String bash(String typed) throws Exception {
        var start = Files.writeString(directory.resolve("start"), """
                . '%s'
                . '%s'
                bind '"\\t": insert-completions' 2>/dev/null
                """.formatted(CLIENTS.resolve("wulf.bash"), DAEMON.resolve("xmlsysd.bash")));
        return called("bash --noprofile --rcfile " + start + " -i", typed + "\t");
    }

    /// Its completion of a quoted word leaves the quote open.
    private String zsh(String typed) throws Exception {
        Files.writeString(directory.resolve(".zshrc"), """
                fpath=('%s' '%s' $fpath)
                autoload -U compinit && compinit -u -D
                zle -C all-matches complete-word _generic
                bindkey '^I' all-matches
                zstyle ':completion:all-matches::::' completer _all_matches _complete
                zstyle ':completion:all-matches:*' old-matches false
                zstyle ':completion:all-matches:*' insert true
                """.formatted(CLIENTS, DAEMON));
        return called("zsh -i", typed + "\t" + (typed.contains("'") ? "'" : ""));
    }

    /// Types a line into a shell, and hands back what was called by it.
    private String called(String shell, String typed) throws Exception {
        var builder = new ProcessBuilder("script", "-qec", shell, "/dev/null").directory(directory.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH", directory.resolve("bin") + ":" + System.getenv("PATH"), "TERM", "dumb", "ZDOTDIR",
                        directory.toString(), "HOME", directory.toString()));
        builder.redirectErrorStream(true);
        var running = builder.start();
        try (var screen = running.inputReader(); var keys = running.outputWriter()) {
            keys.write(typed + "\nexit\n");
            keys.flush();
            var seen = new ArrayList<String>();
            for (var line = screen.readLine(); line != null; line = screen.readLine()) {
                if (line.startsWith("CALLED ")) {
                    return line.substring("CALLED ".length()).strip().replace("/]", "]");
                }
                seen.add(line);
            }
            return "nothing: " + seen;
        } finally {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }

    /// fish says what it would put there.
    private String fish(String typed) throws Exception {
        var builder = new ProcessBuilder("fish", "--no-config", "-c",
                "source '%s'; source '%s'; complete -C $argv[1]".formatted(CLIENTS.resolve("wulf.fish"),
                        DAEMON.resolve("xmlsysd.fish")),
                "--", typed).directory(directory.toFile());
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", directory.toString());
        var offered = Ran.of(builder).out().lines().map(line -> line.replaceFirst("\t.*", "")).sorted().toList();
        var words = new ArrayList<>(List.of(typed.split(" ")));
        var last = words.removeLast();
        words.removeFirst();
        words.addAll(offered.isEmpty() ? List.of(last) : offered);
        return words.stream().map(word -> "[" + word.replaceFirst("/$", "") + "]").collect(Collectors.joining(" "));
    }
}
