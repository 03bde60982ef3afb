package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;

class Ipv6Test {
    @Test
    void addressesAreHosts() throws Exception {
        assertThat(HostNames
                .hosts("2001:db8::1,[2001:db8::1]:7900,fe80::1%eth0,[::1],[fe80::2%ib0.8001]:1,n[1-2],::ffff:10.0.0.1"))
                .containsExactly(Host.named("2001:db8::1"), Host.named("2001:db8::1").port(7900),
                        Host.named("fe80::1%eth0"), Host.named("::1"), Host.named("fe80::2%ib0.8001").port(1),
                        Host.named("n1"), Host.named("n2"), Host.named("::ffff:10.0.0.1"));
        assertThat(HostNames.hosts("2001:db8::1,2001:db8::2!2001:db8::1")).containsExactly(Host.named("2001:db8::2"));
        assertThat(HostNames.hosts("abc:7900")).containsExactly(Host.named("abc").port(7900));
    }

    @Test
    void whatIsNoneIsQuoted() {
        refused("2001:db8", "\"2001:db8\", column 6: a port from 1 to 65535 is expected, not \"db8\"");
        refused("1:2:3", "\"1:2:3\", column 1: \"1:2:3\" is no address of IPv6");
        refused("a,[2001:db8::1",
                "\"a,[2001:db8::1\", column 3: the bracket around an address is not closed behind it");
        refused("[2001:db8::1]x", "\"[2001:db8::1]x\", column 14: \"x\" does not belong into a host's name");
        refused("[::1]:0", "\"[::1]:0\", column 7: a port from 1 to 65535 is expected, not \"0\"");
    }

    @Test
    void addressesDoNotFoldAndAreReadAgain() throws Exception {
        var typed = "2001:db8::1,2001:db8::2,[2001:db8::1]:7900,fe80::1%eth0,fe80::1%eth1,n1,n2";
        var folded = Folding.foldHosts(HostNames.hosts(typed));
        assertThat(folded).isEqualTo("2001:db8::1,2001:db8::2,fe80::1%eth0,fe80::1%eth1,n[1-2],[2001:db8::1]:7900");
        assertThat(HostNames.hosts(folded)).containsExactlyInAnyOrderElementsOf(HostNames.hosts(typed));
        assertThat(Folding.sortedHosts(HostNames.hosts(typed))).contains("[2001:db8::1]:7900", "fe80::1%eth1");
    }

    @Test
    void certificatesAreForTheAddressWithoutItsZone() {
        assertThat(Host.named("fe80::1%eth0").certifiedName()).isEqualTo("fe80::1");
        assertThat(new Host("[2001:db8::1]:7888", "2001:db8::1", 7888).certifiedName()).isEqualTo("2001:db8::1");
        assertThat(new Host("gw:7888", "10.0.0.1", 7888).certifiedName()).isEqualTo("gw");
        assertThat(new Host("2001:db8::7888", "2001:db8::7888", 7888).certifiedName()).isEqualTo("2001:db8::7888");
    }

    @Test
    void theAddressOfThisMachineIsAsked() throws Exception {
        try (var node = TestNode.answering("<xmlsysd><proc/></xmlsysd>")) {
            var host = HostNames.hosts("[::ffff:127.0.0.1]:" + node.port()).getFirst();
            try (var poller = new Poller(List.of(host), Asking.DEFAULT, Settings.usual())) {
                poller.poll();
                assertThat(poller.await(Duration.ofSeconds(20)).getFirst().isUp()).isTrue();
            }
        }
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> HostNames.hosts(text)).isInstanceOf(SyntaxException.class).hasMessage(message);
    }
}
