package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.MEGABITS;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PACKETS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.ReadingLimits;
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
/// number of changes of the carrier is there since 3.15, how often it came and went since 4.16.
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
    DRIVER(text("link/driver", "The device's driver.")),
    BROADCAST(text("link/broadcast", "The address that all in the net listen to.").onRequest()),
    ALIAS(text("link/alias", "What an administrator has called it.").onRequest()),
    ADMIN(text("link/admin", "Whether it is to work: up or down.").onRequest()),
    FLAGS(gauge("link/flags", NONE, "The kernel's bits, 1 for up among them (netdevice(7)).").onRequest()),
    ADDR_ASSIGN(gauge("link/addr_assign_type", NONE,
            "Where the address is from: 0 the device, 1 chance, 2 another device, 3 an administrator.").onRequest()),
    NAME_ASSIGN(gauge("link/name_assign_type", NONE,
            "Where the name is from: 1 the kernel's count, 2 a rule, 3 a user, 4 renamed.").onRequest()),
    DEV_ID(gauge("link/dev_id", NONE, "What tells ports apart that share an address.").onRequest()),
    DORMANT(gauge("link/dormant", NONE, "1 while it waits for an external event.").onRequest()),
    INDEX(gauge("link/ifindex", NONE, "The interface's number.").onRequest()),
    BELOW(gauge("link/iflink", NONE, "The number of the interface that it is on, its own if none.").onRequest()),
    LINK_MODE(gauge("link/link_mode", NONE, "How it comes up: 0 by itself, 1 dormant at first.").onRequest()),
    GROUP(gauge("link/net_group", NONE, "The group of devices that it is in.").onRequest()),
    QUEUE(gauge("link/tx_queue_len", PACKETS, "Length of the queue of what is to be sent.").onRequest()),
    TYPE(gauge("link/protocol", NONE, "The protocol of the link: 1 is Ethernet (ARPHRD_…).").onRequest()),
    UP_COUNT(counter("link/carrier_up_count", NONE, "How often the carrier came.").onRequest()),
    DOWN_COUNT(counter("link/carrier_down_count", NONE, "How often the carrier went.").onRequest()),
    NOHANDLER(
            counter("link/rx_nohandler", PACKETS, "Packets received on a device that is down as a slave.").onRequest());

    public static final Sensor<NetClass> SENSOR = Sensor.at("system/links", NetClass.class)
            .surveys(new NetClassSurvey(), 30)
            .beside()
            .keeps(5) // for the speed a kernel takes a lock that others may hold
            .onRequest();

    private static final FlagsText FLAGS_TEXT = new FlagsText();
    private static final DevIdText DEV_ID_TEXT = new DevIdText();

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
                details(node, plan, directory);
            }
        }
    }

    private static void details(Node node, Plan<NetClass> plan, String directory) {
        plan.text(BROADCAST, node.text(directory + "/broadcast"))
                .text(ALIAS, node.text(directory + "/ifalias"))
                .reads(directory + "/flags", FLAGS_TEXT, FLAGS, ADMIN)
                .set(ADDR_ASSIGN, node.number(directory + "/addr_assign_type"))
                .set(NAME_ASSIGN, node.number(directory + "/name_assign_type"))
                .reads(directory + "/dev_id", DEV_ID_TEXT, DEV_ID)
                .number(DORMANT, directory + "/dormant")
                .set(INDEX, node.number(directory + "/ifindex"))
                .set(BELOW, node.number(directory + "/iflink"))
                .set(LINK_MODE, node.number(directory + "/link_mode"))
                .set(GROUP, node.number(directory + "/netdev_group"))
                .set(QUEUE, node.number(directory + "/tx_queue_len"))
                .set(TYPE, node.number(directory + "/type"))
                .number(UP_COUNT, directory + "/carrier_up_count")
                .number(DOWN_COUNT, directory + "/carrier_down_count")
                .number(NOHANDLER, directory + "/statistics/rx_nohandler");
    }

    /// `0x1003`.
    private static final class FlagsText implements Sensor.Parser<NetClass> {
        private static final byte[] UP = Cursor.literal("up");
        private static final byte[] DOWN = Cursor.literal("down");

        @Override
        public void parse(Cursor text, Table<NetClass> out) {
            var flags = Hexadecimal.marked(text);
            out.set(FLAGS, flags);
            if (flags != ABSENT) {
                var word = (flags & 1) != 0 ? UP : DOWN;
                out.text(out.rows() - 1, ADMIN, word, 0, word.length);
            }
        }
    }

    private static final class DevIdText implements Sensor.Parser<NetClass> {
        @Override
        public void parse(Cursor text, Table<NetClass> out) {
            out.set(DEV_ID, Hexadecimal.marked(text));
        }
    }

    private static final class SpeedText implements Sensor.Parser<NetClass> {
        @Override
        public void parse(Cursor text, Table<NetClass> out) {
            out.set(SPEED, ReadingLimits.possible(SPEED.spec(), text.number()));
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
