package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PACKETS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What IPv4, ICMP, TCP and UDP have done, `/proc/net/snmp`: for each a line of names and a line of numbers.
/// ```text
/// Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs OutSegs
/// Tcp: 1 200 120000 -1 8586 8324 225 101 0 14306312 14305334
/// ```
/// A field is called as the kernel calls it (RFC 1213), so that it does not matter which columns a kernel has and in what order. `InCsumErrors` came with
/// 3.10, `IgnoredMulti` with 4.1, `MemErrors` with 5.11.
public enum Snmp implements Field {
    IP_IN_RECEIVES(counter("ip/in_receives", PACKETS, "Packets received.")),
    IP_IN_HDR_ERRORS(counter("ip/in_hdr_errors", PACKETS, "Packets with a bad header.")),
    IP_IN_ADDR_ERRORS(counter("ip/in_addr_errors", PACKETS, "Packets to an address that is not here.")),
    IP_FORW_DATAGRAMS(counter("ip/forw_datagrams", PACKETS, "Packets to be passed on.")),
    IP_IN_UNKNOWN_PROTOS(counter("ip/in_unknown_protos", PACKETS, "Packets of an unknown protocol.")),
    IP_IN_DISCARDS(counter("ip/in_discards", PACKETS, "Packets discarded on their way in.")),
    IP_IN_DELIVERS(counter("ip/in_delivers", PACKETS, "Packets delivered.")),
    IP_OUT_REQUESTS(counter("ip/out_requests", PACKETS, "Packets to be sent.")),
    IP_OUT_DISCARDS(counter("ip/out_discards", PACKETS, "Packets discarded on their way out.")),
    IP_OUT_NO_ROUTES(counter("ip/out_no_routes", PACKETS, "Packets without a route.")),
    IP_REASM_TIMEOUT(counter("ip/reasm_timeout", NONE, "Fragments whose others did not come in time.")),
    IP_REASM_REQDS(counter("ip/reasm_reqds", PACKETS, "Fragments received.")),
    IP_REASM_OKS(counter("ip/reasm_oks", PACKETS, "Packets put together.")),
    IP_REASM_FAILS(counter("ip/reasm_fails", PACKETS, "Packets that could not be put together.")),
    IP_FRAG_OKS(counter("ip/frag_oks", PACKETS, "Packets split.")),
    IP_FRAG_FAILS(counter("ip/frag_fails", PACKETS, "Packets that could not be split.")),
    IP_FRAG_CREATES(counter("ip/frag_creates", PACKETS, "Fragments made.")),
    IP_FORWARDING(gauge("ip/forwarding", NONE, "1 if packets for others are passed on, 2 if not.").onRequest()),
    ICMP_IN_MSGS(counter("icmp/in_msgs", PACKETS, "Messages received.")),
    ICMP_IN_ERRORS(counter("icmp/in_errors", PACKETS, "Messages received with an error.")),
    ICMP_IN_CSUM_ERRORS(counter("icmp/in_csum_errors", PACKETS, "Messages received with a wrong checksum.")),
    ICMP_IN_DEST_UNREACHS(counter("icmp/in_dest_unreachs", PACKETS, "Destination unreachable received.")),
    ICMP_IN_TIME_EXCDS(counter("icmp/in_time_excds", PACKETS, "Time exceeded received.")),
    ICMP_IN_REDIRECTS(counter("icmp/in_redirects", PACKETS, "Redirects received.")),
    ICMP_IN_ECHOS(counter("icmp/in_echos", PACKETS, "Echo requests received.")),
    ICMP_IN_ECHO_REPS(counter("icmp/in_echo_reps", PACKETS, "Echo replies received.")),
    ICMP_OUT_MSGS(counter("icmp/out_msgs", PACKETS, "Messages sent.")),
    ICMP_OUT_ERRORS(counter("icmp/out_errors", PACKETS, "Messages not sent for an error.")),
    ICMP_OUT_DEST_UNREACHS(counter("icmp/out_dest_unreachs", PACKETS, "Destination unreachable sent.")),
    ICMP_OUT_TIME_EXCDS(counter("icmp/out_time_excds", PACKETS, "Time exceeded sent.")),
    ICMP_OUT_REDIRECTS(counter("icmp/out_redirects", PACKETS, "Redirects sent.")),
    ICMP_OUT_ECHOS(counter("icmp/out_echos", PACKETS, "Echo requests sent.")),
    ICMP_OUT_ECHO_REPS(counter("icmp/out_echo_reps", PACKETS, "Echo replies sent.")),
    TCP_ACTIVE_OPENS(counter("tcp/active_opens", NONE, "Connections begun here.")),
    TCP_PASSIVE_OPENS(counter("tcp/passive_opens", NONE, "Connections accepted.")),
    TCP_ATTEMPT_FAILS(counter("tcp/attempt_fails", NONE, "Connections that failed to begin.")),
    TCP_ESTAB_RESETS(counter("tcp/estab_resets", NONE, "Connections that were reset.")),
    TCP_CURR_ESTAB(gauge("tcp/curr_estab", NONE, "Connections established now.")),
    TCP_IN_SEGS(counter("tcp/in_segs", PACKETS, "Segments received.")),
    TCP_OUT_SEGS(counter("tcp/out_segs", PACKETS, "Segments sent.")),
    TCP_RETRANS_SEGS(counter("tcp/retrans_segs", PACKETS, "Segments sent again.")),
    TCP_IN_ERRS(counter("tcp/in_errs", PACKETS, "Bad segments received.")),
    TCP_OUT_RSTS(counter("tcp/out_rsts", PACKETS, "Resets sent.")),
    TCP_IN_CSUM_ERRORS(counter("tcp/in_csum_errors", PACKETS, "Segments received with a wrong checksum.")),
    UDP_IN_DATAGRAMS(counter("udp/in_datagrams", PACKETS, "Datagrams delivered.")),
    UDP_NO_PORTS(counter("udp/no_ports", PACKETS, "Datagrams to a port where nobody listens.")),
    UDP_IN_ERRORS(counter("udp/in_errors", PACKETS, "Datagrams not delivered for another reason.")),
    UDP_OUT_DATAGRAMS(counter("udp/out_datagrams", PACKETS, "Datagrams sent.")),
    UDP_RCVBUF_ERRORS(counter("udp/rcvbuf_errors", PACKETS, "Datagrams for which a receive buffer had no room.")),
    UDP_SNDBUF_ERRORS(counter("udp/sndbuf_errors", PACKETS, "Datagrams for which a send buffer had no room.")),
    UDP_IN_CSUM_ERRORS(counter("udp/in_csum_errors", PACKETS, "Datagrams with a wrong checksum.")),
    UDP_IGNORED_MULTI(counter("udp/ignored_multi", PACKETS, "Multicast datagrams that nobody wanted.")),
    UDP_MEM_ERRORS(counter("udp/mem_errors", PACKETS, "Datagrams for which there was no memory.")),
    UDPLITE_IN_ERRORS(counter("udplite/in_errors", PACKETS, "Datagrams of UDP-Lite not delivered.").onRequest());

