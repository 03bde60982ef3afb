package org.wulfware.bench;

import module java.base;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostNames;
import org.wulfware.libwulf.SyntaxException;

/// What it takes to read and to fold names of hosts: those of a cluster, and those that have nothing in common.
final class HostsBench {
    private static final int IRREGULAR = 50_000;
    private static final int ROUNDS = 7;

    /// For the irregular names, the first time, when nothing has been compiled yet.
    private static final double LIMIT = 1000;

    private HostsBench() {}

    static int run() {
        var irregular = irregular();
        var regular = names("r[01-25]n[001-400]");
        System.out.printf("milliseconds, the first time and the median of %d%n", ROUNDS);
        System.out.printf("  %-34s %10s %10s%n", "", "first", "median");
        var first = line("fold 50,000 irregular names", () -> Folding.fold(irregular).length());
        line("sort 50,000 irregular names", () -> Folding.sorted(irregular).size());
        line("read 50,000 irregular names", () -> names(String.join(",", irregular)).size());
        line("fold 10,000 regular names", () -> Folding.fold(regular).length());
        line("read 10,000 regular names", () -> names("r[01-25]n[001-400]").size());
        line("read a million, take half away", () -> names("n[1-1000000]!n[1-1000000/2]").size());
        System.out.printf("%s 50,000 irregular names, the first time: %.0f ms, at most %.0f%n",
                first <= LIMIT ? "held" : "NOT HELD", first, LIMIT);
        return first <= LIMIT ? 0 : 1;
    }

    /// The first time, in milliseconds.
    private static double line(String what, IntSupplier work) {
        var times = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var from = System.nanoTime();
            if (work.getAsInt() == 0) {
                throw new IllegalStateException(what + " came to nothing");
            }
            times[round] = (System.nanoTime() - from) / 1e6;
        }
        var first = times[0];
        Arrays.sort(times);
        System.out.printf("  %-34s %10.1f %10.1f%n", what, first, times[ROUNDS / 2]);
        return first;
    }

    private static List<String> names(String expression) {
        try {
            return HostNames.hosts(expression).stream().map(Host::name).toList();
        } catch (SyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A third each: two numbers that have nothing to do with each other, a word and a number, a word.
    private static List<String> irregular() {
        var random = new Random(7);
        return IntStream.range(0, IRREGULAR).mapToObj(i -> switch (i % 3) {
            case 0 -> "n" + random.nextInt(1_000_000) + "x" + random.nextInt(1_000_000);
            case 1 -> word(random) + random.nextInt(1000);
            default -> word(random);
        }).toList();
    }

    private static String word(Random random) {
        return random.ints(8, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
