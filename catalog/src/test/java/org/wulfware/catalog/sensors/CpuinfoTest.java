package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Table;

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
    void armSaysWhoMadeTheCoreAndWhichItIs() {
        assertThat(parsed("""
                processor\t: 0
                BogoMIPS\t: 108.00
                CPU implementer\t: 0x41
                CPU part\t: 0xd08

                processor\t: 1
                CPU implementer\t: 0x41
                CPU part\t: 0xfff

                processor\t: 2
                CPU implementer\t: 0x99
                CPU part\t: 0xd08

                Model\t\t: Raspberry Pi
                """)).isEqualTo("""
                PROCESSOR=0 VENDOR_ID='ARM' MODEL_NAME='Cortex-A72'
                PROCESSOR=1 VENDOR_ID='ARM' MODEL_NAME='0xfff'
                PROCESSOR=2 VENDOR_ID='0x99' MODEL_NAME='0xd08'
                """);
        assertThat(inFull("processor\t: 0\nCPU implementer\t: 0x46\nCPU part\t: 0x001\n"))
                .isEqualTo("PROCESSOR=0 VENDOR_ID='Fujitsu' MODEL_NAME='A64FX' IMPLEMENTER='0x46' PART='0x001'\n");
    }

    @Test
    void loongArchSaysItsModelInWords() {
        var text = """
                system type\t\t: generic-loongson-machine

                processor\t\t: 0
                package\t\t\t: 0
                CPU Family\t\t: Loongson-64bit
                Model Name\t\t: Loongson-3A5000
                CPU Revision\t\t: 0x10
                CPU MHz\t\t\t: 2500.00
                BogoMIPS\t\t: 5000.00
                ISA\t\t\t: loongarch32 loongarch64

                """;
        assertThat(parsed(text)).isEqualTo("PROCESSOR=0 MODEL_NAME='Loongson-3A5000' CLOCK=2500000\n");
        assertThat(inFull(text)).isEqualTo(
                "PROCESSOR=0 MODEL_NAME='Loongson-3A5000' CLOCK=2500000\n");
    }

    @Test
    void s390xHasALineForEach() {
        assertThat(parsed("""
                vendor_id       : IBM/S390
                # processors    : 2
                bogomips per cpu: 24038.00
                max thread id   : 0
                features\t: esan3 zarch stfle msa
                facilities      : 0 1 2 3
                cache0          : level=1 type=Data scope=Private size=128K line_size=256 associativity=8
                processor 0: version = FF,  identification = 2EF4E8,  machine = 8561
                processor 1: version = FF,  identification = 2EF4E8,  machine = 8561

                cpu number      : 0
                cpu MHz dynamic : 5200
                """)).isEqualTo("""
                PROCESSOR=0 VENDOR_ID='IBM/S390' MODEL_NAME='8561'
                PROCESSOR=1 VENDOR_ID='IBM/S390' MODEL_NAME='8561'
                """);
    }

    @Test
    void riscVSaysItsArchitectureOrNumbers() {
        assertThat(inFull("""
                processor\t: 0
                hart\t\t: 1
                isa\t\t: rv64imafdc
                mmu\t\t: sv39
                uarch\t\t: sifive,u74-mc
                mvendorid\t: 0x489
                marchid\t\t: 0x8000000000000007

                processor\t: 1
                isa\t\t: rv64imafdcv
                mvendorid\t: 0x710
                marchid\t\t: 0x8000000058000001

                """)).isEqualTo("""
                PROCESSOR=0 VENDOR_ID='SiFive' MODEL_NAME='sifive,u74-mc' IMPLEMENTER='0x489' PART='0x8000000000000007'
                PROCESSOR=1 VENDOR_ID='SpacemiT' MODEL_NAME='0x8000000058000001' IMPLEMENTER='0x710' PART='0x8000000058000001'
                """);
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

    private static String inFull(String text) {
        var table = new Table<>(Cpuinfo.SENSOR);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        Objects.requireNonNull(Cpuinfo.SENSOR.sources().getFirst().inFull())
                .parse(new Cursor().aim(bytes, 0, bytes.length), table);
        return Parsed.show(table);
    }
}
