package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.CrashReport;
import org.wulfware.display.CrashReports;
import org.wulfware.display.Declared;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.OutputTerminal;
import org.wulfware.display.UsageException;
import org.wulfware.history.Moments;
import org.wulfware.history.Zones;
import org.wulfware.libwulf.Settings;
import org.wulfware.wire.IoFailure;

/// The program: `wulf COMMAND …`.
public final class Wulf {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /// Some hosts did not answer.
    static final int SOME_DOWN = 3;

    private static final List<Declared> OPTIONS = List.of(
            new Declared(List.of("--version"), "", "Say which release this is."),
            new Declared(List.of("-h", "--help"), "", "Say this."));

    /// A command.
    ///
    /// @param about what it does, as a list of them has it
    /// @param options in the order in which its help lists them
    public record Command(String name, String about, List<Declared> options) {}

    private static final Duration ENDING = Duration.ofSeconds(30);

    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final Path directory;
    private final Path home;
    private final Path etc;
    private final boolean isWatched;

    /// @param in where names may be read from
    /// @param out where answers go
    /// @param err where trouble is told
    /// @param directory that the person is in
    /// @param home the person's own
    /// @param etc the system's
    /// @param isWatched whether a person sees where trouble is told
    Wulf(InputStream in, OutputStream out, PrintStream err, Path directory, Path home, Path etc, boolean isWatched) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.directory = directory;
        this.home = home;
        this.etc = etc;
        this.isWatched = isWatched;
    }

    /// The commands.
    public static List<Command> commands() {
        return List.of(
                new Command("hosts", "names of hosts: folds them, expands them, counts them",
                        HostsCommand.usage().declared()),
                new Command("doctor", "why nothing is seen of hosts, and what to type next",
                        DoctorCommand.usage().declared()),
                new Command("ps", "the processes of a cluster in one table", PsCommand.usage().declared()),
                new Command("record", "polls hosts and keeps what they say, until it is ended",
                        RecordCommand.usage(_ -> DisplaySet.BUILT_IN).declared()),
                new Command("history", "says how a value went over time, from what was recorded",
                        HistoryOptions.usage().declared()));
    }

    /// The options that stand alone, without a command.
    public static List<Declared> options() {
        return OPTIONS;
    }

    private static String help() {
        var help = new StringBuilder("Usage: wulf COMMAND [ARGUMENTS...]\n\n");
        for (var command : commands()) {
            help.append("  ")
                    .append(command.name)
                    .append(" ".repeat(10 - command.name.length()))
                    .append(command.about)
                    .append('\n');
        }
        return help.append("\nwulf COMMAND -h tells more.\n").toString();
    }

    /// Runs the program, and ends the process with its status.
    public static void main(String[] arguments) {
        var program = here();
        if (arguments.length > 0 && arguments[0].equals("record")) {
            Runtime.getRuntime().addShutdownHook(new Thread(program::end, "end"));
        }
        var called = arguments.length == 0 ? "wulf" : "wulf " + Clean.text(arguments[0]);
        new CrashReports(called, version()).watchThreads(line -> program.say(called, line));
        var status = program.run(System.getenv(), arguments);
        program.ended.countDown();
        Runtime.getRuntime().halt(status);
    }

    /// The program as this process's own streams and directories have it.
    static Wulf here() {
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var home = Path.of(System.getProperty("user.home", "/"));
        return new Wulf(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), err,
                Path.of(""), home, Path.of("/etc"), Progress.isTerminal());
    }

    /// Runs the program, and returns its status.
    int run(Map<String, String> environment, String... arguments) {
        var command = arguments.length == 0 ? "" : arguments[0];
        var called = "wulf";
        var hosts = Hosts.of(directory, home, etc, environment);
        try {
            switch (command) {
                case "" -> throw new UsageException("a command is expected; wulf -h lists them");
                case "-h", "--help", "help" -> print(help());
                case "--version" -> print("wulf " + version() + "\n");
                case "hosts" -> {
                    called = "wulf hosts";
                    var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
                    return hosts(hosts, environment, rest);
                }
                case "ps" -> {
                    called = "wulf ps";
                    return ps(hosts, environment, Arrays.copyOfRange(arguments, 1, arguments.length));
                }
                case "doctor" -> {
                    called = "wulf doctor";
                    var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
                    return watched(
                            progress -> new DoctorCommand(hosts, out, progress, version(), Settings.usual()).run(rest));
                }
                case "record" -> {
                    called = "wulf record";
                    var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
                    print(new RecordCommand(err, directory, home, etc, environment).run(end, rest));
                }
                case "history" -> {
                    called = "wulf history";
                    var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
                    var moments = new Moments(Instant.now(), zone(environment));
                    var history = new HistoryCommand(err, directory, home, etc, environment, moments);
                    print(history.answer(width(environment), rest));
                    return history.hasLost() ? FAILED : DONE;
                }
                default -> throw new UsageException("unknown command " + quoted(command) + "; wulf -h lists them");
            }
            return DONE;
        } catch (UsageException e) {
            tell(called, String.valueOf(e.getMessage()));
            return WRONG_USAGE;
        } catch (InterruptedException _) {
            return FAILED;
        } catch (UnreadableException e) {
            for (var line : e.lines()) {
                say(called, line);
            }
            return FAILED;
        } catch (IOException e) {
            if (IoFailure.isReaderGone(e)) {
                return DONE;
            }
            say(called, "failed: " + IoFailure.message(e));
            return FAILED;
        } catch (RuntimeException e) {
            say(called, CrashReport.of(called, version(), e));
            return FAILED;
        }
    }

    /// Ends what goes on until it is ended.
    void stop() {
        end.countDown();
    }

    /// Does so, and waits for that a while; then the process ends.
    private void end() {
        stop();
        try {
            if (ended.await(ENDING.toNanos(), TimeUnit.NANOSECONDS)) {
                Runtime.getRuntime().halt(DONE);
            }
        } catch (InterruptedException _) {
            // Ending anyway.
        }
    }

    private static ZoneId zone(Map<String, String> environment) throws UsageException {
        try {
            return Zones.of(environment);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static int width(Map<String, String> environment) {
        var columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 100;
    }

    /// A command that takes a while.
    @FunctionalInterface
    private interface Run {
        int with(Progress progress) throws UsageException, UnreadableException, IOException, InterruptedException;
    }

    /// Runs it; the line that says how far it is never stays.
    private int watched(Run command) throws UsageException, UnreadableException, IOException, InterruptedException {
        var progress = new Progress(err, isWatched, System.nanoTime());
        var ending = new Thread(progress::end, "end");
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            return command.with(progress);
        } finally {
            progress.end();
            unhook(ending);
        }
    }

    private DisplayFiles displays(Map<String, String> environment) {
        return new DisplayFiles(etc.resolve("wulfware/displays.d"), DisplayFiles.of(home, environment).person());
    }

    private int hosts(Hosts hosts, Map<String, String> environment, String... arguments)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        return watched(progress -> {
            var command =
                    new HostsCommand(in, hosts, displays(environment), line -> tell("wulf hosts", line), progress);
            print(command.answer(arguments));
            return command.areSomeDown() ? SOME_DOWN : DONE;
        });
    }

    private int ps(Hosts hosts, Map<String, String> environment, String... arguments)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        return watched(progress -> new PsCommand(hosts, displays(environment), out, line -> tell("wulf ps", line),
                progress, isWatched ? OutputTerminal.open() : Optional.empty()).run(arguments));
    }

    private static void unhook(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException _) {
            // Somebody ends the program: so does it.
        }
    }

    private void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Trouble that may take several lines.
    private void tell(String called, String trouble) {
        var lines = trouble.lines().toList();
        say(called, lines.getFirst());
        lines.subList(1, lines.size()).forEach(line -> err.print(Clean.text(line) + "\n"));
        err.flush();
    }

    private void say(String called, String trouble) {
        err.print(called + ": " + Clean.text(trouble) + "\n");
        err.flush();
    }

    static String quoted(String typed) {
        return '"' + Clean.text(typed) + '"';
    }

    static String version() {
        var written = Wulf.class.getPackage().getImplementationVersion();
        return written == null ? "(unreleased)" : written;
    }
}
