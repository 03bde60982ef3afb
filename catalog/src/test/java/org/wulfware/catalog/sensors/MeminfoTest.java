package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeminfoTest {
    @Test
    void theOldTableIsPassedOverAndItsLinesAreRead() {
        assertThat(parsed("""
                        total:    used:    free:  shared: buffers:  cached:
                Mem:  327102464 263335936 63766528   393216 109690880 108212224
                Swap: 1077469184   102400 1077366784
                MemTotal:       319436 kB
                MemFree:         62272 kB
                MemShared:         384 kB
                Buffers:        107120 kB
                Cached:         105676 kB
                SwapCached:          7 kB
                SwapTotal:     1052216 kB
                SwapFree:      1052116 kB
                """))
                .isEqualTo("MEMORY_TOTAL=327102464 MEMORY_USED=263335936 MEMORY_FREE=63766528 MEMORY_SHARED=393216 "
                        + "MEMORY_BUFFERS=109690880 MEMORY_CACHED=108212224 SWAP_TOTAL=1077469184 SWAP_USED=102400 SWAP_FREE=1077366784\n");
    }

    @Test
    void noKernelBetween24And26SaysWhatIsShared() {
        assertThat(parsed("MemTotal:     16438848 kB\nMemFree:       1204312 kB\n"))
                .isEqualTo("MEMORY_TOTAL=16833380352 MEMORY_USED=15600164864 MEMORY_FREE=1233215488\n");
    }

    @Test
    void shmemIsWhatIsShared() {
        assertThat(parsed("ShmemHugePages:     1 kB\nShmem:              2197 kB\nShmemPmdMapped: 5 kB\n"))
                .isEqualTo("MEMORY_SHARED=2249728\n");
    }

    @Test
    void aNodeWithoutSwapHasNoneOfIt() {
        assertThat(parsed("SwapTotal:             0 kB\nSwapFree:              0 kB\n"))
                .isEqualTo("SWAP_TOTAL=0 SWAP_USED=0 SWAP_FREE=0\n");
    }

    @Test
    void moreFreeThanThereIsLeavesTheUseAbsent() {
        assertThat(parsed("MemTotal: 1 kB\nMemFree: 2 kB\n")).isEqualTo("MEMORY_TOTAL=1024 MEMORY_FREE=2048\n");
    }

    @Test
    void whatIsNoSizeInKilobytesIsAbsent() {
        assertThat(parsed(
                "MemTotal: -1 kB\nMemFree: 9007199254740992 kB\nBuffers: 5 MB\nCached: 5\nShmem: five kB\nSwapFree: 51"))
                .isEmpty();
        assertThat(parsed("MemFree: 9007199254740991 kB\n")).isEqualTo("MEMORY_FREE=9223372036854774784\n");
    }

    @Test
    void inFullEveryLineIsThereInBytesAndHugePagesArePages() {
        assertThat(inFull("""
                MemTotal:       24689564 kB
                MemFree:         2000000 kB
                MemAvailable:   20000000 kB
                Active(anon):         12 kB
                Committed_AS:     123456 kB
                HugePages_Total:      16
                HugePages_Free:       15
                Hugepagesize:       2048 kB
                DirectMap1G:     9437184 kB
                NewInAnyKernel:        7 kB
                SwapTotal:             8 kB
                """))
                .isEqualTo("MEMORY_TOTAL=25282113536 MEMORY_USED=23234113536 MEMORY_FREE=2048000000 SWAP_TOTAL=8192 "
                        + "MEM_AVAILABLE=20480000000 ACTIVE_ANON=12288 COMMITTED_AS=126418944 HUGEPAGES_TOTAL=16 "
                        + "HUGEPAGES_FREE=15 HUGEPAGESIZE=2097152 DIRECT_MAP1G=9663676416\n");
    }

    @Test
    void inFullWhatIsCutOrOfAnotherUnitIsAbsent() {
        assertThat(inFull(
                "Active: 5 MB\nInactive: -1 kB\nDirty:\nHugePages_Free: <&\nSlab: 9007199254740992 kB\nMapped: 5"))
                .isEmpty();
    }

    private static String inFull(String text) {
        return Parsed.inFull(Meminfo.SENSOR, "proc/meminfo", text);
    }

    private static String parsed(String text) {
        return Parsed.of(Meminfo.SENSOR, "proc/meminfo", text);
    }
}
