package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;

class SockstatTest {
    @Test
    void theOldLayoutIsRead() {
        assertThat(parsed("""
                sockets: used 45
                TCP: inuse 13 orphan 2 tw 3 alloc 14 mem 1
                UDP: inuse 6
                RAW: inuse 4
                FRAG: inuse 5 memory 8192
                """)).isEqualTo(
                "USED=45 TCP_INUSE=13 TCP_ORPHAN=2 TCP_TIMEWAIT=3 TCP_ALLOC=14 TCP_MEM=1 UDP_INUSE=6 RAW_INUSE=4"
                        + " FRAG_INUSE=5 FRAG_MEMORY=8192\n");
    }

    @Test
    void whatLaterKernelsSayBetweenDoesNoHarm() {
        assertThat(parsed("""
                sockets: used 14
                TCP: inuse 1 orphan 0 tw 0 alloc 1 mem 0
                UDP: inuse 7 mem 3
                UDPLITE: inuse 9
                RAW: inuse 0
                FRAG: inuse 0 memory 0
                """)).isEqualTo(
                "USED=14 TCP_INUSE=1 TCP_ORPHAN=0 TCP_TIMEWAIT=0 TCP_ALLOC=1 TCP_MEM=0 UDP_INUSE=7 RAW_INUSE=0"
                        + " FRAG_INUSE=0 FRAG_MEMORY=0\n");
    }

    @Test
    void wordsThatAreMissingOrCutOffAreAbsent() {
        assertThat(parsed("sockets: used -3\nTCP: inuse 5 tw 3 mem\nUDP:\nRAW: inuse 1x\nFRAG: inuse 0 mem"))
                .isEqualTo("TCP_INUSE=5 TCP_TIMEWAIT=3 FRAG_INUSE=0\n");
    }

    @Test
    void memoryInBytesIsThatInPagesTimesTheirSize() {
        var table = Parsed.into(new Table<>(Sockstat.SENSOR), "proc/net/sockstat",
                "TCP: inuse 1 orphan 0 tw 0 alloc 1 mem 3\n".getBytes(UTF_8));
        var vector = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        vector.putLong(16).putLong(-1).putLong(6).putLong(65536).putLong(0).putLong(0);
        assertThat(Parsed.show(Parsed.into(table, "proc/self/auxv", vector.array())))
                .isEqualTo("TCP_INUSE=1 TCP_ORPHAN=0 TCP_TIMEWAIT=0 TCP_ALLOC=1 TCP_MEM=3 TCP_MEM_BYTES=196608\n");
    }

    private static String parsed(String text) {
        return Parsed.of(Sockstat.SENSOR, "proc/net/sockstat", text);
    }
}
