package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.wire.Sink;

/// The same port as a web server's, to Prometheus, to a browser and to those who mean no good.
class HttpTest {
    private static final String HOST = "Host: 127.0.0.1:7887\r\n";

    private final Texts node = new Texts()
            .with("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n")
            .with("proc/sys/kernel/hostname", "n042\n")
            .with("etc/resolv.conf", "# made\nsearch cluster.example\tother.example\nnameserver 127.0.0.53\n")
            .with("proc/stat", "cpu  3 0 1 4\ncpu0 1 0 1 2\ncpu1 2 0 0 2\nintr 12\nctxt 7\nbtime 1015549451\n")
            .with("proc/diskstats", "   8       0 s\"a\\ 1 2 3 4 5 6 7 8 9 10 11\n");
    private final Sampler sampler = new Sampler(node, new Golem.ThatClock());

    @Test
    void metricsAreInTheNamesOfNodeExporter() {
        assertThat(get("/metrics?collect[]=loadavg", HOST)).isEqualTo("""
                HTTP/1.1 200 OK\r
                Date: Wed, 13 Mar 2002 19:34:21 GMT\r
                Content-Type: text/plain; version=0.0.4; charset=utf-8\r
                Content-Length: 714\r
                Cache-Control: no-store\r
                Vary: Accept, Accept-Encoding\r
                X-Content-Type-Options: nosniff\r
                \r
                # HELP node_load1 Runnable and uninterruptible tasks, one-minute mean.
                # TYPE node_load1 gauge
                node_load1 0.20
                # HELP node_load5 Runnable and uninterruptible tasks, five-minute mean.
                # TYPE node_load5 gauge
                node_load5 0.18
                # HELP node_load15 Runnable and uninterruptible tasks, fifteen-minute mean.
                # TYPE node_load15 gauge
                node_load15 0.12
                # HELP node_scrape_collector_duration_seconds How long reading a collector took.
                # TYPE node_scrape_collector_duration_seconds gauge
                node_scrape_collector_duration_seconds{collector="loadavg"} 0.000000000
                # HELP node_scrape_collector_success Whether a collector could be read.
                # TYPE node_scrape_collector_success gauge
                node_scrape_collector_success{collector="loadavg"} 1
                """);
        assertThat(get("/metrics?collect%5B%5D=cpu&collect[]=diskstats", HOST)).contains("""
                # HELP node_cpu_seconds_total Time in user mode.
                # TYPE node_cpu_seconds_total counter
                node_cpu_seconds_total{cpu="0",mode="user"} 0.01
                node_cpu_seconds_total{cpu="0",mode="nice"} 0.00
                node_cpu_seconds_total{cpu="0",mode="system"} 0.01
                node_cpu_seconds_total{cpu="0",mode="idle"} 0.02
                node_cpu_seconds_total{cpu="1",mode="user"} 0.02
                """, """
                # TYPE node_disk_info gauge
                node_disk_info{device="s\\"a\\\\",major="8",minor="0",rotational="0"} 1
                """, """
                # TYPE node_disk_read_bytes_total counter
                node_disk_read_bytes_total{device="s\\"a\\\\"} 1536
                """, """
                node_disk_io_time_seconds_total{device="s\\"a\\\\"} 0.010
                """).doesNotContain("node_load1");
    }

    @Test
    void openMetricsIsForThoseWhoAcceptIt() {
        var answer = get("/metrics?collect[]=stat", HOST
                + "Accept: application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1\r\n");
        assertThat(answer)
                .contains("Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n")
                .contains("# TYPE node_intr counter\nnode_intr_total 12\n")
                .contains("# TYPE node_boot_time_seconds gauge\nnode_boot_time_seconds 1015549451\n")
                .contains("node_time_seconds 1016048061.7")
                .endsWith("# EOF\n");
    }

