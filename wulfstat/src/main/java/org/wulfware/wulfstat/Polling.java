package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Alarm;
import org.wulfware.display.Alarms;
import org.wulfware.display.Delay;
import org.wulfware.display.Displays;
import org.wulfware.display.Report;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.Wulfhosts;

/// Asks real hosts, in rounds, on a thread of its own. A round ends when all have answered or failed, or when the next
/// one is due.
final class Polling implements Source {
    /// Those that have answered wait so long for others before they are shown.
    private static final long SLICE = Duration.ofMillis(150).toNanos();

    /// A round that begins so shortly before its time by the clock is the one of that time.
    private static final long EARLY = Duration.ofMillis(50).toNanos();

    /// Rates need two samples: the second round comes so soon after the first.
    private static final long PRIMING = Duration.ofSeconds(1).toNanos();

    /// By then it is known of every host whether it answers: see [Poller#awaitAll].
    private static final long LAST =
            Settings.usual().connectLimit().plus(Settings.usual().answerLimit()).multipliedBy(2).toNanos();

    /// When a round began.
    ///
    /// @param nanos by the steady clock
    /// @param timeOfDay in nanoseconds since 1970
    record Moment(long nanos, long timeOfDay) {
        static Moment now() {
            var now = Instant.now();
            return new Moment(System.nanoTime(), now.getEpochSecond() * 1_000_000_000 + now.getNano());
        }

        /// When the next round is due, by the steady clock: at the next multiple of the delay by the time of day, which is when
        /// nodes send by their clocks.
        long due(Duration delay) {
            var period = delay.toNanos();
            var left = period - Math.floorMod(timeOfDay, period);
            return nanos + left + (left < Math.min(EARLY, period / 4) ? period : 0);
        }
    }

    private final Settings settings;
    private final List<Alarm> alarms;
    private final long rounds;

    /// Guarded by this: what the thread has not yet seen to.
    private Optional<Report> wanted = Optional.empty();
    private Optional<Wulfhosts> renewed = Optional.empty();
    private Consumer<String> troubled = _ -> {};
    private Pace pace = new Pace(Duration.ofSeconds(5), false);
    private boolean isClosed;

    /// The thread's own, once it has begun.
    private Wulfhosts cluster;
    private List<HostState> last = List.of();
    private int round;
    private Report shown = Report.of(Displays.USUAL);

    /// @param alarms for which hosts are asked, too, whatever is shown
    /// @param rounds of which the last is over when it is known of every host whether it answers; 0 for no end
    Polling(Wulfhosts cluster, Settings settings, List<Alarm> alarms, long rounds) {
        this.cluster = cluster;
        this.settings = settings;
        this.alarms = List.copyOf(alarms);
        this.rounds = rounds;
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
    public synchronized void begin(Report report, Pace first, Consumer<Cluster> told, Consumer<Throwable> failed) {
        pace = first;
        Thread.ofPlatform().name("polling").daemon().start(() -> {
            try {
                shown = report;
                while (!isClosed()) {
                    ask(told, failed);
                }
            } catch (InterruptedException _) {
                // Nobody wants to know any more.
            }
        });
    }

    /// Asks until that is over. After a mistake of this program's, which is told, all hosts are asked anew.
    private void ask(Consumer<Cluster> told, Consumer<Throwable> failed) throws InterruptedException {
        var began = Moment.now();
        try (var poller = new Poller(cluster.hosts(), asking(), settings)) {
            run(poller, told);
        } catch (RuntimeException e) {
            failed.accept(e);
            shown = awaitNext(began, false).orElse(shown);
        }
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
    }

    private void run(Poller poller, Consumer<Cluster> told) throws InterruptedException {
        var isPriming = shown.needsRates() || Alarms.needRates(alarms);
        while (!isClosed()) {
            var began = Moment.now();
            poller.pace(Delay.pace(delay()));
            var asked = shown;
            round(poller, began, cluster -> told.accept(cluster.asked(asked)));
            var other = awaitNext(began, isPriming);
            isPriming = other.isPresent() && other.get().needsRates();
            shown = other.orElse(shown);
            var others = renewed();
            if (others.isPresent()) {
                renew(poller, others.get());
            }
            if (other.isPresent() || others.isPresent()) {
                poller.ask(asking());
            }
        }
    }

    private Asking asking() {
        return shown.asking(cluster, alarms);
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

    private void round(Poller poller, Moment began, Consumer<Cluster> told) throws InterruptedException {
        round++;
        poller.poll();
        var isLast = rounds > 0 && round >= rounds;
        for (var isOver = false; !isOver && !isDisturbed();) {
            var from = System.nanoTime();
            var left = (isLast ? began.nanos() + LAST : began.due(delay())) - from;
            var slice = Math.max(0, Math.min(left, SLICE));
            var limit = Duration.ofNanos(slice);
            var states = isLast ? poller.awaitAll(limit) : poller.await(limit);
            var now = System.nanoTime();
            isOver = now - from < slice || left <= SLICE;
            if (isOver || !states.equals(last)) {
                last = states;
                var took = Duration.ofNanos(now - began.nanos());
                told.accept(Cluster.of(states, settings.clock().instant(), round, isOver, took));
            }
        }
    }

    /// Waits until the next round is due, by the clock, because there are other hosts, or because somebody wants to see
    /// something else: that is returned.
    private synchronized Optional<Report> awaitNext(Moment began, boolean isPriming) throws InterruptedException {
        while (!isClosed && wanted.isEmpty() && renewed.isEmpty()) {
            var due = began.due(pace.delay());
            var left = (isPriming ? Math.min(began.nanos() + PRIMING, due) : due) - System.nanoTime();
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

    private synchronized Duration delay() {
        return pace.delay();
    }

    private synchronized boolean isDisturbed() {
        return isClosed || wanted.isPresent() || renewed.isPresent();
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }
}
