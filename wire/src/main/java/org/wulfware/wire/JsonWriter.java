package org.wulfware.wire;

import static org.wulfware.wire.Sink.ascii;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// Writes documents in JSON: the elements of the XML document as members of the same names, in the same order. An element
/// that attributes tell apart is always an array of objects, its attributes their first members; numbers are numbers. It is
/// re-aimed at a sink by [#begin].
public final class JsonWriter implements DocumentWriter {
    private static final byte[] ROOT = ascii("\"xmlsysd\":");
    private static final byte[] INIT = ascii("\"init\":");
    private static final byte[] LOST = ascii("\"lost\":");
    private static final byte[] TV_SEC = ascii("\"tv_sec\":");
    private static final byte[] TV_USEC = ascii("\"tv_usec\":");
    private static final byte[] VALUE = ascii("\"value\":");
    private static final byte[] AGE = ascii("\"age_ms\":");
    private static final byte[] STATE = ascii("\"group_state\":");
    private static final byte[] STALE = ascii("\"stale\"");
    private static final byte[] FAILED = ascii("\"failed\"");
    private static final byte[] NOTHING = {};
    private static final byte[] INDENT = ascii("  ");
    private static final long MICROS = 1_000_000;

    /// The row of whatever stands in no repeated element.
    private static final int ANY = -1;

    private final Member[] sensors = new Member[Catalog.size()];
    private final boolean isIndented;

    /// The names of the groups that are open around sensors.
    private final List<String> open = new ArrayList<>();

    private Sink sink = new Sink();
    private int depth;
    private boolean isFirst;

    /// What is being written.
    private int index;

    private @Nullable Selection selection;
    private @Nullable Cells cells;

    /// A writer, to be aimed.
    ///
    /// @param isIndented whether each member stands on a line of its own
    public JsonWriter(boolean isIndented) {
        this.isIndented = isIndented;
    }

    @Override
    public void begin(Sink into, boolean init, long lost, long age) {
        sink = into;
        depth = 0;
        open.clear();
        start('{');
        member(ROOT);
        start('{');
        if (init) {
            member(INIT);
            sink.number(1);
        }
        if (lost > 0) {
            member(LOST);
            sink.number(lost);
        }
        if (age != NEW) {
            member(AGE);
            sink.number(age);
        }
    }

    @Override
    public void end() {
        closeGroups(0);
        finish('}');
        finish('}');
        sink.octet((byte) '\n');
    }

    @Override
    public void write(int index, Table<?> table, Selection selection, @Nullable Cells cells) {
        this.index = index;
        this.selection = selection;
        this.cells = cells;
        var member = sensors[index];
        if (member == null) {
            member = Member.of(Catalog.sensor(index));
            sensors[index] = member;
        }
        var stands = stands(member, table, ANY);
        if (!stands && !table.hasFailed()) {
            return;
        }
        openGroups(Catalog.path(index));
        member(member.label);
        if (stands && member.slot >= 0 && !table.sensor().isStamped() && !table.isStale()) {
            value(member, table, rowOf(member, table));
            return;
        }
        start('{');
        if (table.sensor().isStamped() && table.stamp() != Field.ABSENT) {
            var second = Math.floorDiv(table.stamp(), MICROS);
            member(TV_SEC);
            sink.number(second);
            member(TV_USEC);
            sink.number(table.stamp() - second * MICROS);
        }
        if (!stands) {
            member(STATE);
            sink.raw(FAILED);
        } else if (table.isStale()) {
            member(AGE);
            sink.number(table.age());
            member(STATE);
            sink.raw(STALE);
        }
        if (stands && member.slot >= 0) {
            member(VALUE);
            value(member, table, rowOf(member, table));
        }
        members(member, table, ANY);
        finish('}');
    }

    private void members(Member around, Table<?> table, int row) {
        for (var member : around.inside) {
            if (!member.keys.isEmpty()) {
                repeated(member, table);
            } else if (stands(member, table, row)) {
                member(member.label);
                if (member.slot >= 0) {
                    value(member, table, row == ANY ? rowOf(member, table) : row);
                } else {
                    start('{');
                    members(member, table, row);
                    finish('}');
                }
            }
        }
    }

