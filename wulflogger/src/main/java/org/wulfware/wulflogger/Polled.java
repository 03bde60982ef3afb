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

    private final Poller poller;
    private final Duration delay;
    private final Stop stop;
    private final Runnable renewed;
    private Optional<Beat> beat = Optional.empty();
    private boolean isPriming;
    private boolean isPrimed;

    /// @param needsRates whether the first update needs an earlier round
    /// @param renewed is called before each round: the hosts may have changed
    Polled(Poller poller, boolean needsRates, Duration delay, Stop stop, Runnable renewed) {
        this.poller = poller;
        this.delay = delay;
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
        var wait = LONGEST_WAIT;
        if (beat.isPresent()) {
            if (stop.within(beat.get().untilNext())) {
                return Optional.empty();
            }
            wait = delay.compareTo(LONGEST_WAIT) < 0 ? delay : LONGEST_WAIT;
        } else if (isShown) {
            beat = Optional.of(new Beat(delay.toNanos(), Beat::timeOfDay));
        }
        renewed.run();
        poller.poll();
        var states = poller.await(wait);
        return Optional.of(new Round(Instant.now(), states, isShown));
    }
}
