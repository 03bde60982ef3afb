package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void theReleaseIsTheFirstWord() {
        assertThat(parsed("2.4.9-21\n")).isEqualTo("VERSION='2.4.9-21'\n");
        assertThat(parsed("3.10.0-1160.45.1.el7.x86_64\n")).isEqualTo("VERSION='3.10.0-1160.45.1.el7.x86_64'\n");
    }

    @Test
    void anEmptyOrCutTextSaysNothing() {
        assertThat(parsed("")).isEmpty();
        assertThat(parsed("\n")).isEmpty();
        assertThat(parsed("2.4.9-2")).isEmpty();
    }

    private static String parsed(String text) {
        return Parsed.of(Version.SENSOR, "proc/sys/kernel/osrelease", text);
    }
}
