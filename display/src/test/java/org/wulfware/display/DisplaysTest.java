package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.libwulf.HostState;

class DisplaysTest {
    private static final long THEN = 1016048061;

    @Test
    void load() throws IOException {
        assertThat(Hosts.shown(Displays.byNameOrNumber("load"), golemAndTroubles())).isEqualTo("""
                host       load1   load5  load15  cpus  load/cpu
                golem       0.21    0.05    0.02     1      0.21
                n01       waiting for the first answer
                n02       down: connection refused
                n03       silent for 5 s
                n04       garbled: a letter where a ?[31mlength should stand at byte 17
                n05       unknown host
                """);
    }

    @Test
    void memory() throws IOException {
        assertThat(Hosts.shown(Displays.byNameOrNumber("2"), List.of(golem()))).isEqualTo("""
                host      total   used   free  shared  buffers  cached  inuse%   swap  swused  swap%
                golem      312M   251M    61M    384K     105M    103M      14   1.0G    100K      0
                """);
    }

    private static HostState golem() throws IOException {
        return Hosts.up("golem", Hosts.recorded("golem-2.4.9", THEN));
    }

    private static List<HostState> golemAndTroubles() throws IOException {
        var states = new ArrayList<HostState>();
        states.add(golem());
        states.addAll(Hosts.troubles());
        return states;
    }
}
