package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// TCP sockets by state, counted from `/proc/net/tcp` and `/proc/net/tcp6`, a line a socket:
/// ```text
///   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
///    0: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1060 1 0000000007c816df
/// ```
/// The fourth column is the state in hexadecimal, 01 to 0C (`include/net/tcp_states.h`). A busy server has a hundred thousand lines, for which the kernel
/// takes a tenth of a second: ask seldom. They are read part by part and none is kept.
public enum TcpStates implements Field {
    TCP_ESTABLISHED(gauge("tcp/established", NONE, "Connections established.")),
    TCP_SYN_SENT(gauge("tcp/syn_sent", NONE, "Connects sent.")),
    TCP_SYN_RECV(gauge("tcp/syn_recv", NONE, "Connects received and answered.")),
    TCP_FIN_WAIT1(gauge("tcp/fin_wait1", NONE, "Closed here, not yet acknowledged.")),
    TCP_FIN_WAIT2(gauge("tcp/fin_wait2", NONE, "Closed here and acknowledged.")),
    TCP_TIME_WAIT(gauge("tcp/time_wait", NONE, "Waiting for stray packets to die.")),
    TCP_CLOSE(gauge("tcp/close", NONE, "Sockets that are not connected.")),
    TCP_CLOSE_WAIT(gauge("tcp/close_wait", NONE, "Closed by the peer, not yet here.")),
    TCP_LAST_ACK(gauge("tcp/last_ack", NONE, "Closed by both, not yet acknowledged.")),
    TCP_LISTEN(gauge("tcp/listen", NONE, "Listening sockets.")),
    TCP_CLOSING(gauge("tcp/closing", NONE, "Closed by both at the same time.")),
    TCP_NEW_SYN_RECV(gauge("tcp/new_syn_recv", NONE, "Connects received, where the kernel counts them apart.")),
    TCP6_ESTABLISHED(gauge("tcp6/established", NONE, "Connections established.")),
    TCP6_SYN_SENT(gauge("tcp6/syn_sent", NONE, "Connects sent.")),
    TCP6_SYN_RECV(gauge("tcp6/syn_recv", NONE, "Connects received and answered.")),
    TCP6_FIN_WAIT1(gauge("tcp6/fin_wait1", NONE, "Closed here, not yet acknowledged.")),
    TCP6_FIN_WAIT2(gauge("tcp6/fin_wait2", NONE, "Closed here and acknowledged.")),
    TCP6_TIME_WAIT(gauge("tcp6/time_wait", NONE, "Waiting for stray packets to die.")),
    TCP6_CLOSE(gauge("tcp6/close", NONE, "Sockets that are not connected.")),
    TCP6_CLOSE_WAIT(gauge("tcp6/close_wait", NONE, "Closed by the peer, not yet here.")),
    TCP6_LAST_ACK(gauge("tcp6/last_ack", NONE, "Closed by both, not yet acknowledged.")),
    TCP6_LISTEN(gauge("tcp6/listen", NONE, "Listening sockets.")),
    TCP6_CLOSING(gauge("tcp6/closing", NONE, "Closed by both at the same time.")),
    TCP6_NEW_SYN_RECV(gauge("tcp6/new_syn_recv", NONE, "Connects received, where the kernel counts them apart."));

    public static final Sensor<TcpStates> SENSOR = Sensor.at("proc/net/tcp_states", TcpStates.class)
            .reads("proc/net/tcp", new StatesText(TCP_ESTABLISHED), TCP_ESTABLISHED, TCP_SYN_SENT, TCP_SYN_RECV,
                    TCP_FIN_WAIT1, TCP_FIN_WAIT2, TCP_TIME_WAIT, TCP_CLOSE, TCP_CLOSE_WAIT, TCP_LAST_ACK, TCP_LISTEN,
                    TCP_CLOSING, TCP_NEW_SYN_RECV)
            .inParts()
            .reads("proc/net/tcp6", new StatesText(TCP6_ESTABLISHED), TCP6_ESTABLISHED, TCP6_SYN_SENT, TCP6_SYN_RECV,
                    TCP6_FIN_WAIT1, TCP6_FIN_WAIT2, TCP6_TIME_WAIT, TCP6_CLOSE, TCP6_CLOSE_WAIT, TCP6_LAST_ACK,
                    TCP6_LISTEN, TCP6_CLOSING, TCP6_NEW_SYN_RECV)
            .inParts()
            .onRequest();

    private static final int STATES = 12;
    private static final byte[] HEADING = Cursor.literal("sl ");

    private final Spec spec;

    TcpStates(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<TcpStates> sensor() {
        return SENSOR;
    }

    /// @param first the field of the first state
    private record StatesText(TcpStates first) implements Sensor.Parser<TcpStates> {
        @Override
        public void parse(Cursor text, Table<TcpStates> out) {
            out.onlyRow();
            var slot = first.ordinal();
            if (out.cell(0, slot) == ABSENT && text.blanks().take(HEADING)) {
                for (var state = 0; state < STATES; state++) {
                    out.set(0, slot + state, 0);
                }
                text.nextLine();
            }
            for (; !text.atEnd(); text.nextLine()) {
                if (text.skip(3).word() && text.wordLength() == 2 && text.wordByte(0) == '0') {
                    var state = Character.digit(text.wordByte(1), 16) - 1;
                    if (state >= 0 && state < STATES && text.restOfLine() && out.cell(0, slot + state) != ABSENT) {
                        out.set(0, slot + state, out.cell(0, slot + state) + 1);
                    }
                }
            }
        }
    }
}
