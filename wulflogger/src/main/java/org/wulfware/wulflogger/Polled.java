package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Delay;
import org.wulfware.history.Round;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;

/// Asks hosts, round by round, at the multiples of the delay.
final class Polled implements Feed {
    /// How long an update waits for answers at most; the first one waits so long, since a host may have to be found
    /// and connected to. Somewhat longer than libwulf's own limit, so that a silent host is seen to be that.
    private static final Duration LONGEST_WAIT = Settings.usual().answerLimit().plusMillis(500);

    /// Rates need two samples: the first update has one so long before it at most.
    private static final Duration PRIMING = Duration.ofSeconds(1);

    /// The first update comes no later, whoever hangs.
    private static final Duration FIRST = Duration.ofMillis(4500);

    /// A round that is not shown does not wait longer than this for those that hang.
    private static final Duration UNSHOWN = Duration.ofMillis(2500);

    /// The last update waits until it is known of every host whether it answers: no longer than it takes to find it, to connect,
    /// to see that the connection is none any more, and to do that again.
    private static final Duration LAST =
            Settings.usual().connectLimit().plus(Settings.usual().answerLimit()).multipliedBy(2);

    private final Poller poller;
    private final Duration delay;
    private final Stop stop;
    private final Runnable renewed;
    private final long count;
    private final long began = System.nanoTime();
    private long shown;
    private Optional<Beat> beat = Optional.empty();
    private boolean isPriming;
    private boolean isPrimed;

    /// @param needsRates whether the first update needs an earlier round
    /// @param count how many updates there will be; 0 for no end
    /// @param renewed is called before each round: the hosts may have changed
    Polled(Poller poller, boolean needsRates, Duration delay, long count, Stop stop, Runnable renewed) {
        this.poller = poller;
        this.delay = delay;
        this.count = count;
        this.stop = stop;
        this.renewed = renewed;
        isPriming = needsRates;
        poller.pace(Delay.pace(delay));
    }

    @Override
    public Optional<Round> next() throws InterruptedException {
        var isShown = !isPriming;
        if (isPrimed && stop.within(Math.min(delay.toNanos(), PRIMING.toNanos()))) {
            return Optional.empty();
        }
        isPrimed = isPriming;
        isPriming = false;
        var wait = isShown ? LONGEST_WAIT : UNSHOWN;
        if (beat.isPresent()) {
            if (stop.within(beat.get().untilNext())) {
                return Optional.empty();
            }
            wait = delay.compareTo(LONGEST_WAIT) < 0 ? delay : LONGEST_WAIT;
        } else if (isShown) {
            wait = Duration.ofNanos(Math.max(0, FIRST.toNanos() - (System.nanoTime() - began)));
            beat = Optional.of(new Beat(delay.toNanos(), Beat::timeOfDay));
        }
        shown += isShown ? 1 : 0;
        renewed.run();
        poller.poll();
        var states = shown == count && count > 0 ? poller.awaitAll(LAST) : poller.await(wait);
        return Optional.of(new Round(Instant.now(), states, isShown));
    }
}
