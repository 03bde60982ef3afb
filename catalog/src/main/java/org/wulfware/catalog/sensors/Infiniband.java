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

/// Ports of InfiniBand and other RDMA adapters, `/sys/class/infiniband`:
/// ```text
/// mlx5_0/ports/1/state                   4: ACTIVE
/// mlx5_0/ports/1/rate                    100 Gb/sec (4X EDR)
/// mlx5_0/ports/1/counters/port_rcv_data  237159415345822
/// ```
/// The kernel counts data in fours of bytes; here they are bytes. In old adapters and kernels the counters have 32 bits and
/// stand still at their end; where they do, and those of 64 bits lie beside them (`counters_ext`, up to 4.4), these are taken. What an adapter
/// does not count it says in words (`N/A (no PMA)`), or has no file for.
public enum Infiniband implements Field {
    ADAPTER(text("port@adapter", "The adapter: mlx5_0.")),
    PORT(gauge("port@number", NONE, "The number of the port.")),
    STATE(text("port/state", "DOWN, INIT, ARMED, ACTIVE or ACTIVE_DEFER.")),
    PHYS_STATE(text("port/phys_state", "What the wire does: LinkUp, Polling, Disabled and more.")),
    LINK_LAYER(text("port/link_layer", "InfiniBand or Ethernet.")),
    RATE(gauge("port/rate", MEGABITS, "Speed in millions of bits a second.")),
    RECEIVED(counter("port/rcv_data", BYTES, "Bytes received.")),
    SENT(counter("port/xmit_data", BYTES, "Bytes sent.")),
    RECEIVED_PACKETS(counter("port/rcv_packets", PACKETS, "Packets received.")),
    SENT_PACKETS(counter("port/xmit_packets", PACKETS, "Packets sent.")),
    XMIT_WAIT(counter("port/xmit_wait", NONE, "Ticks in which there was something to send and no room for it.")),
    RCV_ERRORS(counter("port/rcv_errors", PACKETS, "Packets received with an error in them.")),
    RCV_REMOTE_PHYSICAL_ERRORS(
            counter("port/rcv_remote_physical_errors", PACKETS,
                    "Packets received that were marked as bad on their way.")),
    RCV_SWITCH_RELAY_ERRORS(
            counter("port/rcv_switch_relay_errors", PACKETS, "Packets that a switch could not send on.")),
    RCV_CONSTRAINT_ERRORS(counter("port/rcv_constraint_errors", PACKETS, "Packets received that were not allowed.")),
    XMIT_CONSTRAINT_ERRORS(
            counter("port/xmit_constraint_errors", PACKETS, "Packets not sent as they were not allowed.")),
    XMIT_DISCARDS(counter("port/xmit_discards", PACKETS, "Packets dropped since the port was down or congested.")),
    SYMBOL_ERROR(counter("port/symbol_error", NONE, "Small errors on the wire.")),
    LINK_ERROR_RECOVERY(counter("port/link_error_recovery", NONE, "How often the link recovered by itself.")),
    LINK_DOWNED(counter("port/link_downed", NONE, "How often the link failed to recover and went down.")),
    LOCAL_LINK_INTEGRITY_ERRORS(
            counter("port/local_link_integrity_errors", NONE, "How often there were too many errors on the wire.")),
    EXCESSIVE_BUFFER_OVERRUN_ERRORS(
            counter("port/excessive_buffer_overrun_errors", NONE, "How often buffers overran again and again.")),
    VL15_DROPPED(counter("port/vl15_dropped", PACKETS, "Packets of the subnet's management dropped for want of room.")),
    STATE_ID(gauge("port/state_id", NONE, "The state's number: 1 DOWN, 2 INIT, 3 ARMED, 4 ACTIVE, 5 ACTIVE_DEFER.")
            .onRequest()),
    PHYS_STATE_ID(gauge("port/phys_state_id", NONE, "The number of what the wire does: 5 is LinkUp.").onRequest()),
    RCV_DISCARDS(counter("port/rcv_discards", PACKETS, "Packets received and dropped.").onRequest()),
    MULTICAST_RCV(counter("port/multicast_rcv_packets", PACKETS, "Multicast packets received.").onRequest()),
    MULTICAST_XMIT(counter("port/multicast_xmit_packets", PACKETS, "Multicast packets sent.").onRequest()),
    UNICAST_RCV(counter("port/unicast_rcv_packets", PACKETS, "Unicast packets received.").onRequest()),
    UNICAST_XMIT(counter("port/unicast_xmit_packets", PACKETS, "Unicast packets sent.").onRequest()),
    EXT_RCV_DATA(counter("port/ext_rcv_data", BYTES, "Bytes received, by the 64 bits of counters_ext.").onRequest()),
    EXT_XMIT_DATA(counter("port/ext_xmit_data", BYTES, "Bytes sent, by counters_ext.").onRequest()),
    EXT_RCV_PACKETS(counter("port/ext_rcv_packets", PACKETS, "Packets received, by counters_ext.").onRequest()),
    EXT_XMIT_PACKETS(counter("port/ext_xmit_packets", PACKETS, "Packets sent, by counters_ext.").onRequest()),
    EXT_MULTICAST_RCV(
            counter("port/ext_multicast_rcv_packets", PACKETS, "Multicast packets received, by counters_ext.")
                    .onRequest()),
    EXT_MULTICAST_XMIT(
            counter("port/ext_multicast_xmit_packets", PACKETS, "Multicast packets sent, by counters_ext.")
                    .onRequest()),
    EXT_UNICAST_RCV(
            counter("port/ext_unicast_rcv_packets", PACKETS, "Unicast packets received, by counters_ext.").onRequest()),
    EXT_UNICAST_XMIT(
            counter("port/ext_unicast_xmit_packets", PACKETS, "Unicast packets sent, by counters_ext.").onRequest()),
    INFO_ADAPTER(text("adapter@name", "The adapter: mlx5_0.")),
    BOARD_ID(text("adapter/board_id", "What its maker calls the board.").onRequest()),
    FIRMWARE(text("adapter/firmware", "The version of its firmware.").onRequest()),
    HCA_TYPE(text("adapter/hca_type", "What the adapter is: MT4115.").onRequest());