    public static final Sensor<Snmp> SENSOR =
            Sensor.at("proc/net/snmp", Snmp.class).reads("proc/net/snmp", new SnmpText()).onRequest();

    private final Spec spec;

    Snmp(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Snmp> sensor() {
        return SENSOR;
    }

    private static final class SnmpText implements Sensor.Parser<Snmp> {
        private static final HeadedLines<Snmp> IP = new HeadedLines<>("Ip: ", "ip/", values());
        private static final HeadedLines<Snmp> ICMP = new HeadedLines<>("Icmp: ", "icmp/", values());
        private static final HeadedLines<Snmp> TCP = new HeadedLines<>("Tcp: ", "tcp/", values());
        private static final HeadedLines<Snmp> UDP = new HeadedLines<>("Udp: ", "udp/", values());

        private static final HeadedLines<Snmp> UDPLITE = new HeadedLines<>("UdpLite: ", "udplite/", values());

        @Override
        public void parse(Cursor text, Table<Snmp> out) {
            out.row();
            while (!text.atEnd()) {
                if (!IP.take(text, out) && !ICMP.take(text, out) && !TCP.take(text, out) && !UDP.take(text, out)
                        && !UDPLITE.take(text, out)) {
                    text.nextLine();
                }
            }
        }
    }
}
