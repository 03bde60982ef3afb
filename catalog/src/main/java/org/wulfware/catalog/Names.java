package org.wulfware.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds which field a word of the kernel's means, where a sensor's fields are called as the kernel calls their values. Only
/// letters and digits count, whatever their case: `Active(anon):` is the field `active_anon`, `OutRsts` is `out_rsts`. So a
/// name is said once, in the field's declaration. It is made once, and asking it allocates nothing.
public final class Names {
    private static final int NOT_FOUND = -1;

    /// By hash, each slot beside the name it belongs to; a free place has -1.
    private final int[] slots;

    private final byte[][] names;

    private Names(int room) {
        slots = new int[room];
        names = new byte[room][];
        Arrays.fill(slots, NOT_FOUND);
    }

    /// The names of those of `fields` whose path begins with `group` (`tcp/`, or empty for all), without it. Keys have none.
    public static Names of(Field[] fields, String group) {
        var names = new Names(Math.max(8, Integer.highestOneBit(fields.length) * 4));
        for (var field : fields) {
            if (!field.spec().isKey() && field.spec().path().startsWith(group)) {
                names.put(field.spec().path().substring(group.length()), field.ordinal());
            }
        }
        return names;
    }

    private void put(String name, int slot) {
        var letters = new byte[name.length()];
        var length = 0;
        var hash = 0;
        for (var octet : name.getBytes(StandardCharsets.US_ASCII)) {
            var letter = letter(octet);
            if (letter != 0) {
                letters[length++] = (byte) letter;
                hash = hash * 31 + letter;
            }
        }
        var at = place(hash);
        while (slots[at] != NOT_FOUND) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = slot;
        names[at] = Arrays.copyOf(letters, length);
    }

    /// The slot of the field that the word means which `marked` has marked, or -1.
    public int slot(Cursor marked) {
        var source = marked.source();
        var from = marked.wordStart();
        var to = marked.wordEnd();
        var hash = 0;
        for (var i = from; i < to; i++) {
            var letter = letter(source[i]);
            if (letter != 0) {
                hash = hash * 31 + letter;
            }
        }
        for (var at = place(hash); slots[at] != NOT_FOUND; at = at + 1 & slots.length - 1) {
            if (is(names[at], source, from, to)) {
                return slots[at];
            }
        }
        return NOT_FOUND;
    }

    /// Sets what a text of a name and a whole number a line says, in the first row; of a name said twice, the first.
    public <F extends Enum<F> & Field> void parse(Cursor text, Table<F> out) {
        out.onlyRow();
        for (; !text.atEnd(); text.nextLine()) {
            var slot = text.word() ? slot(text) : NOT_FOUND;
            if (slot != NOT_FOUND && out.cell(0, slot) == Field.ABSENT) {
                out.set(0, slot, text.number());
            }
        }
    }

    private int place(int hash) {
        return (hash ^ hash >>> 15) & slots.length - 1;
    }

    private static boolean is(byte[] name, byte[] source, int from, int to) {
        var at = 0;
        for (var i = from; i < to; i++) {
            var letter = letter(source[i]);
            if (letter == 0) {
                continue;
            }
            if (at == name.length || name[at] != letter) {
                return false;
            }
            at++;
        }
        return at == name.length && at > 0;
    }

    /// A letter in lower case or a digit as it is; 0 for whatever else.
    private static int letter(byte octet) {
        if (octet >= 'A' && octet <= 'Z') {
            return octet + ('a' - 'A');
        }
        return (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') ? octet : 0;
    }
}
