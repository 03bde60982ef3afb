package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PciTest {
    @Test
    void aDeviceSaysWhatItIsAndWhereItIs() {
        assertThat(Surveying.of("sys/bus/pci/devices/0000:3b:00.0", """
                class: 0x020000
                vendor: 0x15b3
                device: 0x1017
                subsystem_vendor: 0x15b3
                subsystem_device: 0x0008
                revision: 0x00
                numa_node: 0
                current_link_speed: 16.0 GT/s PCIe
                current_link_width: 8
                max_link_width: 16
                driver -> ../../../../bus/pci/drivers/mlx5_core
                """).sampled(Pci.SENSOR)).isEqualTo("""
                ADDRESS='0000:3b:00.0' CLASS='0x020000' VENDOR='0x15b3' DEVICE='0x1017' SUBSYSTEM_VENDOR='0x15b3'\
                 SUBSYSTEM_DEVICE='0x0008' REVISION='0x00' DRIVER='mlx5_core' NUMA_NODE=0 LINK_SPEED='16.0 GT/s PCIe'\
                 LINK_WIDTH=8 LINK_WIDTH_MAX=16
                """);
    }

    @Test
    void aDeviceThatIsNextToNoMemoryHasNoNode() {
        assertThat(Surveying.of("sys/bus/pci/devices/a", "class: 0x060000\nnuma_node: -1\nmax_link_width: 1e3")
                .sampled(Pci.SENSOR)).isEqualTo("ADDRESS='a' CLASS='0x060000'\n");
    }

    @Test
    void itsNamesAreWhatLspciSays() {
        var node = Surveying.of("sys/bus/pci/devices/0000:3b:00.0", "class: 0x020000")
                .with("sys/bus/pci/devices/0000:3b:00.1", "class: 0x020000")
                .text("wulfware/lspci", """
                        0000:3b:00.0 "Ethernet controller" "A \\"good\\" \\\\ maker" "MT27800 Family" -r00 "x" "Device 0008"
                        nonsense
                        0000:3b:00.1 "Ethernet" "cut
                        0000:3b:00.1 "Ethernet controller" ""
                        0000:3b:00.0 "cut off" "x" "y\
                        """);
        assertThat(node.sampled(Pci.SENSOR)).isEqualTo("""
                ADDRESS='0000:3b:00.0' CLASS='0x020000' CLASS_NAME='Ethernet controller' VENDOR_NAME='A "good" \\ maker'\
                 DEVICE_NAME='MT27800 Family'
                ADDRESS='0000:3b:00.1' CLASS='0x020000' CLASS_NAME='Ethernet controller'
                """);
    }

    @Test
    void itNamesItsInterfaces() {
        var pci = "sys/bus/pci/devices/";
        assertThat(Surveying.of(pci + "a", "class: 1")
                .with(pci + "a/net/eth10", "mtu: 1")
                .with(pci + "a/net/eth2", "mtu: 1")
                .with(pci + "b/virtio3/net/ens1", "mtu: 1")
                .with(pci + "c/virtiox/net/ens2", "mtu: 1")
                .sampled(Pci.SENSOR)).isEqualTo("""
                        ADDRESS='a' CLASS='1' INTERFACE='eth2 eth10'
                        ADDRESS='b' INTERFACE='ens1'
                        ADDRESS='c'
                        """);
    }

    @Test
    void aNodeWithoutPciSaysNothing() {
        assertThat(Surveying.of("sys", "").sampled(Pci.SENSOR)).isEmpty();
    }
}
