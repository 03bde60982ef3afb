package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuinfoTest {
    @Test
    void aPcSaysAll() {
        assertThat(parsed("""
                processor\t: 0
                vendor_id\t: GenuineIntel
                cpu family\t: 6
                model\t\t: 8
                model name\t: Celeron (Coppermine)
                stepping\t: 10
                cpu MHz\t\t: 801.824
                cache size\t: 128 KB
                cpuid level\t: 2
                cpu cores\t: 1
                clflush size\t: 64
                cache_alignment\t: 64

                processor\t: 1
                model name\t: Intel(R) Xeon(R) CPU           E5420  @ 2.50GHz

                """)).isEqualTo("""
                PROCESSOR=0 VENDOR_ID='GenuineIntel' FAMILY=6 MODEL_NUM=8 MODEL_NAME='Celeron (Coppermine)' CLOCK=801824 CACHESIZE=128
                PROCESSOR=1 MODEL_NAME='Intel(R) Xeon(R) CPU           E5420  @ 2.50GHz'
                """);
    }

    @Test
    void powerSaysModelAndClockAndThenSpeaksOfTheMachine() {
        assertThat(parsed("""
                processor\t: 8
                cpu\t\t: POWER8E (raw), altivec supported
                clock\t\t: 3425.000000MHz
                revision\t: 2.1 (pvr 004b 0201)

                timebase\t: 512000000
                platform\t: PowerNV
                model\t\t: 8247
                cpu\t\t: of the machine
                """)).isEqualTo("PROCESSOR=8 MODEL_NAME='POWER8E (raw), altivec supported' CLOCK=3425000\n");
    }

    @Test
    void armSaysNeither() {
        assertThat(parsed(
                "processor\t: 0\nBogoMIPS\t: 108.00\nCPU implementer\t: 0x41\nCPU part\t: 0xd08\n\nModel\t\t: Raspberry Pi\n"))
                .isEqualTo("PROCESSOR=0\n");
    }

    @Test
    void linesOutsideAParagraphBelongToNobody() {
        assertThat(parsed("""
                model name\t: before
                processor\t: 3
                cache size\t: 5 KB

                model\t\t: 8
                processor 0: s390
                vendor_id\t: IBM/S390
                processor\t: -1
                vendor_id\t: minus one
                Processor\t: ARMv5
                """)).isEqualTo("PROCESSOR=3 CACHESIZE=5\n");
    }

    @Test
    void whatIsNoNumberOrCutOffIsAbsent() {
        assertThat(parsed("processor\t: 0\ncpu family\t: -6\nmodel\t\t: " + "9".repeat(400)
                + "\ncpu MHz\t\t: nan\ncache size\t: 18446744073709551615 KB\nmodel name\t:\nvendor_id\t: Genuine"))
                .isEqualTo("PROCESSOR=0\n");
    }

    private static String parsed(String text) {
        return Parsed.of(Cpuinfo.SENSOR, "proc/cpuinfo", text);
    }
}