    public static final Sensor<Infiniband> SENSOR = Sensor.at("system/infiniband", Infiniband.class)
            .surveys(new InfinibandSurvey(), 60)
            .beside()
            .onRequest();

    private final Spec spec;

    Infiniband(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Infiniband> sensor() {
        return SENSOR;
    }

    private static final class InfinibandSurvey implements Survey<Infiniband> {
        private static final String DIRECTORY = "sys/class/infiniband";
        private static final RateText RATE_TEXT = new RateText();
        private static final StateText STATE_TEXT = new StateText(STATE, STATE_ID);
        private static final StateText PHYS_STATE_TEXT = new StateText(PHYS_STATE, PHYS_STATE_ID);

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Infiniband> plan) {
            for (var adapter : node.list(DIRECTORY)) {
                var own = DIRECTORY + "/" + adapter;
                plan.row()
                        .text(INFO_ADAPTER, adapter)
                        .text(BOARD_ID, node.text(own + "/board_id"))
                        .text(FIRMWARE, node.text(own + "/fw_ver"))
                        .text(HCA_TYPE, node.text(own + "/hca_type"));
                for (var port : node.list(DIRECTORY + "/" + adapter + "/ports")) {
                    port(node, plan, adapter, port);
                }
            }
        }

        private static void port(Node node, Plan<Infiniband> plan, String adapter, String port) {
            var directory = DIRECTORY + "/" + adapter + "/ports/" + port;
            plan.row()
                    .text(ADAPTER, adapter)
                    .set(PORT, Numbered.number(port, ""))
                    .text(LINK_LAYER, node.text(directory + "/link_layer"))
                    .reads(directory + "/state", STATE_TEXT, STATE, STATE_ID)
                    .reads(directory + "/phys_state", PHYS_STATE_TEXT, PHYS_STATE, PHYS_STATE_ID)
                    .reads(directory + "/rate", RATE_TEXT, RATE);
            var counters = directory + "/counters/";
            plan.reads(counters + "port_rcv_data", new FoursText(RECEIVED), RECEIVED)
                    .reads(counters + "port_xmit_data", new FoursText(SENT), SENT)
                    .number(RECEIVED_PACKETS, counters + "port_rcv_packets")
                    .number(SENT_PACKETS, counters + "port_xmit_packets");
            var wide = directory + "/counters_ext";
            if (node.list(wide).length > 0) {
                wide(plan, wide + "/");
            }
            errors(plan, counters);
        }

        private static void wide(Plan<Infiniband> plan, String counters) {
            plan.reads(counters + "port_rcv_data_64", new WideText(RECEIVED, EXT_RCV_DATA, 4), RECEIVED, EXT_RCV_DATA)
                    .reads(counters + "port_xmit_data_64", new WideText(SENT, EXT_XMIT_DATA, 4), SENT, EXT_XMIT_DATA)
                    .reads(counters + "port_rcv_packets_64", new WideText(RECEIVED_PACKETS, EXT_RCV_PACKETS, 1),
                            RECEIVED_PACKETS, EXT_RCV_PACKETS)
                    .reads(counters + "port_xmit_packets_64", new WideText(SENT_PACKETS, EXT_XMIT_PACKETS, 1),
                            SENT_PACKETS, EXT_XMIT_PACKETS)
                    .number(EXT_MULTICAST_RCV, counters + "port_multicast_rcv_packets")
                    .number(EXT_MULTICAST_XMIT, counters + "port_multicast_xmit_packets")
                    .number(EXT_UNICAST_RCV, counters + "port_unicast_rcv_packets")
                    .number(EXT_UNICAST_XMIT, counters + "port_unicast_xmit_packets");
        }

        private static void errors(Plan<Infiniband> plan, String counters) {
            plan.number(XMIT_WAIT, counters + "port_xmit_wait")
                    .number(RCV_ERRORS, counters + "port_rcv_errors")
                    .number(RCV_REMOTE_PHYSICAL_ERRORS, counters + "port_rcv_remote_physical_errors")
                    .number(RCV_SWITCH_RELAY_ERRORS, counters + "port_rcv_switch_relay_errors")
                    .number(RCV_CONSTRAINT_ERRORS, counters + "port_rcv_constraint_errors")
                    .number(XMIT_CONSTRAINT_ERRORS, counters + "port_xmit_constraint_errors")
                    .number(XMIT_DISCARDS, counters + "port_xmit_discards")
                    .number(SYMBOL_ERROR, counters + "symbol_error")
                    .number(LINK_ERROR_RECOVERY, counters + "link_error_recovery")
                    .number(LINK_DOWNED, counters + "link_downed")
                    .number(LOCAL_LINK_INTEGRITY_ERRORS, counters + "local_link_integrity_errors")
                    .number(EXCESSIVE_BUFFER_OVERRUN_ERRORS, counters + "excessive_buffer_overrun_errors")
                    .number(VL15_DROPPED, counters + "VL15_dropped")
                    .number(RCV_DISCARDS, counters + "port_rcv_discards")
                    .number(MULTICAST_RCV, counters + "multicast_rcv_packets")
                    .number(MULTICAST_XMIT, counters + "multicast_xmit_packets")
                    .number(UNICAST_RCV, counters + "unicast_rcv_packets")
                    .number(UNICAST_XMIT, counters + "unicast_xmit_packets");
        }
    }

