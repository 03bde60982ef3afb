package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NvidiaTest {
    @Test
    void aProcessorSaysWhatItKnows() {
        assertThat(parsed("""
                gpu 0
                name NVIDIA A100-SXM4-40GB
                uuid GPU-5f2c1a9e
                pci 00000000:3B:00.0
                busy 97
                memory_busy 41
                memory_total 42949672960
                memory_used 40000000000
                celsius 61
                milliwatts 387412
                milliwatts_limit 400000
                millijoules 123456
                fan 30
                clock_graphics 1410
                clock_sm 1400
                clock_memory 1215
                processes 3
                throttle_reasons 4
                ecc_corrected 12
                ecc_uncorrected 1
                gpu 1
                what it will say in years to come
                celsius 62
                """)).isEqualTo("""
                INDEX=0 UUID='GPU-5f2c1a9e' NAME='NVIDIA A100-SXM4-40GB' PCI='00000000:3B:00.0' BUSY=97 MEMORY_BUSY=41\
                 MEMORY_TOTAL=42949672960 MEMORY_USED=40000000000 CELSIUS=61 WATTS=387412 WATTS_LIMIT=400000\
                 JOULES=123456 FAN=30 CLOCK_GRAPHICS=1410 CLOCK_SM=1400 CLOCK_MEMORY=1215 PROCESSES=3\
                 THROTTLE_REASONS=4 ECC_CORRECTED=12 ECC_UNCORRECTED=1
                INDEX=1 CELSIUS=62
                """);
    }

    @Test
    void whatIsCutOffNegativeOrOfNoProcessorIsAbsent() {
        assertThat(parsed("busy 5\ngpu x\nbusy 6\ngpu 2\nmemory_used -1\nname\nbusy 9")).isEqualTo("INDEX=2\n");
    }

    @Test
    void whatNoProcessorCanBeIsAbsent() {
        assertThat(parsed("""
                gpu 0
                busy 4294967295
                celsius 4294967295
                milliwatts 4294967295
                millijoules 9223372036854775807
                millijoules 18446744073709551615
                clock_sm 4294967295
                ecc_corrected 4294967295
                ecc_uncorrected 3
                gpu 1
                celsius 251
                milliwatts 0
                """)).isEqualTo("""
                INDEX=0 ECC_UNCORRECTED=3
                INDEX=1 WATTS=0
                """);
    }

    private static String parsed(String text) {
        return Parsed.of(Nvidia.SENSOR, "wulfware/nvml", text);
    }
}
