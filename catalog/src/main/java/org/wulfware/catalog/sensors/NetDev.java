package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PACKETS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Interfaces, `/proc/net/dev`; a name may touch its first number:
/// ```text
/// Inter-|   Receive                                                |  Transmit
///  face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
///     lo:97083646  141291    0    0    0     0          0         0 97083646  141291    0    0    0     0       0          0
///   eth0:762887796 2036397    0    0    0     0          0         0 326138029 1860317    0    0    0     0       0          0
/// ```
/// Addresses and their names are no file's: the daemon presents them, an interface a line. A name is looked up beside the sample
/// and left out until it is known.
/// ```text
/// lo 127.0.0.1 localhost
/// eth0 192.168.1.140
/// ```
public enum NetDev implements Field {
    ID(gauge("interface@id", NONE, "The place of the interface in the kernel's list.").position()),
    DEVTYPE(text("interface@devtype", "The interface's name without its trailing digits.")),
    DEVID(text("interface@devid", "The trailing digits of the interface's name.").identityEnd()),
    NAME(text("interface/name", "The interface's name.").alias()),
    IP(text("interface/ip", "The interface's first address.")),
    HOST(text("interface/host", "The name that the address has, where one is known.")),
    RECEIVE_BYTES(counter("interface/receive/bytes", BYTES, "Bytes received.")),
    RECEIVE_PACKETS(counter("interface/receive/packets", PACKETS, "Packets received.")),
    RECEIVE_ERRS(counter("interface/receive/errs", PACKETS, "Packets with errors received.")),
    RECEIVE_DROP(counter("interface/receive/drop", PACKETS, "Packets dropped received.")),
    RECEIVE_FIFO(counter("interface/receive/fifo", NONE, "FIFO overruns received.")),
    RECEIVE_FRAME(counter("interface/receive/frame", NONE, "Framing errors received.")),
    RECEIVE_COMPRESSED(counter("interface/receive/compressed", PACKETS, "Compressed packets received.")),
    RECEIVE_MULTICAST(counter("interface/receive/multicast", PACKETS, "Multicast packets received.")),
    TRANSMIT_BYTES(counter("interface/transmit/bytes", BYTES, "Bytes sent.")),
    TRANSMIT_PACKETS(counter("interface/transmit/packets", PACKETS, "Packets sent.")),
    TRANSMIT_ERRS(counter("interface/transmit/errs", PACKETS, "Packets with errors sent.")),
    TRANSMIT_DROP(counter("interface/transmit/drop", PACKETS, "Packets dropped sent.")),
    TRANSMIT_FIFO(counter("interface/transmit/fifo", NONE, "FIFO overruns sent.")),
    TRANSMIT_COLLISIONS(counter("interface/transmit/collisions", NONE, "Collisions sent.")),
    TRANSMIT_CARRIER(counter("interface/transmit/carrier", NONE, "Carrier losses sent.")),
    TRANSMIT_COMPRESSED(counter("interface/transmit/compressed", PACKETS, "Compressed packets sent."));

    public static final Sensor<NetDev> SENSOR = Sensor.at("proc/net/dev", NetDev.class)
            .reads("proc/net/dev", new DevText())
            .shortLines()
            .reads("wulfware/addresses", new AddressesText(), IP, HOST)
            .from("the interfaces' addresses", IP)
            .from("/etc/hosts, else the name servers of /etc/resolv.conf", HOST);

    private final Spec spec;

    NetDev(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<NetDev> sensor() {
        return SENSOR;
    }

    private static final class DevText implements Sensor.Parser<NetDev> {
        @Override
        public void parse(Cursor text, Table<NetDev> out) {
            text.nextLine().nextLine();
            for (; !text.atEnd(); text.nextLine()) {
                if (!text.blanks().upToLast(':') || text.wordLength() == 0) {
                    continue;
                }
                var row = out.rows();
                out.row().set(ID, row);
                var length = text.wordLength();
                var digits = length;
                while (digits > 0 && isDigit(text.wordByte(digits - 1))) {
                    digits--;
                }
                out.copy(row, DEVTYPE, text, 0, digits).copy(row, DEVID, text, digits, length).copy(NAME, text);
                for (var slot = RECEIVE_BYTES.ordinal(); slot <= TRANSMIT_COMPRESSED.ordinal(); slot++) {
                    out.set(row, slot, text.number());
                }
            }
        }
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private static final class AddressesText implements Sensor.Parser<NetDev> {
        @Override
        public void parse(Cursor text, Table<NetDev> out) {
            var next = 0;
            for (; !text.atEnd(); text.nextLine()) {
                text.word();
                // Both lists are in the kernel's order, so the one sought is nearly always the next.
                for (var tried = 0; tried < out.rows(); tried++, next++) {
                    var row = next % out.rows();
                    if (out.textIs(row, NAME, text)) {
                        if (text.word()) {
                            out.copy(row, IP, text, 0, text.wordLength());
                        }
                        if (text.word()) {
                            out.copy(row, HOST, text, 0, text.wordLength());
                        }
                        next++;
                        break;
                    }
                }
            }
        }
    }
}
