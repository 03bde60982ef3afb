package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wulfware.testkit.Storehouse.matrix;
import static org.wulfware.testkit.Storehouse.ok;
import static org.wulfware.testkit.Storehouse.status;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Uptime;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.testkit.Storehouse;

@Timeout(60)
class ReadBackTest {
    /// A time of the store's.
    private static final Instant NOW = Instant.ofEpochSecond(1_764_000_100);

    @TempDir
    private Path directory = Path.of("");

    private final List<String> told = new CopyOnWriteArrayList<>();
    private Storehouse house;
    private ReadBack back;

    ReadBackTest() throws IOException {
        house = new Storehouse();
        back = ReadBack.open(new ReadBack.Store(house.uri(), Optional.empty(), Map.of()), List.of(), _ -> true,
                told::add);
    }

    @AfterEach
    void close() throws IOException {
        back.close();
        house.close();
    }

    private void begin(Map<String, String> labels, List<Host> named, Collection<? extends Field> fields,
            String... answers)
            throws IOException {
        close();
        house = new Storehouse(answers);
        back = ReadBack.open(new ReadBack.Store(house.uri(), Optional.empty(), labels), named, _ -> true, told::add,
                Duration.ofSeconds(1), 1 << 20);
        back.ask(List.copyOf(fields));
    }

    private List<HostState> begun(Collection<? extends Field> fields, String... answers) throws Exception {
        begin(Map.of(), List.of(), fields, answers);
        return back.poll();
    }

    private HostState next(String answer) throws Exception {
        house.answer(answer);
        return back.poll().getFirst();
    }

    private static List<String> names(List<HostState> states) {
        return states.stream().map(state -> state.host().name() + " " + state.poll().word()).toList();
    }

