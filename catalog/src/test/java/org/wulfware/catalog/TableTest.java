package org.wulfware.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.catalog.Field.ABSENT;
import static org.wulfware.catalog.sensors.Pids.CMDLINE;
import static org.wulfware.catalog.sensors.Pids.NAME;
import static org.wulfware.catalog.sensors.Pids.PID;
import static org.wulfware.catalog.sensors.Pids.UTIME;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.Pids;

class TableTest {
    private final Table<Pids> table = new Table<>(Pids.SENSOR);

    @Test
    void whatWasNotSetIsAbsent() {
        table.row().set(PID, 7);
        assertThat(table.get(0, PID)).isEqualTo(7);
        assertThat(table.get(0, UTIME)).isEqualTo(ABSENT);
        assertThat(table.has(0, NAME)).isFalse();
        assertThat(table.text(0, NAME)).isEmpty();
        assertThat(table.textLength(0, NAME.ordinal())).isZero();
        assertThat(table.get(1, PID)).as("no such row").isEqualTo(ABSENT);
        assertThat(table.get(-1, PID)).isEqualTo(ABSENT);
        assertThat(table.stamp()).isEqualTo(ABSENT);
    }

    @Test
    void aFieldThatIsRemovedIsAbsentInAllRows() {
        table.row().set(PID, 1).set(UTIME, 2).row().set(UTIME, 3);
        table.remove(UTIME);
        assertThat(table.hasAny(UTIME)).isFalse();
        assertThat(table.get(0, UTIME)).isEqualTo(ABSENT);
        assertThat(table.get(1, UTIME)).isEqualTo(ABSENT);
        assertThat(table.get(0, PID)).isEqualTo(1);
    }

    @Test
    void itKnowsWhetherItIsStaleOrHasFailedUntilItIsCleared() {
        assertThat(table.isStale()).isFalse();
        assertThat(table.hasFailed()).isFalse();
        var copy = new Table<>(Pids.SENSOR).setTo(table.row().set(PID, 7).stale(0).failed());
        assertThat(copy.isStale()).isTrue();
        assertThat(copy.age()).isZero();
        assertThat(copy.hasFailed()).isTrue();
        assertThat(copy.clear().isStale()).isFalse();
        assertThat(copy.hasFailed()).isFalse();
        assertThat(table.stale(ABSENT).isStale()).isFalse();
    }

    @Test
    void packedEachValueIsItselfAtTheEdgesOfEachWidth() {
        var packing = new Packing();
        for (var bits = 0; bits < Long.SIZE; bits++) {
            for (var value : new long[]{(1L << bits) - 1, 1L << bits, (1L << bits) + 1, -(1L << bits),
                1 - (1L << bits)}) {
                if (value != ABSENT) {
                    var packed = new Table<>(Pids.SENSOR).row().set(UTIME, value).row().set(PID, 7).packed(packing);
                    assertThat(packed.get(0, UTIME)).isEqualTo(value);
                    assertThat(packed.get(1, UTIME)).as("beside %s", value).isEqualTo(ABSENT);
                    assertThat(packed.get(1, PID)).isEqualTo(7);
                }
            }
        }
    }

    @Test
    void packedLongTextsAndThoseBehindThemAreThemselves() {
        var text = "x".repeat(70_000).getBytes(UTF_8);
        table.row().text(0, CMDLINE, text, 0, text.length);
        table.row().text(1, CMDLINE, "ls".getBytes(UTF_8), 0, 2);
        table.text(1, NAME, "ls".getBytes(UTF_8), 0, 2);
        var packed = table.packed(new Packing());
        assertThat(packed.text(0, CMDLINE)).isEqualTo(table.text(0, CMDLINE)).hasSize(70_000);
        assertThat(packed.text(1, CMDLINE)).isEqualTo("ls");
        assertThat(packed.text(1, NAME)).isEqualTo("ls");
        assertThat(packed.textByte(1, NAME.ordinal(), 1)).isEqualTo((byte) 's');
        assertThat(packed.textsAre(table)).isTrue();
        assertThat(table.textsAre(packed)).isTrue();
        var copy = new byte[packed.textsLength()];
        packed.copyTexts(copy);
        assertThat(packed.textsAre(copy, copy.length)).isTrue();
        copy[1]++;
        assertThat(packed.textsAre(copy, copy.length)).isFalse();
    }

