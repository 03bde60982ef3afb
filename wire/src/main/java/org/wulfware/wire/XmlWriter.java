package org.wulfware.wire;

import static org.wulfware.wire.Sink.ascii;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// Writes documents in XML. Elements are opened when the first thing in them is written, so that nothing is ever sent empty.
/// It is re-aimed at a sink by [#begin] and allocates nothing. What it wrote for a sensor it keeps, so that a table that says
/// the same again can be repeated.
public final class XmlWriter implements DocumentWriter {
    private static final byte[] ROOT = ascii("<xmlsysd");
    private static final byte[] INIT = ascii(" init=\"1\"");
    private static final byte[] LOST = ascii(" lost=\"");
    private static final byte[] AGE = ascii(" age_ms=\"");
    private static final byte[] ROOT_END = ascii("</xmlsysd>\n");
    private static final byte[] TV_SEC = ascii(" tv_sec=\"");
    private static final byte[] TV_USEC = ascii("\" tv_usec=\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final byte[] STALE = ascii(" age_ms=\"");
    private static final byte[] STALE_END = ascii("\" state=\"stale\"");
    private static final byte[] FAILED = ascii(" state=\"failed\"/");
    private static final byte[] CLOSE = ascii(">");
    private static final long MICROS = 1_000_000;

    private final Element[] sensors = new Element[Catalog.size()];
    private final Written[] written = new Written[Catalog.size()];

    /// The elements around sensors, by path.
    private final Map<String, Element> groups = new HashMap<>();

    private final Element[] open = new Element[16];
    private final boolean isIndented;
    private final byte[] declaration;
    private final byte[] closeGroup;
    private boolean tellsStates = true;
    private int depth;
    private Sink sink = new Sink();

    /// A writer of documents as they have always been, two blanks of indentation a level. What it needs for a sensor it
    /// makes when that is written first.
    public XmlWriter() {
        this(true);
    }

    /// The same, with or without indentation and ends of lines.
    public XmlWriter(boolean isIndented) {
        this.isIndented = isIndented;
        declaration = ascii("<?xml version=\"1.0\"?>" + (isIndented ? "\n" : ""));
        closeGroup = ascii(isIndented ? ">\n" : ">");
    }

    private Element element(int index) {
        var element = sensors[index];
        if (element == null) {
            element = Element.of(Catalog.sensor(index), groups, isIndented);
            sensors[index] = element;
            written[index] = new Written(Catalog.sensor(index).fields());
        }
        return element;
    }

    /// Whether documents, from the next one on, say which groups are stale and which have failed. Clients as old as the
    /// language expect neither.
    public XmlWriter tellsStates(boolean tells) {
        tellsStates = tells;
        return this;
    }

    @Override
    public void begin(Sink into, boolean init, long lost, long age) {
        sink = into;
        depth = 0;
        sink.raw(declaration).raw(ROOT);
        if (init) {
            sink.raw(INIT);
        }
        if (lost > 0) {
            sink.raw(LOST).number(lost).raw(QUOTE);
        }
        if (age != NEW) {
            sink.raw(AGE).number(age).raw(QUOTE);
        }
        sink.raw(closeGroup);
    }

    /// Nothing of what it writes is kept, and there is no [#repeat] or [#update]: for tables that will never be the same.
    @Override
    public void write(int index, Table<?> table, Selection selection, @Nullable Cells cells) {
        write(index, table, selection, cells, false);
    }

    /// Writes all wanted fields, to be written again by [#repeat] or [#update].
    public void write(int index, Table<?> table, Selection selection) {
        write(index, table, selection, null, true);
    }

