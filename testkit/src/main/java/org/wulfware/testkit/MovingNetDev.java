package org.wulfware.testkit;

import module java.base;

/// `proc/net/dev` of any kernel: the interfaces that have ever carried anything carry more.
final class MovingNetDev implements Moving {
    /// Up to 2.6 a name touches its first number.
    private static final String OLD = "%6s:%8d %7d %4d %4d %4d %5d %10d %9d %8d %7d %4d %4d %4d %5d %7d %10d\n";

    private static final String NEW = "%6s: %7d %7d %4d %4d %4d %5d %10d %9d %8d %7d %4d %4d %4d %5d %7d %10d\n";
    private static final int SENT = 8;

    /// @param received bytes a second; what is sent is a share of it
    private record Interface(String name, List<Long> counters, Curve received, double sent, double packet) {}

    private final String heading;
    private final String layout;
    private final List<Interface> interfaces = new ArrayList<>();

    MovingNetDev(String recorded, Activity activity, Random random) {
        var lines = recorded.lines().toList();
        heading = lines.get(0) + "\n" + lines.get(1) + "\n";
        layout = recorded.matches("(?s).*:\\d.*") ? OLD : NEW;
        var share = 1.0;
        for (var line : lines.subList(2, lines.size())) {
            var colon = line.lastIndexOf(':');
            var name = line.substring(0, colon).strip();
            var counters = Stream.of(Moving.words(line.substring(colon + 1))).map(Long::valueOf).toList();
            var received = activity.network();
            if (counters.get(0) == 0 && counters.get(SENT) == 0) {
                received = Curve.flat(0);
            } else if (name.equals("lo")) {
                received = received.times(0.001);
            } else {
                share *= 0.6;
                received = received.times(share);
            }
            var sent = name.equals("lo") ? 1 : 0.3 + random.nextDouble();
            interfaces.add(new Interface(name, counters, received, sent, 400 + random.nextInt(900)));
        }
    }

    @Override
    public String at(double time) {
        var text = new StringBuilder(heading);
        for (var each : interfaces) {
            var bytes = each.received.sum(time);
            var values = new ArrayList<Object>(each.counters);
            values.set(0, each.counters.get(0) + (long) bytes);
            values.set(1, each.counters.get(1) + (long) (bytes / each.packet));
            values.set(SENT, each.counters.get(SENT) + (long) (bytes * each.sent));
            values.set(SENT + 1, each.counters.get(SENT + 1) + (long) (bytes * each.sent / each.packet));
            values.addFirst(each.name);
            text.append(layout.formatted(values.toArray()));
        }
        return text.toString();
    }
}
