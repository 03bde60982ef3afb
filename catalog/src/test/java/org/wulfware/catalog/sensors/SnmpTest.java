package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnmpTest {
    @Test
    void namesSayWhichColumnANumberStandsIn() {
        assertThat(parsed("""
                Ip: Forwarding DefaultTTL InReceives OutRequests
                Ip: 2 64 14306537 14303200
                Tcp: OutRsts MaxConn Made Up ActiveOpens CurrEstab
                Tcp: 335 -1 1 2 8586 9
                UdpLite: InDatagrams
                UdpLite: 5
                Udp: MemErrors InDatagrams
                Udp: 3 4
                """)).isEqualTo("""
                IP_IN_RECEIVES=14306537 IP_OUT_REQUESTS=14303200 IP_FORWARDING=2 TCP_ACTIVE_OPENS=8586 TCP_CURR_ESTAB=9 TCP_OUT_RSTS=335 UDP_IN_DATAGRAMS=4 UDP_MEM_ERRORS=3
                """);
    }

    @Test
    void linesWithoutTheirPairSayNothing() {
        assertThat(parsed("""
                Ip: InReceives
                Tcp: InSegs OutSegs
                Tcp: 1
                Tcp: 2
                Udp: InDatagrams
                Udp: 5 6 7
                Icmp: InMsgs""")).isEqualTo("""
                TCP_IN_SEGS=1 UDP_IN_DATAGRAMS=5
                """);
    }

    @Test
    void whatIsCutOrNoNumberIsAbsent() {
        assertThat(parsed("""
                Icmp: InMsgs InErrors OutMsgs
                Icmp: -1 18446744073709551615 3
                Udp: NoPorts InErrors
                Udp: 7 8""")).isEqualTo("""
                ICMP_OUT_MSGS=3 UDP_NO_PORTS=7
                """);
    }

    @Test
    void namesAreLookedUpAgainWhenTheyAreOthers() {
        assertThat(parsed("Udp: InDatagrams NoPorts InErrors OutDatagrams\nUdp: 1 2 3 4\n"))
                .isEqualTo("UDP_IN_DATAGRAMS=1 UDP_NO_PORTS=2 UDP_IN_ERRORS=3 UDP_OUT_DATAGRAMS=4\n");
        assertThat(parsed("Udp: InDatagrams InErrors NoPorts OutDatagrams\nUdp: 1 2 3 4\n"))
                .isEqualTo("UDP_IN_DATAGRAMS=1 UDP_NO_PORTS=3 UDP_IN_ERRORS=2 UDP_OUT_DATAGRAMS=4\n");
        assertThat(parsed("Udp: InDatagrams InErrors")).isEmpty();
        assertThat(parsed("Udp: InDatagrams InErrorsOrSo OutDatagrams\nUdp: 1 2 3\n"))
                .isEqualTo("UDP_IN_DATAGRAMS=1 UDP_OUT_DATAGRAMS=3\n");
    }

    @Test
    void ofANameSaidTwiceTheFirstCounts() {
        for (var time = 0; time < 2; time++) {
            assertThat(parsed("Udp: InDatagrams NoPorts InDatagrams\nUdp: 1 2 3\nUdp: NoPorts\nUdp: 9\n"))
                    .isEqualTo("UDP_IN_DATAGRAMS=1 UDP_NO_PORTS=2\n");
        }
    }

    @Test
    void theOthersFilesReadAlike() {
        assertThat(Parsed.of(Netstat.SENSOR, "proc/net/netstat",
                "TcpExt: TW ListenDrops TCPReqQFullDrop\nTcpExt: 1 2 3\nIpExt: InOctets InCEPkts\nIpExt: 4 5\nMPTcpExt: X\n"))
                .isEqualTo("TCP_EXT_TW=1 TCP_EXT_LISTEN_DROPS=2 TCP_EXT_TCP_REQ_Q_FULL_DROP=3 IP_EXT_IN_OCTETS=4"
                        + " IP_EXT_IN_CE_PKTS=5\n");
        assertThat(Parsed.of(Snmp6.SENSOR, "proc/net/snmp6",
                "Ip6InReceives   \t1\nIcmp6OutMsgs\t9\nUdp6NoPorts\t-1\nUdpLite6NoPorts 5\nIp6InOctets\t12"))
                .isEqualTo("IP6_IN_RECEIVES=1 ICMP6_OUT_MSGS=9\n");
        assertThat(Parsed.of(Sockstat6.SENSOR, "proc/net/sockstat6",
                "TCP6: inuse 1\nUDP6: inuse 2\nUDPLITE6: inuse -1\nRAW6: inuse 4\nFRAG6: inuse 5 memory 6\nTCP6:"))
                .isEqualTo("TCP6_INUSE=1 UDP6_INUSE=2 RAW6_INUSE=4 FRAG6_INUSE=5 FRAG6_MEMORY=6\n");
    }

    private static String parsed(String text) {
        return Parsed.of(Snmp.SENSOR, "proc/net/snmp", text);
    }
}
