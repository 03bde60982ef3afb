package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wulfware.libwulf.Contact;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Tls;
import org.wulfware.libwulf.TlsFault;

/// What no loopback can be made to do.
class DownDiagnosisTest {
    private static final Host HOST = Host.named("node7");

    private static HostFacts.Attempt attempt(Host host, Contact.Stage stage, String reason, Optional<TlsFault> fault) {
        var contact = new Contact(stage, Optional.of(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 40_000)),
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), host.port())), "", fault);
        var state = HostState.pending(host, Instant.EPOCH).down(new Poll.Refused(reason), Instant.EPOCH);
        return new HostFacts.Attempt(state, contact);
    }

    private static String line(Host host, HostFacts.Attempt attempt, HostFacts.Attempt... others) {
        var finding = new DownDiagnosis(attempt, List.of(others), new Advice(host, Optional.empty(), false)).finding();
        return finding.cause().word() + ": " + finding.line() + ": " + finding.next();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no route to host | unreachable: no route to host: it is off, or a firewall rejects port 7887: ping -c 3 node7
            network is unreachable | unreachable: this machine has no route to its network: ip route get node7
            too many open files | here: no connection to port 7887: too many open files: ip route get node7
            connection refused | no-daemon: no daemon: connection refused on port 7887: ssh -t node7 sudo systemctl enable --now xmlsysd
            """)
    void whyThereIsNoConnection(String reason, String expected) {
        assertThat(line(HOST, attempt(HOST, Contact.Stage.CONNECTING, reason, Optional.empty()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NOT_YET_VALID | its certificate is not valid before 2031-01-01T00:00:00Z | not-yet-valid: its certificate is not valid yet: not valid before 2031-01-01T00:00:00Z
            CERTIFICATE | its certificate: odd | certificate: its certificate is not accepted: its certificate: odd
            REFUSES_OURS | it refuses us: bad certificate | refuses-certificate: it does not accept how this machine speaks TLS: it refuses us: bad certificate
            OTHER | no record of it | tls: TLS fails: no record of it
            NOT_SPOKEN | it does not speak it | no-tls: port 7888 does not speak TLS
            """)
    void whatIsWrongWithTls(TlsFault fault, String reason, String expected) {
        var host = HOST.port(7888).over(Tls.USUAL);
        assertThat(line(host, attempt(host, Contact.Stage.HANDSHAKE, "TLS: " + reason, Optional.of(fault))))
                .startsWith(expected + ": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNKNOWN_AUTHORITY | tls-only: nothing listens on port 7887, but port 7888 speaks TLS: give it a <tls/> in the wulfhosts file: man wulfhosts
            NOT_SPOKEN | no-daemon: no daemon: connection refused on port 7887: ssh -t node7 sudo systemctl enable --now xmlsysd
            """)
    void whereNobodyListensInClearTheOtherPortIsLookedAt(TlsFault fault, String expected) {
        var other = HOST.port(7888).over(Tls.USUAL);
        assertThat(line(HOST, attempt(HOST, Contact.Stage.CONNECTING, "connection refused", Optional.empty()),
                attempt(other, Contact.Stage.HANDSHAKE, "TLS: x", Optional.of(fault)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            too many connections from one address | too-many-connections: it has as many connections from 10.0.0.1 as its connections-per-address allows: ss -tnp dport = :7888 and dst node7
            hung up | refused-address: it hangs up before TLS begins: its tls-allow does not name 10.0.0.1, or it has too many connections from there: ssh -t node7 sudoedit /etc/wulfware/xmlsysd.conf && ssh -t node7 sudo systemctl reload xmlsysd
            """)
    void whoIsHungUpOnOverTlsIsToldInClearIfItIsTheLimit(String inClear, String expected) {
        var host = HOST.port(7888).over(Tls.USUAL);
        assertThat(line(host, attempt(host, Contact.Stage.HANDSHAKE, "TLS: hung up in the handshake", Optional.empty()),
                attempt(HOST, Contact.Stage.TALKING, inClear, Optional.empty()))).isEqualTo(expected);
    }
}
