package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VmstatTest {
    @Test
    void countersAreCalledAsTheKernelCallsThem() {
        assertThat(parsed("""
                pgfault 5
                pgmajfault 6
                nr_free_pages 7
                oom_kill 0
                pgfaultx 8
                PgFree 9
                """)).isEqualTo("""
                PGFAULT=5 PGMAJFAULT=6 PGFREE=9 OOM_KILL=0
                """);
    }

    @Test
    void whatAnOldKernelCountsByZoneIsSummed() {
        assertThat(parsed("""
                pgrefill_dma 1
                pgrefill_normal 2
                pgsteal_kswapd_dma 3
                pgsteal_kswapd_movable 4
                pgscan_direct_dma 5
                pgscan_direct_dma32 6
                pgscan_direct_throttle 7
                allocstall_normal 8
                slabs_scanned 9
                """)).isEqualTo("""
                PGREFILL=3 SLABS_SCANNED=9 PGSCAN_DIRECT=11 PGSCAN_DIRECT_THROTTLE=7 PGSTEAL_KSWAPD=7 ALLOCSTALL=8
                """);
    }

    @Test
    void zonesThatMayNotBeAllSayNothing() {
        assertThat(parsed("""
                pgscan_kswapd_dma 1
                pgscan_kswapd_normal -2
                pgsteal_direct_dma 3
                pgsteal_direct_dma32 4
                """)).isEqualTo("""
                """);
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        assertThat(parsed("""
                pgfault -1
                pgmajfault 18446744073709551615
                oom_kill <&"
                numa_hit
                numa_miss 1""")).isEqualTo("""
                """);
    }

    private static String parsed(String text) {
        return Parsed.of(Vmstat.SENSOR, "proc/vmstat", text);
    }
}
