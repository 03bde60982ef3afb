package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpufreqTest {
    private static final String CPU = "sys/devices/system/cpu/";

    @Test
    void aProcessorSaysHowFastItRunsAndHowOftenItWasTooHot() {
        var node = Surveying.of(CPU + "cpu10/cpufreq", """
                scaling_cur_freq: 2600104
                scaling_min_freq: 1200000
                scaling_max_freq: 3300000
                scaling_governor: performance
                """)
                .with(CPU + "cpu10/thermal_throttle", "core_throttle_count: 12\npackage_throttle_count: 15")
                .with(CPU + "cpu9/cpufreq", "scaling_cur_freq: 1\n");
        assertThat(node.sampled(Cpufreq.SENSOR)).isEqualTo("""
                CPU=9 CURRENT=1
                CPU=10 CURRENT=2600104 LEAST=1200000 MOST=3300000 GOVERNOR='performance' CORE_THROTTLES=12\
                 PACKAGE_THROTTLES=15
                """);
    }

    @Test
    void coresAndPackagesAreSaidOnce() {
        var node = new Surveying();
        for (var cpu = 0; cpu < 4; cpu++) {
            node.with(CPU + "cpu" + cpu + "/topology", "physical_package_id: 0\ncore_id: " + cpu / 2)
                    .with(CPU + "cpu" + cpu + "/thermal_throttle", "core_throttle_count: " + cpu / 2
                            + "\npackage_throttle_count: 15");
        }
        assertThat(node.sampled(Cpufreq.SENSOR)).isEqualTo("""
                CPU=0 CORE_THROTTLES=0 PACKAGE_THROTTLES=15
                CORE_PACKAGE=0 CORE=0 CORE_TOTAL=0
                PACKAGE=0 PACKAGE_TOTAL=15
                CPU=1 CORE_THROTTLES=0 PACKAGE_THROTTLES=15
                CPU=2 CORE_THROTTLES=1 PACKAGE_THROTTLES=15
                CORE_PACKAGE=0 CORE=1 CORE_TOTAL=1
                CPU=3 CORE_THROTTLES=1 PACKAGE_THROTTLES=15
                """);
    }

    @Test
    void theFilesBesideTheProcessorsAreNone() {
        var node = Surveying.of(CPU + "cpufreq/cpufreq", "scaling_cur_freq: 1")
                .with(CPU + "cpu/cpufreq", "scaling_cur_freq: 1")
                .with(CPU + "cpu1x/cpufreq", "scaling_cur_freq: 1")
                .with(CPU + "cpu12345678901/cpufreq", "scaling_cur_freq: 1")
                .with(CPU + "cpu3", "online: 1")
                .with(CPU + "intel_pstate", "status: active");
        assertThat(node.sampled(Cpufreq.SENSOR)).isEmpty();
    }

    @Test
    void whatTheDriverDoesNotKnowIsAbsent() {
        assertThat(Surveying.of(CPU + "cpu0/cpufreq", "scaling_cur_freq: <unknown>\nscaling_governor: <unknown>")
                .text(CPU + "cpu1/cpufreq/scaling_cur_freq", "26")
                .sampled(Cpufreq.SENSOR)).isEqualTo("CPU=0 GOVERNOR='<unknown>'\nCPU=1\n");
    }
}
