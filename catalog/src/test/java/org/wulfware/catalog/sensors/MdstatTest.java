package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MdstatTest {
    @Test
    void anArrayBeingRebuiltSaysHowFarItHasCome() {
        assertThat(parsed("""
                Personalities : [raid1] [raid6] [raid5] [raid4]
                md1 : active raid5 sdd1[3](S) sdc1[2](F) sdb1[1] sda1[0](W)(F)
                      2096128 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [UU_]
                      [==>..................]  recovery = 12.3% (129606/1048064) finish=1.2min speed=1040K/sec
                      bitmap: 1/1 pages [4KB], 65536KB chunk

                unused devices: <none>
                """)).isEqualTo("""
                ARRAY='md1' STATE='active' LEVEL='raid5' SIZE=2146435072 DISKS_TOTAL=3 DISKS_ACTIVE=2 DISKS_FAILED=2 DISKS_SPARE=1 SYNC_ACTION='recovery' SYNC_SHARE=123 SYNC_DONE=129606 SYNC_TOTAL=1048064
                """);
    }

    @Test
    void oneThatWaitsSaysWhyAndAnInactiveOneHasNoLevel() {
        assertThat(parsed("""
                md2 : active (auto-read-only) raid1 sdf1[1] sde1[0]
                      1047552 blocks super 1.2 [2/2] [UU]
                      	resync=PENDING
                md126 : inactive sdc[0](S)
                      5488 blocks super external:imsm
                md3 : active raid1 sda[0]
                      1 blocks [2/1] [U_]
                      [>....................]  check =  0.0% (0/1) finish=9.9min
                """)).isEqualTo("""
                ARRAY='md2' STATE='active' LEVEL='raid1' SIZE=1072693248 DISKS_TOTAL=2 DISKS_ACTIVE=2 DISKS_FAILED=0 DISKS_SPARE=0 SYNC_ACTION='resync' SYNC_WAITS='PENDING'
                ARRAY='md126' STATE='inactive' SIZE=5619712 DISKS_FAILED=0 DISKS_SPARE=1
                ARRAY='md3' STATE='active' LEVEL='raid1' SIZE=1024 DISKS_TOTAL=2 DISKS_ACTIVE=1 DISKS_FAILED=0 DISKS_SPARE=0 SYNC_ACTION='check' SYNC_SHARE=0 SYNC_DONE=0 SYNC_TOTAL=1
                """);
    }

    @Test
    void whatIsCutOrNoNumberIsAbsent() {
        assertThat(parsed("""
                 stray = 1
                md1 : asleep raid1 sda[0]
                      5 blocks [2/2] [UU]
                md2 : active raid1 sda[0](F
                      99999999999999999999 blocks [x/-1] [U
                      [=>]  resync = 12.x% (1/y) finish
                md4 : active raid1 sda[0](F)""")).isEqualTo("""
                ARRAY='md2' STATE='active' LEVEL='raid1' DISKS_FAILED=0 DISKS_SPARE=0 SYNC_ACTION='resync' SYNC_DONE=1
                ARRAY='md4' STATE='active' LEVEL='raid1'
                """);
    }

    private static String parsed(String text) {
        return Parsed.of(Mdstat.SENSOR, "proc/mdstat", text);
    }
}
