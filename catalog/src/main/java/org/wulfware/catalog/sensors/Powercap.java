package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.JOULES;
import static org.wulfware.catalog.Unit.WATTS;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;

/// Energy that processors and memory have used, as they count it themselves (RAPL), `/sys/class/powercap`, a row for each zone:
/// ```text
/// intel-rapl:0/name                 package-0
/// intel-rapl:0/energy_uj            52310834912
/// intel-rapl:0/max_energy_range_uj  262143328850
/// intel-rapl:0:0/name               core
/// ```
/// The counter begins again at 0 behind its range, within minutes at full power. AMD's processors have the same files since 5.11.
/// Since 5.10 only root may read the counter; for others it is absent.
public enum Powercap implements Field {
    ID(text("zone@id", "The zone: intel-rapl:0 for a package, intel-rapl:0:1 for a part of it.")),
    DOMAIN(text("zone/domain", "What it measures: package-0, core, uncore, dram, psys.")),
    ENERGY(counter("zone/energy", JOULES, "Energy used.").decimals(6)),
    RANGE(gauge("zone/energy_range", JOULES, "Where the counter of energy begins again.").decimals(6)),
    LIMIT(gauge("zone/power_limit", WATTS, "Power that the zone is held below over the longer of its spans.")
            .decimals(6));

    public static final Sensor<Powercap> SENSOR = Sensor.at("system/rapl", Powercap.class)
            .surveys(new PowercapSurvey(), 300)
            .beside()
            .onRequest();

    private final Spec spec;

    Powercap(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Powercap> sensor() {
        return SENSOR;
    }

    private static final class PowercapSurvey implements Survey<Powercap> {
        private static final String DIRECTORY = "sys/class/powercap";

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Powercap> plan) {
            for (var zone : node.list(DIRECTORY)) {
                var directory = DIRECTORY + "/" + zone;
                if (zone.indexOf(':') > 0) { // the others are the kinds of zones
                    plan.row()
                            .text(ID, zone)
                            .text(DOMAIN, node.text(directory + "/name"))
                            .number(ENERGY, directory + "/energy_uj")
                            .set(RANGE, node.number(directory + "/max_energy_range_uj"))
                            .set(LIMIT, node.number(directory + "/constraint_0_power_limit_uw"));
                }
            }
        }
    }
}
