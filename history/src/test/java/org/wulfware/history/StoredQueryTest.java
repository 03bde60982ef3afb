package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wulfware.testkit.Storehouse.matrix;
import static org.wulfware.testkit.Storehouse.ok;
import static org.wulfware.testkit.Storehouse.status;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.Scope;
import org.wulfware.testkit.Storehouse;

/// How values went, as a store has them.
@Timeout(60)
class StoredQueryTest {
    private static final long BEGIN = 1_764_000_000;

    private final List<String> told = new CopyOnWriteArrayList<>();

    /// A value each fifteen seconds from the beginning on, of a formula of its number.
    private static String line(String metric, int count, LongUnaryOperator value) {
        return metric + LongStream.range(0, count)
                .mapToObj(number -> " " + value.applyAsLong(number) + "@" + (BEGIN + number * 15))
                .collect(Collectors.joining()) + "\n";
    }

    private static String good(String... lines) {
        return ok(Instant.ofEpochSecond(BEGIN + 3600), matrix(String.join("", lines)));
    }

    private static Query query(String text, int seconds, String step, Query.Taken taken) throws ExpressionException {
        var question = Question.of(text, Scope.NOTHING);
        return new Query(_ -> true, Steps.even(Instant.ofEpochSecond(BEGIN), Instant.ofEpochSecond(BEGIN + seconds),
                Moments.span(step).orElseThrow()), question.expression(), question.rows(), taken);
    }

    private String asked(Storehouse house, Query query, String... hosts) throws Exception {
        var store = new ReadBack.Store(house.uri(), Optional.empty(), Map.of());
        var answer = query.in(store, Stream.of(hosts).map(Host::named).toList(), told::add);
        return answer.series()
                .stream()
                .map(series -> series.host() + " " + series.row() + Arrays.toString(series.values()) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void ofTheValuesInAStepTheOneThatIsMeantIsTaken() throws Exception {
        var answer = good(line("node_load1{instance=\"n1:9100\",job=\"node\"}", 9, number -> number),
                line("node_load1{instance=\"n10:9100\",job=\"node\"}", 5, number -> 10 * number),
                line("up{instance=\"n9:9100\",job=\"node\"}", 5, _ -> 0));
        try (var house = new Storehouse(answer)) {
            assertThat(asked(house, query("load1", 120, "1min", Query.Taken.LAST))).isEqualTo("""
                    n1 [4.0, 8.0]
                    n9 [NaN, NaN]
                    n10 [40.0, NaN]
                    """);
            assertThat(house.queries()).isNotEmpty().allMatch(query -> query.contains("node_load1|"));
            assertThat(asked(house, query("load1", 120, "1min", Query.Taken.MEAN), "n10", "n1")).isEqualTo("""
                    n10 [25.0, NaN]
                    n1 [2.5, 6.5]
                    """);
            assertThat(asked(house, query("load1", 120, "1min", Query.Taken.LEAST), "n1")).isEqualTo("n1 [1.0, 5.0]\n");
            assertThat(told).isEmpty();
            assertThat(asked(house, query("load1", 120, "1min", Query.Taken.GREATEST), "n1", "n2"))
                    .isEqualTo("n1 [4.0, 8.0]\n");
            assertThat(told).containsExactly("not in the store in that time: n2");
        }
    }

    @Test
    void aRateIsThatOfTheStepOrOfEachTwoValues() throws Exception {
        var answer = good(
                line("node_network_receive_bytes_total{instance=\"n1\",device=\"lo\"}", 9,
                        number -> number * number * 15),
                line("node_network_receive_bytes_total{instance=\"n1\",device=\"eth0\"}", 9, number -> 150 * number));
        try (var house = new Storehouse(answer)) {
            assertThat(asked(house, query("rate(net.receive.bytes)", 120, "1min", Query.Taken.LAST))).isEqualTo("""
                    n1 eth0[10.0, 10.0]
                    n1 lo[4.0, 12.0]
                    """);
            assertThat(asked(house, query("rate(net.receive.bytes)", 120, "1min", Query.Taken.GREATEST))).isEqualTo("""
                    n1 eth0[10.0, 10.0]
                    n1 lo[7.0, 15.0]
                    """);
        }
    }

    /// And of these no more than tells that a host is there, once it is known how often values come.
    @Test
    void ofLongStepsTheEndsAreEnough() throws Exception {
        var answer = good(line("node_load1{instance=\"n1\"}", 241, number -> number));
        try (var house = new Storehouse(answer)) {
            var said = asked(house, query("load1", 3600, "30min", Query.Taken.LAST));
            assertThat(said).isEqualTo("n1 [" + 1800 / 15 + ".0, " + 3600 / 15 + ".0]\n");
            assertThat(house.queries().stream().map(query -> query.replaceFirst(".*}", "")))
                    .containsExactly("[300s]", "[46s]", "[46s]");
        }
    }

    @Test
    void aLongTimeIsAskedForInSpansThatGrow() throws Exception {
        var answer = good(line("node_load1{instance=\"n1\"}", 1, _ -> 7));
        try (var house = new Storehouse(answer)) {
            asked(house, query("load1", 86_400, "10min", Query.Taken.MEAN));
            assertThat(house.queries().stream().map(query -> query.replaceFirst(".*}", "")))
                    .containsExactly("[300s]", "[1200s]", "[4800s]", "[19200s]", "[61200s]");
        }
    }

    @Test
    void anAnswerThatIsTooMuchIsAskedForInParts() throws Exception {
        var tooMuch = status("422 Unprocessable Entity",
                "{\"status\":\"error\",\"error\":\"query processing would load too many samples\"}");
        var answer = good(line("node_load1{instance=\"n1\"}", 9, number -> number));
        try (var house = new Storehouse(tooMuch, tooMuch, answer)) {
            assertThat(asked(house, query("load1", 120, "1min", Query.Taken.LAST))).isEqualTo("n1 [4.0, 8.0]\n");
            assertThat(house.queries().stream().map(query -> query.replaceFirst(".*}", "")).limit(3))
                    .containsExactly("[180s]", "[120s]", "[60s]");
        }
        try (var house = new Storehouse(tooMuch)) {
            assertThatThrownBy(() -> asked(house, query("load1", 120, "1min", Query.Taken.MEAN)))
                    .hasMessageContaining("does not answer: status 422, query processing would load too many samples");
            assertThat(house.queries()).hasSizeLessThan(10);
        }
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        try (var house = new Storehouse(good())) {
            assertThatThrownBy(() -> asked(house, query("load1", 120, "1min", Query.Taken.LAST)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the store " + house.uri() + " has nothing in that time of hosts that are meant");
        }
    }

    @Test
    void aHostThatHasBeenStartedAnewHasNoRateOverThat() throws Exception {
        var answer = good(
                line("node_boot_time_seconds{instance=\"n1\"}", 9, number -> number < 5 ? 1000 : BEGIN + 70),
                line("node_time_seconds{instance=\"n1\"}", 9, number -> BEGIN + number * 15),
                line("node_context_switches_total{instance=\"n1\"}", 9, number -> 150 * number));
        try (var house = new Storehouse(answer)) {
            assertThat(asked(house, query("rate(stat.ctxt)", 120, "30s", Query.Taken.LAST)))
                    .isEqualTo("n1 [10.0, 10.0, NaN, 10.0]\n");
        }
    }
}
