package org.wulfware.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The values of one sensor: rows of cells, one cell a field. It is cleared and filled again for every sample and
/// allocates nothing once it has grown to its size; it hands out numbers and copies, never its arrays.
///
/// A number stands in its cell as it is (times ten to the field's `decimals`); a text stands in a pool of bytes
/// and its cell says where. What was not set is [Field#ABSENT].
public final class Table<F extends Enum<F> & Field> {
    private static final int MASK = 0x7fff_ffff;
    private static final byte[] NO_TEXTS = {};
    private static final long[] NO_CELLS = {};

    private final Sensor<F> sensor;
    private final int width;
    private long[] cells;
    private byte[] pool = NO_TEXTS;
    private int rows;
    private int poolUsed;
    private final long[] setFields;
    /// The set fields of the copy packed last, which many that are packed after it share.
    private long[] setFieldsPacked = NO_CELLS;
    private long stamp = Field.ABSENT;
    private long age = Field.ABSENT;
    private long took;
    private boolean hasFailed;

    /// What a packed table has in place of cells and texts; null in one that is not: see [#packed].
    private final @Nullable PackedCells packed;

    public Table(Sensor<F> sensor) {
        this.sensor = sensor;
        this.width = sensor.fields().length;
        this.cells = new long[width];
        this.setFields = new long[(width + 63) / 64];
        this.packed = null;
    }

    private Table(Table<F> other, long[] setFields, PackedCells packed) {
        this.sensor = other.sensor;
        this.width = other.width;
        this.cells = NO_CELLS;
        this.pool = packed.octets;
        this.rows = other.rows;
        this.poolUsed = other.poolUsed;
        this.setFields = setFields;
        this.stamp = other.stamp;
        this.age = other.age;
        this.hasFailed = other.hasFailed;
        this.packed = packed;
    }

    /// A copy to be kept, which takes no more room than what stands here: nothing may be set in it, and it is not cleared.
    ///
    /// @param packing of the caller's thread
    public Table<F> packed(Packing packing) {
        if (packed != null) {
            return this;
        }
        if (!Arrays.equals(setFieldsPacked, setFields)) {
            setFieldsPacked = setFields.clone();
        }
        return new Table<>(this, setFieldsPacked, packing.pack(this, cells, pool, setFieldsPacked));
    }

    public Sensor<F> sensor() {
        return sensor;
    }

    /// Forgets all rows.
    public Table<F> clear() {
        rows = 0;
        poolUsed = 0;
        Arrays.fill(setFields, 0);
        stamp = Field.ABSENT;
        age = Field.ABSENT;
        hasFailed = false;
        return this;
    }

    /// Forgets all rows, and gives back the room that they took if that is more than so many bytes.
    ///
    /// @return whether it was
    public boolean giveBack(int most) {
        if (cells.length * 8L + pool.length <= most) {
            return false;
        }
        clear();
        cells = new long[width];
        pool = NO_TEXTS;
        return true;
    }

    /// Becomes a copy of `other`, a table of the same sensor that is not [#packed].
    public Table<F> setTo(Table<F> other) {
        var used = other.rows * width;
        if (used > cells.length) {
            cells = new long[Math.max(used, cells.length * 2)];
        }
        System.arraycopy(other.cells, 0, cells, 0, used);
        if (other.poolUsed > pool.length) {
            pool = new byte[Math.max(other.poolUsed, pool.length * 2)];
        }
        System.arraycopy(other.pool, 0, pool, 0, other.poolUsed);
        System.arraycopy(other.setFields, 0, setFields, 0, setFields.length);
        rows = other.rows;
        poolUsed = other.poolUsed;
        stamp = other.stamp;
        age = other.age;
        hasFailed = other.hasFailed;
        return this;
    }

    /// Sets how long reading it took, in nanoseconds.
    public Table<F> took(long nanos) {
        took = nanos;
        return this;
    }

    /// How long reading it took, in nanoseconds; 0 where nobody has said.
    public long took() {
        return took;
    }

    /// Sets the time just before the source was read, in microseconds since 1970.
    public Table<F> stamp(long micros) {
        stamp = micros;
        return this;
    }

    /// The time just before the source was read, in microseconds since 1970, or ABSENT.
    public long stamp() {
        return stamp;
    }

    /// Says that what stands here is older than the sample that shows it by so many milliseconds, since its source hangs;
    /// ABSENT that it is not.
    public Table<F> stale(long millis) {
        age = millis;
        return this;
    }

    /// By how many milliseconds it is too old, or ABSENT if it is not.
    public long age() {
        return age;
    }

    public boolean isStale() {
        return age != Field.ABSENT;
    }

    /// Says that a source is there and cannot be read: what it would have supplied is missing, and not absent on this node.
    public Table<F> failed() {
        hasFailed = true;
        return this;
    }

    public boolean hasFailed() {
        return hasFailed;
    }

