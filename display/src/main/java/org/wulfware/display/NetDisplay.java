package org.wulfware.display;

/// The network: sums over all interfaces but loopback.
final class NetDisplay {
    static final Display DISPLAY = Display.of(
            3,
            "net",
            "Network",
            "Traffic of all interfaces but loopback together.",
            Column.of("rx", "net.received", "Received.").heading("rx_B/s").width(8),
            Column.of("tx", "net.sent", "Sent.").heading("tx_B/s").width(8),
            packets("rx_packets", "net.receive.packets", "Packets received.").heading("rx_pkt/s"),
            packets("tx_packets", "net.transmit.packets", "Packets sent.").heading("tx_pkt/s"),
            Column.of("errors", "net.errors", "Packets with errors and packets dropped, both ways.")
                    .heading("err/s")
                    .width(8)
                    .judged(Thresholds.ERRORS));

    private NetDisplay() {}

    private static Column packets(String name, String counter, String help) {
        return Column.of(name, "sum(rate(" + counter + ") where not devtype == \"lo\")", help).width(8);
    }
}
