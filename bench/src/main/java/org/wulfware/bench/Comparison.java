package org.wulfware.bench;

import module java.base;

/// Subjects measured in turns, so that what else the machine does meets all alike, and the numbers that are to be held.
final class Comparison {
    static final int ROUNDS = 5;

    private final Laboratory lab;
    private boolean held = true;

    Comparison(Laboratory lab) {
        this.lab = lab;
    }

    /// Whether all numbers so far are held.
    boolean held() {
        return held;
    }

    /// What only re-reads files and answers as many bytes.
    Subject floorOf(String client, String floor, int bytes, List<String> what)
            throws IOException, InterruptedException {
        var port = Laboratory.freePort();
        var command = new ArrayList<>(List.of(floor, Integer.toString(port), Integer.toString(bytes)));
        command.addAll(what);
        return new Subject(lab, client, "floor", port, command, "xml", "");
    }

    /// Asks each subject for `count` answers, in turns: the medians of what one costs.
    Costs inTurns(String how, List<Subject> subjects, int count, double hertz)
            throws IOException {
        var costs = new HashMap<Subject, List<Double>>();
        for (var round = 1; round <= ROUNDS; round++) {
            Laboratory.progress(how + ", turn " + round + " of " + ROUNDS);
            for (var subject : subjects) {
                costs.computeIfAbsent(subject, _ -> new ArrayList<>()).add(subject.ask(count, hertz).micros());
            }
        }
        var medians = new HashMap<Subject, Double>();
        costs.forEach((subject, all) -> medians.put(subject, Laboratory.median(all)));
        return new Costs(medians);
    }

    /// What each subject's packet costs, in microseconds.
    record Costs(Map<Subject, Double> medians) {
        double of(Subject subject) {
            return Objects.requireNonNull(medians.get(subject));
        }
    }

    /// Whether a number is held.
    boolean holds(double value, double most) {
        var met = value <= most;
        held &= met;
        return met;
    }

    /// Prints a number and whether it is held.
    void line(String what, double value, double most, String unit) {
        var met = holds(value, most);
        System.out.printf("  %-42s %8.3f %-2s  at most %.3f  %s%n", what, value, unit, most, met ? "met" : "NOT MET");
    }
}