    @Test
    void whatTheStoreHasIsAsHostsThatWereAsked() throws Exception {
        var states = begun(List.of(Loadavg.LOAD1, Stat.CTXT, Meminfo.MEMORY_USED), ok(NOW, matrix("""
                up{instance="n10:9100",job="node"} 1@1764000075 1@1764000090
                node_load1{instance="n10:9100",job="node"} 0.25@1764000075 0.5@1764000090
                node_context_switches_total{instance="n10:9100",job="node"} 1000@1764000075 4000@1764000090
                node_memory_MemTotal_bytes{instance="n10:9100",job="node"} 4096@1764000075 4096@1764000090
                node_memory_MemFree_bytes{instance="n10:9100",job="node"} 1024@1764000075 1096@1764000090
                up{instance="n2:9100",job="node"} 1@1764000075 0@1764000090
                node_load1{instance="n2:9100",job="node"} 1@1764000075
                up{instance="n2:9999",job="scheduler"} 0@1764000090
                up{instance="n10:9999",job="scheduler"} 0@1764000090
                up{instance="n3:9999",job="scheduler"} 1@1764000090
                """)));
        assertThat(names(states)).containsExactly("n2 down", "n10 up");
        assertThat(states.getFirst().poll())
                .isEqualTo(new Poll.Refused("it was not reached by what fills the store: up is 0 there"));
        var state = states.getLast();
        var sample = state.current().orElseThrow();
        assertThat(sample.number(Loadavg.LOAD1)).hasValue(0.5);
        assertThat(state.previous().orElseThrow().number(Loadavg.LOAD1)).hasValue(0.25);
        assertThat(state.rate(Stat.CTXT)).hasValue(200);
        assertThat(sample.number(Meminfo.MEMORY_USED)).hasValue(3000);
        assertThat(state.at()).isEqualTo(Instant.ofEpochSecond(1_764_000_090));
        // What it lacks is absent: the store's times are not the node's.
        assertThat(sample.number(Stat.BTIME)).isEmpty();
        assertThat(sample.number(Uptime.UPTIME)).isEmpty();
        assertThat(sample.taken()).isEmpty();
        assertThat(state.clockOffset()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void oneQueryBringsWhatIsShownAndNoMore() throws Exception {
        var hosts = List.of(Host.named("n1"), Host.named("n1.lab"), Host.named("::1"));
        begin(new TreeMap<>(Map.of("site", "a\"b\\", "row", "x")), hosts, List.of(Loadavg.LOAD5), ok(NOW, matrix("")));
        assertThat(names(back.poll())).containsExactly("n1 down", "n1.lab down", "::1 down");
        assertThat(house.queries()).containsExactly("{__name__=~\"node_boot_time_seconds|node_context_switches_total|"
                + "node_load5|node_time_seconds|up\",row=\"x\",site=\"a\\\"b\\\\\","
                + "instance=~\"\\\\[?(n1|n1\\\\.lab|::1)\\\\]?(:[0-9]+)?\"}[300s]");
        assertThat(house.heads().getFirst()).startsWith("POST /api/v1/query HTTP/1.1").doesNotContain("Authorization");
    }

    @Test
    void onlyTheHostsThatAreMeantAreThereInTheirOrder() throws Exception {
        begin(Map.of(), List.of(Host.named("n2"), Host.named("n1")), List.of(Loadavg.LOAD1), ok(NOW, matrix("""
                node_load1{instance="n1",job="node"} 1@1764000090
                node_load1{instance="[::1]:9100",job="node"} 1@1764000090
                node_load1{instance="n2",job="node"} 2@1764000090
                """)));
        assertThat(names(back.poll())).containsExactly("n2 up", "n1 up");
        begin(Map.of(), List.of(), List.of(Loadavg.LOAD1), ok(NOW, matrix("""
                node_load1{instance="[::1]:9100",job="node"} 1@1764000090
                node_load1{instance="fe80::1",job="node"} 1@1764000090
                node_load1{instance="10.0.0.1:9100",job="node"} 1@1764000090
                node_load1{job="node"} 1@1764000090
                """)));
        assertThat(names(back.poll())).containsExactly("10.0.0.1 up", "::1 up", "fe80::1 up");
    }

    /// The rate is that from one poll to the next, however many values came in between.
    @Test
    void valuesComeAsTheyCome() throws Exception {
        var line = "node_context_switches_total{instance=\"n1\",job=\"node\"} ";
        var state = begun(List.of(Stat.CTXT), ok(NOW, matrix(line + "0@1764000080 100@1764000090"))).getFirst();
        assertThat(state.rate(Stat.CTXT)).hasValue(10);
        assertThat(house.queries().getLast()).endsWith("[300s]");
        // Ten seconds from one to the next: three of these are looked back.
        state = next(ok(NOW.plusSeconds(1), matrix(line + "0@1764000080 100@1764000090")));
        assertThat(house.queries().getLast()).endsWith("[31s]");
        assertThat(state.rate(Stat.CTXT)).hasValue(10);
        state = next(ok(NOW.plusSeconds(20), matrix(line + "200@1764000100 500@1764000110")));
        assertThat(state.rate(Stat.CTXT)).hasValue(20);
        assertThat(state.since()).isEqualTo(Instant.ofEpochSecond(1_764_000_080));
        // A counter that begins anew makes no rate; what is not there any more is absent.
        state = next(ok(NOW.plusSeconds(30), matrix(line + "500@1764000110 3@1764000120")));
        assertThat(state.rate(Stat.CTXT)).isEmpty();
        state = next(ok(NOW.plusSeconds(40), matrix(line + "3@1764000120\n"
                + "node_load1{instance=\"n1\",job=\"node\"} 1@1764000120 1@1764000130\n"
                + "node_forks_total{instance=\"n1\",job=\"node\"} 1@1764000120 1@1764000130")));
        assertThat(state.current().orElseThrow().number(Stat.CTXT)).isEmpty();
        assertThat(state.current().orElseThrow().number(Loadavg.LOAD1)).hasValue(1);
    }

    @Test
    void whoseValuesAreTooOldIsSilentAndOnceHeardOfAgainUp() throws Exception {
        var line = "node_context_switches_total{instance=\"n1\",job=\"node\"} ";
        begun(List.of(Stat.CTXT), ok(NOW, matrix(line + "0@1764000080 100@1764000090")));
        var old = matrix(line + "0@1764000080 100@1764000090");
        assertThat(next(ok(NOW.plusSeconds(20), old)).isUp()).isTrue();
        var state = next(ok(NOW.plusSeconds(21), old));
        assertThat(state.poll()).isEqualTo(new Poll.Silent(Duration.ofSeconds(30)));
        // It may only have become slower: that is looked for further back.
        state = next(ok(NOW.plusSeconds(60), matrix("")));
        assertThat(house.queries().getLast()).endsWith("[300s]");
        assertThat(state.since()).isEqualTo(NOW.plusSeconds(21));
        state = next(ok(NOW.plusSeconds(70), matrix(line + "500@1764000100 1000@1764000160")));
        assertThat(state.isUp()).isTrue();
        assertThat(state.rate(Stat.CTXT).orElseThrow()).isCloseTo(500 / 60.0, within(1e-9));
        assertThat(next(ok(NOW.plusSeconds(71), matrix(line + "500@1764000100 1000@1764000160"))).isUp()).isTrue();
        assertThat(house.queries().getLast()).endsWith("[181s]");
    }

    @Test
    void whatFollowsFromOthersIsReckoned() throws Exception {
        var times = new StringBuilder("""
                node_boot_time_seconds{instance="n1"} 1763999000@1764000090
                node_time_seconds{instance="n1"} 1764000091.5@1764000090
                node_network_receive_bytes_total{device="lo",instance="n1"} 5@1764000090
                """);
        for (var cpu = 0; cpu < 2; cpu++) {
            var seconds = 1;
            for (var mode : List.of("user", "nice", "system", "idle", "iowait", "steal")) {
                times.append("node_cpu_seconds_total{cpu=\"%d\",mode=\"%s\",instance=\"n1\"} %d@1764000090\n".formatted(
                        cpu, mode, seconds++));
            }
        }
        var state = begun(List.of(Stat.CPU_TOT, Uptime.UPTIME, Uptime.IDLE, NetDev.RECEIVE_BYTES), ok(NOW, matrix(
                times.toString()))).getFirst();
        assertThat(house.queries().getFirst()).contains("node_cpu_seconds_total", "node_boot_time_seconds");
        var sample = state.current().orElseThrow();
        assertThat(sample.cell(1, Stat.CPU_TOT)).isEqualTo(2100);
        assertThat(sample.number(Uptime.UPTIME)).hasValue(1091.5);
        assertThat(sample.number(Uptime.IDLE)).hasValue(8);
        assertThat(state.clockOffset()).hasValue(1.5);
        assertThat(sample.text(0, NetDev.DEVTYPE)).isEqualTo("lo");
    }

    /// Of a sensor that several deliver, one is believed: times of two are no times of one.
    @Test
    void whoDeliversMostIsBelieved() throws Exception {
        var state = begun(List.of(Stat.CTXT, Stat.PROCESSES, Loadavg.LOAD1), ok(NOW, matrix("""
                up{instance="n1:9100",job="a"} 0@1764000095
                node_load1{instance="n1:9100",job="a"} 9@1764000094
                node_context_switches_total{instance="n1:9101",job="b"} 100@1764000080 200@1764000090
                node_forks_total{instance="n1:9101",job="b"} 10@1764000080 20@1764000090
                node_context_switches_total{instance="n1:9102",job="c"} 700@1764000087 777@1764000097
                up{instance="n1:9102",job="c"} 1@1764000097
                """))).getFirst();
        assertThat(state.isUp()).isTrue();
        assertThat(state.current().orElseThrow().number(Stat.CTXT)).hasValue(200);
        assertThat(state.rate(Stat.PROCESSES)).hasValue(1);
        assertThat(state.current().orElseThrow().number(Loadavg.LOAD1)).isEmpty();
    }

    @Test
    void hostileLabelsAndValuesAreData() throws Exception {
        var states = begun(List.of(Loadavg.LOAD1), ok(NOW, matrix("""
                node_load1{instance="\\u001b[31mn1\\n",job="node"} 1@1764000090
                node_load1{instance="n2",job="node"} NaN@1764000090
                node_load1{instance="n3",job="node"} +Inf@1764000080 x@1764000085 2@1764000090
                node_load1{instance="n4",job="node"} 1@1e300 1@-5 2@1764000090 3@1764000080
                node_load1{instance="n5",__name__="up",job="node"} 1@1764000090
                node_load1{instance="",job="node"} 1@1764000090
                """)));
        assertThat(names(states)).containsExactly("\u001b[31mn1\n up", "n3 up", "n4 up", "n5 up");
        assertThat(states.get(1).current().orElseThrow().number(Loadavg.LOAD1)).hasValue(2);
        assertThat(states.get(2).current().orElseThrow().number(Loadavg.LOAD1)).hasValue(2);
        assertThat(states.get(2).previous()).isEmpty();
    }

    static List<List<String>> bad() {
        var deep = "[".repeat(100);
        return List.of(
                List.of(status("401 Unauthorized", "no"),
                        "status 401, no: who one is there stands in the file of --from-auth"),
                List.of(status("404 Not Found", "<html>"), "status 404: is that where its HTTP API is?"),
                List.of(status("422 Unprocessable", "{\"status\":\"error\",\"error\":\"too many samples\\nand\"}"),
                        "status 422, too many samples"),
                List.of(status("503 Busy", ""), "status 503"),
                List.of(status("302 Found\r\nLocation: http://127.0.0.1:1/", ""),
                        "status 302, it has moved to http://127.0.0.1:1/, which is not followed"),
                List.of(ok(NOW, "<html>"),
                        "its answer is none of Prometheus' HTTP API: is that where it listens?"),
                List.of(ok(NOW, ""), "its answer is none of Prometheus' HTTP API: is that where it listens?"),
                List.of(ok(NOW, "[]"), "its answer is none of Prometheus' HTTP API, from byte 1 on"),
                List.of(ok(NOW,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":[]"),
                        "its answer is none of Prometheus' HTTP API, from byte "),
                List.of(ok(NOW, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"),
                        "its answer is none to a query of a span of time"),
                List.of(ok(NOW, "{\"status\":\"error\",\"error\":\"no \\u001b[31m\"}"), "no \u001b[31m"),
                List.of(ok(NOW, "{\"status\":" + deep), "its answer is "),
                List.of(ok(NOW, "{\"x\":" + deep), "its answer is longer than may be"),
                List.of(ok(NOW, "{\"status\":\"" + "a".repeat(1 << 17) + "\"}"), "its answer is longer than may be"),
                List.of(ok(NOW, "{\"x\":[" + "1,".repeat(1 << 20) + "1]}"), "its answer is longer than may be"),
                List.of(ok(NOW, matrix("up{instance=\"n1\"} 1@x")), "its answer is none of Prometheus' HTTP API"),
                List.of(Storehouse.STUCK, "no answer within 1 s"),
                List.of("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\":" + Storehouse.STUCK,
                        "no whole answer within 1 s"),
                List.of("rubbish\r\n\r\n", "Invalid status line"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whoDoesNotAnswerSaysWhyAndHostsAreDown(List<String> answerAndReason) throws Exception {
        begin(Map.of(), List.of(Host.named("n1")), List.of(Loadavg.LOAD1), answerAndReason.getFirst());
        var state = back.poll().getFirst();
        assertThat(back.hasAnswered()).isFalse();
        assertThat(told).singleElement()
                .asString()
                .contains("the store " + house.uri() + " does not answer: ", answerAndReason.getLast());
        assertThat(state.poll()).isEqualTo(new Poll.Refused(told.getFirst()));
        assertThat(back.trouble()).isEqualTo(told.getFirst());
        // It is left alone for a while.
        back.poll();
        assertThat(house.heads()).hasSize(1);
    }

    @Test
    void whatWasKnownIsNotShownWhileTheStoreDoesNotAnswer() throws Exception {
        var good = ok(NOW, matrix("node_load1{instance=\"n1\",job=\"node\"} 1@1764000090"));
        assertThat(begun(List.of(Loadavg.LOAD1), good).getFirst().isUp()).isTrue();
        assertThat(next(status("503 Busy\r\nRetry-After: 1", "busy")).isUp()).isFalse();
        assertThat(told).containsExactly("the store " + house.uri() + " does not answer: status 503, busy");
        house.answer(good);
        var end = System.nanoTime() + 20_000_000_000L;
        while (!back.poll().getFirst().isUp()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(told).last().isEqualTo("the store " + house.uri() + " answers again");
        assertThat(told).hasSize(2);
        assertThat(back.trouble()).isEmpty();
    }

    @Test
    void whatTheStoreWarnsOfIsToldOnce() throws Exception {
        var body = matrix("up{instance=\"n1\"} 1@1764000090");
        var warned = body.substring(0, body.length() - 1) + ",\"warnings\":[\"some are missing\",\"b\"]}";
        begun(List.of(Loadavg.LOAD1), ok(NOW, warned));
        next(ok(NOW, warned));
        next(ok(NOW, body.substring(0, body.length() - 1) + ",\"isPartial\":true}"));
        next(ok(NOW, body));
        assertThat(told).containsExactly("the store " + house.uri() + ": some are missing",
                "the store " + house.uri() + ": its answer is not whole");
    }

    @Test
    void whoOneIsStandsInAFile() throws Exception {
        var file = directory.resolve("auth");
        Files.writeString(file, "token = abc\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        house.answer(ok(NOW, matrix("")));
        try (var other =
                ReadBack.open(new ReadBack.Store(house.uri(), Optional.of(file), Map.of()), List.of(), _ -> true,
                        told::add)) {
            other.ask(List.of());
            other.poll();
            assertThat(house.heads().getLast()).contains("Authorization: Bearer abc");
            Files.delete(file);
            other.poll();
            assertThat(told)
                    .containsExactly("the store " + house.uri() + " does not answer: " + file + ": no such file");
        }
        assertThatThrownBy(() -> ReadBack.open(new ReadBack.Store(house.uri(), Optional.of(file), Map.of()), List.of(),
                _ -> true, told::add)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void namesStandAsPeopleCount() {
        var names = new ArrayList<>(List.of("n10", "n2", "n1", "a", "n02", "n2b", "n"));
        names.sort(NameOrder::compare);
        assertThat(names).containsExactly("a", "n", "n1", "n02", "n2", "n2b", "n10");
    }
}
