package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.KILOHERTZ;
import static org.wulfware.catalog.Unit.NONE;

import java.util.HashSet;
import java.util.Set;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;

/// How fast each processor runs and how often it was too hot for that, `/sys/devices/system/cpu/cpuN/cpufreq` and
/// `…/thermal_throttle`:
/// ```text
/// cpu0/cpufreq/scaling_cur_freq               2600104
/// cpu0/cpufreq/scaling_governor               performance
/// cpu0/thermal_throttle/core_throttle_count   12
/// ```
/// On request the throttling is said once for each core and package, too. A virtual machine has neither; only Intel's processors count throttling. The first of both files depends on the driver:
/// some say the frequency that was asked for, those of x86 since 4.13 the one that was measured.
public enum Cpufreq implements Field {
    CPU(gauge("frequency@cpu", NONE, "The number of the processor.")),
    CURRENT(gauge("frequency/cur_freq", KILOHERTZ, "Frequency now.")),
    LEAST(gauge("frequency/min_freq", KILOHERTZ, "Frequency that it may not fall below.")),
    MOST(gauge("frequency/max_freq", KILOHERTZ, "Frequency that it may not exceed.")),
    GOVERNOR(text("frequency/governor", "What decides on the frequency.")),
    CORE_THROTTLES(counter("frequency/core_throttles", NONE, "How often the core was slowed down for its heat.")),
    PACKAGE_THROTTLES(
            counter("frequency/package_throttles", NONE, "How often all of the package was slowed down for its heat.")),
    CORE_PACKAGE(gauge("core@package", NONE, "The number of the core's package.")),
    CORE(gauge("core@id", NONE, "The number of the core, as the package counts.")),
    CORE_TOTAL(counter("core/throttles", NONE, "How often the core was slowed down for its heat.").onRequest()),
    PACKAGE(gauge("package@id", NONE, "The number of the package.")),
    PACKAGE_TOTAL(
            counter("package/throttles", NONE, "How often all of the package was slowed down for its heat.")
                    .onRequest());

    public static final Sensor<Cpufreq> SENSOR = Sensor.at("system/cpufreq", Cpufreq.class)
            .surveys(new CpufreqSurvey(), 300)
            .beside()
            .onRequest();

    private final Spec spec;

    Cpufreq(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Cpufreq> sensor() {
        return SENSOR;
    }

    /// Processors of one core count the same, and so do those of one package: the first that is met says it.
    private static void throttled(
            Node node, Plan<Cpufreq> plan, String topology, String throttling, Set<String> seen) {
        var place = node.number(topology + "physical_package_id");
        var core = node.number(topology + "core_id");
        if (place != ABSENT && core != ABSENT && seen.add(place + " " + core)) {
            plan.row()
                    .set(CORE_PACKAGE, place)
                    .set(CORE, core)
                    .number(CORE_TOTAL, throttling + "/core_throttle_count");
        }
        if (place != ABSENT && seen.add(Long.toString(place))) {
            plan.row().set(PACKAGE, place).number(PACKAGE_TOTAL, throttling + "/package_throttle_count");
        }
    }

    private static final class CpufreqSurvey implements Survey<Cpufreq> {
        private static final String DIRECTORY = "sys/devices/system/cpu";

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Cpufreq> plan) {
            var seen = new HashSet<String>();
            for (var name : node.list(DIRECTORY)) {
                var id = Numbered.number(name, "cpu");
                if (id == ABSENT) {
                    continue;
                }
                var scaling = DIRECTORY + "/" + name + "/cpufreq";
                var throttling = DIRECTORY + "/" + name + "/thermal_throttle";
                var scales = node.list(scaling).length > 0;
                var throttles = node.list(throttling).length > 0;
                if (!scales && !throttles) {
                    continue;
                }
                plan.row().set(CPU, id);
                if (scales) {
                    plan.number(CURRENT, scaling + "/scaling_cur_freq")
                            .set(LEAST, node.number(scaling + "/scaling_min_freq"))
                            .set(MOST, node.number(scaling + "/scaling_max_freq"))
                            .text(GOVERNOR, node.text(scaling + "/scaling_governor"));
                }
                if (throttles) {
                    plan.number(CORE_THROTTLES, throttling + "/core_throttle_count")
                            .number(PACKAGE_THROTTLES, throttling + "/package_throttle_count");
                    throttled(node, plan, DIRECTORY + "/" + name + "/topology/", throttling, seen);
                }
            }
        }
    }
}
