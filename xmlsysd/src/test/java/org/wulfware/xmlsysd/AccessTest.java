package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AccessTest {
    private final Texts node = new Texts()
            .with("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n")
            .process(7, "job", 'R', 1000, 5);

    @Test
    void aSubnetIsTheAddressesThatBeginWithItsBits() {
        assertThat(allows("10.0.0.0/8", "10.255.1.2")).isTrue();
        assertThat(allows("10.0.0.0/8", "11.0.0.1")).isFalse();
        assertThat(allows("192.0.2.128/25", "192.0.2.129")).isTrue();
        assertThat(allows("192.0.2.128/25", "192.0.2.127")).isFalse();
        assertThat(allows("192.0.2.4/30", "192.0.2.7")).isTrue();
        assertThat(allows("192.0.2.4/30", "192.0.2.8")).isFalse();
        assertThat(allows("192.0.2.7", "192.0.2.7")).isTrue();
        assertThat(allows("192.0.2.7", "192.0.2.6")).isFalse();
        assertThat(allows("0.0.0.0/0", "203.0.113.9")).isTrue();
        assertThat(allows("0.0.0.0/0", "2001:db8::1")).isFalse();
        assertThat(allows("2001:db8::/33", "2001:db8:7fff::1")).isTrue();
        assertThat(allows("2001:db8::/33", "2001:db8:8000::1")).isFalse();
        assertThat(allows("192.0.2.1 2001:db8::7", "2001:db8::7")).isTrue();
        assertThat(allows("all", "203.0.113.9")).isTrue();
    }

    @Test
    void thisHostIsWhateverIsItsOwnAddress() {
        assertThat(allows("local", "127.0.0.1")).isTrue();
        assertThat(allows("local", "127.3.4.5")).isTrue();
        assertThat(allows("local", "::1")).isTrue();
        assertThat(allows("local", "203.0.113.9")).isFalse();
        assertThat(allows("subnets", "203.0.113.9")).isFalse();
        assertThat(Access.DEFAULT.allows(InetAddress.ofLiteral("203.0.113.9"), 0)).isFalse();
        assertThat(Access.DEFAULT.allows(InetAddress.ofLiteral("127.0.0.1"), 0)).isTrue();
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (var wrong : List.of("example.org", "10.1", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/x",
                "10.0.0.256",
                "fe80::1%eth0", "/8", "1.2.3.4/", "everybody")) {
            assertThat(Access.of(List.of(wrong))).as(wrong).isNull();
        }
    }

    @Test
    void aClientThatMayNotConnectIsClosedWithoutAWordAndCounted() throws Exception {
        var ledger = new Ledger();
        var inForce = new InForce(with(Objects.requireNonNull(Access.of(List.of("192.0.2.1")))));
        try (var daemon =
                new TestDaemon(TestDaemon.xml(node, Clock.system()), inForce, ledger, Clock.system())) {
            assertThat(TestDaemon.rest(daemon.connect())).isEmpty();
            inForce.set(Settings.defaults(7887), null);
            assertThat(daemon.talk("get //load1\nquit\n")).contains("<load1>0.20</load1>");
        }
        assertThat(ledger.refusedAddress).isEqualTo(1);
        assertThat(ledger.connections).isEqualTo(1);
        assertThat(ledger.bytes).isPositive();
    }

    @Test
    void commandLinesAreForThoseWhoAreTrusted() {
        var inForce = TestDaemon.defaults();
        for (var isTrusted : List.of(true, false)) {
            for (var policy : Settings.Cmdline.values()) {
                inForce.set(with(policy), null);
                var conversation = new XmlConversation(
                        new Sampler(node, new Golem.ThatClock()), TestDaemon.quiet(), inForce, isTrusted);
                var isTold = policy == Settings.Cmdline.ALL || (policy == Settings.Cmdline.OWN && isTrusted);
                assertThat(answers(conversation, "off all\non pids\npids all\ncmdline on\nsend\n")
                        .contains("/bin/job --pid 7"))
                        .isEqualTo(isTold);
                assertThat(answers(conversation, "get //task/cmdline\n").contains("/bin/job --pid 7"))
                        .isEqualTo(isTold);
            }
        }
    }

    private static String answers(Conversation conversation, String commands) {
        var text = commands.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        conversation.accept(text, text.length);
        var answers = new ArrayList<String>();
        var answer = new org.wulfware.wire.Sink();
        while (conversation.next(answer)) {
            answers.add(new String(
                    answer.array(), answer.from(), answer.length(), java.nio.charset.StandardCharsets.US_ASCII));
        }
        return String.join("", answers);
    }

    private static Settings with(Access access) {
        var usual = Settings.defaults(7887);
        return new Settings(usual.port(), null, 8, 8, access, List.of(), usual.cmdline(), usual.masks(),
                usual.lineNanos(), usual.idleNanos(), null, 0, 0, usual.answerBytes(), null);
    }

    private static Settings with(Settings.Cmdline cmdline) {
        var usual = Settings.defaults(7887);
        return new Settings(usual.port(), null, 8, 8, usual.access(), List.of(), cmdline, usual.masks(),
                usual.lineNanos(), usual.idleNanos(), null, 0, 0, usual.answerBytes(), null);
    }

    private static boolean allows(String words, String address) {
        var access = Access.of(List.of(words.split(" ")));
        return access != null && access.allows(InetAddress.ofLiteral(address), 0);
    }
}
