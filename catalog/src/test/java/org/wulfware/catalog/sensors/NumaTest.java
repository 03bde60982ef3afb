package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumaTest {
    private static final String NODES = "sys/devices/system/node/";

    @Test
    void aNodeSaysItsMemoryInBytesAndWhereItsPagesWent() {
        var node = Surveying.of(NODES + "node1", "cpulist: 1,3,5\ndistance: 21 10")
                .text(NODES + "node1/meminfo", """
                        Node 1 MemTotal:       32767932 kB
                        Node 1 MemFree:          612340 kB
                        Node 1 MemUsed:        32155592 kB
                        Node 1 Active(file):       1200 kB
                        Node 1 FilePages:          1024 kB
                        Node 1 AnonHugePages:         8 kB
                        Node 1 HugePages_Total:     4
                        Node 1 HugePages_Free:      3
                        """)
                .text(NODES + "node1/numastat", """
                        numa_hit 81230984
                        numa_miss 1204
                        numa_foreign 7
                        interleave_hit 6
                        local_node 81230000
                        other_node 984
                        """);
        assertThat(node.sampled(Numa.SENSOR)).isEqualTo("""
                NODE=1 CPULIST='1,3,5' DISTANCE='21 10' TOTAL=33554362368 FREE=627036160 USED=32927326208\
                 FILE_PAGES=1048576 HUGEPAGES_TOTAL=4 HUGEPAGES_FREE=3 HIT=81230984 MISS=1204 FOREIGN=7\
                 INTERLEAVE_HIT=6 LOCAL=81230000 OTHER=984
                """);
    }

    @Test
    void whatIsCutOffOrNoSizeIsAbsent() {
        assertThat(meminfo("Node 0 MemTotal: 12 kB\nNode 0 MemFree: 12 k")).isEqualTo("NODE=0 TOTAL=12288\n");
        assertThat(meminfo("Node 0 MemFree: 12 ")).isEqualTo("NODE=0\n");
        assertThat(meminfo("Node 0 MemFree: 12")).isEqualTo("NODE=0\n");
        assertThat(meminfo("Node 0 MemFree: 12 MB\nNode 0 Slab: -1 kB\nNode 0 Shmem: 9007199254740992 kB\n"))
                .isEqualTo("NODE=0\n");
        assertThat(meminfo("\nNode\nNode 0\nMemTotal: 4 kB\n")).isEqualTo("NODE=0\n");
    }

    @Test
    void onlyWhatIsCalledANodeAndANumberIsOne() {
        var node = Surveying.of(NODES + "nodeX", "cpulist: 1")
                .with(NODES + "power", "cpulist: 1")
                .with(NODES + "node10", "cpulist: 5")
                .with(NODES + "node9", "cpulist: 4");
        assertThat(node.sampled(Numa.SENSOR)).isEqualTo("NODE=9 CPULIST='4'\nNODE=10 CPULIST='5'\n");
    }

    private static String meminfo(String text) {
        return Surveying.of("sys", "").text(NODES + "node0/meminfo", text).sampled(Numa.SENSOR);
    }
}