    private void repeated(Member member, Table<?> table) {
        var isBegun = false;
        for (var row = 0; row < table.rows(); row++) {
            if (!stands(member, table, row)) {
                continue;
            }
            if (!isBegun) {
                member(member.label);
                start('[');
                isBegun = true;
            }
            member(NOTHING);
            start('{');
            for (var key : member.keys) {
                if (table.cell(row, key.slot) != Field.ABSENT) {
                    member(key.label);
                    value(key, table, row);
                }
            }
            if (member.slot >= 0 && wants(table, row, member.slot)) {
                member(VALUE);
                value(member, table, row);
            }
            members(member, table, row);
            finish('}');
        }
        if (isBegun) {
            finish(']');
        }
    }

    private void value(Member member, Table<?> table, int row) {
        if (member.isText) {
            sink.quoted(table, row, member.slot);
        } else {
            sink.fixed(table.cell(row, member.slot), member.decimals);
        }
    }

    /// Whether anything wanted stands in a member.
    private boolean stands(Member member, Table<?> table, int row) {
        if (row == ANY) {
            for (var each = 0; each < table.rows(); each++) {
                if (stands(member, table, each)) {
                    return true;
                }
            }
            return false;
        }
        if (member.slot >= 0 && wants(table, row, member.slot)) {
            return true;
        }
        for (var inside : member.inside) {
            if (stands(inside, table, row)) {
                return true;
            }
        }
        return false;
    }

    private int rowOf(Member leaf, Table<?> table) {
        var row = 0;
        while (!wants(table, row, leaf.slot)) {
            row++;
        }
        return row;
    }

    private boolean wants(Table<?> table, int row, int slot) {
        return selection != null
                && selection.wants(index, slot)
                && table.cell(row, slot) != Field.ABSENT
                && (cells == null || cells.wants(index, table, row, slot));
    }

    /// Opens the groups around a sensor, and closes those open that are none of them.
    private void openGroups(String path) {
        var same = 0;
        var from = 0;
        for (var end = path.indexOf('/'); end >= 0; end = path.indexOf('/', from)) {
            var name = path.substring(from, end);
            if (same < open.size() && !open.get(same).equals(name)) {
                closeGroups(same);
            }
            if (same == open.size()) {
                member(ascii('"' + name + "\":"));
                start('{');
                open.add(name);
            }
            same++;
            from = end + 1;
        }
        closeGroups(same);
    }

    private void closeGroups(int to) {
        while (open.size() > to) {
            open.removeLast();
            finish('}');
        }
    }

    private void start(char bracket) {
        sink.octet((byte) bracket);
        depth++;
        isFirst = true;
    }

    private void finish(char bracket) {
        depth--;
        if (!isFirst) {
            newLine();
        }
        sink.octet((byte) bracket);
        isFirst = false;
    }

    /// Begins a member, or with no label an item of an array.
    private void member(byte[] label) {
        if (!isFirst) {
            sink.octet((byte) ',');
        }
        isFirst = false;
        newLine();
        sink.raw(label);
        if (isIndented && label.length > 0 && label[label.length - 1] == ':') {
            sink.octet((byte) ' ');
        }
    }

    private void newLine() {
        if (isIndented) {
            sink.octet((byte) '\n');
            for (var i = 0; i < depth; i++) {
                sink.raw(INDENT);
            }
        }
    }

    /// An element or an attribute of one sensor.
    private static final class Member {
        final String name;
        final byte[] label;
        final List<Member> keys = new ArrayList<>(2);
        final List<Member> inside = new ArrayList<>();
        int slot = -1;
        boolean isText;
        int decimals;

        private Member(String name) {
            this.name = name;
            label = ascii('"' + name + "\":");
        }

        static Member of(Sensor<?> sensor) {
            var root = new Member(sensor.element());
            for (Field field : sensor.fields()) {
                root.declare(field);
            }
            return root;
        }

        private void declare(Field field) {
            var path = field.spec().path();
            var at = path.indexOf('@');
            var around = at >= 0 ? path.substring(0, at) : path;
            var member = this;
            for (var from = 0; from < around.length();) {
                var end = around.indexOf('/', from);
                end = end < 0 ? around.length() : end;
                member = member.inside(around.substring(from, end));
                from = end + 1;
            }
            if (at >= 0) {
                var key = new Member(path.substring(at + 1));
                member.keys.add(key);
                member = key;
            }
            member.slot = field.ordinal();
            member.isText = field.spec().kind() == Kind.TEXT;
            member.decimals = field.spec().decimals();
        }

        private Member inside(String child) {
            for (var known : inside) {
                if (known.name.equals(child)) {
                    return known;
                }
            }
            var made = new Member(child);
            inside.add(made);
            return made;
        }
    }
}
