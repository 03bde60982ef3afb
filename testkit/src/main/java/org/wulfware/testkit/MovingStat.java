package org.wulfware.testkit;

import module java.base;

/// `proc/stat` of any kernel: processors, interrupts, context switches, and up to 2.4 pages and swap.
final class MovingStat implements Moving {
    private static final int IDLE = 3;

    /// Of a processor's work: user, nice, system, (idle), iowait, irq, softirq.
    private static final double USER = 0.90;

    private static final double SYSTEM = 0.08;
    private static final double SOFTIRQ = 0.02;

    private final String[] lines;
    private final Activity activity;
    private final double forks;
    private final long booted;

    /// @param forks processes begun a second
    /// @param booted in seconds since 1970
    MovingStat(String recorded, Activity activity, double forks, long booted) {
        this.lines = recorded.split("\n");
        this.activity = activity;
        this.forks = forks;
        this.booted = booted;
    }

    /// The number of processors that a `proc/stat` speaks of.
    static int processors(String recorded) {
        return (int) recorded.lines().filter(line -> line.matches("cpu\\d+ .*")).count();
    }

    @Override
    public String at(double time) {
        var text = new StringBuilder();
        for (var line : lines) {
            var words = Moving.words(line);
            text.append(
                    switch (words[0]) {
                        case "cpu" -> all(words, time);
                        case "page" -> "page " + pair(words, activity.disk().sum(time) / 2);
                        case "swap" -> "swap " + pair(words, activity.swapping().sum(time));
                        case "intr" -> summed(words, activity.work(time) * 900 + time * 250);
                        case "softirq" -> summed(words, activity.work(time) * 700 + time * 90);
                        case "ctxt" -> "ctxt " + Moving.grown(words[1], activity.work(time) * 2300 + time * 400);
                        case "btime" -> "btime " + booted;
                        case "processes" -> "processes " + Moving.grown(words[1], time * forks);
                        case "procs_running" -> "procs_running " + Math.max(1, Math.round(activity.queue(time)));
                        default -> words[0].matches("cpu\\d+") ? one(words, time) : line;
                    })
                    .append('\n');
        }
        return text.toString();
    }

    private String one(String[] words, double time) {
        var cpu = Integer.parseInt(words[0].substring(3));
        return written(words, growth(activity.cpus().get(cpu), words.length - 1, time), "");
    }

    private String all(String[] words, double time) {
        var growth = new long[words.length - 1];
        for (var cpu : activity.cpus()) {
            var each = growth(cpu, growth.length, time);
            for (var i = 0; i < growth.length; i++) {
                growth[i] += each[i];
            }
        }
        return written(words, growth, " ");
    }

    private static String written(String[] words, long[] growth, String after) {
        var line = new StringBuilder(words[0]).append(after);
        for (var i = 0; i < growth.length; i++) {
            line.append(' ').append(Long.parseLong(words[i + 1]) + growth[i]);
        }
        return line.toString();
    }

    /// What each column has grown by: all together what time has passed, in hundredths of a second.
    private static long[] growth(Curve cpu, int columns, double time) {
        var work = cpu.sum(time) * 100;
        var rest = time * 100 - work;
        var growth = new long[columns];
        growth[0] = (long) (work * USER);
        growth[2] = (long) (work * (columns > 6 ? SYSTEM : SYSTEM + SOFTIRQ));
        growth[IDLE] = (long) (columns > 4 ? rest * 0.99 : rest);
        if (columns > 4) {
            growth[4] = (long) (rest * 0.01);
        }
        if (columns > 6) {
            growth[6] = (long) (work * SOFTIRQ);
        }
        return growth;
    }

    private static String pair(String[] words, double by) {
        return Moving.grown(words[1], by) + " " + Moving.grown(words[2], by * 0.7);
    }

    /// A sum and its parts: all growth is that of the greatest part.
    private static String summed(String[] words, double by) {
        var greatest = 2;
        for (var i = 2; i < words.length; i++) {
            if (Long.parseLong(words[i]) > Long.parseLong(words[greatest])) {
                greatest = i;
            }
        }
        var grown = words.clone();
        grown[1] = Long.toString(Moving.grown(words[1], by));
        grown[greatest] = Long.toString(Moving.grown(words[greatest], by));
        return String.join(" ", grown);
    }
}
