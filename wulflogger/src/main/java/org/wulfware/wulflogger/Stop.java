package org.wulfware.wulflogger;

import module java.base;
import org.jspecify.annotations.Nullable;

/// By which somebody else ends a log: a person's Ctrl-C.
final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread logging;

    /// The present thread logs, and is interrupted in what it waits for when it is to end.
    void begin() {
        logging = Thread.currentThread();
    }

    /// The present thread logs no more.
    void end() {
        logging = null;
        ended.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /// Waits so many nanoseconds, or until the log is to end; whether it is.
    boolean within(long nanos) throws InterruptedException {
        return asked.await(nanos, TimeUnit.NANOSECONDS);
    }

    /// Ends the log, and waits a while for what it is printing.
    void ask(Duration limit) throws InterruptedException {
        asked.countDown();
        var waiting = logging;
        if (waiting != null) {
            waiting.interrupt();
            ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
