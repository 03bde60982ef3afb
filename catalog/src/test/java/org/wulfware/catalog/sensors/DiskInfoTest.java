package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskInfoTest {
    @Test
    void aDiskIsWhatUdevKnowsOfIt() {
        assertThat(new Surveying().text("proc/diskstats", """
                   8       0 sda 1 2 3
                   8       1 sda1 1 2 3
                 259
                """)
                .text("run/udev/data/b8:0", """
                        S:disk/by-id/x
                        E:ID_ATA=1
                        E:ID_MODEL=TOSHIBA=1
                        E:ID_SERIAL=long
                        E:ID_SERIAL_SHORT=short
                        E:ID_ATA_ROTATION_RATE_RPM=7200
                        E:ID_FS_TYPE=
                        E:
                        """)
                .with("sys/block/sda/queue", "rotational: 1")
                .sampled(DiskInfo.SENSOR)).isEqualTo("""
                        NAME='sda' MAJOR=8 MINOR=0 MODEL='TOSHIBA=1' SERIAL='short' ROTATES=1 ATA_RPM=7200
                        NAME='sda1' MAJOR=8 MINOR=1 ROTATES=0
                        """);
    }
}
