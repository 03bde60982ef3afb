package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.BYTES;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Bytes that wait in the queues of all UDP sockets together, `/proc/net/udp` and `udp6`, where a socket is a line:
/// ```text
///   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
///    0: 00000000:0016 00000000:0000 07 00000015:00000000 00:00000000 00000000     0        0 2740 1 ffff88003d3af3c0 0
/// ```
/// They are read part by part and none is kept.
public enum UdpQueues implements Field {
    UDP_SENDING(gauge("udp/tx_queue", BYTES, "Bytes to be sent over IPv4.")),
    UDP_RECEIVED(gauge("udp/rx_queue", BYTES, "Bytes received over IPv4 and not yet read.")),
    UDP6_SENDING(gauge("udp6/tx_queue", BYTES, "Bytes to be sent over IPv6.")),
    UDP6_RECEIVED(gauge("udp6/rx_queue", BYTES, "Bytes received over IPv6 and not yet read."));

    public static final Sensor<UdpQueues> SENSOR = Sensor.at("proc/net/udp_queues", UdpQueues.class)
            .reads("proc/net/udp", new QueuesText(UDP_SENDING, UDP_RECEIVED), UDP_SENDING, UDP_RECEIVED)
            .inParts()
            .reads("proc/net/udp6", new QueuesText(UDP6_SENDING, UDP6_RECEIVED), UDP6_SENDING, UDP6_RECEIVED)
            .inParts()
            .onRequest();

    private static final byte[] HEADING = Cursor.literal("sl ");

    private final Spec spec;

    UdpQueues(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<UdpQueues> sensor() {
        return SENSOR;
    }

    /// @param sending the field for the one queue
    /// @param received the field for the other
    private record QueuesText(UdpQueues sending, UdpQueues received) implements Sensor.Parser<UdpQueues> {
        @Override
        public void parse(Cursor text, Table<UdpQueues> out) {
            out.onlyRow();
            if (out.get(0, sending) == ABSENT && text.blanks().take(HEADING)) {
                out.set(0, sending, 0).set(0, received, 0);
                text.nextLine();
            }
            for (; !text.atEnd(); text.nextLine()) {
                if (out.get(0, sending) == ABSENT || !text.skip(4).word() || text.atEnd()) {
                    continue;
                }
                var colon = 0;
                while (colon < text.wordLength() && text.wordByte(colon) != ':') {
                    colon++;
                }
                add(out, sending, Hexadecimal.marked(text, 0, colon));
                add(out, received, Hexadecimal.marked(text, colon + 1, text.wordLength()));
            }
        }

        private static void add(Table<UdpQueues> out, UdpQueues field, long bytes) {
            if (bytes != ABSENT && out.get(0, field) <= Long.MAX_VALUE - bytes) {
                out.set(0, field, out.get(0, field) + bytes);
            }
        }
    }
}
