package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OsReleaseTest {
    @Test
    void valuesStandInQuotationMarksOrNot() {
        assertThat(Parsed.of(OsRelease.SENSOR, "etc/os-release", """
                NAME="Rocky Linux"
                PRETTY_NAME="Rocky Linux 8.6 (\\"Green Obsidian\\")"
                ID=rocky
                VERSION_ID='8.6'
                VERSION_ID=9
                SUPPORT_END=2029-05-31
                VARIANT='a\\b'
                IMAGE_ID=
                """)).isEqualTo("""
                ID='rocky' NAME='Rocky Linux' PRETTY_NAME='Rocky Linux 8.6 ("Green Obsidian")' VERSION_ID='8.6' VARIANT='a\\b'\
                 NUMBER=8600 SUPPORT_END=1874880000
                """);
    }

    @Test
    void whatIsNoNumberAndNoDateIsAbsent() {
        assertThat(Parsed.of(OsRelease.SENSOR, "etc/os-release", """
                VERSION_ID=rolling
                SUPPORT_END=2029-13-31
                ID=cu""")).isEqualTo("VERSION_ID='rolling'\n");
    }
}
