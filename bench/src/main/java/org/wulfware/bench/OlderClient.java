package org.wulfware.bench;

import module java.base;

/// A procstatd, and one who asks it by turns for `quik` and for `jobs` on a connection that stays.
final class OlderClient implements AutoCloseable {
    private static final Duration STARTS = Duration.ofSeconds(20);

    private final Process daemon;
    private final Socket socket;
    private final BufferedReader answers;
    private boolean isForJobs;

    OlderClient(Laboratory lab, Path image) throws IOException, InterruptedException {
        var port = Laboratory.freePort();
        var command = new ArrayList<>(lab.daemon(image, port, "off"));
        command.set(0, image.resolve("bin/procstatd").toString());
        daemon = lab.started(command, ProcessBuilder.Redirect.DISCARD);
        socket = connected(port);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private Socket connected(int port) throws IOException, InterruptedException {
        var end = System.nanoTime() + STARTS.toNanos();
        while (daemon.isAlive() && System.nanoTime() < end) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException _) { // not yet
                Thread.sleep(20);
            }
        }
        throw new IOException("procstatd does not listen on port " + port);
    }

    Figures figures() {
        return new Figures("procstatd", daemon.pid());
    }

    void ask(int count) throws IOException {
        for (var i = 0; i < count; i++) {
            socket.getOutputStream().write((isForJobs ? "jobs\n" : "quik\n").getBytes(StandardCharsets.US_ASCII));
            if (isForJobs) {
                for (var left = Integer.parseInt(line()); left > 0; left--) {
                    line();
                }
            } else {
                var line = line();
                while (!line.isEmpty()) {
                    line = line();
                }
            }
            isForJobs = !isForJobs;
        }
    }

    private String line() throws IOException {
        var line = answers.readLine();
        if (line == null || line.startsWith("error")) {
            throw new IOException("procstatd says " + line);
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        daemon.destroyForcibly();
    }
}
