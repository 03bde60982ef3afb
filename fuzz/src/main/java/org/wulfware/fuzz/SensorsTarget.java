package org.wulfware.fuzz;

import module java.base;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.wire.Packet;
import org.wulfware.wire.Sink;
import org.wulfware.wire.XmlReader;
import org.wulfware.xmlsysd.DaemonDoor;

/// The sources of all sensors, as the daemon reads them: an input is one file or more of a recorded tree, with another text. The
/// documents must be well-formed, the client must understand them, and once the text is again what it was, so is the document.
///
/// `micro-6.18 proc/loadavg`, a line end, the text; behind two NULs another path and its text.
final class SensorsTarget extends Target {
    /// The largest one is left out: it says nothing that the others do not.
    static final List<String> TREES = List.of("micro-6.18", "hostile", "n042-3.10.0", "golem-2.4.9", "gpu02-5.4.0",
            "arm7-5.15.0", "login1-4.18.0", "b013-2.6.18");

    private static final int LONGEST_SEED = 4000;

    private final XmlReader reader = new XmlReader();
    private final Sink out = new Sink();

    /// What each sensor asks of each tree.
    private final Map<String, Map<Sensor<?>, Set<String>>> asked = new HashMap<>();

    SensorsTarget() {
        super("sensors", 8192);
    }

    @Override
    public void run(byte[] input) throws Exception {
        var text = text(input);
        var blank = text.indexOf(' ');
        var name = blank < 0 ? "" : text.substring(0, blank);
        var tree = Recorded.named(TREES.contains(name) ? name : TREES.getFirst());
        var texts = new HashMap<String, byte[]>();
        for (var part : text.substring(blank + 1).split("\0\0", 8)) {
            var end = part.indexOf('\n');
            if (end > 0 && end < 200 && isPath(part.substring(0, end))) {
                texts.put(part.substring(0, end), bytes(part.substring(end + 1)));
            }
        }
        if (texts.isEmpty()) {
            return;
        }
        try {
            tryTexts(tree, texts, sensors(name, tree, texts.keySet()));
        } finally {
            tree.layOver(Map.of());
        }
    }

    private static boolean isPath(String path) {
        return path.chars().allMatch(c -> c > ' ' && c < 0x7f) && !path.startsWith("/") && !path.endsWith("/")
                && !path.contains("//");
    }

    private void tryTexts(Recorded tree, Map<String, byte[]> texts, List<Sensor<?>> sensors) throws Exception {
        var clock = new HandClock();
        var asking = new DaemonDoor.Asking(tree, clock, sensors);
        var before = document(asking, "xml", true);
        tree.layOver(texts);
        clock.forget();
        var document = document(asking, "xml", true);
        WellFormed.xml(document);
        if (!(reader.read(document) instanceof Packet.Whole)) {
            throw finding("the client does not understand " + WellFormed.shown(document));
        }
        if (!Arrays.equals(document, document(asking, "xml", true))) {
            throw finding("another document for the same node: " + WellFormed.shown(document));
        }
        WellFormed.xml(document(asking, "xml", false));
        WellFormed.json(document(asking, "json", true));
        WellFormed.json(document(asking, "json", false));
        WellFormed.metrics(document(asking, "openmetrics", true), true);
        WellFormed.metrics(document(asking, "prometheus", true), false);
        tree.layOver(Map.of());
        clock.forget();
        var after = document(asking, "xml", true);
        if (!Arrays.equals(before, after)) {
            throw finding("left a trace: " + WellFormed.shown(after) + " is not " + WellFormed.shown(before));
        }
    }

    private byte[] document(DaemonDoor.Asking asking, String format, boolean isPretty) {
        asking.send(format, isPretty, out);
        return Arrays.copyOfRange(out.array(), out.from(), out.to());
    }

    /// The sensors that a path matters to: those that read it or look around near it.
    private List<Sensor<?>> sensors(String name, Recorded tree, Set<String> paths) {
        var known = asked.computeIfAbsent(name, _ -> {
            var all = new LinkedHashMap<Sensor<?>, Set<String>>();
            tree.takeAsked();
            for (var sensor : Catalog.sensors()) {
                document(new DaemonDoor.Asking(tree, new HandClock(), List.of(sensor)), "xml", true);
                all.put(sensor, tree.takeAsked());
            }
            return all;
        });
        var found = new LinkedHashSet<Sensor<?>>();
        for (var path : paths) {
            for (var near = path; found.isEmpty() && !near.isEmpty();) {
                for (var sensor : known.entrySet()) {
                    if (sensor.getValue().contains(near)) {
                        found.add(sensor.getKey());
                    }
                }
                near = near.substring(0, Math.max(0, near.lastIndexOf('/')));
            }
        }
        return List.copyOf(found.isEmpty() ? Catalog.sensors() : found);
    }

    @Override
    List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        var seen = new HashSet<String>();
        for (var name : TREES) {
            var tree = Recorded.named(name);
            for (var path : new TreeSet<>(tree.texts().keySet())) {
                var text = Objects.requireNonNull(tree.texts().get(path));
                var isNode = path.contains("/") && !path.startsWith("etc/");
                // One of each kind a tree: not each of ten processors.
                if (isNode && text.length < LONGEST_SEED && seen.add(name + path.replaceAll("[0-9]+", "0"))) {
                    seeds.add(bytes(name + " " + path + "\n" + text(text)));
                }
            }
        }
        return seeds;
    }

    @Override
    List<String> words() {
        return List.of("18446744073709551615", "9223372036854775807", "-9223372036854775808", "4294967296", "-1", "0",
                "\\x00\\x00", "\\x7f", "\\xff", "\\\\040", "]]>", "&#0;", "<", "\\x0a", "\\x09", " (", ") ");
    }
}
