package org.wulfware.testkit;

import module java.base;
import org.wulfware.xmlsysd.Clock;

/// A cluster to look at: the real daemon for this machine and a simulated cluster beside it, all on loopback, shown by
/// wulfstat; without a terminal, three updates each of the load and the memory table by wulflogger. Whichever way it
/// ends, nothing that it started is left.
public final class Demo {
    private static final Duration DAEMON_STARTS = Duration.ofSeconds(20);
    private static final Duration TABLE_TAKES = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");

    /// What wulflogger ends with when some hosts were down, as some are here.
    private static final int SOME_DOWN = 3;

    private final DemoOptions options;
    private final PrintStream err;
    private final boolean isTerminal;

    private Demo(DemoOptions options, PrintStream err, boolean isTerminal) {
        this.options = options;
        this.err = err;
        this.isTerminal = isTerminal;
    }

    /// Runs the demo, and ends the machine with its status.
    @SuppressWarnings("SystemConsoleNull") // which console a JDK gives where there is no terminal has changed, twice
    public static void main(String[] arguments) {
        var console = System.console();
        System.exit(run(arguments, System.getProperties(), System.err, console != null && console.isTerminal()));
    }

    /// Runs the demo, and returns its status.
    ///
    /// @param isTerminal whether a person sits at standard input and output
    static int run(String[] arguments, Properties properties, PrintStream err, boolean isTerminal) {
        try {
            var options = DemoOptions.parse(arguments, properties);
            if (options.isEmpty()) {
                System.out.print(DemoOptions.HELP);
                return 0;
            }
            return new Demo(options.get(), err, isTerminal).run();
        } catch (DemoOptions.UsageException e) {
            err.println("wulf demo: " + e.getMessage());
            return 2;
        } catch (IOException | TimeoutException e) {
            err.println("wulf demo: " + e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            return 1;
        }
    }

    private int run() throws IOException, TimeoutException, InterruptedException {
        try (var started = new Started()) {
            started.whenTold();
            say("starting " + options.nodes() + " simulated nodes and this machine's daemon");
            var daemon = startDaemon(started);
            var members = SimulatedCluster.usual(options.nodes());
            var cluster = SimulatedCluster.start(options.fixtures(), members, options.seed(), Clock::system);
            started.atTheEnd(cluster::close);
            var hosts = wulfhosts(port(daemon), cluster, started);
            if (isTerminal) {
                return show(hosts, started);
            }
            for (var table : List.of("load", "memory")) {
                var status = print(table, hosts, started);
                if (status != 0 && status != SOME_DOWN) {
                    err.println("wulf demo: " + options.logger().getFirst() + " ended with status " + status);
                    return 1;
                }
            }
            return 0;
        }
    }

    /// One line that tells how far it is; on a terminal the next takes its place.
    private void say(String how) {
        err.print(isTerminal ? "\r\u001b[Kwulf demo: " + how : "wulf demo: " + how + "\n");
        err.flush();
    }

    private Process startDaemon(Started started) throws IOException {
        var program = new ProcessBuilder(options.daemon().toString(), "-b", "127.0.0.1", "-d", "0")
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        program.environment().remove("JOURNAL_STREAM");
        return started.start(program);
    }

    /// The port that the daemon says it listens on. What it says later is read and dropped, so that it never waits.
    private int port(Process daemon) throws IOException, TimeoutException, InterruptedException {
        var said = new CompletableFuture<Integer>();
        Thread.ofVirtual().name("what the daemon says").start(() -> {
            var last = "";
            try (var lines = daemon.errorReader()) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    last = line;
                    var listening = LISTENING.matcher(line);
                    if (listening.find()) {
                        said.complete(Integer.valueOf(listening.group(1)));
                    }
                }
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            said.completeExceptionally(new IOException("the daemon did not start: " + last));
        });
        try {
            return said.get(DAEMON_STARTS.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(Objects.requireNonNull(e.getCause()).getMessage(), e);
        } catch (TimeoutException e) {
            throw (TimeoutException) new TimeoutException(
                    "the daemon did not start within " + DAEMON_STARTS.toSeconds() + " s").initCause(e);
        }
    }

    private Path wulfhosts(int port, SimulatedCluster cluster, Started started) throws IOException {
        var text = new StringBuilder("<?xml version=\"1.0\"?>\n<wulfstat>\n  <root/>\n");
        text.append(host(ownName(), "127.0.0.1", port));
        for (var member : cluster.members()) {
            text.append(host(member.name(), member.address(), cluster.port()));
        }
        var file = Files.createTempFile("wulf-demo", ".wulfhosts");
        started.atTheEnd(() -> delete(file));
        return Files.writeString(file, text.append("</wulfstat>\n"));
    }

    private static String host(String name, String address, int port) {
        return "  <host><name>%s</name><ip>%s</ip><port>%d</port></host>%n".formatted(name, address, port);
    }

    private static String ownName() throws IOException {
        var name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        return name.matches("[A-Za-z0-9._-]+") ? name : "localhost";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) { // somebody has cleared up already
        }
    }

    /// Shows the cluster until the person has had enough.
    private int show(Path hosts, Started started) throws IOException, InterruptedException {
        started.atTheEnd(terminal());
        err.print("\r\u001b[K");
        err.flush();
        var command = new ArrayList<>(options.screen());
        command.addAll(List.of("-d", "2", "-f", hosts.toString()));
        return started.start(new ProcessBuilder(command).inheritIO()).waitFor();
    }

    /// What gives the terminal back as it is now, should whoever used it not have done so.
    private static Runnable terminal() throws IOException, InterruptedException {
        var terminal = ProcessBuilder.Redirect.from(Path.of("/dev/tty").toFile());
        var asked = new ProcessBuilder("stty", "-g").redirectInput(terminal).start();
        var settings = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (asked.waitFor() != 0 || settings.isEmpty()) {
            return () -> {};
        }
        return () -> {
            try {
                new ProcessBuilder("stty", settings).redirectInput(terminal).start().waitFor();
            } catch (IOException _) { // there was one a moment ago
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private int print(String table, Path hosts, Started started) throws IOException, InterruptedException {
        var command = new ArrayList<>(options.logger());
        command.addAll(List.of("-t", table, "-d", "1", "-c", "3", "-f", hosts.toString()));
        var logger = started.start(new ProcessBuilder(command).inheritIO());
        if (!logger.waitFor(TABLE_TAKES)) {
            throw new IOException(options.logger().getFirst() + " took longer than " + TABLE_TAKES.toSeconds() + " s");
        }
        return logger.exitValue();
    }
}
