package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.MEGABITS;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;

/// Network interfaces as links, `/sys/class/net`; their traffic is in [NetDev]:
/// ```text
/// eth0/operstate        up
/// eth0/speed            10000
/// eth0/duplex           full
/// eth0/device           -> ../../../0000:3b:00.0
/// ```
/// A link that is down has no speed and no duplex: the kernel then answers `-1` (up to about 3.10 the same in 16 or 32 bits without a sign) and `unknown`, or the files cannot be read. The
/// number of changes of the carrier is there since 3.15.
public enum NetClass implements Field {
    NAME(text("link@name", "The interface's name.")),
    OPERSTATE(text("link/operstate", "Whether it works: up, down, dormant, lowerlayerdown or unknown.")),
    CARRIER(gauge("link/carrier", NONE, "1 while there is a signal on the wire.")),
    SPEED(gauge("link/speed", MEGABITS, "Speed in millions of bits a second.")),
    DUPLEX(text("link/duplex", "Whether both ends may send at once: full or half.")),
    MTU(gauge("link/mtu", BYTES, "Largest packet.")),
    ADDRESS(text("link/address", "The hardware's address.")),
    CARRIER_CHANGES(counter("link/carrier_changes", NONE, "How often the carrier came or went.")),
    DEVICE(text("link/device", "The device that the interface is on: of a PCI card its address.")),
    DRIVER(text("link/driver", "The device's driver."));

    public static final Sensor<NetClass> SENSOR = Sensor.at("system/links", NetClass.class)
            .surveys(new NetClassSurvey(), 30)
            .beside()
            .keeps(5) // for the speed a kernel takes a lock that others may hold
            .onRequest();

    private final Spec spec;

    NetClass(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<NetClass> sensor() {
        return SENSOR;
    }

    private static final class NetClassSurvey implements Survey<NetClass> {
        private static final String DIRECTORY = "sys/class/net";
        private static final SpeedText SPEED_TEXT = new SpeedText();
        private static final DuplexText DUPLEX_TEXT = new DuplexText();

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<NetClass> plan) {
            for (var name : node.list(DIRECTORY)) {
                var directory = DIRECTORY + "/" + name;
                if (node.list(directory).length == 0) {
                    continue; // bonding_masters and its like are files
                }
                plan.row()
                        .text(NAME, name)
                        .words(OPERSTATE, directory + "/operstate")
                        .number(CARRIER, directory + "/carrier")
                        .reads(directory + "/speed", SPEED_TEXT, SPEED)
                        .reads(directory + "/duplex", DUPLEX_TEXT, DUPLEX)
                        .number(MTU, directory + "/mtu")
                        .text(ADDRESS, node.text(directory + "/address"))
                        .number(CARRIER_CHANGES, directory + "/carrier_changes")
                        .text(DEVICE, node.link(directory + "/device"))
                        .text(DRIVER, node.link(directory + "/device/driver"));
            }
        }
    }

    private static final class SpeedText implements Sensor.Parser<NetClass> {
        @Override
        public void parse(Cursor text, Table<NetClass> out) {
            var speed = text.number();
            var isKnown = speed != 0xffff && speed != 0xffff_ffffL;
            out.set(SPEED, isKnown ? speed : ABSENT);
        }
    }

    private static final class DuplexText implements Sensor.Parser<NetClass> {
        private static final byte[] UNKNOWN = Cursor.literal("unknown");

        @Override
        public void parse(Cursor text, Table<NetClass> out) {
            if (!text.at(UNKNOWN) && text.restOfLine()) {
                out.copy(DUPLEX, text);
            }
        }
    }
}
