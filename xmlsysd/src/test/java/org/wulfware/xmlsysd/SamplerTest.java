package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

class SamplerTest {
    private final Texts node = new Texts()
            .with("proc/sys/kernel/hostname", "node07\n")
            .with("proc/sys/kernel/osrelease", "6.1.0\n")
            .with("proc/stat", "cpu  2 0 2 2\ncpu0 1 0 1 1\ncpu1 1 0 1 1\nintr 5 1\nctxt 9\nbtime 1\nprocesses 3\n")
            .with("proc/vmstat", "nr_free_pages 7\npgpgin 10\npgpgout 20\npswpin 30\npswpout 40\n")
            .with("proc/cpuinfo", "processor\t: 0\ncpu MHz\t\t: 1000.000\n")
            .with("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n");
    private final Golem.ThatClock clock = new Golem.ThatClock();
    private final Sampler sampler = new Sampler(node, clock);
    private final AtomicLong moment = new AtomicLong();
    private final Clock at = new Clock() {
        @Override
        public long micros() {
            return moment.get();
        }

        @Override
        public long nanos() {
            return clock.nanos();
        }
    };
    private final Request request = new Request();

    /// A thread beside that is done while the document is written.
    @Test
    void whatComesWhileTheFirstDocumentIsWrittenIsInIt() {
        var times = new AtomicInteger();
        var early = new Sampler(new Texts() {
            @Override
            public @Nullable Text open(String path) {
                return !path.equals("wulfware/mounts") ? node.open(path) : new Text() {
                    @Override
                    public int read(TextBuffer buffer) {
                        var text = times.getAndIncrement() == 0 ? "" : "/ ext4 /dev/vda2 rw ok 0 1000 300 200\n";
                        return buffer.fill(text.getBytes(StandardCharsets.US_ASCII));
                    }

                    @Override
                    public boolean isAwaited() {
                        return times.get() == 0;
                    }
                };
            }
        }, clock);
        request.selection.off("all");
        request.selection.on("mounts");
        request.selection.on("load1");
        var out = new Sink();
        early.send(request, out);
        assertThat(new String(out.array(), out.from(), out.length(), StandardCharsets.US_ASCII))
                .contains("<mount point=\"/\">", "<size_bytes>1000</size_bytes>", "<load1>0.20</load1>")
                .containsOnlyOnce("</xmlsysd>");
        early.send(request, out);
        assertThat(times).as("read twice for the first one").hasValue(3);
    }

    @Test
    void onlyTheSourcesNeededAreRead() {
        request.selection.off("all");
        request.selection.on("loadavg");
        send();
        assertThat(node.reads).containsExactly("proc/loadavg");
    }

    @Test
    void vmstatIsReadForPagingAloneAndNotWithoutIt() {
        request.selection.off("all");
        request.selection.on("stat");
        assertThat(send()).contains("<in>10</in>", "<out>40</out>");
        assertThat(node.reads).containsExactly("proc/stat", "proc/vmstat");
        node.reads.clear();
        request.selection.off("page");
        request.selection.off("swap");
        send();
        assertThat(node.reads).containsExactly("proc/stat");
    }

    @Test
    void vmstatIsLeftAloneWhereStatHasTheLines() {
        node.with("proc/stat", "cpu0 1 0 1 1\npage 1 2\nswap 3 4\nctxt 9\n");
        request.selection.off("all");
        request.selection.on("stat");
        assertThat(send()).contains("<in>1</in>", "<out>4</out>");
        assertThat(node.reads).containsExactly("proc/stat");
    }

