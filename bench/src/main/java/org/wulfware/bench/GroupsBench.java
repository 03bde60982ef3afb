package org.wulfware.bench;

import module java.base;
import org.wulfware.catalog.sensors.Catalog;

/// What each group costs by itself, `off all` and `on NAME`, beside a floor that only re-reads the files of that group which
/// the daemon reads, and answers as many bytes.
final class GroupsBench {
    /// The aim, of the floor's CPU time.
    private static final double MOST = 1.5;

    private static final int WARM_UP = 5000;

    private static final int PACKETS = 1000;
    private static final int PACED = 20;

    /// Tenths of a second.
    private static final int PATIENCE = 30;

    /// A document without anything in it.
    private static final int EMPTY = 70;

    /// They have a floor of their own in [DaemonBench].
    private static final String PROCESSES = "pids";

    private final Laboratory lab;
    private final Path image;
    private final Comparison comparison;
    private final Set<String> names;
    private final List<String> lines = new ArrayList<>();

    /// @param names of the groups that are measured, at 10 Hz too; all of them, flat out, if there is none
    GroupsBench(Laboratory lab, Path image, List<String> names) {
        this.lab = lab;
        this.image = image;
        this.names = Set.copyOf(names);
        comparison = new Comparison(lab);
    }

    int run() throws IOException, InterruptedException {
        var unknown = new TreeSet<>(names);
        for (var place = 0; place < Catalog.size(); place++) {
            unknown.remove(name(place));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no group is called \"" + unknown.first() + "\"");
        }
        var client = lab.compiled("client");
        var floor = lab.compiled("floor");
        var absent = new ArrayList<String>();
        for (var place = 0; place < Catalog.size(); place++) {
            var name = name(place);
            if ((names.isEmpty() ? !name.equals(PROCESSES) : names.contains(name)) && !measure(client, floor, name)) {
                absent.add(name);
            }
        }
        System.out.printf(
                "CPU microseconds a packet of one group, medians of %d turns, daemon and client on one core%n",
                Comparison.ROUNDS);
        System.out.printf("  %-14s %6s %6s %10s %10s %8s%n", "", "bytes", "files", "xmlsysd", "floor", "x floor");
        lines.forEach(System.out::print);
        System.out.println("not on this node: " + (absent.isEmpty() ? "none" : String.join(" ", absent)));
        return comparison.held() ? 0 : 1;
    }

    private static String name(int place) {
        var path = Catalog.path(place);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// False if the node has nothing to say of the group.
    private boolean measure(String client, String floor, String name) throws IOException, InterruptedException {
        Laboratory.progress(name);
        var port = Laboratory.freePort();
        var ours = new Subject(lab, client, name, port, lab.daemon(image, port, "off"), "xml",
                "off all\non " + name + "\n");
        try {
            // What is read beside the sample is there later, some of it only after a program was run for it.
            var bytes = ours.ask(1, 0).bytes();
            for (var i = 0; i < PATIENCE && bytes <= EMPTY; i++) {
                bytes = ours.ask(1, 10).bytes();
            }
            if (bytes <= EMPTY) {
                return false;
            }
            // A kernel needs ten milliseconds for some files, and ten microseconds for most.
            var micros = Math.max(1, ours.ask(20, 0).micros());
            ours.ask((int) Math.clamp(2_000_000 / micros, 100, WARM_UP), 0);
            var packets = (int) Math.clamp(200_000 / micros, 20, PACKETS);
            bytes = ours.ask(1, 0).bytes();
            var files = ours.filesRead(lab);
            var least = comparison.floorOf(client, floor, bytes, files);
            try {
                least.ask(packets, 0);
                line(name, bytes, files.size(), least, ours, "flat out", packets, 0);
                if (!names.isEmpty()) {
                    line(name, bytes, files.size(), least, ours, "at 10 Hz", PACED, 10);
                }
            } finally {
                least.end();
            }
            return true;
        } finally {
            ours.end();
        }
    }

    private void line(String name, int bytes, int files, Subject least, Subject ours, String how, int count,
            double hertz)
            throws IOException {
        var costs = comparison.inTurns(name + " " + how, List.of(least, ours), count, hertz);
        var ratio = costs.of(ours) / costs.of(least);
        // At a pace the aim is another, and it is the whole packet's: see DaemonBench.
        var verdict = hertz > 0 ? how : comparison.holds(ratio, MOST) ? "met" : "NOT MET";
        lines.add("  %-14s %6d %6d %10.1f %10.1f %8.2f  %s%n".formatted(name, bytes, files, costs.of(ours),
                costs.of(least), ratio, verdict));
    }
}
