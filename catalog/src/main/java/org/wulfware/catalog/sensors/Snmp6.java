package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PACKETS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Names;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What IPv6, its ICMP and UDP have done, `/proc/net/snmp6`, a counter a line, called as the kernel calls it:
/// ```text
/// Ip6InReceives                   	1
/// Icmp6OutMsgs                    	9
/// Udp6NoPorts                     	0
/// ```
/// Without IPv6 there is no such file.
public enum Snmp6 implements Field {
    IP6_IN_RECEIVES(counter("ip6/in_receives", PACKETS, "Packets received.")),
    IP6_IN_HDR_ERRORS(counter("ip6/in_hdr_errors", PACKETS, "Packets with a bad header.")),
    IP6_IN_TOO_BIG_ERRORS(counter("ip6/in_too_big_errors", PACKETS, "Packets too large to be passed on.")),
    IP6_IN_NO_ROUTES(counter("ip6/in_no_routes", PACKETS, "Packets received without a route.")),
    IP6_IN_ADDR_ERRORS(counter("ip6/in_addr_errors", PACKETS, "Packets to an address that is not here.")),
    IP6_IN_UNKNOWN_PROTOS(counter("ip6/in_unknown_protos", PACKETS, "Packets of an unknown protocol.")),
    IP6_IN_TRUNCATED_PKTS(counter("ip6/in_truncated_pkts", PACKETS, "Packets cut short.")),
    IP6_IN_DISCARDS(counter("ip6/in_discards", PACKETS, "Packets discarded on their way in.")),
    IP6_IN_DELIVERS(counter("ip6/in_delivers", PACKETS, "Packets delivered.")),
    IP6_OUT_FORW_DATAGRAMS(counter("ip6/out_forw_datagrams", PACKETS, "Packets passed on.")),
    IP6_OUT_REQUESTS(counter("ip6/out_requests", PACKETS, "Packets to be sent.")),
    IP6_OUT_DISCARDS(counter("ip6/out_discards", PACKETS, "Packets discarded on their way out.")),
    IP6_OUT_NO_ROUTES(counter("ip6/out_no_routes", PACKETS, "Packets without a route.")),
    IP6_REASM_TIMEOUT(counter("ip6/reasm_timeout", NONE, "Fragments whose others did not come in time.")),
    IP6_REASM_REQDS(counter("ip6/reasm_reqds", PACKETS, "Fragments received.")),
    IP6_REASM_OKS(counter("ip6/reasm_oks", PACKETS, "Packets put together.")),
    IP6_REASM_FAILS(counter("ip6/reasm_fails", PACKETS, "Packets that could not be put together.")),
    IP6_FRAG_OKS(counter("ip6/frag_oks", PACKETS, "Packets split.")),
    IP6_FRAG_FAILS(counter("ip6/frag_fails", PACKETS, "Packets that could not be split.")),
    IP6_FRAG_CREATES(counter("ip6/frag_creates", PACKETS, "Fragments made.")),
    IP6_IN_MCAST_PKTS(counter("ip6/in_mcast_pkts", PACKETS, "Multicast packets received.")),
    IP6_OUT_MCAST_PKTS(counter("ip6/out_mcast_pkts", PACKETS, "Multicast packets sent.")),
    IP6_IN_OCTETS(counter("ip6/in_octets", BYTES, "Bytes received.")),
    IP6_OUT_OCTETS(counter("ip6/out_octets", BYTES, "Bytes sent.")),
    IP6_IN_MCAST_OCTETS(counter("ip6/in_mcast_octets", BYTES, "Multicast bytes received.")),
    IP6_OUT_MCAST_OCTETS(counter("ip6/out_mcast_octets", BYTES, "Multicast bytes sent.")),
    ICMP6_IN_MSGS(counter("icmp6/in_msgs", PACKETS, "Messages received.")),
    ICMP6_IN_ERRORS(counter("icmp6/in_errors", PACKETS, "Messages received with an error.")),
    ICMP6_OUT_MSGS(counter("icmp6/out_msgs", PACKETS, "Messages sent.")),
    ICMP6_IN_CSUM_ERRORS(counter("icmp6/in_csum_errors", PACKETS, "Messages received with a wrong checksum.")),
    ICMP6_IN_DEST_UNREACHS(counter("icmp6/in_dest_unreachs", PACKETS, "Destination unreachable received.")),
    ICMP6_IN_PKT_TOO_BIGS(counter("icmp6/in_pkt_too_bigs", PACKETS, "Packet too big received.")),
    ICMP6_IN_TIME_EXCDS(counter("icmp6/in_time_excds", PACKETS, "Time exceeded received.")),
    ICMP6_IN_ECHOS(counter("icmp6/in_echos", PACKETS, "Echo requests received.")),
    ICMP6_IN_ECHO_REPLIES(counter("icmp6/in_echo_replies", PACKETS, "Echo replies received.")),
    ICMP6_IN_ROUTER_ADVERTISEMENTS(
            counter("icmp6/in_router_advertisements", PACKETS, "Router advertisements received.")),
    ICMP6_IN_NEIGHBOR_SOLICITS(counter("icmp6/in_neighbor_solicits", PACKETS, "Neighbour solicitations received.")),
    ICMP6_IN_NEIGHBOR_ADVERTISEMENTS(
            counter("icmp6/in_neighbor_advertisements", PACKETS, "Neighbour advertisements received.")),
    ICMP6_IN_REDIRECTS(counter("icmp6/in_redirects", PACKETS, "Redirects received.")),
    ICMP6_OUT_DEST_UNREACHS(counter("icmp6/out_dest_unreachs", PACKETS, "Destination unreachable sent.")),
    ICMP6_OUT_PKT_TOO_BIGS(counter("icmp6/out_pkt_too_bigs", PACKETS, "Packet too big sent.")),
    ICMP6_OUT_TIME_EXCDS(counter("icmp6/out_time_excds", PACKETS, "Time exceeded sent.")),
    ICMP6_OUT_ECHOS(counter("icmp6/out_echos", PACKETS, "Echo requests sent.")),
    ICMP6_OUT_ECHO_REPLIES(counter("icmp6/out_echo_replies", PACKETS, "Echo replies sent.")),
    ICMP6_OUT_ROUTER_SOLICITS(counter("icmp6/out_router_solicits", PACKETS, "Router solicitations sent.")),
    ICMP6_OUT_NEIGHBOR_SOLICITS(counter("icmp6/out_neighbor_solicits", PACKETS, "Neighbour solicitations sent.")),
    ICMP6_OUT_NEIGHBOR_ADVERTISEMENTS(
            counter("icmp6/out_neighbor_advertisements", PACKETS, "Neighbour advertisements sent.")),
    UDP6_IN_DATAGRAMS(counter("udp6/in_datagrams", PACKETS, "Datagrams delivered.")),
    UDP6_NO_PORTS(counter("udp6/no_ports", PACKETS, "Datagrams to a port where nobody listens.")),
    UDP6_IN_ERRORS(counter("udp6/in_errors", PACKETS, "Datagrams not delivered for another reason.")),
    UDP6_OUT_DATAGRAMS(counter("udp6/out_datagrams", PACKETS, "Datagrams sent.")),
    UDP6_RCVBUF_ERRORS(counter("udp6/rcvbuf_errors", PACKETS, "Datagrams for which a receive buffer had no room.")),
    UDP6_SNDBUF_ERRORS(counter("udp6/sndbuf_errors", PACKETS, "Datagrams for which a send buffer had no room.")),
    UDP6_IN_CSUM_ERRORS(counter("udp6/in_csum_errors", PACKETS, "Datagrams with a wrong checksum.")),
    UDPLITE6_IN_ERRORS(counter("udplite6/in_errors", PACKETS, "Datagrams of UDP-Lite not delivered.").onRequest());

    public static final Sensor<Snmp6> SENSOR =
            Sensor.at("proc/net/snmp6", Snmp6.class).reads("proc/net/snmp6", new Snmp6Text()).onRequest();

    private final Spec spec;

    Snmp6(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Snmp6> sensor() {
        return SENSOR;
    }

    private static final class Snmp6Text implements Sensor.Parser<Snmp6> {
        private static final Names LINES = Names.of(values(), "");

        @Override
        public void parse(Cursor text, Table<Snmp6> out) {
            LINES.parse(text, out);
        }
    }
}
