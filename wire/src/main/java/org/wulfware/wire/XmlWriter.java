package org.wulfware.wire;

import static org.wulfware.wire.Sink.ascii;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// Writes a document: [#begin], [#write] for each table in the catalog's order, [#end]. Elements are opened when the
/// first thing in them is written, so that nothing is ever sent empty. It is re-aimed at a sink by [#begin] and
/// allocates nothing.
public final class XmlWriter {
    private static final byte[] DECLARATION = ascii("<?xml version=\"1.0\"?>\n");
    private static final byte[] ROOT = ascii("<xmlsysd>\n");
    private static final byte[] ROOT_INIT = ascii("<xmlsysd init=\"1\">\n");
    private static final byte[] ROOT_END = ascii("</xmlsysd>\n");
    private static final byte[] TV_SEC = ascii(" tv_sec=\"");
    private static final byte[] TV_USEC = ascii("\" tv_usec=\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final byte[] CLOSE = ascii(">");
    private static final byte[] CLOSE_LINE = ascii(">\n");

    private final Element[] sensors;
    private final Element[] open = new Element[16];
    private int depth;
    private Sink sink = new Sink();

    /// A writer of the whole catalog.
    public XmlWriter() {
        var all = Catalog.sensors();
        sensors = new Element[all.size()];
        var above = new Element[0];
        for (var i = 0; i < sensors.length; i++) {
            sensors[i] = Element.of(all.get(i), above);
            above = sensors[i].path;
        }
    }

    /// Begins a document in `into`; `init` says on its root that the selection was reset.
    public void begin(Sink into, boolean init) {
        sink = into;
        depth = 0;
        sink.raw(DECLARATION).raw(init ? ROOT_INIT : ROOT);
    }

    /// Writes the wanted fields of one table, that of the catalog's sensor `index`.
    public void write(int index, Table<?> table, Selection selection) {
        var element = sensors[index];
        for (var row = 0; row < table.rows(); row++) {
            for (var slot = 0; slot < element.fields.length; slot++) {
                if (selection.wants(index, slot) && table.cell(row, slot) != Field.ABSENT) {
                    field(element.fields[slot], table, row);
                }
            }
            close(element.path.length);
        }
    }

    /// Ends the document and puts its length before it.
    public void end() {
        close(0);
        sink.raw(ROOT_END).frame();
    }

    private void field(Element field, Table<?> table, int row) {
        var inside = field.path.length - 1;
        var same = 0;
        while (same < depth && same < inside && open[same] == field.path[same]) {
            same++;
        }
        close(same);
        while (depth < inside) {
            var element = field.path[depth];
            open(element, table, row);
            sink.raw(CLOSE_LINE);
            open[depth++] = element;
        }
        open(field, table, row);
        sink.raw(CLOSE);
        if (field.isText) {
            sink.escaped(table, row, field.slot);
        } else {
            sink.fixed(table.cell(row, field.slot), field.decimals);
        }
        sink.raw(field.endOfValue);
    }

    private void open(Element element, Table<?> table, int row) {
        sink.raw(element.start);
        if (element.isStamped && table.stamp() != Field.ABSENT) {
            sink.raw(TV_SEC).number(Math.floorDiv(table.stamp(), 1_000_000L));
            sink.raw(TV_USEC).micros(Math.floorMod(table.stamp(), 1_000_000L)).raw(QUOTE);
        }
        for (var i = 0; i < element.keys.length; i++) {
            var key = element.keys[i];
            if (table.cell(row, key.slot) != Field.ABSENT) {
                sink.raw(key.start);
                if (key.isText) {
                    sink.escaped(table, row, key.slot);
                } else {
                    sink.number(table.cell(row, key.slot));
                }
                sink.raw(QUOTE);
            }
        }
    }

    private void close(int to) {
        while (depth > to) {
            sink.raw(open[--depth].end);
        }
    }

    /// An element, or a key attribute, with its bytes made beforehand.
    private static final class Element {
        final String name;
        /// The elements around it and itself, outermost first; the root is left out.
        Element[] path;
        final byte[] start;
        final byte[] end;
        final byte[] endOfValue;
        Element[] keys = new Element[0];
        /// For a sensor's own element, all its fields by slot.
        Element[] fields = new Element[0];
        boolean isStamped;
        int slot;
        boolean isText;
        int decimals;

        private Element(String name, Element[] around, String startSuffix) {
            this.name = name;
            this.path = Arrays.copyOf(around, around.length + 1);
            path[around.length] = this;
            var indent = "  ".repeat(path.length);
            start = ascii(indent + "<" + name + startSuffix);
            end = ascii(indent + "</" + name + ">\n");
            endOfValue = ascii("</" + name + ">\n");
        }

        /// The attribute `name` of an element: its start is ` name="`.
        private Element(String name, int slot, boolean isText) {
            this.name = name;
            this.path = new Element[0];
            this.slot = slot;
            this.isText = isText;
            start = ascii(" " + name + "=\"");
            end = start;
            endOfValue = start;
        }

        /// The tree of one sensor, sharing with the sensor before it the elements around both.
        static Element of(Sensor<?> sensor, Element[] before) {
            var around = new Element[0];
            var names = sensor.path().split("/");
            for (var i = 0; i < names.length - 1; i++) {
                var shared = i < before.length && before[i].name.equals(names[i]) && around.length == i;
                around = shared && (i == 0 || around[i - 1] == before[i - 1])
                        ? Arrays.copyOf(before, i + 1)
                        : new Element(names[i], around, "").path;
            }
            var element = new Element(sensor.element(), around, "");
            element.isStamped = sensor.isStamped();
            element.fields = new Element[sensor.fields().length];
            var inside = new HashMap<String, Element>();
            for (Field field : sensor.fields()) {
                element.fields[field.ordinal()] = element.field(field, inside);
            }
            return element;
        }

        private Element field(Field field, Map<String, Element> inside) {
            var spec = field.spec();
            var path = spec.path();
            var isText = spec.kind() == Kind.TEXT;
            if (path.isEmpty()) {
                slot = field.ordinal();
                this.isText = isText;
                decimals = spec.decimals();
                return this;
            }
            var at = path.indexOf('@');
            var around = group(at >= 0 ? path.substring(0, at) : parent(path), inside);
            if (at >= 0) {
                var key = new Element(path.substring(at + 1), field.ordinal(), isText);
                around.keys = Arrays.copyOf(around.keys, around.keys.length + 1);
                around.keys[around.keys.length - 1] = key;
                return key;
            }
            var units = spec.unitsAttribute();
            var leaf = new Element(
                    path.substring(path.lastIndexOf('/') + 1),
                    around.path,
                    units == null ? "" : " units=\"" + units + "\"");
            leaf.slot = field.ordinal();
            leaf.isText = isText;
            leaf.decimals = spec.decimals();
            return leaf;
        }

        private Element group(String path, Map<String, Element> inside) {
            if (path.isEmpty()) {
                return this;
            }
            var known = inside.get(path);
            if (known == null) {
                known = new Element(path.substring(path.lastIndexOf('/') + 1), group(parent(path), inside).path, "");
                inside.put(path, known);
            }
            return known;
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
    }
}
