package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PERCENT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Unit;

/// Temperatures, fans, voltages, currents, power and humidity, as the chips below `/sys/class/hwmon` measure them, a row each:
/// ```text
/// hwmon2/name         coretemp
/// hwmon2/temp1_label  Package id 0
/// hwmon2/temp1_input  45000
/// hwmon2/temp1_crit   92000
/// ```
/// The kernel counts thousandths of a degree, volt, ampere and percent, millionths of a watt and a joule, and revolutions a
/// minute (Documentation/hwmon/sysfs-interface). Up to about 3.9 most chips had their files in `hwmon2/device/`. The number of
/// a chip may be another after the next start: what is the same is its name and its device.
public enum Hwmon implements Field {
    CHIP(text("sensor@chip", "The chip: hwmon0, hwmon1 and so on.").position()),
    ID(text("sensor@id", "What it measures with: temp1, fan2, in0.")),
    CHIP_NAME(text("sensor/chip_name", "The chip's name, as its driver has it.")),
    CHIP_ID(text("sensor/chip_id", "The chip as node_exporter calls it, after its device: platform_coretemp_0.")
            .identity()),
    CHIP_TYPE(text("sensor/chip_type",
            "The chip's name as node_exporter writes it, at the first thing that it measures.")),
    DEVICE(text("sensor/device", "The device that the chip is on or in.")),
    LABEL(text("sensor/label", "What is measured, where the driver knows.")),
    CELSIUS(gauge("sensor/celsius", Unit.CELSIUS, "Temperature.").decimals(3)),
    CELSIUS_MAX(gauge("sensor/celsius_max", Unit.CELSIUS, "Temperature that it should stay below.").decimals(3)),
    CELSIUS_CRIT(gauge("sensor/celsius_crit", Unit.CELSIUS, "Temperature at which it takes harm.").decimals(3)),
    RPM(gauge("sensor/rpm", Unit.RPM, "Speed of a fan.")),
    RPM_MIN(gauge("sensor/rpm_min", Unit.RPM, "Speed that a fan should stay above.")),
    VOLTS(gauge("sensor/volts", Unit.VOLTS, "Voltage.").decimals(3)),
    VOLTS_MIN(gauge("sensor/volts_min", Unit.VOLTS, "Voltage that it should stay above.").decimals(3)),
    VOLTS_MAX(gauge("sensor/volts_max", Unit.VOLTS, "Voltage that it should stay below.").decimals(3)),
    AMPERES(gauge("sensor/amperes", Unit.AMPERES, "Current.").decimals(3)),
    AMPERES_MAX(gauge("sensor/amperes_max", Unit.AMPERES, "Current that it should stay below.").decimals(3)),
    WATTS(gauge("sensor/watts", Unit.WATTS, "Power now.").decimals(6)),
    WATTS_AVERAGE(
            gauge("sensor/watts_average", Unit.WATTS, "Power on average over a time that the chip knows.").decimals(6)),
    WATTS_CAP(gauge("sensor/watts_cap", Unit.WATTS, "Power that the device is held below.").decimals(6)),
    JOULES(counter("sensor/joules", Unit.JOULES, "Energy used.").decimals(6)),
    HUMIDITY(gauge("sensor/humidity", PERCENT, "Relative humidity.").decimals(3)),
    ALARM(gauge("sensor/alarm", NONE, "1 while the chip finds a limit passed.")),
    FAULT(gauge("sensor/fault", NONE, "1 while the chip finds that it cannot measure this."));

    public static final Sensor<Hwmon> SENSOR = Sensor.at("system/sensors", Hwmon.class)
            .surveys(new HwmonSurvey(), 300)
            .beside()
            .onRequest();

    private final Spec spec;

