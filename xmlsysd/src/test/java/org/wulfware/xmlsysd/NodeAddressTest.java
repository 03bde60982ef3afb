package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class NodeAddressTest {
    @Test
    void ipv4ComesFirstThenWhatOthersCanReach() throws UnknownHostException {
        assertThat(of("fe80::1", "fd00::5", "10.2.3.4")).isEqualTo("10.2.3.4");
        assertThat(of("fe80::1", "fd00::5", "fd00::6")).isEqualTo("fd00::5");
        assertThat(of("fe80::1", "fe80::2")).isEqualTo("fe80::1");
        assertThat(of()).isEqualTo("null");
    }

    @Test
    void ipv6IsWrittenShort() throws UnknownHostException {
        for (var text : new String[]{
            "::", "::1", "fd00::5", "2001:db8::1:0:0:1", "2001:db8:0:1:1:1:1:1", "1:0:0:2::3", "a::", "0:1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:0", "::2:3:4:5:6:7", "1::4:5:6:7:0"
        }) {
            assertThat(NodeAddress.numeric(InetAddress.getByName(text))).isEqualTo(text);
        }
        assertThat(NodeAddress.numeric(InetAddress.getByName("192.168.0.1"))).isEqualTo("192.168.0.1");
    }

    private static String of(String... texts) throws UnknownHostException {
        var all = new ArrayList<InetAddress>();
        for (var text : texts) {
            all.add(InetAddress.getByName(text));
        }
        var found = NodeAddress.of(Collections.enumeration(all));
        return found == null ? "null" : NodeAddress.numeric(found);
    }
}
