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
                ARRAY='md1' STATE='active' LEVEL='raid5' SIZE=2146435072 DISKS_TOTAL=3 DISKS_ACTIVE=2 DISKS_FAILED=2 DISKS_SPARE=1 SYNC_ACTION='recovery' SYNC_SHARE=123 SYNC_DONE=129606 SYNC_TOTAL=1048064 ACTIVITY='recovering' BLOCKS=2096128 BLOCKS_SYNCED=129606
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
                ARRAY='md2' STATE='active' LEVEL='raid1' SIZE=1072693248 DISKS_TOTAL=2 DISKS_ACTIVE=2 DISKS_FAILED=0 DISKS_SPARE=0 SYNC_ACTION='resync' SYNC_WAITS='PENDING' ACTIVITY='resyncing' BLOCKS=1047552 BLOCKS_SYNCED=0
                ARRAY='md126' STATE='inactive' SIZE=5619712 DISKS_TOTAL=0 DISKS_ACTIVE=0 DISKS_FAILED=0 DISKS_SPARE=1 ACTIVITY='inactive' BLOCKS=5488 BLOCKS_SYNCED=5488
                ARRAY='md3' STATE='active' LEVEL='raid1' SIZE=1024 DISKS_TOTAL=2 DISKS_ACTIVE=1 DISKS_FAILED=0 DISKS_SPARE=0 SYNC_ACTION='check' SYNC_SHARE=0 SYNC_DONE=0 SYNC_TOTAL=1 ACTIVITY='checking' BLOCKS=1 BLOCKS_SYNCED=0
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
                ARRAY='md2' STATE='active' LEVEL='raid1' DISKS_FAILED=0 DISKS_SPARE=0 SYNC_ACTION='resync' SYNC_DONE=1 ACTIVITY='resyncing' BLOCKS_SYNCED=1
                ARRAY='md4' STATE='active' LEVEL='raid1'
                """);
    }

    /// Since Linux 6.12.
    @Test
    void aBrokenArrayIsThereWithItsFailedDisks() {
        assertThat(parsed("""
                Personalities : [raid0] [raid1] [raid6] [raid5] [raid4]
                md0 : broken raid5 sdd[4](F) sdc[2](F) sdb[1](F) sda[0](F)
                      5860147200 blocks super 1.2 level 5, 512k chunk, algorithm 2 [4/0] [____]

                md9 : broken raid0 sdq1[1] sdp1[0]
                      3906764800 blocks super 1.2 512k chunks

                md4 : inactive raid1 sda3[0](F) sdb3[1](S)
                      4883648 blocks [2/2] [UU]
                md101 : active (read-only) raid0 sdb[2] sdd[1] sdc[0]
                      322560 blocks super 1.2 512k chunks
                md120 : active linear sda1[1] sdb1[0]
                      2095104 blocks super 1.2 0k rounding
                md5 : active raid5 sdb[1] sda[0]
                      8 blocks level 5 [2/2] [UU]
                      [=>...]  reshape = 12.5% (1/8) finish=1.0min speed=1K/sec
                """)).isEqualTo("""
                ARRAY='md0' STATE='broken' LEVEL='raid5' SIZE=6000790732800 DISKS_TOTAL=4 DISKS_ACTIVE=0 DISKS_FAILED=4 DISKS_SPARE=0 ACTIVITY='broken' BLOCKS=5860147200 BLOCKS_SYNCED=5860147200
                ARRAY='md9' STATE='broken' LEVEL='raid0' SIZE=4000527155200 DISKS_TOTAL=2 DISKS_ACTIVE=2 DISKS_FAILED=0 DISKS_SPARE=0 ACTIVITY='broken' BLOCKS=3906764800 BLOCKS_SYNCED=3906764800
                ARRAY='md4' STATE='inactive' LEVEL='raid1' SIZE=5000855552 DISKS_TOTAL=0 DISKS_ACTIVE=0 DISKS_FAILED=1 DISKS_SPARE=1 ACTIVITY='inactive' BLOCKS=4883648 BLOCKS_SYNCED=4883648
                ARRAY='md101' STATE='active' LEVEL='raid0' SIZE=330301440 DISKS_TOTAL=3 DISKS_ACTIVE=3 DISKS_FAILED=0 DISKS_SPARE=0 ACTIVITY='active' BLOCKS=322560 BLOCKS_SYNCED=322560
                ARRAY='md120' STATE='active' LEVEL='linear' SIZE=2145386496 DISKS_TOTAL=2 DISKS_ACTIVE=2 DISKS_FAILED=0 DISKS_SPARE=0 ACTIVITY='active' BLOCKS=2095104 BLOCKS_SYNCED=2095104
                ARRAY='md5' STATE='active' LEVEL='raid5' SIZE=8192 DISKS_TOTAL=2 DISKS_ACTIVE=2 DISKS_FAILED=0 DISKS_SPARE=0 SYNC_ACTION='reshape' SYNC_SHARE=125 SYNC_DONE=1 SYNC_TOTAL=8 ACTIVITY='reshaping' BLOCKS=8 BLOCKS_SYNCED=1
                """);
    }

    private static String parsed(String text) {
        return Parsed.of(Mdstat.SENSOR, "proc/mdstat", text);
    }
}
