package org.wulfware.testkit;

import module java.base;

/// `proc/meminfo` of any kernel: what is free and what is cache take from each other, and swap, where it is used, comes and
/// goes.
final class MovingMeminfo implements Moving {
    private static final Pattern LINE = Pattern.compile("([A-Za-z_()]+:)( +)(\\d+) kB");

    private final String[] lines;
    private final Curve breath;
    private final Curve swap;

    MovingMeminfo(String recorded, Role role, Random random) {
        this.lines = recorded.split("\n");
        var values = new HashMap<String, Long>();
        for (var line : lines) {
            var parts = LINE.matcher(line);
            if (parts.matches()) {
                values.put(parts.group(1), Long.valueOf(parts.group(3)));
            }
        }
        var room = Math.min(values.getOrDefault("MemFree:", 0L), values.getOrDefault("Cached:", 0L));
        breath = new Curve(0, 0.4 * room, 45 + 60 * random.nextDouble(), 2 * Math.PI * random.nextDouble());
        var swapFree = values.getOrDefault("SwapFree:", 0L);
        swap = role == Role.OVERLOADED ? new Curve(0.6 * swapFree, 0.2 * swapFree, 90, 0) : Curve.flat(0);
    }

    @Override
    public String at(double time) {
        var cached = (long) breath.at(time);
        var swapped = (long) swap.at(time);
        var text = new StringBuilder();
        for (var line : lines) {
            var parts = LINE.matcher(line);
            if (parts.matches()) {
                var by = switch (parts.group(1)) {
                    case "MemFree:", "LowFree:" -> -cached;
                    case "Cached:", "Inactive:", "Inactive(file):" -> cached;
                    case "SwapFree:" -> -swapped;
                    default -> 0;
                };
                var value = Long.toString(Long.parseLong(parts.group(3)) + by);
                var width = parts.group(2).length() + parts.group(3).length();
                text.append(parts.group(1)).append(" ".repeat(Math.max(1, width - value.length())));
                text.append(value).append(" kB");
            } else {
                text.append(
                        switch (Moving.words(line)[0]) {
                            case "Mem:" -> table(line, cached * 1024);
                            case "Swap:" -> table(line, swapped * 1024);
                            default -> line;
                        });
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// A line of the table that kernels up to 2.4 begin with: total, used, free, and for memory shared, buffers, cached.
    private static String table(String line, long used) {
        var words = Moving.words(line);
        var values = Stream.of(words).skip(1).mapToLong(Long::parseLong).toArray();
        values[1] += used;
        values[2] -= used;
        if (values.length > 5) {
            values[5] += used;
        }
        var text = new StringBuilder("%-5s".formatted(words[0]));
        for (var value : values) {
            text.append(" %8d".formatted(value));
        }
        return text.toString();
    }
}
