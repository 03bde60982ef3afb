package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Interrupts;
import org.wulfware.catalog.sensors.TcpStates;

/// Texts that are read part by part and never held whole.
class PartsTest {
    private static final String HEADING = "  sl  local_address rem_address   st tx_queue\n";

    @TempDir
    private Path root = Path.of("");

    private final Request request = new Request();

    @BeforeEach
    void asks() {
        request.selection.on("interrupts");
        request.selection.on("tcp_states");
    }

    @Test
    void everyLineOfALargeTextIsReadOnceWhereverAPartEnds() throws IOException {
        var text = new StringBuilder("   CPU0  CPU1\n");
        for (var irq = 0; irq < 5_000; irq++) {
            text.append(irq).append(": ").append(irq).append(" 1  PCI-MSI ").append("x".repeat(irq % 40)).append('\n');
        }
        write("proc/interrupts", text.toString());
        try (var facts = new Facts(root.toFile())) {
            var sampler = new Sampler(new FileTree(root.toFile(), facts), new Golem.ThatClock());
            for (var round = 0; round < 3; round++) {
                Table<?> table = sampler.sample(Interrupts.SENSOR, request);
                assertThat(table.rows()).isEqualTo(5_000);
                for (var irq = 0; irq < 5_000; irq++) {
                    assertThat(table.cell(irq, Interrupts.TOTAL.ordinal())).isEqualTo(irq + 1);
                }
            }
            write("proc/interrupts", "  CPU0\n7: 5  timer\n8: 6  end");
            Table<?> table = sampler.sample(Interrupts.SENSOR, request);
            assertThat(table.rows()).isEqualTo(2);
            assertThat(table.cell(1, Interrupts.TOTAL.ordinal())).isEqualTo(6);
            sampler.close();
        }
    }

    @Test
    void socketsOfBothFamiliesAreCounted() throws IOException {
        write("proc/net/tcp", HEADING + "   0: 00000000:0016 00000000:0000 0A 0\n".repeat(3)
                + " 100: 0100007F:0016 0100007F:9999 01 0\n".repeat(4_000));
        try (var facts = new Facts(root.toFile())) {
            var sampler = new Sampler(new FileTree(root.toFile(), facts), new Golem.ThatClock());
            Table<?> table = sampler.sample(TcpStates.SENSOR, request);
            assertThat(table.cell(0, TcpStates.TCP_LISTEN.ordinal())).isEqualTo(3);
            assertThat(table.cell(0, TcpStates.TCP_ESTABLISHED.ordinal())).isEqualTo(4_000);
            assertThat(table.cell(0, TcpStates.TCP_CLOSING.ordinal())).isZero();
            assertThat(table.cell(0, TcpStates.TCP6_LISTEN.ordinal())).isNegative();
            sampler.close();
        }
    }

    @Test
    void aLineWithoutAnEndIsGivenUp() throws IOException {
        write("proc/interrupts", "1: 2  timer\n" + "9".repeat(1 << 20));
        try (var facts = new Facts(root.toFile())) {
            var sampler = new Sampler(new FileTree(root.toFile(), facts), new Golem.ThatClock());
            assertThat(sampler.sample(Interrupts.SENSOR, request).rows()).isZero();
            sampler.close();
        }
    }

    private void write(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
