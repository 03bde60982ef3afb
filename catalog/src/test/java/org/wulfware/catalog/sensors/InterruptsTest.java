package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptsTest {
    @Test
    void aLineIsSummedOverProcessors() {
        assertThat(parsed("""
                           CPU0       CPU1
                 24:          1         20  IO-APIC   5-edge      ACPI:Ged
                NMI:          0          0   Non-maskable interrupts
                ERR:          3
                """)).isEqualTo("""
                IRQ='24' TOTAL=21 DEVICES='IO-APIC   5-edge      ACPI:Ged'
                IRQ='NMI' TOTAL=0 DEVICES='Non-maskable interrupts'
                IRQ='ERR' TOTAL=3
                """);
    }

    @Test
    void aSumThatLacksAPartIsAbsent() {
        assertThat(parsed("""
                  0: 9223372036854775807 1 <&" timer
                  1: -1 5 x
                  2:
                 : 1 2
                no colon 1
                  3: 1 2
                  4: 1 2""")).isEqualTo("""
                IRQ='0' DEVICES='<&" timer'
                IRQ='1' DEVICES='-1 5 x'
                IRQ='2'
                IRQ='3' TOTAL=3
                IRQ='4'
                """);
    }

    @Test
    void softInterruptsAreSummedToo() {
        assertThat(Parsed.of(Softirqs.SENSOR, "proc/softirqs", "   CPU0   CPU1\n   HI: 1 2\nNET_RX: 7137040 7118360\n"))
                .isEqualTo("SOFTIRQ='HI' TOTAL=3\nSOFTIRQ='NET_RX' TOTAL=14255400\n");
    }

    private static String parsed(String text) {
        return Parsed.of(Interrupts.SENSOR, "proc/interrupts", text);
    }
}
