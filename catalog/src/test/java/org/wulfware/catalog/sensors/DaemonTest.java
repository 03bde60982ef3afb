package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DaemonTest {
    @Test
    void eachLineIsAValue() {
        assertThat(parsed("version 0.1.0\ncpu_usec 12\nclients_gave_way 3\nanswer_size 4028\nlost 0\n"))
                .isEqualTo("VERSION='0.1.0' CPU=12 ANSWER_BYTES=4028 GAVE_WAY=3 LOST=0\n");
    }

    @Test
    void whatIsUnknownOrCutOffIsLeftOut() {
        assertThat(parsed("nonsense 1\nsamples\nsent x\nerrors 2\nlost 1")).isEqualTo("ERRORS=2\n");
        assertThat(parsed("")).isEmpty();
    }

    private static String parsed(String text) {
        return Parsed.of(Daemon.SENSOR, "wulfware/daemon", text);
    }
}