    Hwmon(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Hwmon> sensor() {
        return SENSOR;
    }

    private static final class HwmonSurvey implements Survey<Hwmon> {
        private static final String DIRECTORY = "sys/class/hwmon";

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Hwmon> plan) {
            var chips = new ArrayList<Chip>();
            var alike = new HashMap<String, Integer>();
            for (var name : node.list(DIRECTORY)) {
                var chip = chip(node, name);
                chips.add(chip);
                alike.merge(chip.base, 1, Integer::sum);
                alike.merge(chip.base + ' ' + chip.type, 1, Integer::sum);
            }
            for (var chip : chips) {
                // Several on one device are told apart by what they are called, and only if that is the same by their numbers.
                var isAlone = alike.getOrDefault(chip.base, 0) == 1;
                var hasName = !chip.type.isEmpty() && alike.getOrDefault(chip.base + ' ' + chip.type, 0) == 1;
                chip(node, plan, chip, isAlone ? chip.base : chip.base + '_' + (hasName ? chip.type : chip.name));
            }
        }

        /// What there is of a chip.
        ///
        /// @param names of its files in `directory`
        /// @param type what it is called, as node_exporter writes it
        /// @param base what node_exporter calls it, if no other is called so
        @SuppressWarnings("ArrayRecordComponent") // nobody compares them
        private record Chip(
                String name, String directory, String[] names, @Nullable String called, String type,
                @Nullable String device, String base) {}

        private static Chip chip(Node node, String name) {
            var directory = DIRECTORY + "/" + name;
            var names = node.list(directory);
            if (!measures(names)) {
                directory += "/device";
                names = node.list(directory);
            }
            var called = node.text(directory + "/name");
            var device = node.link(DIRECTORY + "/" + name + "/device");
            var real = node.real(DIRECTORY + "/" + name + "/device");
            var type = clean(called);
            return new Chip(name, directory, names, called, type, device,
                    chipId(real == null ? device : real, type, name));
        }

        private static boolean measures(String[] names) {
            for (var name : names) {
                if (name.endsWith("_input") || name.endsWith("_average")) {
                    return true;
                }
            }
            return false;
        }

        private static void chip(Node node, Plan<Hwmon> plan, Chip chip, String id) {
            var all = new HashSet<>(Arrays.asList(chip.names));
            var type = chip.type;
            for (var name : chip.names) {
                var isAverage = name.endsWith("_average");
                if (!isAverage && !name.endsWith("_input")) {
                    continue;
                }
                var what = name.substring(0, name.lastIndexOf('_'));
                var kind = kind(what);
                if (isAverage ? !kind.equals("power") || all.contains(what + "_input") : !isKnown(kind)) {
                    continue;
                }
                plan.row()
                        .text(CHIP, chip.name)
                        .text(ID, what)
                        .text(CHIP_NAME, chip.called)
                        .text(CHIP_ID, id)
                        .text(DEVICE, chip.device);
                plan.text(CHIP_TYPE, type);
                type = "";
                var path = chip.directory + "/" + what;
                if (all.contains(what + "_label")) {
                    plan.text(LABEL, node.text(path + "_label"));
                }
                if (!isAverage) {
                    measured(plan, kind, chip.directory + "/" + name);
                }
                if (kind.equals("power") && all.contains(what + "_average")) {
                    plan.signed(WATTS_AVERAGE, path + "_average");
                }
                limits(node, plan, kind, path, what, all);
                alarms(plan, path, what, all);
            }
        }

        /// As node_exporter forms its label `chip`: the bus and the device of `…/devices/platform/coretemp.0`, else the name.
        private static String chipId(@Nullable String device, String type, String chip) {
            var path = device == null ? "" : device;
            var slash = path.lastIndexOf('/');
            var name = clean(path.substring(slash + 1));
            var above = slash < 0 ? "" : clean(path.substring(path.lastIndexOf('/', slash - 1) + 1, slash));
            if (!name.isEmpty()) {
                return above.isEmpty() ? name : above + "_" + name;
            }
            return type.isEmpty() ? chip : type;
        }

        /// Small letters, digits and `_`, as node_exporter writes a name.
        private static String clean(@Nullable String name) {
            var clean = new StringBuilder();
            for (var i = 0; name != null && i < name.length(); i++) {
                var c = name.charAt(i);
                var small = c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
                var isKept = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') || small == ':';
                clean.append(isKept ? small : '_');
            }
            var from = 0;
            var to = clean.length();
            while (from < to && clean.charAt(from) == '_') {
                from++;
            }
            while (to > from && clean.charAt(to - 1) == '_') {
                to--;
            }
            return clean.substring(from, to);
        }

        private static void measured(Plan<Hwmon> plan, String kind, String path) {
            switch (kind) {
                case "temp" -> plan.signed(CELSIUS, path);
                case "fan" -> plan.number(RPM, path);
                case "in" -> plan.signed(VOLTS, path);
                case "curr" -> plan.signed(AMPERES, path);
                case "power" -> plan.signed(WATTS, path);
                case "energy" -> plan.number(JOULES, path);
                default -> plan.number(HUMIDITY, path);
            }
        }

        private static void limits(
                Node node, Plan<Hwmon> plan, String kind, String path, String id, Set<String> all) {
            switch (kind) {
                case "temp" -> {
                    limit(node, plan, CELSIUS_MAX, path, "_max", id, all);
                    limit(node, plan, CELSIUS_CRIT, path, "_crit", id, all);
                }
                case "fan" -> limit(node, plan, RPM_MIN, path, "_min", id, all);
                case "in" -> {
                    limit(node, plan, VOLTS_MIN, path, "_min", id, all);
                    limit(node, plan, VOLTS_MAX, path, "_max", id, all);
                }
                case "curr" -> limit(node, plan, AMPERES_MAX, path, "_max", id, all);
                case "power" -> limit(node, plan, WATTS_CAP, path, "_cap", id, all);
                default -> {}
            }
        }

        private static void limit(
                Node node, Plan<Hwmon> plan, Hwmon field, String path, String which, String id, Set<String> all) {
            if (all.contains(id + which)) {
                plan.set(field, field.spec().mayBeNegative() ? node.signed(path + which) : node.number(path + which));
            }
        }

        private static void alarms(Plan<Hwmon> plan, String path, String id, Set<String> all) {
            if (all.contains(id + "_alarm")) {
                plan.number(ALARM, path + "_alarm");
            } else if (all.contains(id + "_crit_alarm")) {
                plan.number(ALARM, path + "_crit_alarm");
            }
            if (all.contains(id + "_fault")) {
                plan.number(FAULT, path + "_fault");
            }
        }

        private static boolean isKnown(String kind) {
            return switch (kind) {
                case "temp", "fan", "in", "curr", "power", "energy", "humidity" -> true;
                default -> false;
            };
        }

        /// `temp` of `temp12`.
        private static String kind(String id) {
            var end = id.length();
            while (end > 0 && id.charAt(end - 1) >= '0' && id.charAt(end - 1) <= '9') {
                end--;
            }
            return id.substring(0, end);
        }
    }
}