    @Test
    void changesAreFoundWhetherPackedOrNot() {
        var random = new Random(3);
        var packing = new Packing();
        var fields = Meminfo.values();
        for (var round = 0; round < 2000; round++) {
            var one = new Table<>(Meminfo.SENSOR);
            var other = new Table<>(Meminfo.SENSOR);
            for (var row = 0; row < 1 + random.nextInt(3); row++) {
                one.row();
                other.row();
                for (var i = random.nextInt(8); i > 0; i--) {
                    var field = fields[random.nextInt(fields.length)];
                    var value = random.nextLong() >> random.nextInt(64);
                    one.set(row, field, value);
                    other.set(row, field, random.nextInt(3) == 0 ? value + 1 : value);
                }
            }
            var expected = new ArrayList<Integer>();
            for (var i = 0; i < one.rows() * fields.length; i++) {
                if (one.cellAt(i) != other.cellAt(i)) {
                    expected.add(i);
                }
            }
            assertThat(changes(one, other)).isEqualTo(expected);
            assertThat(changes(one.packed(packing), other.packed(packing))).isEqualTo(expected);
            assertThat(changes(one.packed(packing), other)).isEqualTo(expected);
        }
    }

    private static List<Integer> changes(Table<?> one, Table<?> other) {
        var places = new ArrayList<Integer>();
        for (var changes = new Changes().of(one, other); changes.next();) {
            assertThat(changes.value()).isEqualTo(one.cellAt(changes.index()));
            assertThat(changes.before()).isEqualTo(other.cellAt(changes.index()));
            places.add(changes.index());
        }
        return places;
    }

    @Test
    void packedItSaysTheSame() {
        // Meminfo has more fields than a word has bits.
        var last = Meminfo.values()[Meminfo.values().length - 1];
        var memory = new Table<>(Meminfo.SENSOR).row()
                .set(Meminfo.values()[3], 5)
                .set(last, 6)
                .stamp(9)
                .packed(new Packing());
        assertThat(memory.get(0, Meminfo.values()[3])).isEqualTo(5);
        assertThat(memory.get(0, last)).isEqualTo(6);
        assertThat(memory.get(0, Meminfo.values()[2])).isEqualTo(ABSENT);
        assertThat(memory.stamp()).isEqualTo(9);

        table.row().set(PID, 1).set(UTIME, 2);
        table.text(0, NAME, "init".getBytes(UTF_8), 0, 4);
        table.row().set(PID, 3).stale(7).failed();
        table.text(1, CMDLINE, "sh -c é".getBytes(UTF_8), 0, 8);
        var packed = table.packed(new Packing());
        assertThat(packed.rows()).isEqualTo(2);
        assertThat(packed.age()).isEqualTo(7);
        assertThat(packed.hasFailed()).isTrue();
        for (var row = -1; row <= 2; row++) {
            for (var field : Pids.values()) {
                assertThat(packed.has(row, field)).isEqualTo(table.has(row, field));
                if (field.spec().kind() == Kind.TEXT) {
                    assertThat(packed.text(row, field)).isEqualTo(table.text(row, field));
                } else {
                    assertThat(packed.get(row, field)).isEqualTo(table.get(row, field));
                }
                assertThat(packed.hasAny(field)).isEqualTo(table.hasAny(field));
            }
        }
        for (var index = 0; index < 2 * Pids.values().length; index++) {
            assertThat(packed.cellAt(index)).isEqualTo(table.cellAt(index));
        }
        var cells = new long[2 * Pids.values().length];
        packed.copyCells(cells);
        assertThat(table.nextChange(cells, 0)).isEqualTo(-1);
        assertThat(packed.nextChange(cells, 0)).isEqualTo(-1);
        cells[1 + UTIME.ordinal()] = 99;
        assertThat(packed.nextChange(cells, 0)).isEqualTo(1 + UTIME.ordinal());
        table.clear().row().set(PID, 8);
        assertThat(packed.get(0, PID)).as("it is its own").isEqualTo(1);
        assertThat(new Table<>(Pids.SENSOR).packed(new Packing()).rows()).isZero();
    }

