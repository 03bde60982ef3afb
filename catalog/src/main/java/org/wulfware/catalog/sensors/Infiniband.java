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
/// stand still at their end; where those of 64 bits lie beside them (`counters_ext`, up to 4.4), these are taken. What an adapter
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
    VL15_DROPPED(counter("port/vl15_dropped", PACKETS, "Packets of the subnet's management dropped for want of room."));

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
        private static final StateText STATE_TEXT = new StateText(STATE);
        private static final StateText PHYS_STATE_TEXT = new StateText(PHYS_STATE);

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Infiniband> plan) {
            for (var adapter : node.list(DIRECTORY)) {
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
                    .reads(directory + "/state", STATE_TEXT, STATE)
                    .reads(directory + "/phys_state", PHYS_STATE_TEXT, PHYS_STATE)
                    .reads(directory + "/rate", RATE_TEXT, RATE);
            var wide = directory + "/counters_ext";
            if (node.list(wide).length > 0) {
                data(plan, RECEIVED, wide + "/port_rcv_data_64");
                data(plan, SENT, wide + "/port_xmit_data_64");
                plan.number(RECEIVED_PACKETS, wide + "/port_rcv_packets_64")
                        .number(SENT_PACKETS, wide + "/port_xmit_packets_64");
            } else {
                data(plan, RECEIVED, directory + "/counters/port_rcv_data");
                data(plan, SENT, directory + "/counters/port_xmit_data");
                plan.number(RECEIVED_PACKETS, directory + "/counters/port_rcv_packets")
                        .number(SENT_PACKETS, directory + "/counters/port_xmit_packets");
            }
            errors(plan, directory + "/counters/");
        }

        private static void data(Plan<Infiniband> plan, Infiniband field, String path) {
            plan.reads(path, new FoursText(field), field);
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
                    .number(VL15_DROPPED, counters + "VL15_dropped");
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
            var fours = text.number();
            out.set(field, fours < 0 || fours > Long.MAX_VALUE / 4 ? ABSENT : fours * 4);
        }
    }

    /// `4: ACTIVE`.
    private static final class StateText implements Sensor.Parser<Infiniband> {
        private final Infiniband field;

        StateText(Infiniband field) {
            this.field = field;
        }

        @Override
        public void parse(Cursor text, Table<Infiniband> out) {
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
