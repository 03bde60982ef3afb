package org.wulfware.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Which row one is, whatever its place and whatever it says: what its [Sensor#identity] fields hold, byte for byte. Those of two
/// tables of one sensor are equal if and only if the rows are about the same thing. For maps; two rows at hand are compared by
/// [#isSame] at no expense.
public final class RowIdentity {
    private static final byte ABSENT = 0;
    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;

    private final byte[] octets;

    private RowIdentity(byte[] octets) {
        this.octets = octets;
    }

    /// That of a row.
    public static RowIdentity of(Table<?> table, int row) {
        var length = 0;
        for (Field field : table.sensor().identity()) {
            length += 1 + Long.BYTES + (isText(field) ? table.textLength(row, field.ordinal()) : 0);
        }
        var octets = new byte[length];
        var at = 0;
        for (Field field : table.sensor().identity()) {
            var cell = table.cell(row, field.ordinal());
            var isText = isText(field) && cell != Field.ABSENT;
            octets[at++] = cell == Field.ABSENT ? ABSENT : isText ? TEXT : NUMBER;
            if (cell != Field.ABSENT) {
                var number = isText ? table.textLength(row, field.ordinal()) : cell;
                for (var shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                    octets[at++] = (byte) (number >>> shift);
                }
            }
            at += isText ? table.copyText(row, field.ordinal(), octets, at) : 0;
        }
        return new RowIdentity(at == length ? octets : Arrays.copyOf(octets, at));
    }

    private static boolean isText(Field field) {
        return field.spec().kind() == Kind.TEXT;
    }

    /// Whether a row here and a row there, in a table of the same sensor, are about the same thing.
    public static boolean isSame(Table<?> table, int row, Table<?> other, int otherRow) {
        for (Field field : table.sensor().identity()) {
            if (!isSame(field, table, row, other, otherRow)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a field says the same in both, or is absent in both.
    public static boolean isSame(Field field, Table<?> table, int row, Table<?> other, int otherRow) {
        var slot = field.ordinal();
        var here = table.cell(row, slot);
        var there = other.cell(otherRow, slot);
        if (!isText(field) || here == Field.ABSENT || there == Field.ABSENT) {
            return here == there;
        }
        var length = table.textLength(row, slot);
        if (length != other.textLength(otherRow, slot)) {
            return false;
        }
        for (var i = 0; i < length; i++) {
            if (table.textByte(row, slot, i) != other.textByte(otherRow, slot, i)) {
                return false;
            }
        }
        return true;
    }

    /// The row of `then` that is about the same thing as `row` of `now`, or -1. Rows rarely move far: it looks around the same
    /// place first.
    public static int sameRow(Table<?> now, int row, Table<?> then) {
        var rows = then.rows();
        for (var away = 0; away < Math.max(rows - row, row + 1); away++) {
            if (row - away >= 0 && row - away < rows && isSame(now, row, then, row - away)) {
                return row - away;
            }
            if (away > 0 && row + away < rows && isSame(now, row, then, row + away)) {
                return row + away;
            }
        }
        return -1;
    }

    /// What a person calls the row: `eth0`, `mlx5_0 1`. Attributes say it; where two rows have the same name for a person, such
    /// as an earlier process of the same number, [#fullName] tells them apart.
    public static String name(Table<?> table, int row) {
        return name(table, row, false);
    }

    /// The same with all that identifies the row.
    public static String fullName(Table<?> table, int row) {
        return name(table, row, true);
    }

    private static String name(Table<?> table, int row, boolean isFull) {
        var name = new StringBuilder();
        for (Field field : table.sensor().identity()) {
            if ((isFull || field.spec().isKey()) && table.cell(row, field.ordinal()) != Field.ABSENT) {
                name.append(name.isEmpty() || field.spec().role() == Spec.Role.IDENTITY_END ? "" : " ")
                        .append(value(table, row, field));
            }
        }
        return name.toString();
    }

    /// What one of the fields says, as a person reads it; empty if it is absent.
    public static String value(Table<?> table, int row, Field field) {
        var cell = table.cell(row, field.ordinal());
        if (cell == Field.ABSENT) {
            return "";
        }
        if (!isText(field)) {
            return Long.toString(cell);
        }
        var text = new byte[table.textLength(row, field.ordinal())];
        table.copyText(row, field.ordinal(), text, 0);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowIdentity that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }
}
