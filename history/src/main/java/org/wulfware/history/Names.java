package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;

/// What the numbers of sensors and fields in a file stand for, in words: path, kind, unit and decimals. So a later release,
/// whose catalog is another, reads the file all the same.
/// ```text
/// 27 proc/loadavg
///  gauge none 2 load1
/// ```
final class Names {
    private static final int LONGEST = 1 << 22;
    private static final int MOST_DECIMALS = 18;

    /// A sensor as the file has it, and what became of it.
    ///
    /// @param isCounter of each field whether only its growth means something
    /// @param isIdentity of each field whether it tells rows apart, by this release's catalog where that knows it
    /// @param sensor the catalog's; null if there is none of that path any more
    /// @param slots the slot in the catalog of each of the file's fields; -1 for none
    /// @param factors what a cell is multiplied by, negative for what it is divided by; 1 for most
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    record Known(
            String path, boolean[] isText, boolean[] isCounter, boolean[] isIdentity, @Nullable Sensor<?> sensor,
            int[] slots,
            long[] factors) {
        int width() {
            return isText.length;
        }
    }

    private final List<Known> sensors;
    private final String lines;

    private Names(List<Known> sensors, String lines) {
        this.sensors = sensors;
        this.lines = lines;
    }

    /// Those of all of this release's sensors, in the catalog's order.
    static Names ofCatalog() {
        return of(catalogLines(), Catalog.sensors());
    }

    private static String catalogLines() {
        var lines = new StringBuilder();
        for (var index = 0; index < Catalog.sensors().size(); index++) {
            var sensor = Catalog.sensors().get(index);
            lines.append(index).append(' ').append(sensor.path()).append('\n');
            for (var field : sensor.fields()) {
                var spec = field.spec();
                lines.append(' ')
                        .append(word(spec.kind()))
                        .append(' ')
                        .append(word(spec.unit()))
                        .append(' ')
                        .append(spec.decimals())
                        .append(' ')
                        .append(spec.path())
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The same of only some of the sensors.
    Names only(BitSet wanted) {
        var text = new StringBuilder();
        for (var part : lines.split("\n(?! )")) {
            var number = part.substring(0, part.indexOf(' '));
            if (wanted.get(Integer.parseInt(number))) {
                text.append(part).append(part.endsWith("\n") ? "" : "\n");
            }
        }
        return new Names(sensors, text.toString());
    }

    /// By their numbers in the file; of some there may be no more than the number.
    List<Known> sensors() {
        return sensors;
    }

    Known sensor(int index) {
        if (index < 0 || index >= sensors.size()) {
            throw new DamagedException("no name for sensor " + index);
        }
        return sensors.get(index);
    }

    void write(Octets out) {
        var plain = lines.getBytes(StandardCharsets.UTF_8);
        out.whole(plain.length);
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(plain);
            deflater.finish();
            var packed = new byte[plain.length + 64];
            out.block(packed, 0, deflater.deflate(packed));
        }
    }

    static Names read(Cursor in) {
        var plain = new byte[in.count(LONGEST)];
        try (var inflater = new Inflater()) {
            inflater.setInput(in.block());
            for (var at = 0; at < plain.length;) {
                var more = inflater.inflate(plain, at, plain.length - at);
                if (more == 0) {
                    throw new DamagedException("names cut short");
                }
                at += more;
            }
        } catch (DataFormatException e) {
            throw new DamagedException("names: " + e.getMessage());
        }
        return of(new String(plain, StandardCharsets.UTF_8), Catalog.sensors());
    }

    /// @param known what there is to be found under the names
    static Names of(String lines, List<? extends Sensor<?>> known) {
        var sensors = new ArrayList<Known>();
        var byPath = new HashMap<String, Sensor<?>>();
        known.forEach(sensor -> byPath.put(sensor.path(), sensor));
        var fields = new ArrayList<String[]>();
        var number = -1;
        var path = "";
        for (var line : (lines + "0 end").lines().toList()) {
            if (line.startsWith(" ")) {
                fields.add((line.substring(1) + " ").split(" ", 4));
                continue;
            }
            if (number >= 0) {
                while (sensors.size() <= number) {
                    sensors.add(sensor("", List.of(), null));
                }
                sensors.set(number, sensor(path, fields, byPath.get(path)));
            }
            var words = (line + " ").split(" ", 2);
            if (!words[0].matches("[0-9]{1,4}")) {
                throw new DamagedException("a sensor without a number");
            }
            number = Integer.parseInt(words[0]);
            path = words[1].strip();
            fields.clear();
        }
        return new Names(List.copyOf(sensors), lines);
    }

    private static Known sensor(String path, List<String[]> fields, @Nullable Sensor<?> sensor) {
        var isText = new boolean[fields.size()];
        var isCounter = new boolean[fields.size()];
        var isIdentity = new boolean[fields.size()];
        var slots = new int[fields.size()];
        var factors = new long[fields.size()];
        Arrays.fill(slots, -1);
        Arrays.fill(factors, 1);
        for (var i = 0; i < fields.size(); i++) {
            var words = fields.get(i);
            if (words.length < 4) {
                throw new DamagedException("a field of " + path + " without a name");
            }
            isText[i] = words[0].equals(word(Kind.TEXT));
            isCounter[i] = words[0].equals(word(Kind.COUNTER));
            var field = sensor == null ? null : field(sensor, words);
            isIdentity[i] = field == null ? words[3].indexOf('@') >= 0 : field.spec().isIdentity();
            if (field != null) {
                slots[i] = field.ordinal();
                factors[i] = factor(field.spec().decimals() - decimals(words[2]));
            }
        }
        return new Known(path, isText, isCounter, isIdentity, sensor, slots, factors);
    }

    /// The field that is called so and counts the same, even if it was no attribute then and is one now.
    private static @Nullable Field field(Sensor<?> sensor, String[] words) {
        for (var field : sensor.fields()) {
            var spec = field.spec();
            if (plain(spec.path()).equals(plain(words[3].strip())) && word(spec.kind()).equals(words[0])
                    && word(spec.unit()).equals(words[1])) {
                return field;
            }
        }
        return null;
    }

    private static String plain(String path) {
        return path.replace('@', '/');
    }

    private static int decimals(String word) {
        return word.matches("[0-9]{1,2}") ? Integer.parseInt(word) : 0;
    }

    private static long factor(int decimals) {
        var factor = 1L;
        for (var i = 0; i < Math.min(MOST_DECIMALS, Math.abs(decimals)); i++) {
            factor *= 10;
        }
        return decimals < 0 ? -factor : factor;
    }

    /// What a cell of the file says, in the decimals of this release.
    static long scaled(long cell, long factor) {
        return factor == 1 || cell == Field.ABSENT ? cell : factor > 0 ? cell * factor : cell / -factor;
    }
}
