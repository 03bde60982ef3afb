package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostNamesTest {
    private static final InetAddress GOLEM = InetAddress.ofLiteral("192.168.1.140");
    private static final byte[] GOLEM_NAME = "\5golem\3rgb\7private\3net\0".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path root;

    @Test
    void theFirstNameInHostsCounts() {
        var hosts = """
                # 192.168.1.140 commented
                127.0.0.1\tlocalhost localhost.localdomain
                192.168.1.140   golem.rgb.private.net golem  # the head node
                fd00::2 golem6
                not an address
                """;
        assertThat(HostNames.fromFile(hosts, GOLEM)).isEqualTo("golem.rgb.private.net");
        assertThat(HostNames.fromFile(hosts, InetAddress.ofLiteral("fd00:0:0:0:0:0:0:2"))).isEqualTo("golem6");
        assertThat(HostNames.fromFile(hosts, InetAddress.ofLiteral("10.0.0.1"))).isEmpty();
        assertThat(HostNames.fromFile("192.168.1.140 go\u0007lem", GOLEM)).as("a hostile name").isEmpty();
    }

    @Test
    void atMostThreeNameServersAreListed() {
        var text = """
                search rgb.net
                nameserver 10.0.0.1
                nameserver nonsense
                nameserver\t10.0.0.2
                nameserver 10.0.0.3
                nameserver 10.0.0.4
                """;
        assertThat(HostNames.servers(text)).extracting(InetAddress::getHostAddress)
                .containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void theQuestionIsForTheAddressBackwards() {
        assertThat(new String(HostNames.question(GOLEM), 12, 28, StandardCharsets.ISO_8859_1))
                .isEqualTo("\003140\0011\003168\003192\7in-addr\4arpa\0");
        assertThat(new String(HostNames.question(InetAddress.ofLiteral("fd00::2")), StandardCharsets.ISO_8859_1))
                .contains("\0012\0010\0010")
                .contains("\001d\001f\3ip6\4arpa\0");
    }

    @Test
    void aNameServerIsAskedForWhatHostsDoesNotHave() throws Exception {
        assertThat(nameBy(question -> answer(question, 12, GOLEM_NAME))).isEqualTo("golem.rgb.private.net");
    }

    @Test
    void anAliasBeforeTheNameIsSteppedOver() throws Exception {
        assertThat(nameBy(question -> {
            var out = begin(question, 2);
            record(out, 5, new byte[]{1, 'x', 0});
            record(out, 12, GOLEM_NAME);
            return end(out);
        })).isEqualTo("golem.rgb.private.net");
    }

    @Test
    void anAnswerToAnotherQuestionIsNone() throws Exception {
        assertThat(nameBy(question -> {
            var answer = answer(question, 12, GOLEM_NAME);
            answer[0] ^= 1;
            return answer;
        })).isEmpty();
        assertThat(nameBy(question -> {
            var answer = answer(question, 12, GOLEM_NAME);
            answer[14] ^= 1;
            return answer;
        })).isEmpty();
    }

    @Test
    void namesThatPointAtThemselvesOrHoldControlCharactersAreNone() throws Exception {
        assertThat(nameBy(question -> answer(question, 12, new byte[]{(byte) 0xc0, (byte) (question.length + 12)})))
                .isEmpty();
        assertThat(nameBy(question -> answer(question, 12, new byte[]{3, 'a', 27, 'b', 0}))).isEmpty();
        assertThat(nameBy(question -> answer(question, 12, new byte[]{63, 'a'}))).isEmpty();
    }

    @Test
    void aServerThatHangsUpOrIsNotThereLeavesTheNameOut() throws Exception {
        assertThat(nameBy(_ -> new byte[0])).isEmpty();
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 127.0.0.1\n");
        assertThat(new HostNames(new NodeRoot(root.toFile()), port).name(GOLEM)).isEmpty();
    }

    @Test
    void noAnswerThrows() {
        var random = new Random(53);
        var question = HostNames.question(GOLEM);
        var whole = answer(question, 12, GOLEM_NAME);
        for (var i = 0; i < 20_000; i++) {
            var answer = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (var k = random.nextInt(4); k > 0 && answer.length > 0; k--) {
                answer[random.nextInt(answer.length)] = (byte) random.nextInt();
            }
            var message = ByteBuffer.wrap(answer);
            if (HostNames.isAnswer(message, question)) {
                assertThat(HostNames.pointer(message)).matches("[!-~]*");
            }
        }
    }

    /// The name of golem's address by a server that answers a question so.
    private String nameBy(UnaryOperator<byte[]> server) throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 127.0.0.1\n");
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = Thread.ofVirtual().start(() -> {
                try (var client = listener.accept()) {
                    var in = new DataInputStream(client.getInputStream());
                    var answer = server.apply(in.readNBytes(in.readUnsignedShort()));
                    if (answer.length > 0) {
                        var framed = ByteBuffer.allocate(2 + answer.length).putShort((short) answer.length).put(answer);
                        client.getOutputStream().write(framed.array());
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            var name = new HostNames(new NodeRoot(root.toFile()), listener.getLocalPort()).name(GOLEM);
            thread.join();
            return name;
        }
    }

    private static byte[] answer(byte[] question, int type, byte[] data) {
        var out = begin(question, 1);
        record(out, type, data);
        return end(out);
    }

    private static ByteBuffer begin(byte[] question, int answers) {
        var out = ByteBuffer.allocate(512).put(question);
        return out.putShort(2, (short) 0x8180).putShort(6, (short) answers);
    }

    private static void record(ByteBuffer out, int type, byte[] data) {
        out.putShort((short) 0xc00c)
                .putShort((short) type)
                .putShort((short) 1)
                .putInt(60)
                .putShort((short) data.length);
        out.put(data);
    }

    private static byte[] end(ByteBuffer out) {
        var message = new byte[out.position()];
        out.flip().get(message);
        return message;
    }
}
