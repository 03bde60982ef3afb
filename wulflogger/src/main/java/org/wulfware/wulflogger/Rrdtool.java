package org.wulfware.wulflogger;

import module java.base;

/// One `rrdtool -` that is kept and told what to do. What it says is wrong is told, and the rest goes on.
final class Rrdtool implements Output {
    /// So many commands are given before their answers are taken: those of a whole cluster would not fit into its pipe.
    private static final int AT_ONCE = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GONE = "\0";

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Consumer<String> told;
    private final Set<String> complaints = new HashSet<>();

    private Rrdtool(Process process, Consumer<String> told) {
        this.process = process;
        this.told = told;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("rrdtool").start(this::listen);
    }

    /// Starts it.
    ///
    /// @param told what it complains of, each kind once
    /// @throws IOException if there is none
    static Rrdtool start(String program, Consumer<String> told) throws IOException {
        return new Rrdtool(new ProcessBuilder(program, "-").redirectErrorStream(true).start(), told);
    }

    private void listen() {
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("OK ") || line.startsWith("ERROR:")) {
                    answers.add(line);
                }
            }
        } catch (IOException _) { // it has ended
        }
        answers.add(GONE);
    }

    @Override
    public void write(CharSequence lines) throws IOException {
        var asked = 0;
        for (var line : lines.toString().split("\n")) {
            if (line.isEmpty()) {
                continue;
            }
            commands.write(line);
            commands.write('\n');
            if (++asked == AT_ONCE) {
                answered(asked);
                asked = 0;
            }
        }
        answered(asked);
    }

    private void answered(int count) throws IOException {
        commands.flush();
        for (var i = 0; i < count; i++) {
            String answer;
            try {
                answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while rrdtool worked");
            }
            if (answer == null) {
                throw new IOException("rrdtool has not answered for " + PATIENCE.toSeconds() + " s");
            }
            if (answer.equals(GONE)) {
                answers.add(GONE);
                throw new IOException("rrdtool has ended");
            }
            if (answer.startsWith("ERROR:") && complaints.size() < 100 && complaints.add(answer)) {
                told.accept("rrdtool: " + answer.substring("ERROR:".length()).strip());
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            commands.close();
        } catch (IOException _) { // it has ended by itself
        }
        try {
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
