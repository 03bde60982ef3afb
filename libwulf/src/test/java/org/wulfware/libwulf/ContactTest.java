package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How far an attempt came, by real sockets.
@Timeout(60)
class ContactTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Settings EAGER = Settings.usual().limits(LONG, LONG).patience(LONG);

    private static Contact contact(Settings settings, Host host) throws InterruptedException {
        try (var poller = new Poller(List.of(host), Asking.DEFAULT, settings)) {
            poller.poll();
            poller.await(LONG);
            return poller.contacts().getFirst();
        }
    }

    @Test
    void aNameWithoutAnAddressIsTheFirstThatMayFail() throws Exception {
        var lost = EAGER.lookup(name -> {
            throw new UnknownHostException(name);
        });
        assertThat(contact(lost, Host.named("lost"))).isEqualTo(Contact.NONE);
    }

    @Test
    void whereNobodyListensTheAddressIsKnown() throws Exception {
        int port;
        try (var node = TestNode.answering("")) {
            port = node.port();
        }
        var contact = contact(EAGER, new Host("n", "127.0.0.1", port));
        assertThat(contact.stage()).isEqualTo(Contact.Stage.CONNECTING);
        assertThat(contact.there()).contains(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    @Test
    void whoHangsUpWithoutAWordHasNotBeenHeard() throws Exception {
        try (var node = TestNode.serving((in, out) -> {})) {
            var contact = contact(EAGER, node.host());
            assertThat(contact.stage()).isEqualTo(Contact.Stage.TALKING);
            assertThat(contact.here().map(InetSocketAddress::getAddress)).contains(InetAddress.ofLiteral("127.0.0.1"));
            assertThat(contact.heard()).isEmpty();
        }
    }

    @Test
    void ofWhatComesTheBeginningIsKept() throws Exception {
        try (var node = TestNode.serving((in, out) -> TestNode.write(out, "SSH-2.0-x\r\n" + "y".repeat(200)))) {
            var contact = contact(EAGER, node.host());
            assertThat(contact.heard()).startsWith("SSH-2.0-x\r\nyyy").hasSizeLessThanOrEqualTo(Contact.MOST_HEARD);
        }
    }

    @Test
    void whoDoesNotSpeakTlsIsToldFromWhoseFilesAreMissing() throws Exception {
        try (var node = TestNode.serving((in, out) -> TestNode.write(out, "SSH-2.0-x\r\n"))) {
            var contact = contact(EAGER, node.host().over(Tls.USUAL));
            assertThat(contact.stage()).isEqualTo(Contact.Stage.HANDSHAKE);
            assertThat(contact.fault()).contains(TlsFault.NOT_SPOKEN);
            var missing = contact(EAGER, node.host().over(Tls.by(Path.of("/nowhere.pem"))));
            assertThat(missing.stage()).isEqualTo(Contact.Stage.NAME);
            assertThat(missing.fault()).contains(TlsFault.OUR_FILES);
        }
    }
}
