package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcOffsetTest {
    @TempDir
    Path directory;

    /// Rules as the time zone database has them, beside what the JDK makes of the same zones from now on.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTC0                                  | UTC
            JST-9                                 | Asia/Tokyo
            <+0545>-5:45                          | Asia/Kathmandu
            <-03>3                                | America/Sao_Paulo
            CET-1CEST,M3.5.0,M10.5.0/3            | Europe/Berlin
            GMT0BST,M3.5.0/1,M10.5.0              | Europe/London
            EST5EDT,M3.2.0,M11.1.0                | America/New_York
            AEST-10AEDT,M10.1.0,M4.1.0/3          | Australia/Sydney
            <+1030>-10:30<+11>-11,M10.1.0,M4.1.0  | Australia/Lord_Howe
            <-04>4<-03>,M9.1.6/24,M4.1.6/24       | America/Santiago
            IST-1GMT0,M10.5.0,M3.5.0/1            | Europe/Dublin
            <-02>2<-01>,M3.5.0/-1,M10.5.0/0       | America/Nuuk
            """)
    void aRuleSaysWhatTheJdkSays(String rule, String zone) {
        var file = file(rule);
        var rules = ZoneId.of(zone).getRules();
        var random = new Random(1970);
        for (var i = 0; i < 2000; i++) {
            var second = 1_735_700_000L + random.nextInt(400_000_000);
            assertThat(UtcOffset.of(file, second)).as(rule + " at " + Instant.ofEpochSecond(second))
                    .hasValue(rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds());
        }
    }

    @Test
    void amongTheMomentsListedTheLastBeforeCounts() {
        var file = file("CET-1", new long[]{1000, 2000}, new int[]{3600, 7200});
        assertThat(UtcOffset.of(file, 999)).as("before the first").hasValue(3600);
        assertThat(UtcOffset.of(file, 1500)).hasValue(3600);
        assertThat(UtcOffset.of(file, 2500)).as("the rule").hasValue(3600);
        var unruly = file("", new long[]{1000, 2000}, new int[]{3600, 7200});
        assertThat(UtcOffset.of(unruly, 2500)).hasValue(7200);
        assertThat(UtcOffset.local(file("EST5EDT,M3.2.0,M11.1.0"), 1_800_000_000))
                .isEqualTo(new UtcOffset.Local(-18_000, "EST"));
        assertThat(UtcOffset.local(file("<-03>3"), 1_800_000_000)).isEqualTo(new UtcOffset.Local(-10_800, "-03"));
    }

    @Test
    void whatIsNotUnderstoodIsLeftToTheJdk() throws IOException {
        assertThat(UtcOffset.of(new byte[0], 0)).isEmpty();
        assertThat(UtcOffset.of("TZif2".getBytes(StandardCharsets.US_ASCII), 0)).isEmpty();
        assertThat(UtcOffset.of(file("EST5EDT,J60,J300"), 1_800_000_000)).isEmpty();
        assertThat(UtcOffset.of(file("EST5EDT,M13.2.0,M11.1.0"), 1_800_000_000)).isEmpty();
        assertThat(UtcOffset.of(file("5"), 1_800_000_000)).isEmpty();
        var whole = file("CET-1CEST,M3.5.0,M10.5.0/3", new long[]{1000}, new int[]{3600});
        for (var length = 0; length < whole.length; length++) {
            UtcOffset.of(java.util.Arrays.copyOf(whole, length), 1_800_000_000); // no length is believed
        }
        var odd = Files.write(directory.resolve("localtime"), new byte[]{1, 2, 3}).toFile();
        var now = Instant.now();
        assertThat(UtcOffset.at(odd, "", now.getEpochSecond()).seconds())
                .isEqualTo(ZoneId.systemDefault().getRules().getOffset(now).getTotalSeconds());
    }

    @Test
    void aNodeWithoutTheFileIsOnUtc() {
        assertThat(UtcOffset.at(new File(directory.toFile(), "none"), "", 1_800_000_000))
                .isEqualTo(new UtcOffset.Local(0, "UTC"));
    }

    private static byte[] file(String rule) {
        return file(rule, new long[0], new int[]{0});
    }

    /// The i-th moment begins the i-th offset.
    private static byte[] file(String rule, long[] moments, int[] offsets) {
        var out = ByteBuffer.allocate(4096);
        header(out, 0, 1);
        out.putInt(0).putShort((short) 0).put((byte) 0);
        header(out, moments.length, offsets.length);
        for (var moment : moments) {
            out.putLong(moment);
        }
        for (var i = 0; i < moments.length; i++) {
            out.put((byte) i);
        }
        for (var offset : offsets) {
            out.putInt(offset).putShort((short) 0);
        }
        out.put((byte) 0).put(("\n" + rule + "\n").getBytes(StandardCharsets.US_ASCII));
        var file = new byte[out.position()];
        out.flip().get(file);
        return file;
    }

    private static void header(ByteBuffer out, int moments, int types) {
        out.put("TZif2".getBytes(StandardCharsets.US_ASCII)).put(new byte[15]);
        out.putInt(0).putInt(0).putInt(0).putInt(moments).putInt(types).putInt(1);
    }
}
