package org.wulfware.wulflogger;

import module java.base;
import org.jspecify.annotations.Nullable;

/// By which somebody else ends a log: a person's Ctrl-C.
final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread logging;

    /// Whether the thread that logs is at something that is brought to its end.
    private boolean isUndisturbed;

    /// The present thread logs, and is interrupted in what it waits for when it is to end.
    synchronized void begin() {
        logging = Thread.currentThread();
    }

    /// The present thread logs no more.
    synchronized void end() {
        logging = null;
        ended.countDown();
    }

    /// Does a short work to its end. An interrupt would close the file that it writes; one that comes meanwhile comes after it.
    void undisturbed(Runnable work) {
        synchronized (this) {
            isUndisturbed = true;
        }
        // One that has come already, too.
        var isInterrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            synchronized (this) {
                isUndisturbed = false;
                if (isInterrupted || isAsked()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
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
        if (interrupt()) {
            ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// Whether there is anybody to wait for.
    private synchronized boolean interrupt() {
        if (logging != null && !isUndisturbed) {
            logging.interrupt();
        }
        return logging != null;
    }
}
