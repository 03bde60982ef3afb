package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Utf8;

@Timeout(60)
class UnitsTest {
    private static final String SIGNATURE = "a(ssssssouso)";
    private static final int RETURN = 2;
    private static final int ERROR = 3;
    private static final int SIGNAL = 4;
    private static final long FOR_EVER = 50_000_000_000L;
    private static final long SOON = 100_000_000;

    @TempDir
    Path directory;

    @Test
    void systemdItselfIsAskedWithoutAGreeting() throws Exception {
        try (var bus = bus("private", client -> {
            assertThat(client.call()).contains("ListUnits", "/org/freedesktop/systemd1", ".Manager");
            client.answer(SIGNAL, 0, "s", new byte[12]);
            client.answer(RETURN, 1, SIGNATURE, FakeBus.units("""
                    slurmd.service loaded active running
                    dev-sda.device loaded active plugged
                    sssd.service loaded failed failed
                    """));
        })) {
            assertThat(units("private", FOR_EVER)).isEqualTo("""
                    slurmd.service loaded active running
                    sssd.service loaded failed failed
                    """);
            var uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
            var hex = new StringBuilder();
            uid.chars().forEach(digit -> hex.append(Integer.toHexString(digit)));
            assertThat(bus.greeted()).isEqualTo("\0AUTH EXTERNAL " + hex + "\r");
        }
    }

    @Test
    void aBusIsGreetedFirst() throws Exception {
        try (var _ = bus("system_bus_socket", client -> {
            assertThat(client.call()).contains("Hello", "org.freedesktop.DBus");
            client.answer(RETURN, 1, "s", new byte[]{4, 0, 0, 0, ':', '1', '.', '7', 0});
            client.answer(SIGNAL, 0, "s", new byte[]{4, 0, 0, 0, ':', '1', '.', '7', 0});
            assertThat(client.call()).contains("ListUnits");
            client.answer(RETURN, 2, SIGNATURE, FakeBus.units("a.service loaded active running"));
        })) {
            assertThat(units("system_bus_socket", FOR_EVER)).isEqualTo("a.service loaded active running\n");
        }
    }

    /// Shown as `?` wherever it stands.
    @Test
    void aByteThatIsNotUtf8StaysOne() throws Exception {
        try (var _ = bus("private", client -> {
            client.call();
            client.answer(RETURN, 1, SIGNATURE, FakeBus.units("m\udcfcller.service loaded active running"));
        })) {
            assertThat(units("private", FOR_EVER)).isEqualTo("m\udcfcller.service loaded active running\n");
        }
    }

    @Test
    void whereThereIsNoSystemdNothingIsSaid() {
        assertThat(units("private", FOR_EVER)).isEqualTo("none");
    }

    @Test
    void aRefusalIsNoAnswer() throws Exception {
        assertThat(answered(FakeBus.message(ERROR, 1, "s", 0, new byte[0]), FOR_EVER)).isEqualTo("none");
        assertThat(answered(FakeBus.message(RETURN, 1, "as", 0, new byte[0]), FOR_EVER)).isEqualTo("failed");
    }

    @Test
    void oneThatSaysNothingIsLeftInTime() throws Exception {
        assertThat(answered(new byte[0], SOON)).isEqualTo("failed");
        var unit = FakeBus.units("a.service loaded active running");
        var half = FakeBus.message(RETURN, 1, SIGNATURE, unit.length, Arrays.copyOf(unit, unit.length / 2));
        assertThat(answered(half, SOON)).isEqualTo("failed");
    }

    @Test
    void oneThatTalksForEverIsLeftInTime() throws Exception {
        try (var _ = bus("private", client -> {
            client.call();
            while (true) {
                client.answer(SIGNAL, 0, "s", new byte[100_000]);
            }
        })) {
            assertThat(units("private", SOON)).isEqualTo("failed");
        }
    }

    @Test
    void noLengthIsBelieved() throws Exception {
        var unit = FakeBus.units("a.service loaded active running");
        for (var length : new int[]{-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 28, 4, 0}) {
            assertThat(answered(FakeBus.message(RETURN, 1, SIGNATURE, length, unit), SOON)).isEqualTo("failed");
            var array = FakeBus.array(length, unit);
            var said = answered(FakeBus.message(RETURN, 1, SIGNATURE, array.length, array), SOON);
            assertThat(said).as("an array of " + length).isEqualTo(length == 0 ? "" : "failed");
            var string = unit.clone();
            string[8] = (byte) length;
            string[11] = (byte) (length >> 24);
            assertThat(answered(FakeBus.message(RETURN, 1, SIGNATURE, string.length, string), SOON)).isIn("failed");
        }
    }

    @Test
    void bytesChangedAtRandomAreBorne() throws Exception {
        var unit = FakeBus.units("a.service loaded active running\nb.service loaded failed failed");
        var message = FakeBus.message(RETURN, 1, SIGNATURE, unit.length, unit);
        var random = new Random(20261124);
        var changed = new byte[1][];
        try (var _ = bus("private", client -> {
            client.call();
            client.write(changed[0]);
        })) {
            for (var round = 0; round < 300; round++) {
                changed[0] = Arrays.copyOf(message, random.nextInt(4) > 0 ? message.length : random.nextInt(300));
                for (var i = random.nextInt(6); i > 0 && changed[0].length > 0; i--) {
                    changed[0][random.nextInt(changed[0].length)] = (byte) random.nextInt(256);
                }
                for (var line : units("private", FOR_EVER).lines().toList()) {
                    assertThat(line).matches("none|failed|([^\\x00- ]+ ){3}[^\\x00- ]+");
                }
            }
        }
    }

    @Test
    void ofVeryManyUnitsTheFirstAreShown() throws Exception {
        var units = FakeBus.units("a.service loaded active running\n".repeat(10_000));
        assertThat(answered(FakeBus.message(RETURN, 1, SIGNATURE, units.length, units), FOR_EVER).lines())
                .hasSize(4096);
    }

    /// What is made of this answer, behind which nothing comes.
    private String answered(byte[] answer, long limitNanos) throws IOException {
        try (var _ = bus("private", client -> {
            client.call();
            client.write(answer);
            client.await();
        })) {
            return units("private", limitNanos);
        }
    }

    private FakeBus bus(String name, FakeBus.Talk talk) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
        return new FakeBus(directory.resolve(name), talk);
    }

    private String units(String name, long limitNanos) {
        var buffer = new TextBuffer();
        var length = new Units(List.of(directory.resolve(name).toString()), limitNanos).read(buffer);
        return length == Tree.Text.FAILED ? "failed"
                : length < 0 ? "none" : Utf8.decode(buffer.array(), 0, length);
    }
}
