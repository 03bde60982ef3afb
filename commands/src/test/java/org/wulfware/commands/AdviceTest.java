package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.libwulf.Host;

class AdviceTest {
    private static Advice of(String name, String address) {
        return Advice.of(new Host(name, name, 7887), Optional.of(InetAddress.ofLiteral(address)));
    }

    @Test
    void whatIsToBeDoneOnAnotherHostGoesThereBySsh() {
        var there = of("node007", "192.0.2.7");
        assertThat(there.start()).isEqualTo("ssh -t node007 sudo systemctl enable --now xmlsysd");
        assertThat(there.kernelLog()).isEqualTo("ssh -t node007 'sudo dmesg -T | tail -n 20'");
        assertThat(there.configure()).isEqualTo("ssh -t node007 sudoedit /etc/wulfware/xmlsysd.conf"
                + " && ssh -t node007 sudo systemctl reload xmlsysd");
        assertThat(there.look("/proc/mdstat", false)).isEqualTo("ssh node007 head -n 3 /proc/mdstat");
        assertThat(there.connections()).isEqualTo("ss -tnp dport = :7887 and dst 192.0.2.7");
        assertThat(there.ping()).isEqualTo("ping -c 3 node007");
    }

    @Test
    void onThisMachineItIsDoneHere() {
        assertThat(of("localhost", "127.0.0.1").start()).isEqualTo("sudo systemctl enable --now xmlsysd");
        assertThat(of("::1", "::1").clock()).isEqualTo("timedatectl");
        assertThat(of("::1", "::1").connections()).isEqualTo("ss -tnp dport = :7887 and dst '[0:0:0:0:0:0:0:1]'");
    }

    @Test
    void oddNamesAreOneWordAndNothingElseForAShell() {
        var odd = Advice.of(new Host("a;b", "$(touch x)'", 7887), Optional.empty());
        assertThat(odd.lookUp()).isEqualTo("getent hosts '$(touch x)'\\'''");
        assertThat(Advice.of(new Host("g", "fe80::1%eth0", 7888), Optional.empty()).certificate("-dates"))
                .isEqualTo(
                        "openssl s_client -connect '[fe80::1%eth0]:7888' </dev/null 2>/dev/null | openssl x509 -noout"
                                + " -dates");
    }
}
