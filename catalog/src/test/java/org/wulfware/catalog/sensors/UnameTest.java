package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnameTest {
    @Test
    void eachFileIsAValue() {
        assertThat(Parsed.of(Uname.SENSOR, "proc/sys/kernel/version", "#1 SMP PREEMPT_DYNAMIC @0\n"))
                .isEqualTo("VERSION='#1 SMP PREEMPT_DYNAMIC @0'\n");
        assertThat(Parsed.of(Uname.SENSOR, "proc/sys/kernel/arch", "x86_64\n")).isEqualTo("MACHINE='x86_64'\n");
    }

    @Test
    void anEmptyOneIsAbsent() {
        assertThat(Parsed.of(Uname.SENSOR, "proc/sys/kernel/domainname", "\n")).isEmpty();
        assertThat(Parsed.of(Uname.SENSOR, "proc/sys/kernel/domainname", "")).isEmpty();
    }
}