    private void write(int index, Table<?> table, Selection selection, @Nullable Cells cells, boolean keeps) {
        var element = element(index);
        var written = this.written[index];
        var around = element.path.length - 1;
        var slots = selection.slots(index);
        written.begin(table, keeps && !table.isStale() && !table.hasFailed());
        for (var row = 0; row < table.rows(); row++) {
            var isStarted = false;
            for (var i = 0; i < slots.length; i++) {
                var slot = slots[i];
                var cell = table.cell(row, slot);
                if (cell == Field.ABSENT || (cells != null && !cells.wants(index, table, row, slot))) {
                    written.absentAt(row, slot);
                    continue;
                }
                if (!written.hasStarted()) {
                    open(element, around, table, row, written);
                    written.start(sink.length());
                }
                var field = element.fields[slot];
                if (field == null) {
                    field = element.leaf(table.sensor().fields()[slot]);
                }
                if (!isStarted) {
                    open(field, field.path.length - 1, table, row, written);
                    start(field, table, row, false, written);
                }
                if (field.isText) {
                    sink.escaped(table, row, slot);
                } else {
                    var from = sink.length();
                    sink.fixed(cell, field.decimals);
                    written.numberAt(row, slot, from, sink.length(), field.decimals);
                }
                isStarted = field.nextSlot >= 0 && i + 1 < slots.length && slots[i + 1] == field.nextSlot
                        && table.cell(row, field.nextSlot) != Field.ABSENT
                        && (cells == null || cells.wants(index, table, row, field.nextSlot));
                sink.raw(isStarted ? field.endAndNext : field.endOfValue);
            }
            if (written.hasStarted()) {
                close(around + 1);
            }
        }
        if (written.hasStarted()) {
            close(around);
        } else if (table.hasFailed() && tellsStates) {
            open(element, around, table, 0, written);
            sink.raw(element.start);
            stamp(element, table, written);
            sink.raw(FAILED).raw(closeGroup);
        }
        written.end(sink, table);
    }

    /// Writes what [#write] would for a table that has not changed since then but for its stamp, and the same selection.
    ///
    /// @return false, and nothing is written, if that cannot be done
    public boolean repeat(int index, Table<?> table) {
        return written[index].isKept() && !table.isStale() && !table.hasFailed() && written[index].stamp(table.stamp())
                && writeAgain(index, table);
    }

    /// Writes what [#write] would for a table that may have changed since then, and the same selection.
    ///
    /// @return false, and nothing is written, if more has changed than can be put right
    public boolean update(int index, Table<?> table) {
        return !table.isStale() && !table.hasFailed() && written[index].update(table) && writeAgain(index, table);
    }

    private boolean writeAgain(int index, Table<?> table) {
        var again = written[index];
        if (!again.isEmpty()) {
            var path = sensors[index];
            open(path, path.path.length - 1, table, 0, again);
            again.to(sink);
        }
        return true;
    }

    @Override
    public void end() {
        close(0);
        sink.raw(ROOT_END);
    }

    /// Opens the outer `count` elements of an element's path, and closes those open that are none of them.
    private void open(Element inside, int count, Table<?> table, int row, Written written) {
        var path = inside.path;
        if (depth == count && (count == 0 || open[count - 1] == path[count - 1])) {
            return;
        }
        var same = 0;
        while (same < depth && same < count && open[same] == path[same]) {
            same++;
        }
        close(same);
        while (depth < count) {
            start(path[depth], table, row, true, written);
            open[depth] = path[depth];
            depth++;
        }
    }

