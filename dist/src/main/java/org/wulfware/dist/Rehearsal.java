package org.wulfware.dist;

import module java.base;

/// A short real run of the daemon on this machine's own /proc: everything that it can be asked is asked once, so that what
/// it loads is known.
final class Rehearsal {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern LISTENING = Pattern.compile("listening on port (?:\\d+, for TLS on port )?(\\d+)");

    /// All commands of both languages; what one does not know, the other does, and each says so to the rest. Of the sensors on
    /// request only processes are asked for: each further one would make the archive larger for all who do not ask.
    private static final String COMMANDS = """
            init
            send
            send
            list
            off all
            on identity version
            send
            on pids
            user root
            task java
            root on
            cmdline on
            pids all
            send
            pids running
            send
            verbose 1
            quik
            jobs
            snd
            init
            send
            """;

    private static final String USUAL_COMMANDS = """
            init
            send
            off all
            on loadavg
            send
            get //loadavg
            quit
            """;

    private Rehearsal() {}

    /// One packet to standard output.
    static void once(List<String> command) throws IOException, InterruptedException {
        var single = new ArrayList<>(command);
        single.add("--once");
        var program = new ProcessBuilder(single).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (var said = program.errorReader()) {
            var complaint = said.readAllAsString();
            if (program.waitFor() != 0) {
                throw new IOException("the daemon failed: " + complaint);
            }
        }
    }

    /// What is done while a daemon listens on a port: on that for TLS, if it has one.
    @FunctionalInterface
    interface Visit {
        void at(int port) throws IOException, InterruptedException;
    }

    /// Runs the daemon that `command` starts, and ends it when the visit is over.
    static void serve(List<String> command, Visit visit) throws IOException, InterruptedException {
        serve(command, visit, true);
    }

    /// The same, but the daemon is killed: what a JVM loads in order to end (its logging, by services and streams) is not seen.
    static void serveUntilKilled(List<String> command, Visit visit) throws IOException, InterruptedException {
        serve(command, visit, false);
    }

    private static void serve(List<String> command, Visit visit, boolean endsWell)
            throws IOException, InterruptedException {
        var served = new ArrayList<>(command);
        served.addAll(List.of("-b", "127.0.0.1", "-d", "0"));
        var daemon = new ProcessBuilder(served).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (var said = daemon.errorReader()) {
            visit.at(port(said));
            if (endsWell) {
                daemon.destroy();
                if (!daemon.waitFor(LIMIT) || daemon.exitValue() != 0) {
                    throw new IOException("the daemon did not end well: " + said.readAllAsString());
                }
            }
        } finally {
            daemon.destroyForcibly();
        }
        daemon.waitFor();
    }

    private static int port(BufferedReader said) throws IOException {
        var all = new StringBuilder();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            var match = LISTENING.matcher(line);
            if (match.find()) {
                return Integer.parseInt(match.group(1));
            }
            all.append(line).append('\n');
        }
        throw new IOException("the daemon does not listen: " + all);
    }

    /// The visit of two clients: one asks everything at once, one hangs up in the middle of a word.
    static void ask(int port) throws IOException {
        try (var client = connect(port)) {
            client.getOutputStream().write((COMMANDS + "quit\n").getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        try (var client = connect(port)) {
            client.getOutputStream().write("send\r\nse".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().skipNBytes(1);
        }
    }

    /// The visit of two clients over TLS, one for each release of it, and of one that may not.
    static void askOverTls(Secure secure, int port) throws IOException {
        for (var protocol : List.of("TLSv1.3", "TLSv1.2")) {
            try (var client = secure.connect(port, protocol)) {
                client.getOutputStream().write(USUAL_COMMANDS.getBytes(StandardCharsets.US_ASCII));
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        }
        try (var nobody = secure.connectWithout(port, "TLSv1.3")) {
            nobody.getOutputStream().write(USUAL_COMMANDS.getBytes(StandardCharsets.US_ASCII));
            nobody.getInputStream().transferTo(OutputStream.nullOutputStream());
            throw new IOException("the daemon answers a client without a certificate");
        } catch (SSLException | SocketException _) {
            // It is sent away, and what that takes has been loaded.
        }
    }

    private static Socket connect(int port) throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout((int) LIMIT.toMillis());
        return client;
    }
}