    /// A count of fours of bytes.
    private static final class FoursText implements Sensor.Parser<Infiniband> {
        private final Infiniband field;

        FoursText(Infiniband field) {
            this.field = field;
        }

        @Override
        public void parse(Cursor text, Table<Infiniband> out) {
            var fours = ReadingLimits.possible(field.spec(), text.number());
            out.set(field, fours < 0 || fours > Long.MAX_VALUE / 4 ? ABSENT : fours * 4);
        }
    }

    /// A count of 64 bits beside one of 32, which stands still at its end and then is absent.
    private static final class WideText implements Sensor.Parser<Infiniband> {
        private final Infiniband narrow;
        private final Infiniband wide;
        private final int times;

        WideText(Infiniband narrow, Infiniband wide, int times) {
            this.narrow = narrow;
            this.wide = wide;
            this.times = times;
        }

        @Override
        public void parse(Cursor text, Table<Infiniband> out) {
            var counted = ReadingLimits.possible(wide.spec(), text.number());
            var value = counted < 0 || counted > Long.MAX_VALUE / times ? ABSENT : counted * times;
            var row = out.rows() - 1;
            var beside = out.get(row, narrow);
            out.set(row, wide, value);
            if (value != ABSENT && beside == ABSENT) {
                out.set(row, narrow, value);
            }
        }
    }

    /// `4: ACTIVE`.
    private static final class StateText implements Sensor.Parser<Infiniband> {
        private final Infiniband field;
        private final Infiniband id;

        StateText(Infiniband field, Infiniband id) {
            this.field = field;
            this.id = id;
        }

        @Override
        public void parse(Cursor text, Table<Infiniband> out) {
            var from = text.stepped();
            out.set(id, text.upTo(':') ? text.marked() : ABSENT);
            text.to(from);
            if (text.upToLast(':') && text.restOfLine()) {
                out.copy(field, text);
            }
        }
    }

    /// `2.5 Gb/sec (1X SDR)`.
    private static final class RateText implements Sensor.Parser<Infiniband> {
        private static final byte[] GIGABITS = Cursor.literal("Gb/sec");

        @Override
        public void parse(Cursor text, Table<Infiniband> out) {
            var megabits = text.fixed(3);
            if (text.blanks().at(GIGABITS)) {
                out.set(RATE, megabits);
            }
        }
    }
}
