package org.wulfware.bench;

import module java.base;

/// One daemon under measurement, with a client of its own on the same core that keeps its connection.
final class Subject {
    private static final Duration STARTS = Duration.ofSeconds(20);

    final String name;
    private final Process daemon;
    private final Process client;
    private final BufferedReader answers;
    private final Writer orders;

    /// What one order came to.
    ///
    /// @param bytes of one answer, its frame included
    /// @param micros of CPU time of the daemon's process for each answer
    record Cost(int bytes, double micros) {}

    /// @param command the daemon's, listening on `port`
    /// @param protocol `xml` or `http`
    /// @param lines sent first on the connection
    Subject(Laboratory lab, String client, String name, int port, List<String> command, String protocol, String lines)
            throws IOException, InterruptedException {
        this.name = name;
        var core = Integer.toString(Laboratory.CORE);
        var held = new ArrayList<>(List.of(client, "run", core));
        held.addAll(command);
        daemon = lab.started(held, ProcessBuilder.Redirect.DISCARD);
        awaitListening(port);
        this.client = lab.started(
                List.of(client, "run", core, client, "ask", Integer.toString(port), protocol,
                        Long.toString(daemon.pid()),
                        lines),
                ProcessBuilder.Redirect.INHERIT);
        answers = this.client.inputReader();
        orders = this.client.outputWriter();
    }

    private void awaitListening(int port) throws IOException, InterruptedException {
        var end = System.nanoTime() + STARTS.toNanos();
        while (daemon.isAlive() && System.nanoTime() < end) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException _) { // not yet
                Thread.sleep(20);
            }
        }
        throw new IOException(name + " does not listen on port " + port);
    }

    /// Asks for `count` answers, `hertz` a second or flat out for 0.
    Cost ask(int count, double hertz) throws IOException {
        orders.write(count + " " + hertz + " 0\n");
        orders.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new IOException(name + " stopped answering");
        }
        var words = answer.split(" ");
        return new Cost(Integer.parseInt(words[1]), Double.parseDouble(words[2]) / 1000 / Long.parseLong(words[0]));
    }

    /// A figure in kilobytes of the kernel's account of the process's memory, in megabytes.
    double megabytes(String figure) throws IOException {
        for (var line : Files.readAllLines(proc("smaps_rollup"))) {
            if (line.startsWith(figure + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("no " + figure + " of " + name);
    }

    long threads() throws IOException {
        return entries("task");
    }

    long descriptors() throws IOException {
        return entries("fd");
    }

    /// How often its threads have gone to sleep so far: each time something has woken them.
    long sleeps() throws IOException {
        var all = 0L;
        try (var threads = Files.list(proc("task"))) {
            for (var thread : threads.toList()) {
                for (var line : Files.readAllLines(thread.resolve("status"))) {
                    if (line.startsWith("voluntary_ctxt_switches:")) {
                        all += Long.parseLong(line.replaceAll("[^0-9]", ""));
                    }
                }
            }
        }
        return all;
    }

    private long entries(String directory) throws IOException {
        try (var all = Files.list(proc(directory))) {
            return all.count();
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(daemon.pid()), file);
    }

    void end() {
        client.destroyForcibly();
        daemon.destroyForcibly();
    }
}