    /// Begins a row; what is set from now on stands in it.
    public Table<F> row() {
        var needed = (rows + 1) * width;
        if (needed > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(needed, cells.length * 2));
        }
        Arrays.fill(cells, rows * width, needed, Field.ABSENT);
        rows++;
        return this;
    }

    /// Begins a row that is a copy of one of `other`, a table of the same sensor that is not [#packed].
    public Table<F> row(Table<F> other, int row) {
        row();
        for (var slot = 0; slot < width; slot++) {
            var cell = other.cells[row * width + slot];
            if (cell != Field.ABSENT && sensor.fields()[slot].spec().kind() == Kind.TEXT) {
                text(rows - 1, slot, other.pool, (int) (cell >>> 32), (int) cell & MASK);
            } else {
                set(rows - 1, slot, cell);
            }
        }
        return this;
    }

    /// The one row of a sensor that has one: begun if it was not.
    public Table<F> onlyRow() {
        return rows == 0 ? row() : this;
    }

    /// Takes the row begun last back.
    public Table<F> dropRow() {
        if (rows > 0) {
            rows--;
            for (var slot = 0; slot < width; slot++) {
                if (cells[rows * width + slot] != Field.ABSENT && !isInAnyRow(slot)) {
                    setFields[slot >> 6] &= ~(1L << slot);
                }
            }
        }
        return this;
    }

    private boolean isInAnyRow(int slot) {
        for (var row = 0; row < rows; row++) {
            if (cells[row * width + slot] != Field.ABSENT) {
                return true;
            }
        }
        return false;
    }

    /// The cells of the row begun last; ABSENT leaves the cell as it is.
    public Table<F> set(F field, long value) {
        return set(rows - 1, field, value);
    }

    public Table<F> set(int row, F field, long value) {
        return set(row, field.ordinal(), value);
    }

    /// The same by slot, for those who walk all fields.
    public Table<F> set(int row, int slot, long value) {
        if (value != Field.ABSENT) {
            cells[row * width + slot] = value;
            setFields[slot >> 6] |= 1L << slot;
        }
        return this;
    }

    /// Makes a field absent in all rows.
    public Table<F> remove(F field) {
        for (var row = 0; row < rows; row++) {
            cells[row * width + field.ordinal()] = Field.ABSENT;
        }
        setFields[field.ordinal() >> 6] &= ~(1L << field.ordinal());
        return this;
    }

    /// Copies what the cursor has marked into the row begun last.
    public Table<F> copy(F field, Cursor marked) {
        return copy(rows - 1, field, marked, 0, marked.wordLength());
    }

    /// Copies the part `[from, to)` of what the cursor has marked.
    public Table<F> copy(int row, F field, Cursor marked, int from, int to) {
        var start = marked.wordStart() + Math.min(Math.max(0, from), marked.wordLength());
        var stop = Math.max(start, marked.wordStart() + Math.min(to, marked.wordLength()));
        return text(row, field, marked.source(), start, stop - start);
    }

    /// Copies a text in.
    public Table<F> text(int row, F field, byte[] source, int from, int length) {
        return text(row, field.ordinal(), source, from, length);
    }

    /// The same by slot.
    public Table<F> text(int row, int slot, byte[] source, int from, int length) {
        if (poolUsed + length > pool.length) {
            pool = Arrays.copyOf(pool, Math.max(poolUsed + length, Math.max(64, pool.length * 2)));
        }
        System.arraycopy(source, from, pool, poolUsed, length);
        set(row, slot, (long) poolUsed << 32 | length);
        poolUsed += length;
        return this;
    }

    /// Appends a byte to a text of the row begun last, which must be the one last written to.
    public Table<F> append(F field, int octet) {
        var at = (rows - 1) * width + field.ordinal();
        if (cells[at] == Field.ABSENT) {
            text(rows - 1, field, pool, 0, 0);
        }
        if (poolUsed == pool.length) {
            pool = Arrays.copyOf(pool, Math.max(64, pool.length * 2));
        }
        pool[poolUsed++] = (byte) octet;
        cells[at]++;
        return this;
    }

    /// The number of rows.
    public int rows() {
        return rows;
    }

    /// The raw cell: a number, or for a text what only this table understands.
    public long get(int row, F field) {
        return cell(row, field.ordinal());
    }

    /// The raw cell by slot, for those who walk all fields.
    public long cell(int row, int slot) {
        return row < 0 || row >= rows ? Field.ABSENT
                : packed != null ? packedCell(packed, row, slot) : cells[row * width + slot];
    }

    private long packedCell(PackedCells packed, int row, int slot) {
        var bit = 1L << slot;
        var word = slot >> 6;
        if ((setFields[word] & bit) == 0) {
            return Field.ABSENT;
        }
        return packed.cell(row, columnsBefore(slot));
    }

    /// Where the texts begin in `pool`.
    private int texts() {
        return packed == null ? 0 : packed.texts;
    }

    public boolean has(int row, F field) {
        return get(row, field) != Field.ABSENT;
    }

    /// Whether any row has this field.
    public boolean hasAny(F field) {
        return (setFields[field.ordinal() >> 6] & 1L << field.ordinal()) != 0;
    }

    /// The text of a cell, a copy; empty if it is absent. Bytes that are no UTF-8 become U+FFFD.
    public String text(int row, F field) {
        var cell = get(row, field);
        return cell == Field.ABSENT
                ? ""
                : new String(pool, texts() + (int) (cell >>> 32), (int) cell & MASK, StandardCharsets.UTF_8);
    }

    /// The length in bytes of a text cell's text; 0 if it is absent.
    public int textLength(int row, int slot) {
        var cell = cell(row, slot);
        return cell == Field.ABSENT ? 0 : (int) cell & MASK;
    }

    /// The byte at `index` of a text cell's text.
    public byte textByte(int row, int slot, int index) {
        return pool[texts() + (int) (cell(row, slot) >>> 32) + index];
    }

    /// Whether all bytes of a text cell's text are characters of ASCII that are shown as they are.
    public boolean isPlain(int row, int slot) {
        var cell = cell(row, slot);
        var from = cell == Field.ABSENT ? 0 : texts() + (int) (cell >>> 32);
        var to = cell == Field.ABSENT ? 0 : from + ((int) cell & MASK);
        for (var i = from; i < to; i++) {
            if (pool[i] < ' ' || pool[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// A number that is the same for the same text in a text cell, and for few others.
    public int textHash(int row, int slot) {
        var cell = cell(row, slot);
        var from = cell == Field.ABSENT ? 0 : texts() + (int) (cell >>> 32);
        var to = cell == Field.ABSENT ? 0 : from + ((int) cell & MASK);
        var hash = to - from;
        for (var i = from; i < to; i++) {
            hash = hash * 31 + pool[i];
        }
        return hash;
    }

    /// Copies a text cell's text to `into[at…]`, which has the room.
    ///
    /// @return its length
    public int copyText(int row, int slot, byte[] into, int at) {
        var cell = cell(row, slot);
        if (cell == Field.ABSENT) {
            return 0;
        }
        var length = (int) cell & MASK;
        System.arraycopy(pool, texts() + (int) (cell >>> 32), into, at, length);
        return length;
    }

    /// Copies all cells, row by row, into an array that has the room. Those of texts change with the text's place too.
    public void copyCells(long[] into) {
        if (packed != null) {
            for (var i = 0; i < rows * width; i++) {
                into[i] = cellAt(i);
            }
        } else {
            System.arraycopy(cells, 0, into, 0, rows * width);
        }
    }

    /// The cell at `index`, counted row by row as [#copyCells] does.
    public long cellAt(int index) {
        return packed != null ? packedCell(packed, index / width, index % width) : cells[index];
    }

    /// The index of the first cell at or behind `from` that is not what a copy of as many rows says, or -1.
    public int nextChange(long[] copy, int from) {
        var count = rows * width;
        if (packed != null) {
            for (var i = from; i < count; i++) {
                if (cellAt(i) != copy[i]) {
                    return i;
                }
            }
            return -1;
        }
        var now = cells;
        for (var i = from; i < count; i++) {
            if (now[i] != copy[i]) {
                return i;
            }
        }
        return -1;
    }

    /// Whether the other is packed as this one is, cell by cell.
    boolean packedLike(Table<?> other) {
        return packed != null && other.packed != null && rows == other.rows && Arrays.equals(setFields, other.setFields)
                && packed.isLike(other.packed);
    }

    @Nullable
    PackedCells packedCells() {
        return packed;
    }

    int width() {
        return width;
    }

    /// The first field at or behind `slot` that some row has; that there is one must be known.
    int nextSet(int slot) {
        var word = slot >> 6;
        var bits = word < setFields.length ? setFields[word] & -1L << slot : 0;
        while (bits == 0 && ++word < setFields.length) {
            bits = setFields[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /// How many fields before this one some row has.
    private int columnsBefore(int slot) {
        var column = Long.bitCount(setFields[slot >> 6] & (1L << slot) - 1);
        for (var word = 0; word < slot >> 6; word++) {
            column += Long.bitCount(setFields[word]);
        }
        return column;
    }

    /// The bytes of all texts.
    public int textsLength() {
        return poolUsed;
    }

    /// Copies the bytes of all texts into an array that has the room.
    public void copyTexts(byte[] into) {
        System.arraycopy(pool, texts(), into, 0, poolUsed);
    }

    /// Whether all texts are what [#copyTexts] copied before, as far as their bytes tell; their cells tell the rest.
    public boolean textsAre(byte[] copy, int length) {
        return textsAre(copy, 0, length);
    }

    /// The same beside another table's texts.
    public boolean textsAre(Table<?> other) {
        return textsAre(other.pool, other.texts(), other.poolUsed);
    }

    private boolean textsAre(byte[] others, int from, int length) {
        return poolUsed == length
                && Arrays.equals(pool, texts(), texts() + length, others, from, from + length);
    }

    /// Whether the text of this cell is what the cursor has marked.
    public boolean textIs(int row, F field, Cursor marked) {
        var cell = get(row, field);
        var length = (int) cell & MASK;
        if (cell == Field.ABSENT || length != marked.wordLength()) {
            return false;
        }
        var from = texts() + (int) (cell >>> 32);
        for (var i = 0; i < length; i++) {
            if ((pool[from + i] & 0xff) != marked.wordByte(i)) {
                return false;
            }
        }
        return true;
    }
}