    @Test
    void aFieldOnRequestIsSentToWhoAsksForItAndToNobodyElse() {
        var other = new Request();
        other.selection.off("all");
        other.selection.on("stat");
        other.selection.on("steal");
        other.selection.on("softirq");
        node.with("proc/stat", "cpu  2 0 2 2 0 0 1 4\ncpu0 2 0 2 2 0 0 1 4\nprocesses 3\nsoftirq 77 1\n");
        var whole = send();
        assertThat(whole).contains("<processes>3</processes>").doesNotContain("softirq", "steal");
        assertThat(packet(sampler, other)).contains(
                "<tot>11</tot>", "<softirq>1</softirq>", "<steal>4</steal>", "<processes>3</processes>",
                "<softirq>77</softirq>");
        assertThat(unstamped(send())).isEqualTo(unstamped(whole));
    }

    private static String unstamped(String packet) {
        return packet.replaceAll(" tv_u?sec=\"\\d+\"", "");
    }

    @Test
    void whateverChangesBetweenSamplesAPacketSaysWhatAFreshSamplerWould() {
        var steady = new Sampler(node, at);
        var random = new Random(2002);
        // A release is read once and for all.
        var paths = node.files.keySet().stream().filter(path -> !path.endsWith("osrelease")).toList();
        var requests = List.of(request, new Request(), new Request());
        requests.get(1).selection.off("page");
        requests.get(2).selection.on("all");
        requests.get(2).selection.off("pids");
        requests.get(2).selection.off("busy"); // it depends on what this client was sent before
        for (var round = 0; round < 2_000; round++) {
            if (random.nextInt(3) > 0) {
                var path = paths.get(random.nextInt(paths.size()));
                var text = new StringBuilder(node.files.getOrDefault(path, ""));
                if (random.nextInt(200) == 0) {
                    node.files.remove(path);
                } else if (!text.isEmpty()) {
                    var at = random.nextInt(text.length());
                    if (Character.isDigit(text.charAt(at))) {
                        text.setCharAt(at, (char) ('0' + random.nextInt(10)));
                    } else if (random.nextInt(20) == 0) {
                        text.insert(at, random.nextInt(10));
                    }
                    node.with(path, text.toString());
                }
            }
            // What is kept, and what could not be opened, is looked at again.
            clock.nanos.addAndGet(61_000_000_000L);
            var asked = requests.get(random.nextInt(20) == 0 ? random.nextInt(3) : round / 700);
            moment.set(1_016_048_061_000_000L + round * 350_001L);
            var packet = packet(new Sampler(node, at), asked);
            assertThat(packet(steady, asked)).as("round " + round).isEqualTo(packet);
        }
    }

    private String packet(Sampler sampler, Request asked) {
        var sink = new Sink();
        sampler.send(asked, sink);
        return new String(sink.array(), sink.from(), sink.length(), StandardCharsets.US_ASCII);
    }

    @Test
    void whatIsDearIsReadAgainOnlyWhenItsTimeIsOver() {
        request.selection.off("all");
        request.selection.on("cpuinfo");
        request.selection.on("version");
        var first = send();
        clock.nanos.addAndGet(59_000_000_000L);
        assertThat(send()).isEqualTo(first);
        assertThat(node.reads).containsExactly("proc/cpuinfo", "proc/sys/kernel/osrelease");
        clock.nanos.addAndGet(2_000_000_000L);
        node.with("proc/cpuinfo", "processor\t: 0\ncpu MHz\t\t: 2000.000\n");
        assertThat(send()).contains("<clock units=\"MHz\">2000.000</clock>");
        assertThat(node.reads).containsExactly("proc/cpuinfo", "proc/sys/kernel/osrelease", "proc/cpuinfo");
    }

    @Test
    void aFileThatGoesAwayLeavesItsElementOutAndComesBack() {
        request.selection.off("all");
        request.selection.on("loadavg");
        assertThat(send()).contains("loadavg");
        node.files.remove("proc/loadavg");
        assertThat(send()).doesNotContain("loadavg");
        node.with("proc/loadavg", "1.20 0.18 0.12 1/80 11206\n");
        clock.nanos.addAndGet(31_000_000_000L);
        assertThat(send()).contains("<load1>1.20</load1>");
    }

