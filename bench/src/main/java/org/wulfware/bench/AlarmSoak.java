package org.wulfware.bench;

import module java.base;
import org.wulfware.testkit.VirtualTerminal;

/// Whether wulfstat ever says of hosts that are well that they are not: ten thousand of them, on a machine whose processors are
/// all busy, while displays change; it is stopped for a while and continued, and once more while all its connections are closed,
/// as by a suspension.
final class AlarmSoak {
    private static final int COUNT = 10_000;
    private static final int STOPPED_SECONDS = 30;
    private static final int CHANGE_MILLIS = 1700;

    /// It takes that long to start, to stop twice, and to see what comes of it.
    private static final int LEAST_SECONDS = 40;

    private final Laboratory lab;
    private final Path images;
    private final int seconds;
    private final ClusterBench cluster;
    private final Comparison comparison;

    /// What the screen has shown since all hosts were up.
    private final AtomicInteger least = new AtomicInteger(COUNT);
    private final AtomicInteger alarms = new AtomicInteger();
    private volatile boolean isWatching;
    private volatile String worst = "";

    AlarmSoak(Laboratory lab, Path images, int seconds) {
        this.lab = lab;
        this.images = images;
        this.seconds = Math.max(LEAST_SECONDS, seconds);
        cluster = new ClusterBench(lab, images, seconds);
        comparison = new Comparison(lab);
    }

    int run() throws IOException, InterruptedException {
        try (var crowd = cluster.crowd(COUNT)) {
            for (var i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                lab.started(List.of("sh", "-c", "while :; do :; done"), ProcessBuilder.Redirect.DISCARD);
            }
            Laboratory.progress("wulfstat watches " + COUNT + " hosts for " + seconds + " s, all processors are busy");
            try (var watcher = new Watcher(lab, images, List.of("-d", "1", "-t", "load", "--alarm", "down", "-f",
                    cluster.wulfhosts(crowd, COUNT).toString()), this::look)) {
                watcher.await("all are up", screen -> Watcher.isFull(screen, COUNT));
                System.out.printf(Locale.ROOT, "first full table after %.1f s%n", watcher.seconds());
                isWatching = true;
                soak(watcher, crowd);
                System.out.printf(Locale.ROOT, "resident at the end: %.0f MB%n", watcher.resident());
            }
        }
        comparison.line("hosts that were ever not up", (double) COUNT - least.get(), 0, "");
        comparison.line("screens with an alarm", alarms.get(), 0, "");
        if (!worst.isEmpty()) {
            System.out.println(worst);
        }
        return comparison.held() ? 0 : 1;
    }

    private void soak(Watcher watcher, ClusterBench.Nodes crowd) throws IOException, InterruptedException {
        var stopped = Math.min(STOPPED_SECONDS, seconds / 6);
        var from = System.nanoTime();
        var hasStopped = false;
        var wasCutOff = false;
        for (var change = 0; System.nanoTime() - from < seconds * 1_000_000_000L; change++) {
            var passed = (System.nanoTime() - from) / 1_000_000_000;
            if (!hasStopped && passed > seconds / 4) {
                hasStopped = true;
                stop(watcher, stopped, () -> {});
            }
            if (!wasCutOff && passed > seconds / 2) {
                wasCutOff = true;
                stop(watcher, stopped, crowd::hangUp);
            }
            if (change % 20 == 0) {
                Laboratory
                        .progress(passed + " s of " + seconds + ": at least " + least.get() + " hosts up at any time, "
                                + alarms.get() + " screens with an alarm, " + Math.round(watcher.resident()) + " MB");
            }
            watcher.type(Integer.toString(1 + change % 5));
            TimeUnit.MILLISECONDS.sleep(CHANGE_MILLIS);
        }
    }

    private interface Deed {
        void be() throws IOException;
    }

    private void stop(Watcher watcher, int stopped, Deed deed) throws IOException, InterruptedException {
        Laboratory.progress("stopped for " + stopped + " s");
        lab.output(List.of("kill", "-STOP", Long.toString(watcher.pid())));
        TimeUnit.SECONDS.sleep(stopped);
        deed.be();
        TimeUnit.SECONDS.sleep(1);
        lab.output(List.of("kill", "-CONT", Long.toString(watcher.pid())));
        Laboratory.progress("continued");
    }

    private void look(VirtualTerminal screen) {
        if (!isWatching) {
            return;
        }
        var head = screen.lines().get(1);
        var up = Watcher.up(screen);
        if (up >= 0 && up < least.get()) {
            least.set(up);
            worst = screen.text();
        }
        if (head.contains("alarm")) {
            alarms.incrementAndGet();
        }
    }
}
