package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void aUnitSaysItsStates() {
        assertThat(parsed("""
                slurmd.service loaded active running
                sssd.service loaded failed failed

                """)).isEqualTo("""
                NAME='slurmd.service' LOAD='loaded' ACTIVE='active' SUB='running'
                NAME='sssd.service' LOAD='loaded' ACTIVE='failed' SUB='failed'
                """);
    }

    @Test
    void whatIsCutOffIsAbsent() {
        assertThat(parsed("a.service loaded act")).isEqualTo("NAME='a.service' LOAD='loaded'\n");
        assertThat(parsed("a.serv")).isEmpty();
    }

    private static String parsed(String text) {
        return Parsed.of(Units.SENSOR, "wulfware/units", text);
    }
}
