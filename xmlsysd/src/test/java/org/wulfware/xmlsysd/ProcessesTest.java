package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

class ProcessesTest {
    private final Texts node = new Texts()
            .process(1, "init", 'S', 0, 500)
            .process(20, "kworker", 'R', 0, 7)
            .process(100, "a.out", 'R', 1001, 90_000)
            .process(101, "sleep", 'S', 1001, 1)
            .process(102, "a ) (b", 'D', 1002, 300)
            .process(103, "vi", 'S', 1002, 20);
    private final Conversation client =
            TestDaemon.conversation(new Sampler(node, new Golem.ThatClock()));

    ProcessesTest() {
        node.users.put(0L, "root");
        node.users.put(1001L, "rgb");
        node.users.put(1002L, "josh");
        say("off all");
        say("on pids");
    }

    @Test
    void theFirstSampleListsThoseThatRunRootsLeftOut() {
        assertThat(pids()).containsExactly(100);
    }

    @Test
    void laterSamplesListThoseThatHaveUsedTimeSinceThisConnectionsLast() {
        pids();
        node.process(103, "vi", 'S', 1002, 21).process(1, "init", 'S', 0, 501);
        assertThat(pids()).containsExactly(100, 103);
        assertThat(pids()).containsExactly(100);
    }

    @Test
    void aNewProcessUnderAnOldNumberHasNotAdvanced() {
        pids();
        node.process(103, "vi", 'S', 1002, 21);
        node.files.computeIfPresent("proc/103/stat", (_, text) -> text.replace(" 1030 ", " 9999 "));
        assertThat(pids()).containsExactly(100);
    }

    @Test
    void filesAreGivenBackAMinuteAfterTheLastWhoAsked() {
        var closed = new ArrayList<String>();
        var clock = new Golem.ThatClock();
        var sampler = new Sampler(new Tree() {
            @Override
            public @Nullable Text open(String path) {
                var text = node.open(path);
                return text == null ? null : new Text() {
                    @Override
                    public int read(TextBuffer buffer) {
                        return text.read(buffer);
                    }

                    @Override
                    public void close() {
                        closed.add(path);
                    }
                };
            }

            @Override
            public long[] pids() {
                return node.pids();
            }

            @Override
            public @Nullable String userName(long uid, long pid) {
                return node.userName(uid, pid);
            }
        }, clock);
        var processes = new Request();
        processes.selection.on("pids");
        sampler.send(processes, new Sink());
        clock.nanos.addAndGet(59_000_000_000L);
        sampler.send(new Request(), new Sink());
        assertThat(closed).isEmpty();
        clock.nanos.addAndGet(2_000_000_000L);
        sampler.send(new Request(), new Sink());
        assertThat(closed).contains("proc/1/stat", "proc/103/stat");
    }

    @Test
    void rootOnListsRootsToo() {
        say("root on");
        assertThat(pids()).containsExactly(20, 100);
        say("root off");
        assertThat(pids()).containsExactly(100);
    }

    @Test
    void pidsAllListsEveryUsersButRootsUnlessAskedFor() {
        say("pids all");
        assertThat(pids()).containsExactly(100, 101, 102, 103);
        say("root on");
        assertThat(pids()).containsExactly(1, 20, 100, 101, 102, 103);
        say("pids running");
        assertThat(pids()).containsExactly(20, 100);
    }

    @Test
    void userAndTaskListThoseNamedWhateverTheyAreDoing() {
        say("user josh");
        assertThat(pids()).containsExactly(102, 103);
        say("task sleep init");
        assertThat(pids()).containsExactly(1, 101, 102, 103);
        say("user");
        assertThat(pids()).containsExactly(1, 101);
        say("task");
        assertThat(pids()).containsExactly(100);
    }

    @Test
    void initTakesAllMasksBack() {
        say("user josh");
        say("root on");
        say("pids all");
        say("init");
        say("on pids");
        assertThat(pids()).containsExactly(100);
    }

    @Test
    void commandLinesAreSentOnRequest() {
        assertThat(send()).doesNotContain("cmdline");
        say("cmdline on");
        assertThat(send()).contains("<cmdline>/bin/a.out --pid 100</cmdline>");
    }

    @Test
    void aRowSaysWhatTheFilesSay() {

        node.process(102, "evil<&\u001b[2J", 'D', 1002, 300);
        say("user josh");
        say("off priority");
        assertThat(send()).contains("""
                      <task pid="102">
                        <name>evil&lt;&amp;?[2J</name>
                        <state>D</state>
                        <ppid>1</ppid>
                        <uid>1002</uid>
                        <user>josh</user>
                        <threads>1</threads>
                        <utime>300</utime>
                        <stime>0</stime>
                        <nice>0</nice>
                        <start>1020</start>
                        <vsize>1000</vsize>
                        <rss>102400</rss>
                        <processor>0</processor>
                      </task>
                """);
    }

    @Test
    void aProcessThatEndsBetweenListingAndReadingIsLeftOut() {
        node.files.put("proc/100/stat", "");
        assertThat(pids()).isEmpty();
    }

    @Test
    void whatIsOnRequestIsReadForWhoAsksForItOnly() {
        node.with("proc/100/io", "read_bytes: 4096\nwrite_bytes: 0\n").with("proc/100/cgroup", "0::/job_7\n");
        assertThat(send()).contains("<name>a.out</name>").doesNotContain("read_bytes", "control_group", "majflt");
        assertThat(node.reads).noneMatch(path -> path.endsWith("/io") || path.endsWith("/cgroup"));
        say("on read_bytes write_bytes control_group majflt");
        assertThat(send()).contains("<majflt>0</majflt>", "<read_bytes>4096</read_bytes>",
                "<write_bytes>0</write_bytes>",
                "<control_group>/job_7</control_group>");
        assertThat(node.reads).contains("proc/100/io", "proc/100/cgroup").doesNotContain("proc/101/io");
    }

    @Test
    void wrongWordsGetAnErrorThatQuotesTheCommand() {
        assertThat(say("pids some")).contains("pids takes running or all");
        assertThat(say("root maybe")).contains("root takes on or off");
        assertThat(say("cmdline")).contains("cmdline takes on or off");
        assertThat(say("verbose loud")).contains("verbose takes a number from 0 to 9");
    }

    private int[] pids() {
        return Pattern.compile("<task pid=\"(\\d+)\">")
                .matcher(send())
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .toArray();
    }

    private String send() {
        return say("send");
    }

    private String say(String line) {
        var bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
        var answer = new Sink();
        client.accept(bytes, bytes.length);
        assertThat(client.next(answer)).isTrue();
        return new String(answer.array(), answer.from(), answer.length(), StandardCharsets.US_ASCII);
    }
}
