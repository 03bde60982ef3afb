package org.wulfware.bench;

import module java.base;

/// What wulfstat costs that watches thousands of hosts, and how soon it follows the person at it: the real program, at a
/// terminal of its own, with simulated nodes in another process.
final class ScreenBench {
    private static final List<Integer> COUNTS = List.of(1000, 10_000);
    private static final int KEYS = 200;
    private static final int CHANGES = 100;
    private static final String END = "\033[F";
    private static final String HOME = "\033[H";

    private final Laboratory lab;
    private final Path images;
    private final ClusterBench cluster;
    private final Comparison comparison;
    private final int seconds;

    /// @param seconds for which CPU is measured
    ScreenBench(Laboratory lab, Path images, int seconds) {
        this.lab = lab;
        this.images = images;
        this.seconds = seconds;
        cluster = new ClusterBench(lab, images, seconds);
        comparison = new Comparison(lab);
    }

    int run() throws IOException, InterruptedException {
        for (var count : COUNTS) {
            try (var crowd = cluster.crowd(count)) {
                System.out.println(count + " hosts");
                for (var delay : List.of("1", "60")) {
                    try (var watcher = watcher(crowd, count, delay)) {
                        watcher.await("all are up", screen -> Watcher.isFull(screen, count));
                        comparison.line("first full table at -d " + delay + ", start included", watcher.seconds(), 5,
                                "s");
                    }
                }
                try (var watcher = watcher(crowd, count, "1")) {
                    measure(watcher, count);
                }
            }
        }
        return comparison.held() ? 0 : 1;
    }

    private Watcher watcher(ClusterBench.Nodes crowd, int count, String delay)
            throws IOException, InterruptedException {
        Laboratory.progress("wulfstat watches " + count + " hosts at -d " + delay);
        return new Watcher(lab, images, List.of("-d", delay, "-t", "load", "-f",
                cluster.wulfhosts(crowd, count).toString()), _ -> {});
    }

    private void measure(Watcher watcher, int count) throws IOException, InterruptedException {
        watcher.await("all are up", screen -> Watcher.isFull(screen, count));
        TimeUnit.SECONDS.sleep(10); // what the start costs is not counted
        Laboratory.progress("CPU for " + seconds + " s");
        var spent = watcher.cpu();
        var from = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        comparison.line("CPU at 1 Hz", (watcher.cpu() - spent) / (double) (System.nanoTime() - from), 0.5, "of a core");
        keys(watcher, count);
        changes(watcher, count);
    }

    private void keys(Watcher watcher, int count) throws IOException, InterruptedException {
        Laboratory.progress(KEYS + " keys");
        var took = new ArrayList<Double>();
        for (var i = 0; i < KEYS; i++) {
            var isEnd = i % 2 == 0;
            watcher.type(isEnd ? END : HOME);
            var sign = isEnd ? "–" + count + " of " + count : " 1–";
            took.add(watcher.await("the list is at its " + (isEnd ? "end" : "beginning"),
                    screen -> screen.text().contains(sign)));
            TimeUnit.MILLISECONDS.sleep(37); // at any time of a round
        }
        Collections.sort(took);
        comparison.line("key to screen, median", took.get(KEYS / 2), 50, "ms");
        comparison.line("key to screen, 99th percentile", took.get(KEYS * 99 / 100), 200, "ms");
    }

    private void changes(Watcher watcher, int count) throws IOException, InterruptedException {
        var took = new ArrayList<Double>();
        var first = 0.0;
        for (var i = 1; i <= CHANGES; i++) {
            if (i % 20 == 0) {
                Laboratory.progress("change of display " + i + " of " + CHANGES);
            }
            var number = Integer.toString(1 + i % 4);
            var from = System.nanoTime();
            watcher.type(number);
            watcher.await("display " + number + " is shown",
                    screen -> screen.text().contains("├─ " + number + " ") && Watcher.isFull(screen, count));
            took.add((System.nanoTime() - from) / 1e9);
            if (i == 1) {
                TimeUnit.SECONDS.sleep(5);
                first = watcher.resident();
            }
        }
        TimeUnit.SECONDS.sleep(5);
        Collections.sort(took);
        var last = watcher.resident();
        System.out.printf(Locale.ROOT,
                "  %d changes of display: %.1f s in the median, %.1f s at most; %.0f MB, %.0f MB at"
                        + " first%n",
                CHANGES, took.get(CHANGES / 2), took.getLast(), last, first);
        comparison.line("memory after " + CHANGES + " changes, of that after one", last / first, 1.1, "x");
    }
}
