package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetClassTest {
    private static final String NET = "sys/class/net/";

    @Test
    void aLinkSaysItsSpeedAndWhatItIsOn() {
        assertThat(Surveying.of(NET + "eth0", """
                operstate: up
                carrier: 1
                speed: 10000
                duplex: full
                mtu: 9000
                address: 04:3f:72:b1:00:02
                carrier_changes: 4
                device -> ../../../0000:3b:00.0
                device/driver -> ../../../../bus/pci/drivers/mlx5_core
                """).sampled(NetClass.SENSOR)).isEqualTo("""
                NAME='eth0' OPERSTATE='up' CARRIER=1 SPEED=10000 DUPLEX='full' MTU=9000 ADDRESS='04:3f:72:b1:00:02'\
                 CARRIER_CHANGES=4 DEVICE='0000:3b:00.0' DRIVER='mlx5_core'
                """);
    }

    @Test
    void whatItIsAndWhatIsToBecomeOfItIsSaidOnRequest() {
        assertThat(Surveying.of(NET + "eth0", """
                flags: 0x1303
                dev_id: 0x20
                ifindex: 2
                iflink: -1
                tx_queue_len: 1000
                type: 1
                ifalias: to the store
                carrier_up_count: 3
                statistics/rx_nohandler: 4
                """).with(NET + "eth1", "flags: 0x1302").with(NET + "eth2", "flags: 1303").sampled(NetClass.SENSOR))
                .isEqualTo("""
                        NAME='eth0' ALIAS='to the store' ADMIN='up' FLAGS=4867 DEV_ID=32 INDEX=2 QUEUE=1000 TYPE=1 UP_COUNT=3\
                         NOHANDLER=4
                        NAME='eth1' ADMIN='down' FLAGS=4866
                        NAME='eth2'
                        """);
    }

    @Test
    void aLinkThatIsDownHasNoSpeed() {
        assertThat(Surveying.of(NET + "eth0", "operstate: down\ncarrier: 0\nspeed: -1\nduplex: unknown")
                .sampled(NetClass.SENSOR)).isEqualTo("NAME='eth0' OPERSTATE='down' CARRIER=0\n");
    }

    @Test
    void oldKernelsSayNoSpeedWithoutASign() {
        var node = Surveying.of(NET + "a", "speed: 65535")
                .with(NET + "b", "speed: 4294967295")
                .with(NET + "c", "speed: 0");
        assertThat(node.sampled(NetClass.SENSOR)).isEqualTo("NAME='a'\nNAME='b'\nNAME='c' SPEED=0\n");
    }

    @Test
    void filesAmongTheLinksAreNone() {
        assertThat(Surveying.of("sys/class/net", "bonding_masters: bond0 bond1").sampled(NetClass.SENSOR)).isEmpty();
    }

    @Test
    void whateverALinkIsCalledItIsALink() {
        var node =
                Surveying.of(NET + "eth10", "mtu: 1").with(NET + "eth9", "mtu: 2").with(NET + "<&\"> \u001b", "mtu: x");
        assertThat(node.text(NET + "eth9/operstate", "u").sampled(NetClass.SENSOR))
                .isEqualTo("NAME='<&\"> [1b]'\nNAME='eth9' MTU=2\nNAME='eth10' MTU=1\n");
    }
}