    @Test
    void zeroIsAValue() {
        table.row().set(UTIME, 0);
        assertThat(table.has(0, UTIME)).isTrue();
        assertThat(table.hasAny(UTIME)).isTrue();
    }

    @Test
    void anAbsentValueLeavesTheCellAsItIs() {
        table.row().set(UTIME, 5).set(UTIME, ABSENT).set(PID, ABSENT);
        assertThat(table.get(0, UTIME)).isEqualTo(5);
        assertThat(table.hasAny(PID)).isFalse();
    }

    @Test
    void aDroppedRowLeavesNothingBehind() {
        table.row().set(PID, 1).row().set(PID, 2).set(UTIME, 9).dropRow();
        assertThat(table.rows()).isEqualTo(1);
        assertThat(table.hasAny(PID)).isTrue();
        assertThat(table.hasAny(UTIME)).isFalse();
        assertThat(table.get(1, UTIME)).isEqualTo(ABSENT);
        table.row();
        assertThat(table.get(1, UTIME)).isEqualTo(ABSENT);
        assertThat(table.clear().dropRow().rows()).isZero();
    }

    @Test
    void clearForgetsRowsTextsAndTheStamp() {
        table.stamp(5).row().set(PID, 1);
        table.text(0, NAME, "init".getBytes(UTF_8), 0, 4);
        table.clear();
        assertThat(table.rows()).isZero();
        assertThat(table.stamp()).isEqualTo(ABSENT);
        assertThat(table.hasAny(NAME)).isFalse();
        table.row();
        assertThat(table.text(0, NAME)).isEmpty();
    }

    @Test
    void theOnlyRowIsBegunOnce() {
        assertThat(table.onlyRow().onlyRow().rows()).isEqualTo(1);
    }

    @Test
    void manyRowsAndTextsKeepTheirValuesAsItGrows() {
        var text = "process number ".getBytes(UTF_8);
        for (var i = 0; i < 10_000; i++) {
            table.row().set(PID, i);
            table.text(i, NAME, text, 0, text.length);
            table.append(CMDLINE, 'a' + i % 26).append(CMDLINE, '0' + i % 10);
        }
        for (var i = 0; i < 10_000; i++) {
            assertThat(table.get(i, PID)).isEqualTo(i);
            assertThat(table.text(i, NAME)).isEqualTo("process number ");
            assertThat(table.text(i, CMDLINE)).isEqualTo("" + (char) ('a' + i % 26) + (char) ('0' + i % 10));
        }
    }

    @Test
    void aPartOfAMarkIsCopiedAndNoMore() {
        var source = "xxeth10xx ".getBytes(UTF_8);
        var marked = new Cursor().aim(source, 2, 9).bytes(5);
        table.row().copy(0, NAME, marked, 0, 3);
        assertThat(table.text(0, NAME)).isEqualTo("eth");
        table.copy(0, NAME, marked, 3, 5);
        assertThat(table.text(0, NAME)).isEqualTo("10");
        table.copy(0, NAME, marked, -4, 400);
        assertThat(table.text(0, NAME)).isEqualTo("eth10");
        table.copy(0, NAME, marked, 9, 2);
        assertThat(table.text(0, NAME)).isEmpty();
        assertThat(table.has(0, NAME)).as("empty is not absent").isTrue();
    }

    @Test
    void aTextIsComparedWithAMarkByteByByte() {
        var source = "lo lx l lo0 ".getBytes(UTF_8);
        var text = new Cursor().aim(source, 0, source.length);
        table.row();
        assertThat(text.word()).isTrue();
        assertThat(table.textIs(0, NAME, text)).as("absent").isFalse();
        table.copy(NAME, text);
        assertThat(table.textIs(0, NAME, text)).isTrue();
        for (var others = 0; others < 3; others++) {
            assertThat(text.word()).isTrue();
            assertThat(table.textIs(0, NAME, text)).isFalse();
        }
    }

    @Test
    void bytesThatAreNoUtf8ReadAsReplacements() {
        table.row().append(NAME, 'a').append(NAME, 0xff).append(NAME, 0xc3).append(NAME, 0xa9);
        assertThat(table.text(0, NAME)).isEqualTo("a\ufffd\u00e9");
        assertThat(table.textLength(0, NAME.ordinal())).isEqualTo(4);
    }
}
