package org.wulfware.libwulf;

import module java.base;

/// What makes one number of many: `sum`, `mean`, `min`, `max`, `count`, `median`, `p1` to `p99`.
///
/// @param word what it is called
public record Statistic(String word) {
    private static final Set<String> WORDS = Set.of("sum", "mean", "min", "max", "count", "median");

    /// The one that is called so.
    public static Optional<Statistic> named(String word) {
        return WORDS.contains(word) || word.matches("p[1-9][0-9]?")
                ? Optional.of(new Statistic(word))
                : Optional.empty();
    }

    /// Of the first `count` numbers, none of which is NaN; their order is lost. NaN of none, but for their count.
    ///
    /// A percentile is always one of them: the least that so many hundredths of them are not above.
    public double of(double[] numbers, int count) {
        if (word.equals("count")) {
            return count;
        }
        if (count == 0) {
            return Double.NaN;
        }
        return switch (word) {
            case "sum" -> sum(numbers, count);
            case "mean" -> sum(numbers, count) / count;
            case "min" -> extreme(numbers, count, false);
            case "max" -> extreme(numbers, count, true);
            default -> {
                Arrays.sort(numbers, 0, count);
                yield numbers[Math.max(0, Math.ceilDiv(count * percent(), 100) - 1)];
            }
        };
    }

    /// Whether its number counts what those that it is made of count.
    public boolean keepsMeasure() {
        return !word.equals("count");
    }

    private int percent() {
        return word.equals("median") ? 50 : Integer.parseInt(word, 1, word.length(), 10);
    }

    private static double sum(double[] numbers, int count) {
        var sum = 0.0;
        for (var i = 0; i < count; i++) {
            sum += numbers[i];
        }
        return sum;
    }

    private static double extreme(double[] numbers, int count, boolean isGreatest) {
        var extreme = numbers[0];
        for (var i = 1; i < count; i++) {
            extreme = isGreatest ? Math.max(extreme, numbers[i]) : Math.min(extreme, numbers[i]);
        }
        return extreme;
    }

    @Override
    public String toString() {
        return word;
    }
}
