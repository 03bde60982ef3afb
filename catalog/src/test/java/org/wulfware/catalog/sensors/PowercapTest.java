package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PowercapTest {
    @Test
    void aZoneIsARow() {
        var node = Surveying.of("sys/class/powercap/intel-rapl:0", """
                name: package-0
                energy_uj: 52310834912
                max_energy_range_uj: 262143328850
                constraint_0_power_limit_uw: 105000000
                """).with("sys/class/powercap/intel-rapl:0:0", "name: dram\nenergy_uj: 7");
        assertThat(node.sampled(Powercap.SENSOR)).isEqualTo("""
                ID='intel-rapl:0' DOMAIN='package-0' ENERGY=52310834912 RANGE=262143328850 LIMIT=105000000
                ID='intel-rapl:0:0' DOMAIN='dram' ENERGY=7
                """);
    }

    @Test
    void theKindsOfZonesAreNoZones() {
        assertThat(Surveying.of("sys/class/powercap/intel-rapl", "enabled: 1\nenergy_uj: 3").sampled(Powercap.SENSOR))
                .isEmpty();
    }

    @Test
    void aCounterThatOnlyRootMayReadIsAbsent() {
        var node = Surveying.of("sys/class/powercap/intel-rapl:0", "name: package-0\nmax_energy_range_uj: 5");
        assertThat(node.sampled(Powercap.SENSOR)).isEqualTo("ID='intel-rapl:0' DOMAIN='package-0' RANGE=5\n");
    }

    @Test
    void aNumberThatIsNoneIsAbsent() {
        assertThat(Surveying.of("sys/class/powercap/a:b", """
                energy_uj: -1
                max_energy_range_uj: 18446744073709551616
                constraint_0_power_limit_uw: many
                """).sampled(Powercap.SENSOR)).isEqualTo("ID='a:b'\n");
    }
}
