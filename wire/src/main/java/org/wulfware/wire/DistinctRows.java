package org.wulfware.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.RowIdentity;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Keeps what identifies a sensor's rows distinct where it is shown. Bytes that no document carries are shown as `?`, and so two mounts
/// may look like one: the later one's name then gets `~2`, which it keeps as long as it exists. So does the second of two rows that are
/// the same to the byte, unless it says its place. It remembers names of this kind only, and allocates when it meets a new one.
///
/// @param <F> the sensor's fields
public final class DistinctRows<F extends Enum<F> & Field> {
    /// More names that cannot be shown as they are a node has for mischief only: what is beyond is shown without a suffix.
    private static final int MOST = 4096;

    /// A name, and how it is shown.
    private static final class Name {
        final byte[] raw;
        final int hash;
        final byte[] shown;
        boolean isThere = true;

        Name(byte[] raw, int hash, byte[] shown) {
            this.raw = raw;
            this.hash = hash;
            this.shown = shown;
        }
    }

    private final F[] names;

    /// Whether an attribute says each row's place: rows that are the same to the byte stay apart by that.
    private final boolean hasPlaces;
    private Name[] known = new Name[0];
    private int count;

    /// Rows by the hash of their identity, plus one; 0 is free.
    private int[] places = new int[16];

    /// For a sensor of which [#isNeeded] says yes.
    public DistinctRows(Sensor<F> sensor) {
        var all = sensor.fields();
        var found = Arrays.copyOf(all, all.length);
        var number = 0;
        for (var field : all) {
            if (isName(field)) {
                found[number++] = field;
            }
        }
        names = Arrays.copyOf(found, number);
        hasPlaces = hasPlaces(all);
    }

