package org.wulfware.wire;

import static org.wulfware.wire.Sink.ascii;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Catalog;

/// Which of node_exporter's collectors could be read for one text of metrics, by its `node_scrape_collector_success`; what it
/// has no collector for is called after its element. Of what this node does not have, nothing is said.
final class Scraped {
    private static final String NAME = "node_scrape_collector_success";
    private static final byte[] METADATA = ascii(
            "# HELP " + NAME + " Whether a collector could be read.\n# TYPE " + NAME + " gauge\n");
    private static final String DURATION_NAME = "node_scrape_collector_duration_seconds";
    private static final byte[] DURATION_METADATA =
            ascii("# HELP " + DURATION_NAME + " How long reading a collector took.\n# TYPE "
                    + DURATION_NAME + " gauge\n");
    private static final int NANOS = 9;
    private static final byte UNSAID = 0;
    private static final byte READ = 1;
    private static final byte FAILED = 2;

    /// The fields of one sensor that belong to a collector.
    private record Part(int collector, List<Integer> slots) {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    private final @Nullable List<Part>[] parts = new List[Catalog.size()];

    private final List<String> names = new ArrayList<>();
    private final List<byte[]> samples = new ArrayList<>();
    private final List<byte[]> durations = new ArrayList<>();
    private byte[] said = new byte[16];
    private long[] took = new long[16];

    /// Begins a text.
    void begin() {
        Arrays.fill(said, UNSAID);
        Arrays.fill(took, 0);
    }

    /// What is wanted of the catalog's sensor `index` was read, or could not be.
    ///
    /// @param nanos how long that took
    void say(int index, Selection selection, boolean isRead, long nanos) {
        var known = parts[index];
        if (known == null) {
            known = partsOf(index);
            parts[index] = known;
        }
        for (var i = 0; i < known.size(); i++) {
            var part = known.get(i);
            if (wantsAny(index, part, selection)) {
                took[part.collector] += nanos;
                said[part.collector] = isRead && said[part.collector] != FAILED ? READ : FAILED;
            }
        }
    }

    private static boolean wantsAny(int index, Part part, Selection selection) {
        for (var i = 0; i < part.slots.size(); i++) {
            if (selection.wants(index, part.slots.get(i))) {
                return true;
            }
        }
        return false;
    }

    /// Writes what was said.
    void write(Sink sink) {
        var isBegun = false;
        for (var i = 0; i < samples.size(); i++) {
            if (said[i] != UNSAID) {
                if (!isBegun) {
                    sink.raw(DURATION_METADATA);
                    isBegun = true;
                }
                sink.raw(durations.get(i)).fixed(took[i], NANOS).octet((byte) '\n');
            }
        }
        isBegun = false;
        for (var i = 0; i < samples.size(); i++) {
            if (said[i] != UNSAID) {
                if (!isBegun) {
                    sink.raw(METADATA);
                    isBegun = true;
                }
                sink.raw(samples.get(i)).octet((byte) (said[i] == READ ? '1' : '0')).octet((byte) '\n');
            }
        }
    }

    private List<Part> partsOf(int index) {
        var found = new ArrayList<Part>();
        for (Field field : Catalog.sensor(index).fields()) {
            if (field.spec().isKey()) {
                continue;
            }
            var isNodeExporters = false;
            for (var line : NodeExporter.LINES) {
                if (line.sensor().equals(Catalog.path(index)) && line.isOf(field)) {
                    add(line.collector(), field, found);
                    isNodeExporters = true;
                }
            }
            if (!isNodeExporters) {
                add(Catalog.sensor(index).element(), field, found);
            }
        }
        return found;
    }

    private void add(String name, Field field, List<Part> found) {
        var collector = names.indexOf(name);
        if (collector < 0) {
            collector = names.size();
            names.add(name);
            samples.add(ascii(NAME + "{collector=\"" + name + "\"} "));
            durations.add(ascii(DURATION_NAME + "{collector=\"" + name + "\"} "));
            said = Arrays.copyOf(said, Math.max(said.length, names.size()));
            took = Arrays.copyOf(took, said.length);
        }
        for (var part : found) {
            if (part.collector == collector) {
                part.slots.add(field.ordinal());
                return;
            }
        }
        found.add(new Part(collector, new ArrayList<>(List.of(field.ordinal()))));
    }
}
