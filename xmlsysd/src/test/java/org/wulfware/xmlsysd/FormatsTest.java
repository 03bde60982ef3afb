package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

/// The forms in which one client may ask for its answers.
class FormatsTest {
    private final Texts node = new Texts()
            .with("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n")
            .with("proc/sys/kernel/hostname", "a\"\\\u0007\u00c3\u00a9\u00ff<\u00f0\u009f\u0090\u00ba\n")
            .with("proc/stat", """
                    cpu  3 0 1 4
                    cpu0 1 0 1 2
                    cpu1 2 0 0 2
                    intr 12
                    ctxt 7
                    """);
    private final Sampler sampler = new Sampler(node, new Golem.ThatClock());
    private final XmlConversation conversation = TestDaemon.conversation(sampler);

    @Test
    void jsonHasRepeatedElementsAsArraysAndNumbersAsNumbers() {
        assertThat(answer("off all\non loadavg hostname cpu intr\nformat json\nsend\n")).isEqualTo("""
                Content-Length: 699

                {
                  "xmlsysd": {
                    "system": {
                      "identity": {
                        "hostname": "a\\"\\\\\\u0007\\u00e9?<\\ud83d\\udc3a"
                      }
                    },
                    "proc": {
                      "stat": {
                        "tv_sec": 1016048061,
                        "tv_usec": 788933,
                        "cpu": [
                          {
                            "id": 0,
                            "user": 1,
                            "nice": 0,
                            "sys": 1,
                            "tot": 4
                          },
                          {
                            "id": 1,
                            "user": 2,
                            "nice": 0,
                            "sys": 0,
                            "tot": 4
                          }
                        ],
                        "intr": 12
                      },
                      "loadavg": {
                        "tv_sec": 1016048061,
                        "tv_usec": 789442,
                        "load1": 0.20,
                        "load5": 0.18,
                        "load15": 0.12
                      }
                    }
                  }
                }
                """);
    }

    @Test
    void jsonWithoutIndentationIsOneLine() {
        assertThat(answer("off all\non load1\nformat json\npretty off\nsend\n")).isEqualTo("""
                Content-Length: 85

                {"xmlsysd":{"proc":{"loadavg":{"tv_sec":1016048061,"tv_usec":788933,"load1":0.20}}}}
                """);
    }

    @Test
    void nothingIsAnEmptyObject() {
        assertThat(answer("off all\nformat json\ninit\noff all\nsend\n")).endsWith("""
                {
                  "xmlsysd": {
                    "init": 1
                  }
                }
                """);

        assertThat(answer("pretty off\nsend\n")).endsWith("\n{\"xmlsysd\":{}}\n");
    }

    @Test
    void aClientThatChangesItsFormatGetsTheNewOneAndTheNextOneItsOwn() {
        var other = TestDaemon.conversation(sampler);
        assertThat(answer("off all\non load1\nsend\n")).contains("<load1>0.20</load1>\n");
        node.with("proc/loadavg", "0.30 0.18 0.12 1/80 11206\n");
        assertThat(answer("format json\nsend\n")).contains("\"load1\": 0.30");
        assertThat(answer(other, "off all\non load1\nsend\n")).contains("    <loadavg")
                .contains("<load1>0.30</load1>\n");
        assertThat(answer("format xml\npretty off\nsend\n")).contains("><load1>0.30</load1><");
        node.with("proc/loadavg", "0.40 0.18 0.12 1/80 11206\n");
        assertThat(answer("send\n")).contains("><load1>0.40</load1><");
        assertThat(answer(other, "send\n")).contains("      <load1>0.40</load1>\n");
    }

    @Test
    void errorsComeInTheFormatThatWasAskedFor() {
        assertThat(answer("format json\npretty off\nsnd \"x\"\n")).endsWith(
                "{\"xmlsysd\":{\"error\":{\"line\":3,\"value\":\"unknown command \\\"snd\\\"; try help\"}}}\n");
        assertThat(answer("format yaml\n")).contains("format takes xml");
        assertThat(answer("format\n")).contains("format takes xml");
        assertThat(answer("compress gzip\n")).contains("compress takes none or deflate");
        assertThat(answer("pretty\n")).contains("pretty takes on or off");
        assertThat(answer("pretty on\nhelp\n")).contains("        {\n          \"usage\": \"send\",\n");
    }

    @Test
    void aCompressedAnswerSaysSoAndIsTheSame() throws Exception {
        var packet = bytes(conversation, "off all\non loadavg\ncompress deflate\nsend\n");
        var text = new String(packet, ISO_8859_1);
        var from = text.indexOf("\n\n") + 2;
        assertThat(text.substring(0, from))
                .isEqualTo("Content-Length: " + (packet.length - from) + "\nContent-Encoding: deflate\n\n");
        var plain = new InflaterInputStream(new ByteArrayInputStream(packet, from, packet.length - from));
        assertThat(new String(plain.readAllBytes(), US_ASCII)).startsWith("<?xml").contains("<load15>0.12</load15>");
        assertThat(answer("compress none\nsend\n")).contains("<load15>0.12</load15>");
    }

    @Test
    void gzipIsWhatOthersRead() throws Exception {
        var out = new Sink();
        var compressor = new Compressor();
        for (var text : new String[]{"", "x", "<load1>0.20</load1>\n".repeat(5000)}) {
            out.clear().raw(text.getBytes(US_ASCII));
            compressor.gzip(out);
            var plain = new GZIPInputStream(new ByteArrayInputStream(out.array(), out.from(), out.length()));
            assertThat(new String(plain.readAllBytes(), US_ASCII)).isEqualTo(text);
        }
    }

    private String answer(String commands) {
        return answer(conversation, commands);
    }

    private static String answer(Conversation conversation, String commands) {
        return new String(bytes(conversation, commands), US_ASCII);
    }

    /// The last answer to `commands`.
    private static byte[] bytes(Conversation conversation, String commands) {
        var text = commands.getBytes(US_ASCII);
        conversation.accept(text, text.length);
        var answer = new Sink();
        var last = new byte[0];
        while (conversation.next(answer)) {
            last = java.util.Arrays.copyOfRange(answer.array(), answer.from(), answer.to());
        }
        return last;
    }
}
