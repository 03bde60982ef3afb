package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArpTest {
    @Test
    void neighboursAreCountedByInterface() {
        assertThat(Parsed.of(Arp.SENSOR, "proc/net/arp", """
                IP address       HW type     Flags       HW address            Mask     Device
                192.168.1.1      0x1         0x2         cc:aa:dd:ee:aa:bb     *        eth0
                192.168.1.4      0x1         0x2         dd:ee:ff:aa:bb:cc     *        eth1
                192.168.1.5      0x1         0x2
                192.168.1.2      0x1         0x0         00:00:00:00:00:00     *        eth0
                192.168.1.3      0x1         0x2         dd:ee:ff:aa:bb:cd     *        et""")).isEqualTo("""
                DEVICE='eth0' ENTRIES=2
                DEVICE='eth1' ENTRIES=1
                """);
    }
}
