package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// The network: sums over all interfaces but loopback.
final class NetDisplay {
    private static final String LOOPBACK = "lo";

    static final Display DISPLAY = new Display(
            3,
            "net",
            "Network",
            "Traffic of all interfaces but loopback together.",
            sum("rx", "bytes/s", "Received.", NetDev.RECEIVE_BYTES).heading("rx_B/s").shown(Human::bytes),
            sum("tx", "bytes/s", "Sent.", NetDev.TRANSMIT_BYTES).heading("tx_B/s").shown(Human::bytes),
            sum("rx_packets", "packets/s", "Packets received.", NetDev.RECEIVE_PACKETS).heading("rx_pkt/s"),
            sum("tx_packets", "packets/s", "Packets sent.", NetDev.TRANSMIT_PACKETS).heading("tx_pkt/s"),
            sum(
                    "errors",
                    "packets/s",
                    "Packets with errors and packets dropped, both ways.",
                    NetDev.RECEIVE_ERRS,
                    NetDev.RECEIVE_DROP,
                    NetDev.TRANSMIT_ERRS,
                    NetDev.TRANSMIT_DROP)
                    .heading("err/s")
                    .judged(Thresholds::errors));

    private NetDisplay() {}

    private static Column sum(String name, String unit, String help, NetDev... counters) {
        return Column.number(name, unit, help)
                .decimals(1)
                .width(8)
                .rates((state, sample, _) -> sum(state, sample, counters), List.<Field>of(counters));
    }

    private static OptionalDouble sum(HostState state, Sample sample, NetDev... counters) {
        var sum = 0.0;
        var isKnown = false;
        for (var row = 0; row < sample.rows(NetDev.SENSOR); row++) {
            if (sample.text(row, NetDev.DEVTYPE).equals(LOOPBACK)) {
                continue;
            }
            for (var counter : counters) {
                var rate = state.rate(row, counter);
                sum += rate.orElse(0);
                isKnown |= rate.isPresent();
            }
        }
        return isKnown ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }
}
