package org.wulfware.bench;

import module java.base;

/// What recording costs beside polling, how much of a disk it takes, and how soon a recording answers.
final class HistoryBench {
    private static final int NODES = 1000;
    private static final int TURNS = 3;
    private static final int MANY = 10_000;
    private static final int MINUTES = 6;
    private static final int FEW = 100;
    private static final int ROUNDS_A_DAY = 8640;

    private final Laboratory lab;
    private final Path images;
    private final int days;
    private final Comparison comparison;

    /// @param days of which there is a recording to be asked
    HistoryBench(Laboratory lab, Path images, int days) {
        this.lab = lab;
        this.images = images;
        this.days = days;
        this.comparison = new Comparison(lab);
    }

    int run() throws IOException, InterruptedException {
        beside();
        many();
        week();
        return comparison.held() ? 0 : 1;
    }

    private void beside() throws IOException, InterruptedException {
        var polled = new ArrayList<Double>();
        var recorded = new ArrayList<Double>();
        var cluster = new ClusterBench(lab, images, MINUTES);
        try (var crowd = cluster.crowd(NODES)) {
            for (var turn = 0; turn < TURNS; turn++) {
                polled.add(cluster.micros(crowd, NODES, ""));
                var directory = lab.scratch("kept");
                recorded.add(cluster.micros(crowd, NODES, directory.toString()));
                Laboratory.delete(directory);
            }
        }
        System.out.printf(Locale.ROOT, "a packet, flat out: %.1f us polled, %.1f us recorded too%n",
                Laboratory.median(polled), Laboratory.median(recorded));
        comparison.line("recording, over polling alone", Laboratory.median(recorded) / Laboratory.median(polled), 1.1,
                "x");
    }

    private void many() throws IOException, InterruptedException {
        var rounds = Integer.toString(MINUTES * 6);
        Laboratory.progress("recording " + MANY + " hosts for " + MINUTES + " minutes of theirs");
        var alone = figures(List.of(Integer.toString(MANY), rounds));
        var directory = lab.scratch("many");
        var kept = figures(List.of(Integer.toString(MANY), rounds, directory.toString()));
        Laboratory.delete(directory);
        comparison.line(MANY + " hosts, 40 values, 10 s",
                (kept.getFirst()[0] - alone.getFirst()[0]) / 1e9 / (MINUTES * 60),
                0.5, "cores");
        written(kept.getFirst());
    }

    private void week() throws IOException, InterruptedException {
        Laboratory.progress("recording " + FEW + " hosts for " + days + " days of theirs");
        var directory = lab.scratch("week");
        var kept = figures(List.of(Integer.toString(FEW), Integer.toString(days * ROUNDS_A_DAY), directory.toString(),
                "ask"));
        written(kept.getFirst());
        asked(directory);
        Laboratory.delete(directory);
        System.out.printf(Locale.ROOT,
                "one column of %d hosts for a day of %d: %.0f ms the first time, of half hours %.0f%n",
                FEW, days, kept.get(1)[0], kept.get(2)[0]);
        comparison.line("the same of each record, median", kept.get(1)[1], 200, "ms");
        comparison.line("of each half hour, median", kept.get(2)[1], 200, "ms");
    }

    /// As a person asks, who has nothing running.
    private void asked(Path directory) throws IOException, InterruptedException {
        var program = images.resolve("wulfware/bin/wulf").toString();
        var end = KeepingProgram.end(days * ROUNDS_A_DAY);
        var all = took(List.of(program, "history", "load1", "--dir", directory.toString(), "--format", "csv", "--from",
                end.minus(Duration.ofDays(1)).toString(), "--to", end.toString()));
        var start = took(List.of(program, "--version"));
        System.out.printf(Locale.ROOT, "wulf history, a day of %d hosts: %.0f ms, of which its start is %.0f%n", FEW,
                all,
                start);
        comparison.line("one column of all hosts for a day, by wulf history, less its start", all - start, 200, "ms");
    }

    /// Milliseconds, in the median.
    private double took(List<String> command) throws IOException, InterruptedException {
        var took = new ArrayList<Double>();
        for (var i = 0; i < Comparison.ROUNDS; i++) {
            var from = System.nanoTime();
            lab.output(command);
            took.add((System.nanoTime() - from) / 1e6);
        }
        return Laboratory.median(took);
    }

    private void written(double[] kept) {
        comparison.line("bytes kept, a value", kept[3] / kept[1], 4, "bytes");
        comparison.line("bytes written, of those kept", kept[2] / kept[3], 3, "x");
    }

    private List<double[]> figures(List<String> arguments) throws IOException, InterruptedException {
        return lab.output(ClusterBench.java(List.of("-Xmx1g"), KeepingProgram.class, arguments.toArray(String[]::new)))
                .lines()
                .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
                .toList();
    }
}