    @Test
    void howBusyProcessorsWereIsOverTheTimeSinceTheSampleThatTheSameClientWasSent() {
        request.selection.off("all");
        request.selection.on("busy");
        var other = new Request();
        other.selection.set(request.selection);
        node.with("proc/stat", "cpu  2 0 2 2\ncpu0 0 0 0 0\ncpu1 0 0 0 0\nprocesses 3\n");
        assertThat(send()).doesNotContain("busy");
        clock.nanos.addAndGet(1_000_000_000L);
        node.with("proc/stat", "cpu  2 0 2 2\ncpu0 50 0 0 50\ncpu1 0 0 0 100\nprocesses 3\n");
        assertThat(packet(sampler, other)).doesNotContain("busy");
        assertThat(send()).contains("""
                      <cpu_total>
                        <busy>
                          <least>0.00</least>
                          <median>25.00</median>
                          <greatest>50.00</greatest>
                          <over_ms>1000</over_ms>
                        </busy>
                      </cpu_total>
                """);
        clock.nanos.addAndGet(500_000_000L);
        node.with("proc/stat", "cpu  2 0 2 2\ncpu0 100 0 0 50\ncpu1 0 0 0 150\nprocesses 3\n");
        assertThat(packet(sampler, other)).contains("<greatest>100.00</greatest>", "<over_ms>500</over_ms>");
        clock.nanos.addAndGet(500_000_000L);
        assertThat(send()).as("the text has not changed since")
                .contains("<greatest>100.00</greatest>", "<over_ms>1000</over_ms>");
        request.reset();
        request.selection.off("all");
        request.selection.on("busy");
        assertThat(send()).doesNotContain("busy");
    }

    @Test
    void aSourceThatFailsIsAnEmptyGroupThatSaysSo() {
        request.selection.off("all");
        request.selection.on("pressure");
        node.with("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=7\n");
        assertThat(send()).contains("<total>7</total>");
        node.failing
                .addAll(List.of("proc/pressure/cpu", "proc/pressure/io", "proc/pressure/memory", "proc/pressure/irq"));
        assertThat(send()).containsPattern("<pressure tv_sec=\"\\d+\" tv_usec=\"\\d+\" state=\"failed\"/>\n");
        assertThat(send()).as("until it is tried again").contains("state=\"failed\"");
        node.failing.clear();
        clock.nanos.addAndGet(31_000_000_000L);
        assertThat(send()).contains("<total>7</total>").doesNotContain("failed");
    }

    @Test
    void aSourceThatFailsSpoilsNotWhatOthersSay() {
        request.selection.off("all");
        request.selection.on("stat");
        request.selection.on("cpu_total");
        node.failing.add("proc/stat");
        assertThat(send()).contains("<in>10</in>").doesNotContain("failed", "<cpu");
        request.selection.off("page");
        request.selection.off("swap");
        assertThat(send()).contains("<stat tv_sec", "state=\"failed\"/>");
    }

    @Test
    void aClientAsOldAsTheLanguageIsSentNoEmptyGroup() {
        node.failing.add("proc/loadavg");
        assertThat(send()).doesNotContain("failed", "loadavg");
        request.isNew = true;
        assertThat(send()).contains("<loadavg", "state=\"failed\"/>");
        var asking = new Request();
        asking.selection.on("uptime");
        assertThat(packet(sampler, asking)).contains("state=\"failed\"/>");
    }

    @Test
    void oneBadSourceDoesNotSpoilTheRest() {
        node.with("proc/stat", "garbage \u0000\u00ff\n".repeat(50));
        request.selection.off("all");
        request.selection.on("stat");
        request.selection.on("loadavg");
        request.selection.off("page");
        request.selection.off("swap");
        assertThat(send()).contains("<load1>0.20</load1>").doesNotContain("<stat");
    }

    private String send() {
        var sink = new Sink();
        sampler.send(request, sink);
        return new String(sink.array(), sink.from(), sink.length(), StandardCharsets.US_ASCII);
    }
}
