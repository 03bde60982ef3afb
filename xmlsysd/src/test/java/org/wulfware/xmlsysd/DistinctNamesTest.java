package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

/// Rows whose names would be shown alike stay apart in every form, by one name each as long as they exist.
class DistinctNamesTest {
    private static final String FC = mount("/data/\u00fc", 5);
    private static final String FD = mount("/data/\u00fd", 9);

    private final Texts node = new Texts();
    private final XmlConversation conversation =
            TestDaemon.conversation(new Sampler(node, new Golem.ThatClock()));

    private static String mount(String point, int seconds) {
        return "device nas:/a mounted on " + point + " with fstype nfs statvers=1.1\n\tage:\t" + seconds + "\n";
    }

    @Test
    void ofMetricsEachIsASeriesAndKeepsIt() {
        assertThat(seconds(FC)).containsExactly("/data/? 5");
        assertThat(seconds(FD + FC)).containsExactly("/data/?~2 9", "/data/? 5");
        assertThat(seconds(mount("/x", 1) + FD)).containsExactly("/x 1", "/data/?~2 9");
        assertThat(seconds(FC + FD)).containsExactly("/data/? 5", "/data/?~2 9");
    }

    private List<String> seconds(String mountstats) {
        return answer("prometheus", mountstats).lines()
                .filter(line -> line.startsWith("wulf_mountstats_mount_seconds_total{"))
                .map(line -> line.replaceAll(".*point=\"([^\"]*)\".*} ", "$1 "))
                .toList();
    }

    @Test
    void documentsHaveTheSameNames() {
        assertThat(answer("xml", FC + FD)).contains("<mount point=\"/data/?\" device=\"nas:/a\">",
                "<mount point=\"/data/?~2\" device=\"nas:/a\">");
        assertThat(answer("json", FD + FC)).contains("\"point\": \"/data/?\"", "\"point\": \"/data/?~2\"");
    }

    /// Mounted twice in one place from two servers, they are two by their addresses.
    @Test
    void twoMountsInOnePlaceAreTwoSeries() {
        node.with("proc/self/mounts", "nas:/a /data nfs rw,addr=10.0.0.1 0 0\nnas:/a /data nfs rw,addr=10.0.0.2 0 0\n");
        var text = answer("prometheus", mount("/data", 1) + mount("/data", 2));
        assertThat(text).contains(
                "wulf_mountstats_mount_seconds_total{point=\"/data\",device=\"nas:/a\",address=\"10.0.0.1\"} 1\n",
                "wulf_mountstats_mount_seconds_total{point=\"/data\",device=\"nas:/a\",address=\"10.0.0.2\"} 2\n");
    }

    private String answer(String format, String mountstats) {
        node.with("proc/self/mountstats", mountstats);
        var text = ("off all\non mountstats\nformat " + format + "\nsend\n").getBytes(US_ASCII);
        conversation.accept(text, text.length);
        var out = new Sink();
        var last = "";
        while (conversation.next(out)) {
            last = new String(out.array(), out.from(), out.to() - out.from(), US_ASCII);
            out.clear();
        }
        return last;
    }
}
