package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a node says is kept, and found again.
@Timeout(60)
class RecordCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private ServerSocket listener = new ServerSocket();

    RecordCommandTest() throws IOException {}

    /// A node that says how often it was asked.
    @BeforeEach
    void listen() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var client = listener.accept();
                    Thread.ofVirtual().start(() -> serve(client));
                }
            } catch (IOException _) {
                // Closed: the test is over.
            }
        });
        Files.writeString(directory.resolve("wulfhosts"), "<wulfhosts><host><name>here</name><ip>127.0.0.1</ip><port>"
                + listener.getLocalPort() + "</port></host></wulfhosts>");
    }

    private void serve(Socket client) {
        try (client;
                var in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            var asked = 0;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.equals("send")) {
                    var document =
                            "<xmlsysd><proc><loadavg><load1>" + ++asked + ".00</load1></loadavg></proc></xmlsysd>";
                    client.getOutputStream()
                            .write(("Content-Length: " + document.length() + "\n\n" + document)
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException _) {
            // The client is gone: so is its conversation.
        }
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private Wulf wulf() {
        return new Wulf(InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8),
                directory,
                directory, directory, false);
    }

    private int run(String... arguments) {
        return wulf().run(Map.of(), arguments);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsRecordedIsFoundAgain() {
        assertThat(run("record", "-f", file(), "--dir", "kept", "-d", "0.05", "-c", "4", "-v")).isZero();
        assertThat(err()).isEqualTo("wulf record: recording 1 host into " + directory.resolve("kept")
                + "\nwulf record: here: up\n");
        assertThat(heard.stream().filter(line -> line.equals("send"))).hasSizeGreaterThanOrEqualTo(4);
        assertThat(run("history", "load1", "--dir", "kept", "--from", "-1min", "--to", "now", "--step", "1h", "--take",
                "greatest", "--format", "csv")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .matches("time,host,row,value,status\n([0-9.]+,here,,[1-9],up\n){1,2}");
    }

    @Test
    void itAsksForWhatIsToBeKept() {
        assertThat(run("record", "-f", file(), "--dir", "kept", "-c", "1", "--on", "sensors disk")).isZero();
        assertThat(heard).startsWith("on sensors disk", "send");
        heard.clear();
        assertThat(run("record", "-f", file(), "--dir", "kept", "-c", "1", "--columns", "load1,load5")).isZero();
        assertThat(heard).startsWith("off all", "on time load1 load5", "send");
    }

    @Test
    void itGoesOnUntilItIsEnded() throws Exception {
        var program = wulf();
        var status = new FutureTask<>(
                () -> program.run(Map.of(), "record", "-f", file(), "--dir", "kept", "-d", "0.02"));
        Thread.ofVirtual().start(status);
        var limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (heard.stream().filter(line -> line.equals("send")).count() < 3) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.onSpinWait();
        }
        program.stop();
        assertThat(status.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(err()).isEmpty();
    }

    @Test
    void whatIsWrongIsQuoted() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        wrong(2, "wulf record: --size \"9\": expected an amount of bytes, such as 500M or 20G", "--size", "9");
        wrong(2, "wulf record: --exact \"x\": expected a span of time", "--exact", "x");
        wrong(2, "wulf record: --on \"a;b\": expected names", "--on", "a;b");
        wrong(2, "wulf record: -d \"x\": expected seconds", "-d", "x");
        wrong(2, "wulf record: --shard \"9/8\": expected which part of how many, such as 3/8", "--shard", "9/8");
        wrong(1, "wulf record: of 1 host none falls in shard 1/2", "-f", file(), "--shard", "1/2");
        wrong(1, "wulf record: /nowhere: no such file", "-f", "/nowhere");
        wrong(1, "wulf record: cannot record: " + directory.resolve("file") + ": not a directory", "--dir", "file");
    }

    private void wrong(int status, String message, String... arguments) {
        err.reset();
        var all = new ArrayList<>(List.of("record", "-c", "1"));
        all.addAll(List.of(arguments));
        assertThat(run(all.toArray(String[]::new))).isEqualTo(status);
        assertThat(err()).startsWith(message);
    }

    private String file() {
        return directory.resolve("wulfhosts").toString();
    }
}
