package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

@Timeout(60)
class RemoteWriteTest {
    private static final Instant NOW = Instant.parse("2026-11-23T21:58:00Z");

    @TempDir
    private Path directory = Path.of("");

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void aSampleGoesOutOnceAndUpEachTime() throws Exception {
        var up = HostState.pending(new Host("node1", "10.0.0.1", 7887), NOW)
                .answered(sample(25), Duration.ofMillis(10), NOW, Duration.ZERO);
        var down = HostState.pending(new Host("node2", "10.0.0.2", 7887), NOW).down(new Poll.Refused("no"), NOW);
        try (var receiver = new Receiver(); var write = start(receiver.uri())) {
            var shipment = new Shipment(write, Map.of("site", "here", "device", "mine"));
            assertThat(shipment.ship(List.of(up, down), NOW)).isEqualTo(4);
            assertThat(shipment.ship(List.of(up, down), NOW.plusMillis(500))).isEqualTo(2);
            arrived(receiver, 2);
            assertThat(receiver.requests().get(0).values()).containsExactlyInAnyOrder(
                    "{__name__=up,device=mine,instance=node1,job=node,site=here} 1.0 @1795471080000",
                    "{__name__=node_load1,device=mine,instance=node1,job=node,site=here} 0.25 @1795471079995",
                    "{__name__=node_disk_reads_completed_total,device=mine,exported_device=sda,instance=node1,job=node,"
                            + "site=here} 7.0 @1795471079995",
                    "{__name__=up,device=mine,instance=node2,job=node,site=here} 0.0 @1795471080000");
            assertThat(receiver.requests().get(1).values()).hasSize(2).allMatch(value -> value.contains("=up,"));
            assertThat(receiver.requests().get(0).head()).contains(
                    "POST /api/v1/write HTTP/1.1", "Content-Type: application/x-protobuf", "Content-Encoding: snappy",
                    "X-Prometheus-Remote-Write-Version: 0.1.0")
                    .noneMatch(line -> line.startsWith("Authorization"));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsNotTakenInIsSentAgainAndNothingBeforeIt() throws Exception {
        try (var receiver = new Receiver("503 Busy", "429 Too Many\r\nRetry-After: 0");
                var write = start(receiver.uri())) {
            put(write, 1, 2);
            arrived(receiver, 4);
            assertThat(receiver.requests()).extracting(request -> request.values().getFirst())
                    .containsExactly(line(1), line(1), line(1), line(2));
            counted(write, new RemoteWrite.Counts(2, 0, 0, 0));
        }
        assertThat(told).containsExactly(
                "remote write: 1 value not taken in, and sent again later: status 503, too bad",
                "remote write: 1 value not taken in, and sent again later: status 429, too bad",
                "remote write: values are taken in again");
    }

    @Test
    void anAnswerWhoseTextNeverComesIsNotWaitedFor() throws Exception {
        try (var receiver = new Receiver("400 Stuck");
                var write = RemoteWrite.start(receiver.uri(), Optional.empty(), directory.resolve("queue"), 1 << 20,
                        told::add, Duration.ofMillis(200))) {
            put(write, 1, 2);
            arrived(receiver, 2);
            counted(write, new RemoteWrite.Counts(1, 1, 0, 0));
        }
        assertThat(told.getFirst()).isEqualTo("remote write: 1 value refused, and not sent again: status 400");
    }

    @Test
    void whatIsRefusedIsDroppedCountedAndTold() throws Exception {
        try (var receiver = new Receiver("400 Bad"); var write = start(receiver.uri())) {
            put(write, 1, 2);
            arrived(receiver, 2);
            counted(write, new RemoteWrite.Counts(1, 1, 0, 0));
        }
        assertThat(told.getFirst())
                .isEqualTo("remote write: 1 value refused, and not sent again: status 400, too bad");
    }

    @Test
    void whatCannotBeSentWaitsForTheNextTimeAndIsBounded() throws Exception {
        int port;
        try (var nobody = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = nobody.getLocalPort();
        }
        try (var write = start(URI.create("http://127.0.0.1:" + port + "/"))) {
            put(write, 1, 2, 3);
            assertThat(write.counts().waiting()).isEqualTo(3);
        }
        assertThat(told).containsExactly(
                "remote write: 1 value not taken in, and sent again later: connection refused");
        try (var receiver = new Receiver(); var write = start(receiver.uri())) {
            arrived(receiver, 3);
            counted(write, new RemoteWrite.Counts(3, 0, 0, 0));
        }
        var batches = 0;
        try (var write = RemoteWrite.start(URI.create("http://127.0.0.1:" + port + "/"), Optional.empty(),
                directory.resolve("queue"), 100, told::add)) {
            for (; write.counts().dropped() < 5; batches++) {
                put(write, batches);
            }
            assertThat(write.counts().waiting()).isEqualTo(batches - 5);
        }
        assertThat(told.stream().filter(line -> line.contains("no more may wait"))).hasSize(1);
    }

    @Test
    void credentialsAreReadAnewForEachBatch() throws Exception {
        var file = directory.resolve("auth");
        Files.writeString(file, "# us\nuser = wulf\npassword = a:b c\n");
        try (var receiver = new Receiver();
                var write = RemoteWrite.start(
                        receiver.uri(), Optional.of(file), directory.resolve("queue"), 1 << 20, told::add)) {
            put(write, 1);
            arrived(receiver, 1);
            Files.writeString(file, "token = abc.def\n");
            put(write, 2);
            arrived(receiver, 2);
            assertThat(receiver.requests().get(0).head()).contains("Authorization: Basic d3VsZjphOmIgYw==");
            assertThat(receiver.requests().get(1).head()).contains("Authorization: Bearer abc.def");
        }
        for (var wrong : List.of("user = x\n", "token = a b\n", "token = a\nuser = x\npassword = y\n", "",
                "tokn = secret\n",
                "authority = nowhere.pem\n")) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> RemoteWrite.start(
                    URI.create("http://127.0.0.1/"), Optional.of(file), directory.resolve("queue"), 1, told::add)
                    .close())
                    .as(wrong)
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aServerSaysHowLongToWaitInSecondsOrByADate() {
        assertThat(RemoteWrite.retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(RemoteWrite.retryAfter("99999999")).isEqualTo(Duration.ofMinutes(5));
        assertThat(RemoteWrite.retryAfter("Wed, 21 Oct 2099 07:28:00 GMT")).isEqualTo(Duration.ofMinutes(5));
        assertThat(RemoteWrite.retryAfter("Wed, 21 Oct 2015 07:28:00 GMT")).isNull();
        assertThat(RemoteWrite.retryAfter("soon")).isNull();
    }

    @Test
    void labelsAreReadAsTheyAreWritten() {
        assertThat(Shipment.labels("site=cern, row=b=2")).isEqualTo(Map.of("site", "cern", "row", "b=2"));
        for (var wrong : List.of("", "site", "=x", "1a=x", "a-b=c", "instance=x", "__name__=x", "a=1,a=2")) {
            assertThatThrownBy(() -> Shipment.labels(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private RemoteWrite start(URI to) throws IOException {
        return RemoteWrite.start(to, Optional.empty(), directory.resolve("queue"), 1 << 20, told::add);
    }

    /// A batch each, of one value.
    private static void put(RemoteWrite write, int... values) throws IOException {
        for (var value : values) {
            var request = new WriteRequest();
            request.add(Labelling.of("up", Map.of()), new byte[0], null, 0, value, 1000);
            write.put(request.compressed(), request.values());
        }
    }

    private static String line(int value) {
        return "{__name__=up} " + value + ".0 @1000";
    }

    private static void arrived(Receiver receiver, int requests) throws InterruptedException {
        until(() -> receiver.requests().size() >= requests);
    }

    private static void counted(RemoteWrite write, RemoteWrite.Counts expected) throws InterruptedException {
        until(() -> write.counts().equals(expected));
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5); // the class has its limit
        }
    }

    static Sample sample(long load1) {
        var load = new Table<>(Loadavg.SENSOR);
        load.row().set(Loadavg.LOAD1, load1);
        var disks = new Table<>(Diskstats.SENSOR);
        disks.row().set(Diskstats.READS, 7).text(0, Diskstats.DISK, new byte[]{'s', 'd', 'a'}, 0, 3);
        return Sample.of(List.of(load, disks));
    }
}
