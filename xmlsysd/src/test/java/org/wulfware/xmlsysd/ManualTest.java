package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.wire.Sink;

/// The manual pages and the configuration to begin with say what there is, all of it, and nothing else.
class ManualTest {
    private static final Path DIST = Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("dist/src/main");

    @TempDir
    private Path directory;

    @Test
    void theManualHasEveryOptionAndNoOther() throws Exception {
        var known = Set.copyOf(all("(?<=[ \\[])--?[a-z][a-z-]*", Options.help("xmlsysd", Settings.XML_PORT)));
        assertThat(known).contains("-d", "--port", "--check-config").hasSizeGreaterThan(12);
        var items = String.join("\n", all("(?m)^\\.It Fl .*$", page("xmlsysd.8")));
        assertThat(options(items)).containsExactlyInAnyOrderElementsOf(known);
        assertThat(known).containsAll(options(page("xmlsysd.8"))).containsAll(options(page("procstatd.8")));
    }

    /// As mdoc writes them: `.Op Fl d Ar port`, `Fl -once | Fl -check-config`.
    private static List<String> options(String page) {
        return all("(?<=Fl )[a-z-]+", page).stream().map(option -> "-" + option).toList();
    }

    @Test
    void theManualHasEveryCommandAndNoOther() throws Exception {
        assertThat(commands(page("xmlsysd.8"))).containsExactlyInAnyOrderElementsOf(
                all("(?<=usage=\")[a-z]+", answer("pretty off\nhelp\n")));
        // procstatd has no word for it: what it does not know, it says.
        for (var command : commands(page("procstatd.8"))) {
            assertThat(asciiAnswer(command + "\n")).as(command).doesNotContain("unknown command");
        }
        assertThat(commands(page("procstatd.8"))).containsExactlyInAnyOrder("init", "send", "quik", "jobs", "quit");
    }

    private static List<String> commands(String page) {
        return all("(?m)(?<=^\\.It Ic |, Ic )[a-z]+", page);
    }

    @Test
    void theManualHasEveryKeyAndNoOther() throws Exception {
        assertThat(all("(?m)(?<=^\\.It Ic )[a-z-]+(?= Li = )", page("xmlsysd.conf.5")))
                .containsExactlyInAnyOrderElementsOf(keys());
    }

    @Test
    void theConfigurationToBeginWithIsTheDefaults() throws Exception {
        var text = Files.readString(DIST.resolve("conf/xmlsysd.conf"), StandardCharsets.US_ASCII);
        assertThat(all("(?m)(?<=^#)[a-z-]+(?= = )", text)).containsExactlyInAnyOrderElementsOf(keys());
        // An example stands below a line that says so, and so does each that follows it at once.
        var example = Pattern.compile("(?m)(?<=such as:\n)(#[a-z-]+ = .*\n)+");
        assertThat(text).containsPattern(example);
        var defaults = example.matcher(text).replaceAll("").replaceAll("(?m)^#(?=[a-z-]+ = )", "");

        assertThat(read(text)).isEqualTo(Settings.defaults(Settings.XML_PORT));
        assertThat(read(defaults).inForce()).isEqualTo(Settings.defaults(Settings.XML_PORT).inForce());
        assertThat(defaults).contains("\nallow = local subnets\n").doesNotContain("hosts = ");
    }

    /// All that a configuration may hold, as the daemon says it to who wrote something else.
    private List<String> keys() {
        var bad = catchThrowableOfType(SettingsFile.BadSettingsException.class, () -> read("nonsense = 1\n"));
        var said = bad.errors().getFirst();
        return List.of(said.substring(said.indexOf("there are ") + 10).split(", "));
    }

    private Settings read(String text) throws IOException, SettingsFile.BadSettingsException {
        var file = Files.writeString(directory.resolve("conf"), text).toFile();
        return SettingsFile.read(file, Settings.XML_PORT);
    }

    private static String page(String name) throws IOException {
        return Files.readString(DIST.resolve("man").resolve(name), StandardCharsets.US_ASCII);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(match -> match.group()).toList();
    }

    private static String answer(String commands) {
        var inForce = new InForce(Settings.defaults(Settings.XML_PORT));
        var sampler = new Sampler(Golem.tree(), Clock.system());
        return said(new XmlConversation(sampler, TestDaemon.quiet(), inForce, true), commands);
    }

    private static String asciiAnswer(String commands) {
        var inForce = new InForce(Settings.defaults(Settings.XML_PORT));
        var tree = Golem.tree();
        var sampler = new Sampler(tree, Clock.system());
        return said(new AsciiConversation(sampler, tree, TestDaemon.quiet(), inForce, true), commands);
    }

    private static String said(Conversation conversation, String commands) {
        var bytes = commands.getBytes(StandardCharsets.US_ASCII);
        conversation.accept(bytes, bytes.length);
        var all = new StringBuilder();
        var answer = new Sink();
        while (conversation.next(answer)) {
            all.append(new String(answer.array(), answer.from(), answer.length(), StandardCharsets.US_ASCII));
        }
        return all.toString();
    }
}
