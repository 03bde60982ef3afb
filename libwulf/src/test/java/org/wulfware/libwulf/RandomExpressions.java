package org.wulfware.libwulf;

import module java.base;

/// Expressions as people and scripts write them, and stranger ones: the same ones for the same seed.
///
/// Left out is what ClusterShell answers with hosts that nobody named: digits right before a bracket whose numbers
/// differ in length (`n1[9,10]` is n19 to n110 there).
final class RandomExpressions {
    private static final List<String> PREFIXES = List.of("n", "node", "r", "login");
    private static final List<String> SUFFIXES = List.of("", "", "", "-ib0", "-ipmi", ".lan", "x");
    private static final List<String> PLAIN = List.of("gw", "head", "login1", "n5", "n05", "node7", "r1c1", "dc2n3");
    private static final List<String> GROUPS = List.of("@rack1", "@rack2", "@rack[1-3]", "@old", "@few", "@*",
            "@roles:login", "@roles:*", "@roles:compute", "@racks:rack3", "node?", "*1", "dc*", "n*[1-2]", "@@racks");

    private final Random random;
    /// What the operands of one expression have in common, so that they meet.
    private List<Integer> kinds = List.of();
    private String prefix = "";
    private String suffix = "";

    RandomExpressions(long seed) {
        random = new Random(seed);
    }

    String next() {
        kinds = List.of(random.nextInt(12), random.nextInt(12));
        prefix = one(PREFIXES);
        suffix = one(SUFFIXES);
        var text = new StringBuilder(operand());
        for (var more = random.nextInt(7); more > 0; more--) {
            text.append(blank()).append(",,,,!!&^^".charAt(random.nextInt(9))).append(blank()).append(operand());
        }
        return text.toString();
    }

    private String blank() {
        return random.nextInt(12) == 0 ? " " : "";
    }

    private String operand() {
        return switch (one(kinds)) {
            case 0 -> one(PLAIN);
            case 1 -> one(GROUPS);
            case 2 -> prefix + number(random.nextInt(25), random.nextInt(3));
            case 3, 4 -> "dc[" + ranges(4) + "]n[" + ranges(9) + "]";
            case 5 -> "r" + (1 + random.nextInt(3)) + "c[" + ranges(6) + "]";
            case 6 -> "r[" + ranges(3) + "]c[" + ranges(3) + "]s[" + ranges(4) + "]";
            case 7 -> "10.0.[" + ranges(3) + "].[" + ranges(12) + "]";
            case 8 -> prefix + (1 + random.nextInt(2)) + "[" + digit() + "]" + suffix;
            case 9 -> prefix + "[" + plainRanges() + "]" + random.nextInt(3) + suffix;
            default -> prefix + "[" + ranges(40) + "]" + suffix;
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String ranges(int most) {
        return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(_ -> range(most)).collect(Collectors.joining(","));
    }

    private String range(int most) {
        var first = random.nextInt(most) + (random.nextInt(12) == 0 ? 90 : 0);
        var last = first + random.nextInt(Math.max(2, most / 2));
        // Zeros stand before both numbers, or before none: ClusterShell wants as many digits then.
        var digits = random.nextInt(3) == 0 ? Integer.toString(last).length() + random.nextInt(2) : 1;
        var text = number(first, digits);
        if (random.nextInt(4) == 0) {
            return text;
        }
        text += "-" + number(last, digits);
        return last > first && random.nextInt(5) == 0 ? text + "/" + (1 + random.nextInt(4)) : text;
    }

    /// One digit each, so that digits may stand before the bracket.
    private String digit() {
        var first = random.nextInt(6);
        return first + "-" + (first + 1 + random.nextInt(3)) + (random.nextBoolean() ? "/2" : "")
                + (random.nextBoolean() ? "," + random.nextInt(9) : "");
    }

    /// No steps, so that digits may stand behind the bracket.
    private String plainRanges() {
        var first = random.nextInt(12);
        return first + "-" + (first + random.nextInt(4)) + (random.nextBoolean() ? "," + random.nextInt(30) : "");
    }

    private static String number(int number, int digits) {
        var text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
