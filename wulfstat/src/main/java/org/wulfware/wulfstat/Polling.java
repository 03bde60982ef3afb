package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Display;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.Wulfhosts;

/// Asks real hosts, in rounds, on a thread of its own. A round ends when all have answered or failed, or when the next
/// one is due.
final class Polling implements Source {
    /// Those that have answered wait so long for others before they are shown.
    private static final long SLICE = Duration.ofMillis(150).toNanos();

    /// Rates need two samples: the second round comes so soon after the first.
    private static final long PRIMING = Duration.ofSeconds(1).toNanos();

    private final Settings settings;

    /// Guarded by this: what the thread has not yet seen to.
    private Optional<Display> wanted = Optional.empty();
    private Optional<Wulfhosts> renewed = Optional.empty();
    private Consumer<String> troubled = _ -> {};
    private Pace pace = new Pace(Duration.ofSeconds(5), false);
    private boolean isClosed;

    /// The thread's own, once it has begun.
    private Wulfhosts cluster;
    private List<HostState> last = List.of();
    private int round;

    Polling(Wulfhosts cluster, Settings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /// Asks these hosts from now on; those that were asked before go on as they are.
    ///
    /// @param told gets a line for what hinders some of them from being asked
    synchronized void hosts(Wulfhosts others, Consumer<String> told) {
        renewed = Optional.of(others);
        troubled = told;
        notifyAll();
    }

    @Override
    public synchronized void begin(Display display, Pace first, Consumer<Cluster> told, Consumer<Throwable> failed) {
        pace = first;
        Thread.ofPlatform().name("polling").daemon().start(() -> {
            try (var poller = new Poller(cluster.hosts(), display.asking(cluster), settings)) {
                run(poller, display, told);
            } catch (InterruptedException | RuntimeException e) {
                failed.accept(e);
            }
        });
    }

    @Override
    public synchronized void ask(Display display) {
        wanted = Optional.of(display);
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
    }

    private void run(Poller poller, Display first, Consumer<Cluster> told) throws InterruptedException {
        var display = first;
        var isPriming = display.needsRates();
        while (!isClosed()) {
            var began = System.nanoTime();
            round(poller, began, told);
            var other = awaitNext(began, isPriming);
            isPriming = other.isPresent() && other.get().needsRates();
            display = other.orElse(display);
            var others = renewed();
            if (others.isPresent()) {
                renew(poller, others.get());
            }
            if (other.isPresent() || others.isPresent()) {
                poller.ask(display.asking(cluster));
            }
        }
    }

    private void renew(Poller poller, Wulfhosts others) {
        cluster = others;
        poller.hosts(cluster.hosts());
        Consumer<String> told;
        synchronized (this) {
            told = troubled;
        }
        poller.unreadable().forEach(told);
    }

    private synchronized Optional<Wulfhosts> renewed() {
        var others = renewed;
        renewed = Optional.empty();
        return others;
    }

    private void round(Poller poller, long began, Consumer<Cluster> told) throws InterruptedException {
        round++;
        poller.poll();
        for (var isOver = false; !isOver && !isDisturbed();) {
            var from = System.nanoTime();
            var left = began + delay() - from;
            var slice = Math.max(0, Math.min(left, SLICE));
            var states = poller.await(Duration.ofNanos(slice));
            var now = System.nanoTime();
            isOver = now - from < slice || left <= SLICE;
            if (isOver || !states.equals(last)) {
                last = states;
                var took = Duration.ofNanos(now - began);
                told.accept(Cluster.of(states, settings.clock().instant(), round, isOver, took));
            }
        }
    }

    /// Waits until the next round is due, by the clock, because there are other hosts, or because somebody wants to see
    /// something else: that is returned.
    private synchronized Optional<Display> awaitNext(long began, boolean isPriming) throws InterruptedException {
        while (!isClosed && wanted.isEmpty() && renewed.isEmpty()) {
            var delay = isPriming ? Math.min(PRIMING, pace.delay().toNanos()) : pace.delay().toNanos();
            var left = began + delay - System.nanoTime();
            if (pace.isPaused() && !isPriming) {
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

    private synchronized long delay() {
        return pace.delay().toNanos();
    }

    private synchronized boolean isDisturbed() {
        return isClosed || wanted.isPresent() || renewed.isPresent();
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }
}
