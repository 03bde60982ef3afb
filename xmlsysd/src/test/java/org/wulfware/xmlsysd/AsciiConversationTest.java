package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.wire.Sink;

@Timeout(60)
class AsciiConversationTest {
    private final Texts node = new Texts()
            .with("proc/stat", "cpu  4 0 4 4\ncpu0 1 0 2 9\ncpu1 3 0 2 8\nintr 5 1\nctxt 9\nbtime 1\nprocesses 3\n")
            .with("proc/vmstat", "pgpgin 10\n")
            .with("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n")
            .with("proc/uptime", "10.00 20.00\n")
            .process(7, "a\u001bout", 'S', 0, 1);

    @Test
    void quikReadsStatAndLoadavgAlone() throws Exception {
        assertThat(talk("quik\nquit\n")).isEqualTo("""
                proc/stat/tv_sec 1016048061
                proc/stat/tv_usec 788933
                proc/stat/cpu[0]/user 1
                proc/stat/cpu[0]/nice 0
                proc/stat/cpu[0]/sys 2
                proc/stat/cpu[0]/tot 12
                proc/stat/cpu[1]/user 3
                proc/stat/cpu[1]/nice 0
                proc/stat/cpu[1]/sys 2
                proc/stat/cpu[1]/tot 13
                proc/stat/intr 5
                proc/stat/ctxt 9
                proc/stat/processes 3
                proc/loadavg/tv_sec 1016048061
                proc/loadavg/tv_usec 789442
                proc/loadavg/load1 0.20
                proc/loadavg/load5 0.18
                proc/loadavg/load15 0.12

                """);
        assertThat(node.reads).containsExactly("proc/stat", "proc/loadavg");
    }

    @Test
    void jobsAnswersTheirNumberAndOneLineEach() throws Exception {
        assertThat(talk("jobs\nquit\n")).isEqualTo("""
                1
                Name: a?out\tUid: 0 0 0 0\tVmRSS:      100 kB\tCmdline: /bin/a?out --pid 7
                """);
    }

    @Test
    void aLineOfOutputNeverHoldsAnother() throws Exception {
        node.with("proc/7/cmdline", "/bin/sh\0-c\0echo\n2\r\nName: forged\0");
        assertThat(talk("jobs\nquit\n").lines()).hasSize(2);
    }

    @Test
    void sendEndsInAnEmptyLineAndNoCommandIsSaidToBeNone() throws Exception {
        assertThat(talk("send\nsnd\nquit\n"))
                .contains("proc/stat/page/in 10\n", "proc/loadavg/load1 0.20\n")
                .endsWith("\n\nerror line 2: unknown command \"snd\"\n");
    }

    /// What `send` needs is opened once and stays so; a round of `jobs` leaves nothing open, however many there were.
    @Test
    void quikAndJobsLeaveNoMoreOpenThanTheFirstOfThem() {
        var open = new AtomicInteger();
        var counted = new Texts() {
            @Override
            public @Nullable Text open(String path) {
                var text = super.open(path);
                if (text == null) {
                    return null;
                }
                open.incrementAndGet();
                return new Text() {
                    @Override
                    public int read(TextBuffer buffer) {
                        return text.read(buffer);
                    }

                    @Override
                    public void close() {
                        open.decrementAndGet();
                    }
                };
            }
        };
        counted.files.putAll(node.files);
        var conversation =
                new AsciiConversation(new Sampler(counted, new Golem.ThatClock()), counted, TestDaemon.quiet(),
                        TestDaemon.defaults(), true);
        says(conversation, "send\nquik\njobs\n");
        var before = open.get();
        for (var i = 0; i < 300; i++) {
            counted.with("proc/7/stat", "gone").process(8 + i, "job", 'S', 0, 1);
            says(conversation, "quik\njobs\n");
            counted.files.keySet().removeIf(path -> path.startsWith("proc/9"));
            counted.reads.clear();
        }
        assertThat(open).hasValue(before);
    }

    private static void says(AsciiConversation conversation, String commands) {
        var line = commands.getBytes(StandardCharsets.US_ASCII);
        conversation.accept(line, line.length);
        var out = new Sink();
        var answers = 0;
        while (conversation.next(out)) {
            answers += out.to() > out.from() ? 1 : 0;
            out.clear();
        }
        assertThat(answers).isPositive();
    }

    private String talk(String commands) throws Exception {
        var clock = new Golem.ThatClock();
        var sampler = new Sampler(node, clock);
        try (var daemon =
                new TestDaemon(
                        trusted -> new AsciiConversation(sampler, node, TestDaemon.quiet(), TestDaemon.defaults(),
                                trusted),
                        clock, 10)) {
            return daemon.talk(commands);
        }
    }
}