    @Test
    void theDocumentIsThereInXmlAndInJson() {
        assertThat(get("/xml?off=all&on=load1", HOST))
                .contains("Content-Type: application/xml\r\n")
                .contains("\r\n\r\n<?xml version=\"1.0\"?>\n")
                .endsWith("      <load1>0.20</load1>\n    </loadavg>\n  </proc>\n</xmlsysd>\n");
        assertThat(get("/json?off=all&on=load1", HOST))
                .contains("Content-Type: application/json\r\n")
                .contains("\"load1\": 0.20");
        assertThat(get("/healthz", HOST)).endsWith("\r\n\r\nok\n");
        assertThat(get("/", HOST)).startsWith("HTTP/1.1 200 ").contains("/metrics ");
    }

    @Test
    void aHeadIsAllOfAPageButItsBody() {
        var get = get("/json?off=all&on=load15", HOST);
        var head = ask("HEAD /json?off=all&on=load15 HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(head).isEqualTo(get.substring(0, get.indexOf("\r\n\r\n") + 4));
    }

    @Test
    void aConnectionServesOneRequestAfterAnotherUntilOneSaysClose() {
        var conversation = conversation();
        var one = "GET /healthz HTTP/1.1\r\n" + HOST + "\r\n";
        assertThat(ask(conversation, one + "\r\n" + one)).containsPattern("(?s)ok\n.*ok\n$");
        assertThat(conversation.isOver()).isFalse();
        assertThat(ask(conversation, "GET /healthz HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n" + one))
                .contains("Connection: close\r\n")
                .containsOnlyOnce("ok\n");
        assertThat(conversation.isOver()).isTrue();
        var old = conversation();
        assertThat(ask(old, "GET /healthz HTTP/1.0\r\n\r\n")).contains("Connection: close\r\n").endsWith("ok\n");
        assertThat(old.isOver()).isTrue();
    }

    @Test
    void gzipIsForThoseWhoAcceptIt() throws Exception {
        var plain = get("/metrics", HOST);
        for (var accepted : new String[]{"gzip", "deflate, gzip;q=0.5", "GZIP"}) {
            var zipped = get("/metrics", HOST + "accept-encoding: " + accepted + "\r\n");
            assertThat(zipped).contains("Content-Encoding: gzip\r\n");
            var body = zipped.substring(zipped.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
            assertThat(zipped).contains("Content-Length: " + body.length + "\r\n");
            try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
                assertThat(new String(unzipped.readAllBytes(), ISO_8859_1).lines().count())
                        .isEqualTo(plain.substring(plain.indexOf("\r\n\r\n") + 4).lines().count());
            }
        }
        assertThat(get("/metrics", HOST + "Accept-Encoding: gzip;q=0, br\r\n")).doesNotContain("Content-Encoding");
        assertThat(get("/healthz", HOST + "Accept-Encoding: gzip\r\n")).doesNotContain("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "10.1.2.3:7887", "[::1]:7887", "[fe80::1]", "localhost", "LOCALHOST:80", "n042", "n042.:7887",
        "N042.cluster.example:7887", "n042.other.example"})
    void aHostThatIsThisNodeIsServed(String host) {
        assertThat(get("/healthz", "Host: " + host + "\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "evil.example", "n042.evil.example", "127.0.0.1.evil.example", "n042cluster.example", "", "1.2.3", "::1x",
        "localhost.evil.example", "n04"})
    void aHostThatAPageElsewhereMadeUpIsRefused(String host) {
        assertThat(get("/healthz", "Host: " + host + "\r\n")).startsWith("HTTP/1.1 403 ").doesNotContain("\nok\n");
    }

    @Test
    void noPageOfAnotherSiteMayReadAnAnswer() {
        assertThat(get("/json", HOST + "Origin: http://evil.example\r\n")).doesNotContainIgnoringCase("access-control");
    }

    @Test
    void whatIsNotServedSaysWhyAndEnds() {
        assertThat(get("/metrics?collect[]=cpus", HOST)).startsWith("HTTP/1.1 400 ").contains("\"cpus\"");
        assertThat(get("/metrics?x=1", HOST)).startsWith("HTTP/1.1 400 ").contains("\"x\"");
        assertThat(get("/xml?on=nonsense", HOST)).startsWith("HTTP/1.1 400 ").contains("on=nonsense");
        assertThat(get("/nowhere", HOST)).startsWith("HTTP/1.1 404 ").contains("\"/nowhere\"", "/metrics");
        assertThat(ask("POST /json HTTP/1.1\r\n" + HOST + "Content-Length: 4\r\n\r\nsend"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD\r\n", "Connection: close\r\n");
        assertThat(ask("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(get("/json", HOST + "Transfer-Encoding: chunked\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(get("/json", "")).startsWith("HTTP/1.1 400 ");
        assertThat(get("/json", HOST + HOST)).startsWith("HTTP/1.1 400 ").contains("more than one Host");
        assertThat(get("/json", HOST + "no header\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(get("/json", HOST + "X: y\r\n".repeat(101))).startsWith("HTTP/1.1 431 ");
        assertThat(get("/json", HOST + "X: " + "y".repeat(5000) + "\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(ask("GET /healthz HTTP/1.1\r\n" + HOST + "\r\nsend\r\n")).contains("HTTP/1.1 400 ");
        assertThat(sampler.ledger().errors).isEqualTo(13);
    }

    /// What stands between a client and the daemon may read such heads in another way than the daemon.
    @ParameterizedTest
    @ValueSource(strings = {
        "GET /json HTTP/1.1\r\nHost: ::1\r\n \r\nX: y\r\n\r\n", "GET /json HTTP/1.1\r\nHost: ::1\r\n\t \t\r\n\r\n",
        "GET /json HTTP/1.1\r\nHost: ::1\r\r\n\r\n", "GET /json HTTP/1.1\r\nHost: ::1\r\n\r\r\n\r\n",
        "GET /json HTTP/1.1\r\r\nHost: ::1\r\n\r\n", "GET /json HTTP/1.1\r\nHost: ::1\r\nX: y\r\n folded\r\n\r\n",
        "GET /json HTTP/1.1\r\nHost: ::1\r\n\tfolded: y\r\n\r\n", "GET /json HTTP/1.1\r\nHost: ::1\r\nX: a\rb\r\n\r\n",
        "GET /json HTTP/1.1\r\nHost: ::1\r\nX: a\0b\r\n\r\n", "GET /json HTTP/1.1\r\nHost: ::1\r\nX\0: b\r\n\r\n",
        "GET /json HTTP/1.1\r\nHost: ::1\r\nX : b\r\n\r\n", "GET /json HTTP/1.1\r\nHost: ::1\r\n: b\r\n\r\n",
        "GET /json HTTP/1.1\r\nHost: ::1\r\nX(y): b\r\n\r\n", "GET /json HTTP/1.1\r\nHost: ::1\r\nX\u00e9: b\r\n\r\n",
        "GET /json HTTP/1.1\r\n Host: ::1\r\n\r\n", "GET  /json HTTP/1.1\r\nHost: ::1\r\n\r\n",
        "GET /json\tHTTP/1.1\r\nHost: ::1\r\n\r\n", " GET /json HTTP/1.1\r\nHost: ::1\r\n\r\n",
        "GET /json HTTP/1.1 \r\nHost: ::1\r\n\r\n", "GET /js\0on HTTP/1.1\r\nHost: ::1\r\n\r\n",
        "G(T /json HTTP/1.1\r\nHost: ::1\r\n\r\n", "GET json HTTP/1.1\r\nHost: ::1\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: ::1\r\n\r\n", "GET ftp://::1/ HTTP/1.1\r\nHost: ::1\r\n\r\n",
        "GET /json HTTP/1.x\r\nHost: ::1\r\n\r\n", "GET http://[::1]/json HTTP/1.1\r\n\r\n"})
    void aHeadThatIsNotByTheBookIsRefusedAndEndsTheConnection(String head) {
        var conversation = conversation();
        var answer = ask(conversation, head + "GET /healthz HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Connection: close\r\n").doesNotContain("\nok\n");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).doesNotContain("\0", "\r", "\t");
        assertThat(conversation.isOver()).isTrue();
    }

    @Test
    void whatTheBookAllowsIsServed() {
        for (var head : new String[]{
            "\r\nGET /healthz HTTP/1.1\r\n" + HOST + "\r\n", "GET /healthz HTTP/1.1\n" + HOST + "\n",
            "GET /healthz HTTP/1.1\r\n" + HOST + "X:\r\nY: a\tb\u00e9 \r\n\r\n",
            "GET /healthz HTTP/1.9\r\n" + HOST + "\r\n"}) {
            assertThat(ask(head)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok\n");
        }
        assertThat(ask("GET / HTTP/2.0\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 505 ");
    }

    @Test
    void aUrlAsTheTargetIsServedIfItNamesThisNode() {
        for (var target : new String[]{
            "http://127.0.0.1:7887/healthz", "HTTP://n042/healthz?", "https://[::1]:7887/healthz"}) {
            assertThat(ask("GET " + target + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\nok\n");
        }
        assertThat(get("http://localhost", HOST)).startsWith("HTTP/1.1 200 ").contains("/metrics ");
        assertThat(get("http://localhost?x=1", HOST)).startsWith("HTTP/1.1 200 ").contains("/metrics ");
        for (var target : new String[]{
            "http://evil.example/json", "http://n042@evil.example/json", "http://evil.example@n042/json",
            "http:///json"}) {
            assertThat(get(target, HOST)).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void aRequestLineThatIsTooLongIsSaidToBe() {
        assertThat(get("/json?get=" + "x".repeat(5000), HOST)).startsWith("HTTP/1.1 414 ").contains("4096 bytes");
        assertThat(ask("GET /healthz HTTP/1.1\r\n" + HOST + "\r\nGET /" + "x".repeat(5000)))
                .containsPattern("(?s)ok\nHTTP/1.1 414 ");
        assertThat(ask("x".repeat(5000))).contains("<error line=\"1\">line longer than 4096 bytes</error>");
    }

    @Test
    void aRequestBehindACommandIsNoRequest() {
        assertThat(ask("on load1\nGET /json HTTP/1.1\n")).contains("unknown command &quot;GET&quot;");
    }

    @Test
    void theClientOfTheJdkUnderstandsIt() throws Exception {
        try (var daemon = new TestDaemon(node, new Golem.ThatClock(), 4); var client = HttpClient.newHttpClient()) {
            var uri = java.net.URI.create("http://127.0.0.1:" + daemon.port + "/json?off=all&on=loadavg");
            for (var round = 0; round < 3; round++) {
                var answer = client.send(
                        java.net.http.HttpRequest.newBuilder(uri).build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("\"load5\": 0.18");
            }
        }
    }

    @Test
    void datesAreThoseOfTheJdk() {
        var random = new Random(2002);
        var format = DateTimeFormatter.RFC_1123_DATE_TIME;
        for (var round = 0; round < 5000; round++) {
            var second = random.nextLong(253_402_300_800L);
            var expected = format.format(
                    ZonedDateTime.ofInstant(java.time.Instant.ofEpochSecond(second), ZoneOffset.UTC));
            // The JDK writes the day without a zero.
            assertThat(HttpDate.of(second).replace(", 0", ", ")).isEqualTo(expected);
        }
        assertThat(HttpDate.of(784_111_777)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    private String get(String target, String headers) {
        return ask("GET " + target + " HTTP/1.1\r\n" + headers + "\r\n");
    }

    private XmlConversation conversation() {
        return TestDaemon.conversation(sampler);
    }

    private String ask(String text) {
        return ask(conversation(), text);
    }

    /// All answers.
    private static String ask(Conversation conversation, String text) {
        var bytes = text.getBytes(US_ASCII);
        conversation.accept(bytes, bytes.length);
        var answers = new StringBuilder();
        var answer = new Sink();
        while (conversation.next(answer)) {
            answers.append(
                    new String(Arrays.copyOfRange(answer.array(), answer.from(), answer.to()), ISO_8859_1));
        }
        return answers.toString();
    }
}