    private void start(Element element, Table<?> table, int row, boolean isGroup, Written written) {
        var tellsAge = element.isSensors && table.isStale() && tellsStates;
        if (element.isPlain && !tellsAge) {
            sink.raw(isGroup ? element.startOfGroup : element.startOfValue);
            return;
        }
        sink.raw(element.start);
        stamp(element, table, written);
        if (tellsAge) {
            sink.raw(STALE).number(table.age()).raw(STALE_END);
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
        sink.raw(isGroup ? closeGroup : CLOSE);
    }

    private void stamp(Element element, Table<?> table, Written written) {
        if (element.isStamped && table.stamp() != Field.ABSENT) {
            var second = Math.floorDiv(table.stamp(), MICROS);
            var secondAt = sink.raw(TV_SEC).length();
            var digits = sink.number(second).length() - secondAt;
            var microsAt = sink.raw(TV_USEC).length();
            sink.micros((int) (table.stamp() - second * MICROS)).raw(QUOTE);
            written.stampAt(secondAt, digits, microsAt, second);
        }
    }

    private void close(int to) {
        while (depth > to) {
            sink.raw(open[--depth].end);
        }
    }

    /// An element, or a key attribute, with its bytes made beforehand.
    private static final class Element {
        /// The elements around it and itself, outermost first; the root is left out.
        Element[] path;
        private final boolean isIndented;
        final byte[] start;
        /// The whole start tag, for an element with neither stamp nor keys.
        final byte[] startOfValue;
        final byte[] startOfGroup;
        final byte[] end;
        final byte[] endOfValue;
        /// The end of this value and the start of the one at `nextSlot`.
        byte[] endAndNext = new byte[0];
        int nextSlot = -1;
        Element[] keys = new Element[0];
        /// For a sensor's own element, all its fields by slot.
        @Nullable
        Element[] fields = new Element[0];
        /// For a sensor's own element, the groups in it by path.
        private Map<String, Element> inside = Map.of();
        boolean isStamped;
        /// Whether it is a sensor's own element.
        boolean isSensors;
        boolean isPlain = true;
        int slot;
        boolean isText;
        int decimals;

        private Element(String name, Element[] around, String startSuffix, boolean isIndented) {
            this.path = Arrays.copyOf(around, around.length + 1);
            path[around.length] = this;
            this.isIndented = isIndented;
            var indent = isIndented ? "  ".repeat(path.length) : "";
            var newLine = isIndented ? "\n" : "";
            start = ascii(indent + "<" + name + startSuffix);
            startOfValue = ascii(indent + "<" + name + startSuffix + ">");
            startOfGroup = ascii(indent + "<" + name + startSuffix + ">" + newLine);
            end = ascii(indent + "</" + name + ">" + newLine);
            endOfValue = ascii("</" + name + ">" + newLine);
        }

        /// The attribute `name` of an element: its start is ` name="`.
        private Element(String name, int slot, boolean isText) {
            this.path = new Element[0];
            this.isIndented = false;
            this.slot = slot;
            this.isText = isText;
            start = ascii(" " + name + "=\"");
            startOfValue = start;
            startOfGroup = start;
            end = start;
            endOfValue = start;
        }

        /// The tree of one sensor, which shares the elements around it with others.
        static Element of(Sensor<?> sensor, Map<String, Element> groups, boolean isIndented) {
            var around = new Element[0];
            var path = sensor.path();
            var from = 0;
            for (var end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
                var group = groups.get(path.substring(0, end));
                if (group == null) {
                    group = new Element(path.substring(from, end), around, "", isIndented);
                    groups.put(path.substring(0, end), group);
                }
                around = group.path;
                from = end + 1;
            }
            var element = new Element(sensor.element(), around, "", isIndented);
            element.isSensors = true;
            element.isStamped = sensor.isStamped();
            element.isPlain = !element.isStamped;
            element.fields = new Element[sensor.fields().length];
            element.inside = new HashMap<>();
            for (Field field : sensor.fields()) {
                if (field.spec().isKey()) {
                    element.fields[field.ordinal()] = element.field(field);
                }
            }
            return element;
        }

        /// The element of a value, made when it is written first: of many fields nobody ever asks for most.
        private Element leaf(Field field) {
            var slot = field.ordinal();
            var leaf = fields[slot];
            if (leaf == null) {
                leaf = field(field);
                fields[slot] = leaf;
                if (slot > 0 && fields[slot - 1] != null) {
                    fields[slot - 1].isFollowedBy(leaf);
                }
                if (slot + 1 < fields.length && fields[slot + 1] != null) {
                    leaf.isFollowedBy(fields[slot + 1]);
                }
            }
            return leaf;
        }

        private Element field(Field field) {
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
            var around = group(at >= 0 ? path.substring(0, at) : parent(path));
            if (at >= 0) {
                var key = new Element(path.substring(at + 1), field.ordinal(), isText);
                around.keys = Arrays.copyOf(around.keys, around.keys.length + 1);
                around.keys[around.keys.length - 1] = key;
                around.isPlain = false;
                return key;
            }
            var units = spec.unitsAttribute();
            var leaf = new Element(
                    path.substring(path.lastIndexOf('/') + 1),
                    around.path,
                    units == null ? "" : " units=\"" + units + "\"",
                    isIndented);
            leaf.slot = field.ordinal();
            leaf.isText = isText;
            leaf.decimals = spec.decimals();
            return leaf;
        }

        /// Learns which value stands right behind this one in the same element, if one does.
        private void isFollowedBy(Element next) {
            var around = path.length - 2;
            if (around >= 0 && next.path.length == path.length && next.path[around] == path[around] && next.isPlain) {
                nextSlot = next.slot;
                endAndNext = Arrays.copyOf(endOfValue, endOfValue.length + next.startOfValue.length);
                System.arraycopy(next.startOfValue, 0, endAndNext, endOfValue.length, next.startOfValue.length);
            }
        }

        private Element group(String path) {
            if (path.isEmpty()) {
                return this;
            }
            var known = inside.get(path);
            if (known == null) {
                known = new Element(path.substring(path.lastIndexOf('/') + 1), group(parent(path)).path, "",
                        isIndented);
                inside.put(path, known);
            }
            return known;
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
    }
}
