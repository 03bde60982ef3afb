package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
    @TempDir
    private Path directory;

    private final TextBuffer buffer = new TextBuffer();

    @Test
    void metricsOfAllFilesStandByFamily() throws IOException {
        file("b.prom", """
                # HELP ups_load_ratio Load of \\\\ the UPS.
                # TYPE ups_load_ratio gauge
                ups_load_ratio{ups="rack \\"1\\"", host="x",empty=""} 0.42
                  ups_load_ratio { ups = "b" , } 1.5e13
                # a comment
                """);
        file("a.prom", "# TYPE zone untyped\nzone NaN\njobs_total\t7\r\n");
        file("other.txt", "left_out 1\n");
        assertThat(said()).isEqualTo("""
                error\t0
                file\tDIR/a.prom\t1000
                file\tDIR/b.prom\t1000
                metric\tjobs_total\tuntyped\tjobs_total\t\t7\t7000000\tMetric read from DIR/a.prom
                metric\tups_load_ratio\tgauge\tups_load_ratio\thost="x",ups="rack \\"1\\""\t0.42\t420000\tLoad of \\\\ the UPS.
                metric\tups_load_ratio\tgauge\tups_load_ratio\tups="b"\t1.5e13\t-\tLoad of \\\\ the UPS.
                metric\tzone\tuntyped\tzone\t\tNaN\t-\tMetric read from DIR/a.prom
                """);
    }

    @Test
    void partsOfAHistogramAndASummaryBelongToIt() throws IOException {
        file("a.prom", """
                # TYPE h histogram
                h_bucket{le="+Inf"} 2
                h_sum 3
                h_count 2
                # TYPE s summary
                s{quantile="0.5"} 1
                s_sum 3
                s_bucket 4
                """);
        assertThat(said()).isEqualTo("""
                error\t0
                file\tDIR/a.prom\t1000
                metric\th\thistogram\th_bucket\tle="+Inf"\t2\t2000000\tMetric read from DIR/a.prom
                metric\th\thistogram\th_sum\t\t3\t3000000\tMetric read from DIR/a.prom
                metric\th\thistogram\th_count\t\t2\t2000000\tMetric read from DIR/a.prom
                metric\ts\tsummary\ts\tquantile="0.5"\t1\t1000000\tMetric read from DIR/a.prom
                metric\ts\tsummary\ts_sum\t\t3\t3000000\tMetric read from DIR/a.prom
                metric\ts_bucket\tuntyped\ts_bucket\t\t4\t4000000\tMetric read from DIR/a.prom
                """);
    }

    @Test
    void aFileWithAnythingWrongIsLeftOutAsAWhole() throws IOException {
        for (var wrong : new String[]{
            "good 1\nts 1 1234567890\n", "1bad 1\n", "bad{x=y} 1\n", "bad{x=\"y} 1\n", "bad{x=\"y\",x=\"z\"} 1\n",
            "bad 0x10\n", "bad\n",
            "bad 1e999\n", "bad{x=\"\\q\"} 1\n", "# TYPE bad flag\n", "x" + "y".repeat(5000) + " 1\n",
            "bad{a=\"" + "y".repeat(5000)
                    + "\"} 1\n",
            "bad 1\n# TYPE bad gauge\n"}) {
            file("a.prom", wrong);
            file("b.prom", "fine 1\n");
            assertThat(said()).as(wrong).isEqualTo("""
                    error\t1
                    file\tDIR/b.prom\t1000
                    metric\tfine\tuntyped\tfine\t\t1\t1000000\tMetric read from DIR/b.prom
                    """);
        }
    }

    @Test
    void nothingIsSaidTwiceAndNothingInTheDaemonsNames() throws IOException {
        file("a.prom", "# TYPE one gauge\none 1\none 2\nnode_load1 3\nwulf_x 1\nnode_scrape_collector_success 1\n");
        file("b.prom", "one 3\ntwo 1\n");
        assertThat(said()).isEqualTo("""
                error\t1
                file\tDIR/a.prom\t1000
                file\tDIR/b.prom\t1000
                metric\tone\tgauge\tone\t\t1\t1000000\tMetric read from DIR/a.prom
                metric\ttwo\tuntyped\ttwo\t\t1\t1000000\tMetric read from DIR/b.prom
                """);
    }

    @Test
    void hostileTextBreaksNoLine() throws IOException {
        Files.write(directory.resolve("a.prom"),
                "x{a=\"\u0001\t<&\u00ff\u2028\"} 1\n# HELP x \u001b[2J\tq\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.setLastModifiedTime(directory.resolve("a.prom"), FileTime.fromMillis(1000));
        assertThat(said()).isEqualTo("""
                error\t0
                file\tDIR/a.prom\t1000
                metric\tx\tuntyped\tx\ta="??<&??"\t1\t1000000\t?[2J?q
                """);
    }

    @Test
    void whatIsNoFileOrTooLargeIsAnError() throws IOException {
        Files.createDirectory(directory.resolve("a.prom"));
        assertThat(said()).isEqualTo("error\t1\n");
        Files.delete(directory.resolve("a.prom"));
        file("b.prom", "# ".repeat(600_000));
        assertThat(said()).isEqualTo("error\t1\n");
    }

    @Test
    void withoutADirectoryThereIsNothingAndOneThatIsMissingIsAnError() {
        assertThat(said(new TextFiles(() -> null))).isEqualTo("error\t0\n");
        assertThat(said(new TextFiles(() -> directory.resolve("none").toFile()))).isEqualTo("error\t1\n");
    }

    @Test
    void aFileIsReadAgainWhenItHasChanged() throws IOException {
        var files = new TextFiles(directory::toFile);
        file("a.prom", "x 1\n");
        assertThat(said(files)).contains("\tx\t\t1\t");
        file("a.prom", "x 2\n");
        assertThat(said(files)).as("the same time and size").contains("\tx\t\t1\t");
        Files.setLastModifiedTime(directory.resolve("a.prom"), FileTime.fromMillis(2000));
        assertThat(said(files)).contains("\tx\t\t2\t");
        Files.delete(directory.resolve("a.prom"));
        assertThat(said(files)).isEqualTo("error\t0\n");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
        Files.setLastModifiedTime(directory.resolve(name), FileTime.fromMillis(1000));
    }

    private String said() {
        return said(new TextFiles(directory::toFile));
    }

    private String said(TextFiles files) {
        var length = files.read(buffer);
        return new String(buffer.array(), 0, length, StandardCharsets.UTF_8).replace(directory.toString(), "DIR");
    }
}
