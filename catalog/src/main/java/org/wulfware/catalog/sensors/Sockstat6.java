package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// IPv6 sockets in use, `/proc/net/sockstat6`; what both families share is in [Sockstat]:
/// ```text
/// TCP6: inuse 1
/// UDP6: inuse 0
/// UDPLITE6: inuse 0
/// RAW6: inuse 0
/// FRAG6: inuse 0 memory 0
/// ```
public enum Sockstat6 implements Field {
    TCP6_INUSE(gauge("tcp6/inuse", NONE, "TCP sockets in use.")),
    UDP6_INUSE(gauge("udp6/inuse", NONE, "UDP sockets in use.")),
    UDPLITE6_INUSE(gauge("udplite6/inuse", NONE, "UDP-Lite sockets in use.")),
    RAW6_INUSE(gauge("raw6/inuse", NONE, "Raw sockets in use.")),
    FRAG6_INUSE(gauge("frag6/inuse", NONE, "Packets being put together from fragments.")),
    FRAG6_MEMORY(gauge("frag6/memory", BYTES, "Memory of fragments."));

    public static final Sensor<Sockstat6> SENSOR = Sensor.at("proc/net/sockstat6", Sockstat6.class)
            .reads("proc/net/sockstat6", new Sockstat6Text())
            .onRequest();

    private static final byte[] TCP6_LINE = Cursor.literal("TCP6: inuse ");
    private static final byte[] UDP6_LINE = Cursor.literal("UDP6: inuse ");
    private static final byte[] UDPLITE6_LINE = Cursor.literal("UDPLITE6: inuse ");
    private static final byte[] RAW6_LINE = Cursor.literal("RAW6: inuse ");
    private static final byte[] FRAG6_LINE = Cursor.literal("FRAG6: inuse ");
    private static final byte[] MEMORY_WORD = Cursor.literal("memory ");

    private final Spec spec;

    Sockstat6(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Sockstat6> sensor() {
        return SENSOR;
    }

    private static final class Sockstat6Text implements Sensor.Parser<Sockstat6> {
        @Override
        public void parse(Cursor text, Table<Sockstat6> out) {
            out.row();
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(TCP6_LINE)) {
                    out.set(TCP6_INUSE, text.number());
                } else if (text.take(UDP6_LINE)) {
                    out.set(UDP6_INUSE, text.number());
                } else if (text.take(UDPLITE6_LINE)) {
                    out.set(UDPLITE6_INUSE, text.number());
                } else if (text.take(RAW6_LINE)) {
                    out.set(RAW6_INUSE, text.number());
                } else if (text.take(FRAG6_LINE)) {
                    out.set(FRAG6_INUSE, text.number());
                    if (text.blanks().take(MEMORY_WORD)) {
                        out.set(FRAG6_MEMORY, text.number());
                    }
                }
            }
        }
    }
}
