package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.SECONDS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;

/// How the kernel tells the time, `/sys/devices/system/clocksource`, and the zone of the node's clocks:
/// ```text
/// clocksource0/available_clocksource   tsc hpet acpi_pm
/// clocksource0/current_clocksource     tsc
/// ```
/// The zone is a line that the daemon presents: seconds east of Greenwich, and how the zone is called now where that is known, `-18000 EST`.
public enum Clocksource implements Field {
    ZONE(text("zone", "How the zone is called now: EST.")),
    OFFSET(gauge("utc_offset", SECONDS, "By how much local time is ahead of UTC.").signed()),
    CURRENT_DEVICE(gauge("current@device", NONE, "The number of the device.")),
    CURRENT(text("current/clocksource", "What it goes by.")),
    DEVICE(gauge("source@device", NONE, "The number of the device.")),
    SOURCE(text("source@name", "What it could go by.")),
    AVAILABLE(gauge("source/available", NONE, "1: it could go by this."));

    public static final Sensor<Clocksource> SENSOR = Sensor.at("system/clock", Clocksource.class)
            .surveys(new ClocksourceSurvey(), 60)
            .onRequest();

    private static final ZoneText ZONE_TEXT = new ZoneText();

    private final Spec spec;

    Clocksource(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Clocksource> sensor() {
        return SENSOR;
    }

    private static final class ClocksourceSurvey implements Survey<Clocksource> {
        private static final String DIRECTORY = "sys/devices/system/clocksource";

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Clocksource> plan) {
            plan.row().reads("wulfware/utcoffset", ZONE_TEXT, ZONE, OFFSET);
            for (var name : node.list(DIRECTORY)) {
                var device = Numbered.number(name, "clocksource");
                if (device == ABSENT) {
                    continue;
                }
                var current = node.text(DIRECTORY + "/" + name + "/current_clocksource");
                plan.row().set(CURRENT_DEVICE, device).text(CURRENT, current);
                var available = node.text(DIRECTORY + "/" + name + "/available_clocksource");
                for (var source : available == null ? new String[0] : available.split(" ")) {
                    if (!source.isEmpty()) {
                        plan.row()
                                .set(DEVICE, device)
                                .text(SOURCE, source)
                                .set(AVAILABLE, 1);
                    }
                }
            }
        }
    }

    private static final class ZoneText implements Sensor.Parser<Clocksource> {
        @Override
        public void parse(Cursor text, Table<Clocksource> out) {
            var offset = text.signed();
            out.set(OFFSET, offset != ABSENT && Math.abs(offset) <= 86_400 ? offset : ABSENT);
            if (text.restOfLine()) {
                out.copy(ZONE, text);
            }
        }
    }
}
