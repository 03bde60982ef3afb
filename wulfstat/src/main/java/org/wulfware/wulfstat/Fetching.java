package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.display.Alarm;
import org.wulfware.display.Report;
import org.wulfware.history.ReadBack;

/// Asks a store in place of hosts, in rounds, on a thread of its own.
final class Fetching implements Source {
    private final ReadBack store;
    private final String at;
    private final List<Alarm> alarms;

    /// Guarded by this: what the thread has not yet seen to.
    private Optional<Report> wanted = Optional.empty();
    private Pace pace = new Pace(Duration.ofSeconds(5), false);
    private boolean isClosed;
    private boolean hasBegun;

    /// @param store which is closed by this
    /// @param at where it is
    /// @param alarms for which it is asked, too, whatever is shown
    Fetching(ReadBack store, String at, List<Alarm> alarms) {
        this.store = store;
        this.at = at;
        this.alarms = List.copyOf(alarms);
    }

    /// What is known before anything was asked.
    Cluster first() {
        return Cluster.of(store.unasked(), Instant.now(), 0, true, Duration.ZERO).from(Origin.unasked(at));
    }

    @Override
    public synchronized void begin(Report report, Pace first, Consumer<Cluster> told, Consumer<Throwable> failed) {
        pace = first;
        hasBegun = true;
        Thread.ofPlatform().name("fetching").daemon().start(() -> {
            try (store) {
                var next = report;
                while (!isClosed()) {
                    var began = Polling.Moment.now();
                    try {
                        run(next, told);
                    } catch (RuntimeException e) {
                        // A mistake of ours, which is told; the store is asked again.
                        failed.accept(e);
                        next = awaitNext(began).orElse(next);
                    }
                }
            } catch (InterruptedException _) {
                // Nobody wants to know any more.
            }
        });
    }

    @Override
    public synchronized void ask(Report report) {
        wanted = Optional.of(report);
        notifyAll();
    }

    @Override
    public synchronized void pace(Pace other) {
        pace = other;
        notifyAll();
    }

    /// Does not wait for the thread: nothing depends on its end.
    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
        if (!hasBegun) {
            store.close();
        }
    }

    private void run(Report first, Consumer<Cluster> told) throws InterruptedException {
        store.ask(fields(first));
        for (var round = 1; !isClosed(); round++) {
            var began = Polling.Moment.now();
            var states = store.poll();
            var took = Duration.ofNanos(System.nanoTime() - began.nanos());
            told.accept(Cluster.of(states, Instant.now(), round, true, took).from(Origin.asked(at, store.trouble())));
            awaitNext(began).ifPresent(report -> store.ask(fields(report)));
        }
    }

    private Set<Field> fields(Report report) {
        var fields = new LinkedHashSet<>(report.fields());
        alarms.forEach(alarm -> fields.addAll(alarm.when().fields()));
        return fields;
    }

    /// Waits until the next round is due, by the clock, or because somebody wants to see something else: that is returned.
    private synchronized Optional<Report> awaitNext(Polling.Moment began) throws InterruptedException {
        while (!isClosed && wanted.isEmpty()) {
            var left = began.due(pace.delay()) - System.nanoTime();
            if (pace.isPaused()) {
                wait();
            } else if (left <= 0) {
                break;
            } else {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        var other = wanted;
        wanted = Optional.empty();
        return other;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }
}
