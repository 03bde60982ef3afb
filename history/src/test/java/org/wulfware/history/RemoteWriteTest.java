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
    void redirectsAreFollowedOnTheSameHostAlone() throws Exception {
        try (var receiver = new Receiver("308 Moved\r\nLocation: /other", "307 Moved\r\nLocation: /more");
                var write = start(receiver.uri())) {
            put(write, 1);
            arrived(receiver, 3);
            assertThat(receiver.requests()).extracting(request -> request.head().getFirst())
                    .containsExactly("POST /api/v1/write HTTP/1.1", "POST /other HTTP/1.1", "POST /more HTTP/1.1");
            assertThat(receiver.requests()).allMatch(request -> request.values().equals(List.of(line(1))));
            counted(write, new RemoteWrite.Counts(1, 0, 0, 0));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void anotherPlaceIsNamedAndTheValuesAreKept() throws Exception {
        for (var answer : List.of("308 Moved\r\nLocation: http://u:p@[::1]:1/", "301 Moved\r\nLocation: /other")) {
            told.clear();
            var queue = Files.createTempDirectory(directory, "queue");
            try (var receiver = new Receiver(answer, answer, answer, answer);
                    var write = RemoteWrite.start(receiver.uri(), Optional.empty(), queue, 1 << 20, told::add)) {
                put(write, 1);
                arrived(receiver, 1);
                var end = System.nanoTime() + 20_000_000_000L;
                while (told.isEmpty()) {
                    assertThat(System.nanoTime()).isLessThan(end);
                    LockSupport.parkNanos(5_000_000);
                }
                var place = answer.startsWith("308") ? "http://…@[::1]:1/"
                        : receiver.uri().resolve("/other").toString();
                assertThat(told).containsExactly("remote write: 1 value not taken in, and sent again later: status "
                        + answer.substring(0, 3) + ", it has moved to " + place
                        + ", which is not followed: name that place if it is right");
                counted(write, new RemoteWrite.Counts(0, 0, 0, 1));
            }
        }
    }

    @Test
    void aConnectionThatEndsLosesNothingAndIsNotWorthAWord() throws Exception {
        try (var receiver = new Receiver(Receiver.CLOSED, Receiver.CLOSED); var write = start(receiver.uri())) {
            put(write, 1, 2);
            arrived(receiver, 4);
            counted(write, new RemoteWrite.Counts(2, 0, 0, 0));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void endingWhileItSendsIsNotWorthAWord() throws Exception {
        try (var receiver = new Receiver(Receiver.SILENT)) {
            try (var write = start(receiver.uri())) {
                put(write, 1);
                arrived(receiver, 1);
            }
            assertThat(told).isEmpty();
        }
    }

    @Test
    void theQueueIsForNobodyElse() throws Exception {
        try (var nobody = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                var write = start(URI.create("http://127.0.0.1:" + nobody.getLocalPort() + "/"))) {
            put(write, 1);
            var queue = directory.resolve("queue");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(queue))).isEqualTo("rwxr-x---");
            try (var files = Files.list(queue)) {
                assertThat(files.toList()).hasSize(2)
                        .allSatisfy(file -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                .isEqualTo("rw-r-----"));
            }
        }
    }

    @Test
    void whatOthersMayReadOrWriteIsSaid() throws Exception {
        var file = Files.writeString(directory.resolve("auth"), "user = wulf\npassword = s3cret\n");
        var queue = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(queue, PosixFilePermissions.fromString("rwxrwxrwx"));
        RemoteWrite.start(URI.create("http://metrics.invalid/"), Optional.of(file), queue, 1 << 20, told::add).close();
        assertThat(told).containsExactly(
                file + " can be read by everybody on this machine: chmod 600 keeps what it holds to you",
                "who one is goes to metrics.invalid in clear, for everybody on the way to read: use https",
                queue + " can be written to by everybody on this machine: what is in it may be forged (chmod o-w)");
        told.clear();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(queue, PosixFilePermissions.fromString("rwxrwx---"));
        for (var place : List.of("http://127.1.2.3/", "http://[::1]:1/", "http://localhost/", "https://m.invalid/")) {
            RemoteWrite.start(URI.create(place), Optional.of(file), queue, 1 << 20, told::add).close();
        }
        assertThat(told).isEmpty();
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
