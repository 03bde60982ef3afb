package org.wulfware.testkit;

import module java.base;

/// All that was started and must end: closed once, last things first, whoever closes it, be it a signal. Nothing in it is
/// waited for longer than a few seconds.
final class Started implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Deque<Runnable> endings = new ArrayDeque<>();
    private boolean over;

    /// Ends all when the machine is told to end.
    void whenTold() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end what was started"));
    }

    /// Starts a program.
    synchronized Process start(ProcessBuilder program) throws IOException {
        if (over) {
            throw new IOException("it is over");
        }
        var process = program.start();
        endings.push(() -> end(process));
        return process;
    }

    /// Adds what is to be done in the end.
    synchronized void atTheEnd(Runnable ending) {
        if (over) {
            ending.run();
        } else {
            endings.push(ending);
        }
    }

    /// Ends a program: politely, so that it can give the terminal back, and if it will not listen by force.
    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly().waitFor(PATIENCE);
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        over = true;
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
