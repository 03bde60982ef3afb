package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PAGES;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Sockets in use, `/proc/net/sockstat`; later kernels say more on the same lines:
/// ```text
/// sockets: used 45
/// TCP: inuse 13 orphan 0 tw 0 alloc 13 mem 1
/// UDP: inuse 6
/// RAW: inuse 0
/// FRAG: inuse 0 memory 0
/// ```
/// Memory is counted in pages, whose size is in the auxiliary vector of any process, `/proc/self/auxv`.
public enum Sockstat implements Field {
    USED(gauge("used", NONE, "Sockets of all kinds.")),
    TCP_INUSE(gauge("tcp/inuse", NONE, "TCP sockets in use.")),
    TCP_ORPHAN(gauge("tcp/orphan", NONE, "TCP sockets that no process holds.")),
    TCP_TIMEWAIT(gauge("tcp/timewait", NONE, "TCP sockets waiting for stray packets to die.")),
    TCP_ALLOC(gauge("tcp/alloc", NONE, "TCP sockets allocated.")),
    TCP_MEM(gauge("tcp/mem", PAGES, "Memory of TCP buffers.")),
    TCP_MEM_BYTES(gauge("tcp/mem_bytes", BYTES, "Memory of TCP buffers.").onRequest()),
    UDP_INUSE(gauge("udp/inuse", NONE, "UDP sockets in use.")),
    UDP_MEM(gauge("udp/mem_pages", PAGES, "Memory of UDP buffers.").onRequest()),
    UDP_MEM_BYTES(gauge("udp/mem_bytes", BYTES, "Memory of UDP buffers.").onRequest()),
    RAW_INUSE(gauge("raw/inuse", NONE, "Raw sockets in use.")),
    FRAG_INUSE(gauge("frag/inuse", NONE, "Packets being put together from fragments.")),
    FRAG_MEMORY(gauge("frag/memory", BYTES, "Memory of fragments.")),
    UDPLITE_INUSE(gauge("udplite/inuse", NONE, "UDP-Lite sockets in use.").onRequest());

    public static final Sensor<Sockstat> SENSOR =
            Sensor.at("proc/net/sockstat", Sockstat.class)
                    .reads("proc/net/sockstat", new SockstatText(false))
                    .upToAll()
                    .inFull(new SockstatText(true))
                    .reads("proc/self/auxv", new AuxiliaryText(), TCP_MEM_BYTES, UDP_MEM_BYTES)
                    .binary();

    private static final byte[] SOCKETS_LINE = Cursor.literal("sockets:");
    private static final byte[] TCP_LINE = Cursor.literal("TCP:");
    private static final byte[] UDP_LINE = Cursor.literal("UDP:");
    private static final byte[] UDPLITE_LINE = Cursor.literal("UDPLITE:");
    private static final byte[] RAW_LINE = Cursor.literal("RAW:");
    private static final byte[] FRAG_LINE = Cursor.literal("FRAG:");
    private static final byte[] USED_WORD = Cursor.literal("used ");
    private static final byte[] INUSE_WORD = Cursor.literal("inuse ");
    private static final byte[] ORPHAN_WORD = Cursor.literal("orphan ");
    private static final byte[] TW_WORD = Cursor.literal("tw ");
    private static final byte[] ALLOC_WORD = Cursor.literal("alloc ");
    private static final byte[] MEM_WORD = Cursor.literal("mem ");
    private static final byte[] MEMORY_WORD = Cursor.literal("memory ");

    private final Spec spec;

    Sockstat(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Sockstat> sensor() {
        return SENSOR;
    }

    /// @param isFull whether what is on request is wanted
    private record SockstatText(boolean isFull) implements Sensor.Parser<Sockstat> {
        @Override
        public void parse(Cursor text, Table<Sockstat> out) {
            out.row();
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(SOCKETS_LINE)) {
                    after(text, USED_WORD, USED, out);
                } else if (text.take(TCP_LINE)) {
                    after(text, INUSE_WORD, TCP_INUSE, out);
                    after(text, ORPHAN_WORD, TCP_ORPHAN, out);
                    after(text, TW_WORD, TCP_TIMEWAIT, out);
                    after(text, ALLOC_WORD, TCP_ALLOC, out);
                    after(text, MEM_WORD, TCP_MEM, out);
                } else if (text.take(UDP_LINE)) {
                    after(text, INUSE_WORD, UDP_INUSE, out);
                    if (isFull) {
                        after(text, MEM_WORD, UDP_MEM, out);
                    }
                } else if (isFull && text.take(UDPLITE_LINE)) {
                    after(text, INUSE_WORD, UDPLITE_INUSE, out);
                } else if (text.take(RAW_LINE)) {
                    after(text, INUSE_WORD, RAW_INUSE, out);
                } else if (text.take(FRAG_LINE)) {
                    after(text, INUSE_WORD, FRAG_INUSE, out);
                    after(text, MEMORY_WORD, FRAG_MEMORY, out);
                }
            }
        }
    }

    /// Pairs of numbers, of which one is the size of a page.
    private static final class AuxiliaryText implements Sensor.Parser<Sockstat> {
        private static final int PAGE_SIZE = 6;

        @Override
        public void parse(Cursor text, Table<Sockstat> out) {
            while (text.left() >= 2 * Long.BYTES && out.rows() > 0) {
                var kind = text.littleEndian(Long.BYTES);
                var value = text.littleEndian(Long.BYTES);
                if (kind == PAGE_SIZE && value > 0 && value <= 1 << 24) {
                    bytes(out, TCP_MEM, value, TCP_MEM_BYTES);
                    bytes(out, UDP_MEM, value, UDP_MEM_BYTES);
                    return;
                }
            }
        }

        private static void bytes(Table<Sockstat> out, Sockstat pages, long size, Sockstat field) {
            var count = out.get(0, pages);
            out.set(0, field, count == ABSENT || count > Long.MAX_VALUE / size ? ABSENT : count * size);
        }
    }

    private static void after(Cursor text, byte[] word, Sockstat field, Table<Sockstat> out) {
        if (text.blanks().take(word)) {
            out.set(field, text.number());
        }
    }
}
