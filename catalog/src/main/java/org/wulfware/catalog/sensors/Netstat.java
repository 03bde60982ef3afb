package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PACKETS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What TCP and IP have done, as Linux counts it beyond [Snmp], `/proc/net/netstat`: for each a line of names and a line of numbers.
/// ```text
/// TcpExt: SyncookiesSent SyncookiesRecv ListenOverflows ListenDrops
/// TcpExt: 0 0 10 10
/// ```
/// Nearly every kernel adds some; those most asked for are declared. `IpExt` came with 2.6.31.
public enum Netstat implements Field {
    TCP_EXT_SYNCOOKIES_SENT(counter("tcp_ext/syncookies_sent", NONE, "SYN cookies sent.")),
    TCP_EXT_SYNCOOKIES_RECV(counter("tcp_ext/syncookies_recv", NONE, "SYN cookies that came back.")),
    TCP_EXT_SYNCOOKIES_FAILED(counter("tcp_ext/syncookies_failed", NONE, "SYN cookies that came back wrong.")),
    TCP_EXT_EMBRYONIC_RSTS(counter("tcp_ext/embryonic_rsts", NONE, "Resets of connections not yet accepted.")),
    TCP_EXT_PRUNE_CALLED(
            counter("tcp_ext/prune_called", NONE, "Times that a receive buffer was pruned for want of room.")),
    TCP_EXT_RCV_PRUNED(counter("tcp_ext/rcv_pruned", PACKETS, "Packets dropped by pruning.")),
    TCP_EXT_OFO_PRUNED(counter("tcp_ext/ofo_pruned", PACKETS, "Packets out of order dropped by pruning.")),
    TCP_EXT_TW(counter("tcp_ext/tw", NONE, "Connections that ended in time-wait.")),
    TCP_EXT_TW_RECYCLED(counter("tcp_ext/tw_recycled", NONE, "Time-wait sockets taken for new connections.")),
    TCP_EXT_TW_KILLED(counter("tcp_ext/tw_killed", NONE, "Time-wait sockets ended early.")),
    TCP_EXT_PAWS_ACTIVE(counter("tcp_ext/paws_active", PACKETS, "Answers to connects refused for an old time stamp.")),
    TCP_EXT_PAWS_ESTAB(counter("tcp_ext/paws_estab", PACKETS, "Packets refused for an old time stamp.")),
    TCP_EXT_DELAYED_ACKS(counter("tcp_ext/delayed_acks", NONE, "Acknowledgements sent late on purpose.")),
    TCP_EXT_DELAYED_ACK_LOCKED(counter("tcp_ext/delayed_ack_locked", NONE, "Such that were held up by the program.")),
    TCP_EXT_DELAYED_ACK_LOST(counter("tcp_ext/delayed_ack_lost", NONE, "Such that the peer did not wait for.")),
    TCP_EXT_LISTEN_OVERFLOWS(
            counter("tcp_ext/listen_overflows", NONE, "Connections that a full queue kept from being accepted.")),
    TCP_EXT_LISTEN_DROPS(counter("tcp_ext/listen_drops", NONE, "Connections dropped before they were accepted.")),
    TCP_EXT_TCP_HP_HITS(counter("tcp_ext/tcp_hp_hits", PACKETS, "Packets that took the short way.")),
    TCP_EXT_TCP_PURE_ACKS(counter("tcp_ext/tcp_pure_acks", PACKETS, "Acknowledgements without data.")),
    TCP_EXT_TCP_HP_ACKS(counter("tcp_ext/tcp_hp_acks", PACKETS, "Acknowledgements that took the short way.")),
    TCP_EXT_TCP_RENO_RECOVERY(
            counter("tcp_ext/tcp_reno_recovery", NONE, "Recoveries from loss without selective acknowledgements.")),
    TCP_EXT_TCP_SACK_RECOVERY(
            counter("tcp_ext/tcp_sack_recovery", NONE, "Recoveries from loss with selective acknowledgements.")),
    TCP_EXT_TCP_SACK_RENEGING(
            counter("tcp_ext/tcp_sack_reneging", NONE, "Times that a peer took a selective acknowledgement back.")),
    TCP_EXT_TCP_LOST_RETRANSMIT(
            counter("tcp_ext/tcp_lost_retransmit", PACKETS, "Packets sent again that were lost again.")),
    TCP_EXT_TCP_FAST_RETRANS(counter("tcp_ext/tcp_fast_retrans", PACKETS, "Packets sent again at once.")),
    TCP_EXT_TCP_SLOW_START_RETRANS(
            counter("tcp_ext/tcp_slow_start_retrans", PACKETS, "Packets sent again in slow start.")),
    TCP_EXT_TCP_TIMEOUTS(counter("tcp_ext/tcp_timeouts", NONE, "Times that an acknowledgement did not come in time.")),
    TCP_EXT_TCP_LOSS_PROBES(counter("tcp_ext/tcp_loss_probes", PACKETS, "Packets sent to find out about a loss.")),
    TCP_EXT_TCP_LOSS_PROBE_RECOVERY(counter("tcp_ext/tcp_loss_probe_recovery", NONE, "Losses found and mended so.")),
    TCP_EXT_TCP_RCV_COLLAPSED(
            counter("tcp_ext/tcp_rcv_collapsed", PACKETS, "Packets merged in a receive buffer for want of room.")),
    TCP_EXT_TCP_DSACK_OLD_SENT(counter("tcp_ext/tcp_dsack_old_sent", PACKETS, "Duplicates received and reported.")),
    TCP_EXT_TCP_DSACK_RECV(counter("tcp_ext/tcp_dsack_recv", PACKETS, "Duplicates that a peer reported.")),
    TCP_EXT_TCP_ABORT_ON_DATA(counter("tcp_ext/tcp_abort_on_data", NONE, "Connections ended with data unread.")),
    TCP_EXT_TCP_ABORT_ON_CLOSE(
            counter("tcp_ext/tcp_abort_on_close", NONE, "Connections reset because the program closed early.")),
    TCP_EXT_TCP_ABORT_ON_MEMORY(counter("tcp_ext/tcp_abort_on_memory", NONE, "Connections ended for want of memory.")),
    TCP_EXT_TCP_ABORT_ON_TIMEOUT(
            counter("tcp_ext/tcp_abort_on_timeout", NONE, "Connections ended because the peer was silent.")),
    TCP_EXT_TCP_ABORT_ON_LINGER(counter("tcp_ext/tcp_abort_on_linger", NONE, "Connections ended while lingering.")),
    TCP_EXT_TCP_ABORT_FAILED(counter("tcp_ext/tcp_abort_failed", NONE, "Resets that could not be sent.")),
    TCP_EXT_TCP_MEMORY_PRESSURES(counter("tcp_ext/tcp_memory_pressures", NONE, "Times that TCP ran short of memory.")),
    TCP_EXT_TCP_SPURIOUS_RTOS(counter("tcp_ext/tcp_spurious_rtos", NONE, "Time-outs that were none.")),
    TCP_EXT_TCP_BACKLOG_DROP(
            counter("tcp_ext/tcp_backlog_drop", PACKETS, "Packets dropped because a socket was locked too long.")),
    TCP_EXT_PF_MEMALLOC_DROP(
            counter("tcp_ext/pf_memalloc_drop", PACKETS, "Packets dropped because memory was kept for reclaim.")),
    TCP_EXT_IP_REVERSE_PATH_FILTER(
            counter("tcp_ext/ip_reverse_path_filter", PACKETS, "Packets dropped because their sender is elsewhere.")),
    TCP_EXT_TCP_TIME_WAIT_OVERFLOW(
            counter("tcp_ext/tcp_time_wait_overflow", NONE, "Time-wait sockets that there was no room for.")),
    TCP_EXT_TCP_REQ_Q_FULL_DO_COOKIES(counter("tcp_ext/tcp_req_q_full_do_cookies", NONE,
            "Connects answered with cookies because the queue was full.")),
    TCP_EXT_TCP_REQ_Q_FULL_DROP(
            counter("tcp_ext/tcp_req_q_full_drop", NONE, "Connects dropped because the queue was full.")),
    TCP_EXT_TCP_RETRANS_FAIL(counter("tcp_ext/tcp_retrans_fail", PACKETS, "Packets that could not be sent again.")),
    TCP_EXT_TCP_RCV_COALESCE(counter("tcp_ext/tcp_rcv_coalesce", PACKETS, "Packets merged on arrival.")),
    TCP_EXT_TCP_OFO_QUEUE(counter("tcp_ext/tcp_ofo_queue", PACKETS, "Packets that came out of order.")),
    TCP_EXT_TCP_OFO_DROP(counter("tcp_ext/tcp_ofo_drop", PACKETS, "Packets out of order dropped.")),
    TCP_EXT_TCP_CHALLENGE_ACK(counter("tcp_ext/tcp_challenge_ack", PACKETS, "Challenges sent to doubtful packets.")),
    TCP_EXT_TCP_AUTO_CORKING(counter("tcp_ext/tcp_auto_corking", NONE, "Times that small writes were gathered.")),
    TCP_EXT_TCP_FROM_ZERO_WINDOW_ADV(
            counter("tcp_ext/tcp_from_zero_window_adv", NONE, "Times that a closed window opened again.")),
    TCP_EXT_TCP_TO_ZERO_WINDOW_ADV(counter("tcp_ext/tcp_to_zero_window_adv", NONE, "Times that a window closed.")),
    TCP_EXT_TCP_WANT_ZERO_WINDOW_ADV(
            counter("tcp_ext/tcp_want_zero_window_adv", NONE, "Times that a window should have closed.")),
    TCP_EXT_TCP_SYN_RETRANS(counter("tcp_ext/tcp_syn_retrans", PACKETS, "Connects sent again.")),
    TCP_EXT_TCP_ORIG_DATA_SENT(
            counter("tcp_ext/tcp_orig_data_sent", PACKETS, "Packets with data sent for the first time.")),
    TCP_EXT_TCP_KEEP_ALIVE(counter("tcp_ext/tcp_keep_alive", PACKETS, "Keep-alive probes sent.")),
    TCP_EXT_TCP_DELIVERED(counter("tcp_ext/tcp_delivered", PACKETS, "Packets known to have arrived.")),
    TCP_EXT_TCP_ZERO_WINDOW_DROP(
            counter("tcp_ext/tcp_zero_window_drop", PACKETS, "Packets dropped because the window was closed.")),
    TCP_EXT_TCP_RCV_Q_DROP(
            counter("tcp_ext/tcp_rcv_q_drop", PACKETS, "Packets dropped because a receive buffer was full.")),
    TCP_EXT_TCP_WQUEUE_TOO_BIG(
            counter("tcp_ext/tcp_wqueue_too_big", NONE, "Times that a write queue was too large to be split.")),
    IP_EXT_IN_NO_ROUTES(counter("ip_ext/in_no_routes", PACKETS, "Packets received without a route.")),
    IP_EXT_IN_TRUNCATED_PKTS(counter("ip_ext/in_truncated_pkts", PACKETS, "Packets cut short.")),
    IP_EXT_IN_MCAST_PKTS(counter("ip_ext/in_mcast_pkts", PACKETS, "Multicast packets received.")),
    IP_EXT_OUT_MCAST_PKTS(counter("ip_ext/out_mcast_pkts", PACKETS, "Multicast packets sent.")),
    IP_EXT_IN_BCAST_PKTS(counter("ip_ext/in_bcast_pkts", PACKETS, "Broadcast packets received.")),
    IP_EXT_OUT_BCAST_PKTS(counter("ip_ext/out_bcast_pkts", PACKETS, "Broadcast packets sent.")),
    IP_EXT_IN_OCTETS(counter("ip_ext/in_octets", BYTES, "Bytes received.")),
    IP_EXT_OUT_OCTETS(counter("ip_ext/out_octets", BYTES, "Bytes sent.")),
    IP_EXT_IN_MCAST_OCTETS(counter("ip_ext/in_mcast_octets", BYTES, "Multicast bytes received.")),
    IP_EXT_OUT_MCAST_OCTETS(counter("ip_ext/out_mcast_octets", BYTES, "Multicast bytes sent.")),
    IP_EXT_IN_BCAST_OCTETS(counter("ip_ext/in_bcast_octets", BYTES, "Broadcast bytes received.")),
    IP_EXT_OUT_BCAST_OCTETS(counter("ip_ext/out_bcast_octets", BYTES, "Broadcast bytes sent.")),
    IP_EXT_IN_CSUM_ERRORS(counter("ip_ext/in_csum_errors", PACKETS, "Packets with a wrong checksum.")),
    IP_EXT_IN_NO_ECT_PKTS(counter("ip_ext/in_no_ect_pkts", PACKETS, "Packets that know nothing of congestion marks.")),
    IP_EXT_IN_ECT1_PKTS(counter("ip_ext/in_ect1_pkts", PACKETS, "Packets marked ECT(1).")),
    IP_EXT_IN_ECT0_PKTS(counter("ip_ext/in_ect0_pkts", PACKETS, "Packets marked ECT(0).")),
    IP_EXT_IN_CE_PKTS(counter("ip_ext/in_ce_pkts", PACKETS, "Packets marked as having met congestion."));

    public static final Sensor<Netstat> SENSOR =
            Sensor.at("proc/net/netstat", Netstat.class).reads("proc/net/netstat", new NetstatText()).onRequest();

    private final Spec spec;

    Netstat(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Netstat> sensor() {
        return SENSOR;
    }

    private static final class NetstatText implements Sensor.Parser<Netstat> {
        private static final HeadedLines<Netstat> TCP_EXT = new HeadedLines<>("TcpExt: ", "tcp_ext/", values());
        private static final HeadedLines<Netstat> IP_EXT = new HeadedLines<>("IpExt: ", "ip_ext/", values());

        @Override
        public void parse(Cursor text, Table<Netstat> out) {
            out.row();
            while (!text.atEnd()) {
                if (!TCP_EXT.take(text, out) && !IP_EXT.take(text, out)) {
                    text.nextLine();
                }
            }
        }
    }
}
