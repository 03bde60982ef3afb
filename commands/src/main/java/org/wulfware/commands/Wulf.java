package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.UsageException;

/// The program: `wulf COMMAND …`.
public final class Wulf {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final String HELP = """
            Usage: wulf COMMAND [ARGUMENTS...]

              hosts   names of hosts: folds them, expands them, counts them

            wulf COMMAND -h tells more.
            """;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final Path directory;
    private final Path home;
    private final Path etc;

    /// @param in where names may be read from
    /// @param out where answers go
    /// @param err where trouble is told
    /// @param directory that the person is in
    /// @param home the person's own
    /// @param etc the system's
    Wulf(InputStream in, OutputStream out, PrintStream err, Path directory, Path home, Path etc) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.directory = directory;
        this.home = home;
        this.etc = etc;
    }

    /// Runs the program, and ends the process with its status.
    public static void main(String[] arguments) {
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var home = Path.of(System.getProperty("user.home", "/"));
        var program = new Wulf(
                new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), err, Path.of(""),
                home,
                Path.of("/etc"));
        Runtime.getRuntime().halt(program.run(System.getenv(), arguments));
    }

    /// Runs the program, and returns its status.
    int run(Map<String, String> environment, String... arguments) {
        var command = arguments.length == 0 ? "" : arguments[0];
        var called = "wulf";
        try {
            switch (command) {
                case "" -> throw new UsageException("a command is expected; wulf -h lists them");
                case "-h", "--help", "help" -> print(HELP);
                case "--version" -> print("wulf " + version() + "\n");
                case "hosts" -> {
                    called = "wulf hosts";
                    var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
                    print(new HostsCommand(in, directory, home, etc, environment).answer(rest));
                }
                default -> throw new UsageException("unknown command " + quoted(command) + "; wulf -h lists them");
            }
            return DONE;
        } catch (UsageException e) {
            say(called, String.valueOf(e.getMessage()));
            return WRONG_USAGE;
        } catch (UnreadableException e) {
            for (var line : e.lines()) {
                say(called, line);
            }
            return FAILED;
        } catch (IOException e) {
            if (isReaderGone(e)) {
                return DONE;
            }
            say(called, "failed: " + e.getMessage());
            return FAILED;
        }
    }

    private void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void say(String called, String trouble) {
        err.print(called + ": " + Clean.text(trouble) + "\n");
        err.flush();
    }

    static String quoted(String typed) {
        return '"' + Clean.text(typed) + '"';
    }

    /// Whoever read the output has had enough, as `head` has after ten lines.
    private static boolean isReaderGone(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    static String version() {
        var written = Wulf.class.getPackage().getImplementationVersion();
        return written == null ? "(unreleased)" : written;
    }
}
