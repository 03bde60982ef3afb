package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a library made up in C. It has no nvmlDeviceGetTotalEnergyConsumption, as those before Volta have none.
@Timeout(60)
class NvmlTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void compile() throws Exception {
        var source = directory.resolve("nvml.c");
        try (var in = NvmlTest.class.getResourceAsStream("/nvml.c")) {
            Files.write(source, Objects.requireNonNull(in).readAllBytes());
        }
        Process gcc;
        try {
            gcc = new ProcessBuilder("gcc", "-shared", "-fPIC", "-w", "-o", library(), source.toString())
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            // A build server has to have one.
            Assumptions.assumeTrue("true".equals(System.getenv("CI")), "no gcc: " + e.getMessage());
            throw e;
        }
        assertThat(gcc.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(gcc.exitValue()).isZero();
    }

    private static String library() {
        return directory.resolve("libnvidia-ml.so.1").toString();
    }

    @Test
    void aProcessorSaysWhatItKnowsAndTheRestIsLeftOut() {
        var expected = """
                gpu 0
                name NVIDIA A100-SXM4-40GB
                uuid GPU-5f2c1a9e-0d6b-1c7a-9f63-2b1d4e8a7c35
                pci 00000000:3B:00.0
                busy 97
                memory_busy 41
                memory_total 42949672960
                memory_used 40000000000
                celsius 61
                milliwatts 387412
                milliwatts_limit 400000
                clock_graphics 1410
                clock_sm 1400
                clock_memory 1215
                processes 3
                throttle_reasons 4
                ecc_corrected 12
                ecc_uncorrected 1
                gpu 1
                name ??XXX
                memory_total 42949672960
                memory_used -9223372036854775808
                celsius 62
                fan 30
                processes 0
                """.replace("XXX", "x".repeat(94));
        var nvml = new Nvml(library());
        assertThat(text(nvml)).isEqualTo(expected);
        assertThat(text(nvml)).isEqualTo(expected);
    }

    @Test
    void whereThereIsNoLibraryNothingIsSaid() {
        assertThat(text(new Nvml("libwulfware-no-such.so.1"))).isEqualTo("none");
        assertThat(text(new Nvml(directory.resolve("none.so").toString()))).isEqualTo("none");
    }

    private static String text(Nvml nvml) {
        var buffer = new TextBuffer();
        var length = nvml.read(buffer);
        return length < 0 ? "none" : new String(buffer.array(), 0, length, StandardCharsets.UTF_8);
    }
}
