package org.wulfware.wulfstat;

import module java.base;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wulfware.display.Display;
import org.wulfware.display.Report;

/// Hosts that say what a test wants, when it wants.
final class Script implements Source {
    final List<Display> asked = new CopyOnWriteArrayList<>();
    final List<Pace> paces = new CopyOnWriteArrayList<>();
    private Optional<Consumer<Cluster>> told = Optional.empty();
    private Optional<Consumer<Throwable>> failed = Optional.empty();
    private boolean isClosed;

    @Override
    public synchronized void begin(
            Report report, Pace pace, Consumer<Cluster> newTold, Consumer<Throwable> newFailed) {
        asked.add(report.display());
        told = Optional.of(newTold);
        failed = Optional.of(newFailed);
        notifyAll();
    }

    synchronized void awaitBegin() throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (told.isEmpty()) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("nobody began to ask");
            }
            wait(left);
        }
    }

    synchronized void tell(Cluster cluster) {
        told.orElseThrow().accept(cluster);
    }

    synchronized void fail(Throwable why) {
        failed.orElseThrow().accept(why);
    }

    @Override
    public void ask(Report report) {
        asked.add(report.display());
    }

    @Override
    public void pace(Pace pace) {
        paces.add(pace);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
    }

    synchronized boolean isClosed() {
        return isClosed;
    }
}
