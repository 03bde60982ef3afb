package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PAGES;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;

/// Memory by the node that it belongs to, `/sys/devices/system/node/nodeN/{meminfo,numastat}`:
/// ```text
/// Node 0 MemTotal:       32767932 kB
/// Node 0 MemFree:          612340 kB
/// ```
/// ```text
/// numa_hit 81230984
/// numa_miss 1204
/// ```
/// Sizes are in bytes, huge pages a number of them. A kernel that knows no nodes has one of them or none.
public enum Numa implements Field {
    NODE(gauge("node@id", NONE, "The number of the node.")),
    CPULIST(text("node/cpulist", "Its processors.")),
    DISTANCE(text("node/distance", "How far it is to each node, itself being at 10.")),
    TOTAL(gauge("node/mem_total", BYTES, "Memory.")),
    FREE(gauge("node/mem_free", BYTES, "Memory that nobody uses.")),
    USED(gauge("node/mem_used", BYTES, "Memory in use, caches among it.")),
    FILE_PAGES(gauge("node/file_pages", BYTES, "Memory with the contents of files.")),
    ANON_PAGES(gauge("node/anon_pages", BYTES, "Memory of processes.")),
    SHMEM(gauge("node/shmem", BYTES, "Memory shared by processes, and tmpfs.")),
    SLAB(gauge("node/slab", BYTES, "Memory of the kernel's own tables.")),
    DIRTY(gauge("node/dirty", BYTES, "Memory that waits to be written to disk.")),
    HUGEPAGES_TOTAL(gauge("node/hugepages_total", PAGES, "Huge pages set apart.")),
    HUGEPAGES_FREE(gauge("node/hugepages_free", PAGES, "Huge pages set apart that nobody uses.")),
    HIT(counter("node/numa_hit", PAGES, "Pages taken here by those who wanted them here.")),
    MISS(counter("node/numa_miss", PAGES, "Pages taken here by those who wanted them elsewhere.")),
    FOREIGN(counter("node/numa_foreign", PAGES, "Pages taken elsewhere by those who wanted them here.")),
    INTERLEAVE_HIT(counter("node/interleave_hit", PAGES, "Pages taken here in turn with other nodes.")),
    LOCAL(counter("node/local_node", PAGES, "Pages taken here by processes that ran here.")),
    OTHER(counter("node/other_node", PAGES, "Pages taken here by processes that ran elsewhere."));

    public static final Sensor<Numa> SENSOR = Sensor.at("system/numa", Numa.class)
            .surveys(new NumaSurvey(), 300)
            .onRequest();

    private final Spec spec;

    Numa(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Numa> sensor() {
        return SENSOR;
    }

    private static final class NumaSurvey implements Survey<Numa> {
        private static final String DIRECTORY = "sys/devices/system/node";
        private static final MeminfoText MEMINFO = new MeminfoText();
        private static final KeyedText<Numa> NUMASTAT = new KeyedText<>(
                "numa_hit numa_miss numa_foreign interleave_hit local_node other_node",
                HIT, MISS, FOREIGN, INTERLEAVE_HIT, LOCAL, OTHER);

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Numa> plan) {
            for (var name : node.list(DIRECTORY)) {
                var id = Numbered.number(name, "node");
                if (id == ABSENT) {
                    continue;
                }
                var directory = DIRECTORY + "/" + name + "/";
                plan.row()
                        .set(NODE, id)
                        .text(CPULIST, node.text(directory + "cpulist"))
                        .text(DISTANCE, node.text(directory + "distance"))
                        .reads(directory + "meminfo", MEMINFO, TOTAL, FREE, USED, FILE_PAGES, ANON_PAGES, SHMEM, SLAB,
                                DIRTY,
                                HUGEPAGES_TOTAL, HUGEPAGES_FREE)
                        .reads(directory + "numastat", NUMASTAT, HIT, MISS, FOREIGN, INTERLEAVE_HIT, LOCAL, OTHER);
            }
        }
    }

    private static final class MeminfoText implements Sensor.Parser<Numa> {
        private static final byte[][] NAMES = {
            Cursor.literal("MemTotal:"), Cursor.literal("MemFree:"), Cursor.literal("MemUsed:"),
            Cursor.literal("FilePages:"), Cursor.literal("AnonPages:"), Cursor.literal("Shmem:"),
            Cursor.literal("Slab:"), Cursor.literal("Dirty:"), Cursor.literal("HugePages_Total:"),
            Cursor.literal("HugePages_Free:"),
        };
        private static final Numa[] FIELDS = {
            TOTAL, FREE, USED, FILE_PAGES, ANON_PAGES, SHMEM, SLAB, DIRTY, HUGEPAGES_TOTAL, HUGEPAGES_FREE,
        };
        private static final byte[] KILOBYTES = Cursor.literal("kB\n");

        @Override
        public void parse(Cursor text, Table<Numa> out) {
            for (; !text.atEnd(); text.nextLine()) {
                text.skip(2).blanks();
                for (var i = 0; i < NAMES.length; i++) {
                    if (text.take(NAMES[i])) {
                        out.set(FIELDS[i], value(text));
                        break;
                    }
                }
            }
        }

        /// A size is said in kilobytes, a number of huge pages by itself.
        private static long value(Cursor text) {
            var value = text.number();
            if (!text.blanks().at(KILOBYTES)) {
                return text.peek() == '\n' ? value : ABSENT;
            }
            return value < 0 || value > Long.MAX_VALUE / 1024 ? ABSENT : value * 1024;
        }
    }
}
