package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path directory;

    @Test
    void anEmptyFileIsTheDefaults() throws Exception {
        var settings = read("\n# nothing\n  # at all\n\n");
        assertThat(settings).isEqualTo(Settings.defaults(7887));
        assertThat(settings.inForce()).isEqualTo("""
                port = 7887
                # bind: all addresses
                connections = 64
                connections-per-address = 8
                allow = local subnets
                cmdline = own
                mask = default
                line-timeout = 10 s
                idle-timeout = 60 s
                # TLS is not spoken: there is no tls-certificate
                budget = 1%
                answer-limit = 64 MB
                verbosity = 0
                """);
    }

    @Test
    void everyKeyIsUnderstoodAndSaidAgain() throws Exception {
        var certificate = Files.writeString(directory.resolve("node.pem"), "x");
        var text = """
                port = 7000
                bind = 192.0.2.7
                connections = 100
                connections-per-address = 20
                allow = local 10.0.0.0/8 fd00::/8
                hosts = n001.example monitor
                cmdline = none
                mask = default pin
                line-timeout = 5 s
                idle-timeout = 30 s
                tls-port = 7001
                tls-allow = all
                tls-certificate = FILE
                tls-key = FILE
                tls-clients = FILE
                budget = 0.125%
                answer-limit = 200 MB
                verbosity = 2
                """.replace("FILE", certificate.toString());
        assertThat(read(text).inForce()).isEqualTo(text);
        assertThat(read("  port=7000 \r\nallow =local,10.0.0.1\nline-timeout=7").inForce())
                .contains("port = 7000\n", "allow = local 10.0.0.1\n", "line-timeout = 7 s\n");
    }

    @Test
    void allThatIsWrongIsSaidWithItsPlace() {
        assertThat(errors("""
                prt = 5
                port = http
                port = 6
                nonsense
                connections = 0
                allow = 10.0.0.0/33
                cmdline = some
                line-timeout = 0 s
                bind = example.org
                tls-key = /no/such
                tls-allow = here
                mask =
                """)).containsExactly(
                "line 1: unknown key \"prt\"; there are port, bind, connections, connections-per-address, allow, hosts, "
                        + "cmdline, mask, line-timeout, idle-timeout, tls-port, tls-allow, tls-certificate, tls-key, "
                        + "tls-clients, budget, answer-limit, textfile, verbosity",
                "line 2: port = http: a number from 0 to 65535 expected",
                "line 3: port stands in line 2 already",
                "line 4: \"nonsense\": a key, = and a value are expected",
                "line 5: connections = 0: a number from 1 to 1000 expected",
                "line 6: allow = 10.0.0.0/33: all, local, subnets, addresses and subnets such as 10.0.0.0/8 or fd00::/8 "
                        + "expected",
                "line 7: cmdline = some: none, own or all expected",
                "line 8: line-timeout = 0 s: seconds from 1 to 86400, such as 10 s expected",
                "line 9: bind = example.org: an address expected",
                "line 10: tls-key = /no/such: a file that can be read expected",
                "line 10: tls-key without tls-certificate: TLS is not spoken without one",
                "line 11: tls-allow = here: all, local, subnets, addresses and subnets such as 10.0.0.0/8 or fd00::/8 "
                        + "expected",
                "line 11: tls-allow without tls-certificate: TLS is not spoken without one",
                "line 12: mask = : words of arguments' names, default or none expected");
    }

    @Test
    void theLimitOfAnswersIsANumberOfMegabytes() throws Exception {
        assertThat(read("answer-limit = 1 MB").answerBytes()).isEqualTo(1_048_576);
        assertThat(read("answer-limit=1024MB").answerBytes()).isEqualTo(1_073_741_824);
        assertThat(read("answer-limit = 16").inForce()).contains("\nanswer-limit = 16 MB\n");
        for (var wrong : List.of("0 MB", "1025 MB", "64 KB", "64 M", "-1 MB", "MB", "", "1.5 MB", "99999 MB")) {
            assertThat(errors("answer-limit = " + wrong + "\n")).as(wrong)
                    .containsExactly(
                            "line 1: answer-limit = " + wrong + ": megabytes from 1 to 1024, such as 64 MB expected");
        }
    }

    @Test
    void filesOfMetricsAreInADirectoryThatNeedNotBeThereYet() throws Exception {
        assertThat(read("port = 1").textfiles()).isNull();
        assertThat(read("textfile = /no/such").inForce()).contains("\ntextfile = /no/such\n");
        for (var wrong : List.of("relative", "", "/dev/null")) {
            assertThat(errors("textfile = " + wrong + "\n"))
                    .containsExactly("line 1: textfile = " + wrong + ": a directory, from / on, expected");
        }
    }

    @Test
    void aBudgetIsAShareOfAProcessorOrOff() throws Exception {
        assertThat(read("budget = 0.1%").budget()).isEqualTo(1000);
        assertThat(read("budget=100 %").budget()).isEqualTo(1_000_000);
        assertThat(read("budget = 2.5%").inForce()).contains("\nbudget = 2.5%\n");
        assertThat(read("budget = off").budget()).isZero();
        assertThat(read("budget = off").inForce()).contains("\nbudget = off\n");
        for (var wrong : List.of("0.09%", "0%", "101%", "1", "0.1", "%", ".5%", "1.%", "1.00001%", "-1%", "1%%",
                "none")) {
            assertThat(errors("\nbudget = " + wrong + "\n")).as(wrong)
                    .containsExactly("line 2: budget = " + wrong
                            + ": a share of a processor from 0.1% to 100%, or off expected");
        }
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        var missing = directory.resolve("missing").toFile();
        var bad = catchThrowableOfType(
                SettingsFile.BadSettingsException.class, () -> SettingsFile.read(missing, 7887));
        assertThat(bad.errors()).hasSize(1);
        assertThat(bad.errors().getFirst()).isEqualTo(missing + ": cannot be read: no such file");
    }

    @Test
    void aHangupTakesOverWhatTheFileSaysNowAndABadFileChangesNothing() throws Exception {
        var file = Files.writeString(directory.resolve("conf"), "connections = 5\n");
        var said = new ByteArrayOutputStream();
        var log = new Log(new PrintStream(said, true, StandardCharsets.US_ASCII), "xmlsysd", 0, false);
        var options = Options.parse(new String[]{"-n", "7", "--config", file.toString()});
        var configuration = new Configuration(options, false);
        var inForce = new InForce(configuration.settings());
        assertThat(inForce.settings().connections()).isEqualTo(7);

        assertThat(inForce.settings().budget()).isEqualTo(10_000);
        Files.writeString(file, "connections-per-address = 3\nport = 99\nbudget = 0.1%\n");
        new Hangup(configuration, inForce, log).reload();
        assertThat(inForce.settings().connectionsPerAddress()).isEqualTo(3);
        assertThat(inForce.settings().connections()).isEqualTo(7);
        assertThat(inForce.settings().budget()).isEqualTo(1000);
        assertThat(said.toString(StandardCharsets.US_ASCII)).contains("take a restart", "configuration read again");

        said.reset();
        Files.writeString(file, "connections-per-address = x\nprt = 1\n");
        new Hangup(configuration, inForce, log).reload();
        assertThat(inForce.settings().connectionsPerAddress()).isEqualTo(3);
        assertThat(said.toString(StandardCharsets.US_ASCII))
                .isEqualTo("xmlsysd: " + file + ", line 1: connections-per-address: a number from 1 to 1000 expected; "
                        + file + ", line 2: unknown key \"prt\"; the configuration stays as it was\n");
    }

    /// Somebody has put the private key where the configuration belongs, or a disk image.
    @Test
    void whatIsNoConfigurationIsOneLineInTheLogThatQuotesNoValue() throws Exception {
        var file = Files.writeString(directory.resolve("conf"), "connections = 5\n");
        var said = new ByteArrayOutputStream();
        var log = new Log(new PrintStream(said, true, StandardCharsets.US_ASCII), "xmlsysd", 0, false);
        var configuration = new Configuration(Options.parse(new String[]{"--config", file.toString()}), false);
        var inForce = new InForce(configuration.settings());
        var hangup = new Hangup(configuration, inForce, log);

        Files.writeString(file,
                "-----BEGIN PRIVATE KEY-----\n" + "hunter2/hunter2\n".repeat(20) + "mask = \nport = hunter2\n");
        hangup.reload();
        Files.write(file, new byte[]{'m', 'a', 's', 'k', '=', 'h', 'u', 'n', 't', 'e', 'r', '2', '\n', 0, 1, 2});
        hangup.reload();
        Files.writeString(file, "hunter2 = hunter2\n".repeat(100_000));
        hangup.reload();
        Files.delete(file);
        Files.createDirectory(file);
        hangup.reload();
        var place = "xmlsysd: " + file;
        assertThat(said.toString(StandardCharsets.US_ASCII)).isEqualTo(
                place + ", line 1: a key, = and a value are expected; " + file
                        + ", line 2: a key, = and a value are expected; " + file
                        + ", line 3: a key, = and a value are expected; and 20 more; the configuration stays as it was\n"
                        + place + ", line 2: not a text: there is a byte 0x00; the configuration stays as it was\n"
                        + place + ": cannot be read: larger than 65536 bytes; the configuration stays as it was\n"
                        + place + ": cannot be read: is a directory; the configuration stays as it was\n");
        assertThat(inForce.settings().connections()).isEqualTo(5);
    }

    private Settings read(String text) throws IOException, SettingsFile.BadSettingsException {
        return SettingsFile.read(Files.writeString(directory.resolve("conf"), text).toFile(), 7887);
    }

    private List<String> errors(String text) {
        var bad = catchThrowableOfType(SettingsFile.BadSettingsException.class, () -> read(text));
        return bad.errors().stream().map(error -> error.substring(error.indexOf(", line ") + 2)).toList();
    }
}
