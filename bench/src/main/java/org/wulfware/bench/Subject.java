package org.wulfware.bench;

import module java.base;

/// One daemon under measurement, with a client of its own on the same core that keeps its connection.
final class Subject {
    private static final Duration STARTS = Duration.ofSeconds(20);

    /// `1234 pread64(15</proc/loadavg>, "0.20 0.18"..., 16384, 0) = 27`
    private static final Pattern READ = Pattern.compile("(?:read|pread64)\\(\\d+<(/(?:proc|sys|run)/[^>]+)>");

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
        this(lab, client, name, port, command, protocol, lines, Laboratory.CORE, Laboratory.CORE);
    }

    /// @param core the daemon's, -1 for any
    /// @param clientCore the client's
    Subject(Laboratory lab, String client, String name, int port, List<String> command, String protocol, String lines,
            int core, int clientCore)
            throws IOException, InterruptedException {
        this.name = name;
        var held = new ArrayList<>(List.of(client, "run", Integer.toString(core)));
        held.addAll(command);
        daemon = lab.started(held, ProcessBuilder.Redirect.DISCARD);
        awaitListening(port);
        this.client = lab.started(
                List.of(client, "run", Integer.toString(clientCore), client, "ask", Integer.toString(port), protocol,
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
        return figures().megabytes(figure);
    }

    long threads() throws IOException {
        return figures().threads();
    }

    long descriptors() throws IOException {
        return figures().descriptors();
    }

    /// What the kernel says of the daemon's process.
    Figures figures() {
        return new Figures(name, daemon.pid());
    }

    /// The files of the kernel that it reads for a packet, as strace sees it.
    List<String> filesRead(Laboratory lab) throws IOException, InterruptedException {
        var trace = lab.file("trace");
        var strace = lab.started(
                List.of("strace", "-f", "-y", "-e", "trace=read,pread64", "-o", trace.toString(), "-p",
                        Long.toString(daemon.pid())),
                ProcessBuilder.Redirect.PIPE);
        var attached = strace.errorReader().readLine();
        if (attached == null || !attached.contains("attached")) {
            throw new IOException("strace cannot trace " + name + ": " + attached);
        }
        // What is read beside a sample is not always read for each.
        ask(5, 10);
        strace.destroy();
        strace.waitFor();
        var files = new TreeSet<String>();
        for (var line : Files.readAllLines(trace)) {
            var read = READ.matcher(line);
            if (read.find()) {
                files.add(read.group(1));
            }
        }
        return List.copyOf(files);
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

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(daemon.pid()), file);
    }

    void end() {
        client.destroyForcibly();
        daemon.destroyForcibly();
    }
}
