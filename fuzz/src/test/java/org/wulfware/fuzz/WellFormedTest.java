package org.wulfware.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WellFormedTest {
    private static final String METRICS = """
            # HELP node_load1 One-minute mean.
            # TYPE node_load1 gauge
            node_load1 0.25
            # TYPE node_x_total counter
            node_x_total{a="b\\"\\\\\\n",c="\u00fc"} 12
            node_x_total{a="c",c=""} 1.5e+09
            # EOF
            """;

    @Test
    void whatOthersReadIsWellFormed() {
        assertThatCode(() -> WellFormed.xml(utf8("<?xml version=\"1.0\"?>\n<a b=\"&lt;\">&#9;</a>\n")))
                .doesNotThrowAnyException();
        assertThatCode(() -> WellFormed.json(utf8("{\"a\":[1,{\"b\":null}]}\n"))).doesNotThrowAnyException();
        assertThatCode(() -> WellFormed.metrics(utf8(METRICS), true)).doesNotThrowAnyException();
        assertThatCode(() -> WellFormed.metrics(utf8(METRICS.replace("# EOF\n", "")), false))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "<a></b>", "<a>&x;</a>", "<a>\u0001</a>", "<a>\u00fc</a>", "<a/><b/>", "",
        "<a b=\"1\" b=\"2\"/>"})
    void othersWouldRefuseThisXml(String document) {
        assertThatThrownBy(() -> WellFormed.xml(utf8(document))).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":1}{}", "{\"a\":01}", "{a:1}", "\"\u0001\"", "{"})
    void othersWouldRefuseThisJson(String document) {
        assertThatThrownBy(() -> WellFormed.json(utf8(document))).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_load1 x\n", "node_load1{a=\"b} 1\n", "node_load1{a=\"\\x\"} 1\n",
        "node_load1{1=\"\"} 1\n",
        "node_load1  1\n", "other 1\n", "# TYPE node_load1 gauge\n", "# TYPE other thing\n", "node_load1 1"})
    void prometheusWouldRefuseALineOfThese(String line) {
        var text = METRICS.replace("node_load1 0.25\n", line);
        assertThatThrownBy(() -> WellFormed.metrics(utf8(text), true)).isInstanceOf(AssertionError.class);
    }

    @Test
    void openMetricsEndsWithItsMark() {
        assertThatThrownBy(() -> WellFormed.metrics(utf8(METRICS.replace("# EOF\n", "")), true))
                .hasMessageContaining("EOF");
        assertThatThrownBy(() -> WellFormed.metrics(utf8(METRICS + "x 1\n"), true)).hasMessageContaining("behind");
        assertThatThrownBy(() -> WellFormed.metrics(Target.bytes(METRICS), true)).hasMessageContaining("UTF-8");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
