package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

/// Asking for part of a node, and what there is to ask for.
class GetTest {
    private final Texts node = new Texts()
            .with("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n")
            .with("proc/stat", "cpu  3 0 1 4\ncpu0 1 0 1 2\ncpu1 2 0 0 2\nintr 12\nctxt 7\nprocesses 8\n")
            .with("proc/vmstat", "pgpgin 5\npgpgout 6\npswpin 1\npswpout 2\n")
            .with("proc/version", "x\n");
    private final Sampler sampler = new Sampler(node, new Golem.ThatClock());
    private final XmlConversation conversation = TestDaemon.conversation(sampler);

    @Test
    void answersWithTheseAndNothingElse() {
        assertThat(answer("get /xmlsysd/proc/loadavg/load1 //cpu[@id=\"1\"]/user\n")).endsWith("""
                <xmlsysd>
                  <proc>
                    <stat tv_sec="1016048061" tv_usec="788933">
                      <cpu id="1">
                        <user>2</user>
                      </cpu>
                    </stat>
                    <loadavg tv_sec="1016048061" tv_usec="789442">
                      <load1>0.20</load1>
                    </loadavg>
                  </proc>
                </xmlsysd>
                """);
        assertThat(answer("format json\npretty off\nget //cpu[@id=\"0\"]/sys\n"))
                .endsWith("\"cpu\":[{\"id\":0,\"sys\":1}]}}}}\n");
        assertThat(answer("format prometheus\nget //cpu[@id=\"0\"]/sys\n"))
                .contains("node_cpu_seconds_total{cpu=\"0\",mode=\"system\"} 0.01\n")
                .doesNotContain("cpu=\"1\"");
    }

    @Test
    void onlyWhatIsNeededIsRead() {
        answer("get //load1\n");
        assertThat(node.reads).containsExactly("proc/loadavg");
        node.reads.clear();
        answer("get //ctxt //cpu[@id=\"0\"]\n");
        assertThat(node.reads).containsExactly("proc/stat");
        node.reads.clear();
        answer("get //page/in\n");
        assertThat(node.reads).containsExactly("proc/stat", "proc/vmstat");
        node.reads.clear();
        answer("off all\non loadavg\nsend\n");
        assertThat(node.reads).containsExactly("proc/loadavg");
    }

    @Test
    void whatWasTurnedOnStaysSoForTheNextSend() {
        assertThat(answer("off all\non load5\nsend\n")).contains("<load5>0.18</load5>");
        assertThat(answer("get //load1\n")).contains("<load1>0.20</load1>").doesNotContain("load5");
        assertThat(answer("send\n")).contains("<load5>0.18</load5>").doesNotContain("load1>");
        node.with("proc/loadavg", "0.20 0.19 0.12 1/80 11206\n");
        assertThat(answer("get //load5\n")).contains("<load5>0.19</load5>");
        assertThat(answer("get //load*[@x=\"\"]\n")).contains("no document has a path");
        assertThat(answer("send\n")).contains("<load5>0.19</load5>").doesNotContain("load1>");
    }

    @Test
    void aLineWithABadPatternChangesNothing() {
        assertThat(answer("off all\non load1 /load(5/\n")).contains("/load(5/&quot; is no regular expression");
        assertThat(answer("send\n")).doesNotContain("load");
        assertThat(answer("on /^load[0-9]$/\nsend\n")).contains("<load1>", "<load5>").doesNotContain("load15");
        assertThat(answer("off /a/ /b/ /c/ /d/ /e/\n")).contains("more than 64 patterns at once");
        assertThat(answer("on " + "a* ".repeat(65) + "\n")).contains("more than 64 patterns at once");
        assertThat(answer("on " + "a* ".repeat(64) + "\nsend\n")).doesNotContain("error");
    }

    @Test
    void aPathThatCannotBeIsAnErrorThatQuotesIt() {
        assertThat(answer("get /xmlsysd/proc/lodavg\n"))
                .contains("<error line=\"1\">no document has a path &quot;/xmlsysd/proc/lodavg&quot;</error>");
        assertThat(answer("get\n")).contains("<error line=\"2\">get takes paths");
        assertThat(node.reads).isEmpty();
    }

    @Test
    void listNamesEveryFieldWithItsMeaning() {
        assertThat(answer("list\n")).contains("""
                    <field path="/xmlsysd/proc/loadavg/load1">
                      <kind>gauge</kind>
                      <default>on</default>
                      <source>/proc/loadavg</source>
                      <help>Runnable and uninterruptible tasks, one-minute mean.</help>
                    </field>
                """, """
                    <field path="/xmlsysd/proc/stat/cpu/@id">
                """, """
                    <field path="/xmlsysd/proc/stat/cpu/iowait">
                      <kind>counter</kind>
                      <unit>jiffies</unit>
                      <default>off</default>
                """, """
                      <source>/sys/class/hwmon</source>
                """, """
                      <source>libnvidia-ml.so.1</source>
                """);
        assertThat(answer("list\n").split("<field ").length)
                .as("each has a source")
                .isEqualTo(answer("list\n").split("<source>[^<]").length);
        assertThat(answer("format json\npretty off\nlist\n"))
                .contains("{\"xmlsysd\":{\"list\":{\"field\":[{\"path\":\"/xmlsysd/system/time\",\"kind\":\"text\",");
    }

    private String answer(String commands) {
        var text = commands.getBytes(US_ASCII);
        conversation.accept(text, text.length);
        var answer = new Sink();
        var last = "";
        while (conversation.next(answer)) {
            last = new String(answer.array(), answer.from(), answer.length(), US_ASCII);
        }
        return last;
    }
}
