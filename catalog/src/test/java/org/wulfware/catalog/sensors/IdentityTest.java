package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;

class IdentityTest {
    @Test
    void nameAndAddressStandInOneRow() {
        var table = new Table<>(Identity.SENSOR);
        Parsed.into(table, "proc/sys/kernel/hostname", "golem\n".getBytes(UTF_8));
        Parsed.into(table, "wulfware/hostip", "192.168.1.140\n".getBytes(UTF_8));
        assertThat(Parsed.show(table)).isEqualTo("HOSTNAME='golem' HOSTIP='192.168.1.140'\n");
    }

    @Test
    void aNameIsAllThatTheKernelSays() {
        assertThat(hostname("my node\n")).isEqualTo("HOSTNAME='my node'\n");
        assertThat(hostname("one\ntwo\u001b[2J\n")).isEqualTo("HOSTNAME='one[0a]two[1b][2J'\n");
    }

    @Test
    void anEmptyOrCutNameIsAbsent() {
        assertThat(hostname("\n")).isEmpty();
        assertThat(hostname("")).isEmpty();
        assertThat(hostname("gole")).isEmpty();
        assertThat(hostname("one\ntw")).isEmpty();
    }

    @Test
    void aNodeWithoutAnAddressSaysNone() {
        assertThat(Parsed.of(Identity.SENSOR, "wulfware/hostip", "\n")).isEmpty();
    }

    private static String hostname(String text) {
        return Parsed.of(Identity.SENSOR, "proc/sys/kernel/hostname", text);
    }
}