    /// Whether words identify the sensor's rows: numbers are shown as they are, and the kernel gives none twice.
    public static boolean isNeeded(Sensor<?> sensor) {
        for (Field field : sensor.identity()) {
            if (isName(field)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPlaces(Field[] fields) {
        for (var field : fields) {
            if (field.spec().role() == Spec.Role.POSITION) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(Field field) {
        return field.spec().kind() == Kind.TEXT
                && (field.spec().isIdentity() || field.spec().role() == Spec.Role.ALIAS);
    }

    /// Changes what cannot be told apart in a table that was just filled.
    public void apply(Table<F> table) {
        if (table.rows() == 0 && (table.hasFailed() || count == 0)) {
            return;
        }
        for (var i = 0; i < count; i++) {
            known[i].isThere = false;
        }
        // What is known first: it has the older right.
        for (var row = 0; row < table.rows(); row++) {
            for (var name : names) {
                if (count > 0 && table.has(row, name)) {
                    find(table, row, name);
                }
            }
        }
        for (var row = 0; row < table.rows(); row++) {
            for (var name : names) {
                if (table.has(row, name)) {
                    show(table, row, name);
                }
            }
        }
        forget();
        repeated(table);
    }

    private int find(Table<F> table, int row, F field) {
        var hash = table.textHash(row, field.ordinal());
        for (var i = 0; i < count; i++) {
            if (known[i].hash == hash && is(table, row, field.ordinal(), known[i].raw)) {
                known[i].isThere = true;
                return i;
            }
        }
        return -1;
    }

    private void show(Table<F> table, int row, F field) {
        var at = count == 0 ? -1 : find(table, row, field);
        if (at < 0 && (!isAsItIs(table, row, field.ordinal()) || isTaken(table, row, field))) {
            at = add(table, row, field);
        }
        if (at >= 0) {
            table.text(row, field, known[at].shown, 0, known[at].shown.length);
        }
    }

    /// Whether another name that is there is shown so already.
    private boolean isTaken(Table<F> table, int row, F field) {
        for (var i = 0; i < count; i++) {
            if (known[i].isThere && is(table, row, field.ordinal(), known[i].shown)) {
                return true;
            }
        }
        return false;
    }

    private int add(Table<F> table, int row, F field) {
        if (count == MOST) {
            return -1;
        }
        var slot = field.ordinal();
        var raw = new byte[table.textLength(row, slot)];
        table.copyText(row, slot, raw, 0);
        var plain = new byte[raw.length];
        var length = 0;
        for (var i = 0; i < raw.length;) {
            var whole = Sink.carried(table, row, slot, i, raw.length);
            if (whole == 0) {
                plain[length++] = '?';
                i++;
            } else {
                System.arraycopy(raw, i, plain, length, whole);
                length += whole;
                i += whole;
            }
        }
        var shown = Arrays.copyOf(plain, length);
        for (var number = 2; isShown(table, shown); number++) {
            var suffix = Sink.ascii("~" + number);
            shown = Arrays.copyOf(plain, length + suffix.length);
            System.arraycopy(suffix, 0, shown, length, suffix.length);
        }
        if (count == known.length) {
            known = Arrays.copyOf(known, Math.max(4, count * 2));
        }
        known[count] = new Name(raw, table.textHash(row, slot), shown);
        return count++;
    }

    /// Whether anything in this table is shown so.
    private boolean isShown(Table<F> table, byte[] candidate) {
        for (var i = 0; i < count; i++) {
            if (known[i].isThere && Arrays.equals(known[i].shown, candidate)) {
                return true;
            }
        }
        for (var row = 0; row < table.rows(); row++) {
            for (var name : names) {
                if (is(table, row, name.ordinal(), candidate)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void forget() {
        var kept = 0;
        for (var i = 0; i < count; i++) {
            if (known[i].isThere) {
                known[kept++] = known[i];
            }
        }
        Arrays.fill(known, kept, count, null);
        count = kept;
    }

    /// Gives rows that are the same to the byte a number of their own.
    private void repeated(Table<F> table) {
        var rows = table.rows();
        if (rows < 2 || hasPlaces) {
            return;
        }
        if (places.length < 2 * rows) {
            places = new int[Integer.highestOneBit(rows) * 4];
        }
        Arrays.fill(places, 0);
        for (var row = 0; row < rows; row++) {
            for (var number = 2; !enter(table, row); number++) {
                number(table, row, number);
            }
        }
    }

    /// Whether the row is the first that is identified so.
    private boolean enter(Table<F> table, int row) {
        var hash = 0;
        for (Field field : table.sensor().identity()) {
            hash = hash * 31 + (field.spec().kind() == Kind.TEXT ? table.textHash(row, field.ordinal())
                    : (int) table.cell(row, field.ordinal()));
        }
        // Names that differ in a last number lie apart, too.
        hash *= 0x9e3779b9;
        var at = (hash ^ hash >>> 15) & places.length - 1;
        while (places[at] != 0) {
            if (RowIdentity.isSame(table, row, table, places[at] - 1)) {
                return !hasName(table, row);
            }
            at = at + 1 & places.length - 1;
        }
        places[at] = row + 1;
        return true;
    }

    /// A row without a name is about the node itself.
    private boolean hasName(Table<F> table, int row) {
        return name(table, row) != null;
    }

    private @Nullable F name(Table<F> table, int row) {
        for (var field : names) {
            if (field.spec().isIdentity() && table.has(row, field)) {
                return field;
            }
        }
        return null;
    }

    /// Its first name gets the number, in place of the one that it was tried with before.
    private void number(Table<F> table, int row, int number) {
        var field = name(table, row);
        if (field == null) {
            return;
        }
        var slot = field.ordinal();
        var length = table.textLength(row, slot) - (number == 2 ? 0 : digits(number - 1) + 1);
        var text = new byte[length + 1 + digits(number)];
        for (var i = 0; i < length; i++) {
            text[i] = table.textByte(row, slot, i);
        }
        text[length] = '~';
        var rest = number;
        for (var i = text.length - 1; i > length; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        table.text(row, field, text, 0, text.length);
    }

    private static int digits(int number) {
        return number < 10 ? 1 : 1 + digits(number / 10);
    }

    private static boolean isAsItIs(Table<?> table, int row, int slot) {
        if (table.isPlain(row, slot)) {
            return true;
        }
        var length = table.textLength(row, slot);
        for (var i = 0; i < length;) {
            var whole = Sink.carried(table, row, slot, i, length);
            if (whole == 0) {
                return false;
            }
            i += whole;
        }
        return true;
    }

    private static boolean is(Table<?> table, int row, int slot, byte[] text) {
        if (table.textLength(row, slot) != text.length || table.cell(row, slot) == Field.ABSENT) {
            return false;
        }
        for (var i = 0; i < text.length; i++) {
            if (table.textByte(row, slot, i) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
