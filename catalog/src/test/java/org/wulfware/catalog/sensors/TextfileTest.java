package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextfileTest {
    @Test
    void eachMetricIsARow() {
        assertThat(parsed("""
                error\t1
                file\t/var/lib/site/a b.prom\t1764554421123
                metric\tups\tgauge\tups\ta="rack 1",b="\\""\t-0.42\t-420000\tLoad of it.
                metric\th\thistogram\th_count\t\t+Inf\t-\t
                """)).isEqualTo("""
                ERROR=1
                FILE='/var/lib/site/a b.prom' MTIME=1764554421123
                NAME='ups' LABELS='a="rack 1",b="\\""' VALUE=-420000 SAID='-0.42' FAMILY='ups' TYPE='gauge' HELP='Load of it.'
                NAME='h_count' SAID='+Inf' FAMILY='h' TYPE='histogram'
                """);
    }

    @Test
    void whatIsNoMetricIsLeftOut() {
        assertThat(parsed("""
                metric\ta b\tgauge\ta\t\t1\t1\tx
                metric\ta\tgauge\t1a\t\t1\t1\tx
                metric\ta\tgauge\ta\tx="y\t1\t1\tx
                metric\ta\tgauge\ta\tx="y",\t1\t1\tx
                metric\ta\tgauge\ta\tx="y"z="y"\t1\t1\tx
                metric\ta\tgauge\ta\t\t1 # EOF\t1\tx
                file\t\t1
                metric\ta\tgauge\ta""")).isEmpty();
    }

    private static String parsed(String text) {
        return Parsed.of(Textfile.SENSOR, "wulfware/textfile", text);
    }
}
