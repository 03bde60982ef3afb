package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Displays;
import org.wulfware.display.Report;
import org.wulfware.display.UsageException;
import org.wulfware.libwulf.Shard;
import org.wulfware.wulflogger.Arguments.Request;

class ArgumentsTest {
    @Test
    void nothingSaidMeansTheUsual() throws UsageException {
        assertThat(options()).isEqualTo(Options.USUAL);
        assertThat(Options.USUAL.report().display()).isSameAs(Displays.byNameOrNumber("load"));
    }

    @Test
    void allThatCanBeSaid() throws UsageException {
        assertThat(options("-t", "2", "-d", "0.5", "-c", "3", "-f", "lab", "--format", "csv", "-v", "n[1-3]", "login1"))
                .isEqualTo(new Options(Report.of(Displays.byNameOrNumber("memory")), Duration.ofMillis(500), 3,
                        Optional.of(Path.of("lab")), List.of("n[1-3]", "login1"), Format.CSV,
                        new Destination.Standard(), true)
                        .history(Optional.of(Duration.ofMillis(500)), Optional.empty(), Optional.empty(), false));
        assertThat(options("--type=net", "--delay=10", "--count=0", "--file=lab", "--format=JSONL", "--verbose"))
                .isEqualTo(new Options(Report.of(Displays.byNameOrNumber("net")), Duration.ofSeconds(10), 0,
                        Optional.of(Path.of("lab")), List.of(), Format.JSONL, new Destination.Standard(), true)
                        .history(Optional.of(Duration.ofSeconds(10)), Optional.empty(), Optional.empty(), false));
        assertThat(options("-tcpu", "-d1", "-d", ".25", "--", "-odd").hosts()).containsExactly("-odd");
        assertThat(options("-d1", "-d", ".25").delay()).isEqualTo(Duration.ofMillis(250));
        assertThat(options("@lab").hosts()).containsExactly("@lab");
    }

    @Test
    void aDelayIsSecondsAndNothingElse() {
        for (var given : List.of("0", "-1", "x", "", "1e3", "NaN", "Infinity", "0x10", "1,5", "1s", "0.001", "1 ",
                "0.0",
                "99999999999", "٣", "\u001b[31m")) {
            wrong("-d", given).hasMessageStartingWith("-d \"" + given.replace('\u001b', '?') + "\": expected seconds ");
        }
    }

    @Test
    void aCountIsAWholeNumber() {
        for (var given : List.of("-1", "x", "", "1.5", "1e3", "99999999999999999999", "0x1")) {
            wrong("-c", given)
                    .hasMessage("-c \"" + given + "\": expected a number of updates, 0 for no end");
        }
    }

    @Test
    void whatIsWrongIsQuotedInOneLine() {
        wrong("-t", "9").hasMessage("unknown type \"9\"; there are 0 vmstat, 1 load, 2 memory, 3 net, 4 time, 5 cpu, "
                + "6 users, 7 jobs, 8 jobcmd, cores, disk, filesystems, pressure, interfaces, infiniband, sensors, gpu,"
                + " nvidia, amdgpu, cgroup");
        wrong("-t", "").hasMessageStartingWith("unknown type \"\"; there are ");
        wrong("--format", "yaml")
                .hasMessage("--format \"yaml\": expected table, csv, tsv, jsonl, xml, openmetrics or influx");
        wrong("-x").hasMessage("unknown option \"-x\"; see wulflogger -h");
        wrong("--colour=red\n").hasMessage("unknown option \"--colour=red?\"; see wulflogger -h");
        wrong("-c").hasMessage("-c needs a value; see wulflogger -h");
        wrong("-f", "a\0b").hasMessage("-f \"a?b\": no name of a file");
        wrong("-l=yes").hasMessageEndingWith("see wulflogger -h");
    }

    @Test
    void hostsMayStandBehindAnOptionToo() throws UsageException {
        assertThat(options("--hosts", "n[1-3]", "login1").hosts()).containsExactly("login1", "n[1-3]");
    }

    @Test
    void aPartOfTheHostsIsOneOfSoMany() throws UsageException {
        assertThat(options("--shard", "3/8").shard()).contains(new Shard(3, 8));
        assertThat(options("--shard=1/1", "n1").shard()).contains(new Shard(1, 1));
        assertThat(options().shard()).isEmpty();
        for (var given : List.of("0/8", "9/8", "x", "", "3", "8/3")) {
            wrong("--shard", given)
                    .hasMessage("--shard \"" + given + "\": expected which part of how many, such as 3/8");
        }
    }

    @Test
    void anExpressionThatIsWrongIsShownWithACaretUnderTheCharacter() {
        whatIsWrong("--where", "lod1 > 2").hasMessage("""
                --where: unknown name lod1; is it load1?
                  lod1 > 2
                  ^""");
        whatIsWrong("--where", "load1").hasMessage("""
                --where: expected a condition, such as load1 > 2, and not a number
                  load1
                  ^""");
        whatIsWrong("--sort", "-load1 +").hasMessage("""
                --sort: expected a number, a name or (, and not the end
                  load1 +
                         ^""");
        whatIsWrong("--columns", "load1,max(cpu.busy").hasMessage("""
                --columns: expected ) to close max(, and not the end
                  max(cpu.busy
                              ^""");
        whatIsWrong("--columns", "load1,,cpus")
                .hasMessage("--columns \"load1,,cpus\": expected names or expressions, with commas between them");
        whatIsWrong("--columns", "load1, load1").hasMessage(
                "--columns \"load1, load1\": two columns are called load1; expected load1 as OTHER");
        whatIsWrong("--aggregate", "sum,p100").hasMessageStartingWith(
                "--aggregate \"sum,p100\": unknown \"p100\"; expected sum, mean, min, max, median, count or p1 to p99");
        whatIsWrong("-t", "jobs", "--aggregate", "sum by usr").hasMessage("""
                --aggregate: unknown name usr; is it user?
                  usr
                  ^""");
    }

    @Test
    void theListNamesEveryTypeAndColumn() throws UsageException {
        var list = said("-l");
        for (var display : Displays.all()) {
            assertThat(list).contains(display.name() + "  " + display.help());
            for (var column : display.columns()) {
                assertThat(list).contains("    " + column.name() + " ").contains(column.help());
            }
        }
        assertThat(list.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(130));
    }

    @Test
    void helpAndReleaseGoBeforeAllElse() throws UsageException {
        assertThat(said("-h")).contains("-t, --type=TYPE", "-d, --delay=SECONDS", "-l, --list", "[HOSTS...]");
        assertThat(said("--help", "-t", "nonsense")).isEqualTo(said("-h"));
        assertThat(said("--version")).isEqualTo("wulflogger " + Wulflogger.VERSION + "\n");
    }

    private static Options options(String... arguments) throws UsageException {
        return switch (Arguments.parse(_ -> DisplaySet.BUILT_IN, arguments)) {
            case Request.Log(var options) -> options;
            case Request.Say(var text) -> throw new AssertionError(text);
        };
    }

    private static String said(String... arguments) throws UsageException {
        return switch (Arguments.parse(_ -> DisplaySet.BUILT_IN, arguments)) {
            case Request.Say(var text) -> text;
            case Request.Log(var options) -> throw new AssertionError(options);
        };
    }

    private static AbstractThrowableAssert<?, ?> whatIsWrong(String... arguments) {
        return assertThatThrownBy(() -> Arguments.parse(_ -> DisplaySet.BUILT_IN, arguments))
                .isInstanceOf(UsageException.class);
    }

    private static AbstractThrowableAssert<?, ?> wrong(String... arguments) {
        return assertThatThrownBy(() -> Arguments.parse(_ -> DisplaySet.BUILT_IN, arguments))
                .isInstanceOf(UsageException.class)
                .hasMessageMatching("[^\\p{Cntrl}]+");
    }

    @Test
    void aFileAndWhenItIsPutAside() throws UsageException {
        assertThat(destination("--output", "load.csv"))
                .isEqualTo(new Destination.InFile(Path.of("load.csv"), Rotation.NONE));
        assertThat(destination("--output", "load.csv", "--rotate", "10M,1d", "--keep", "3"))
                .isEqualTo(new Destination.InFile(Path.of("load.csv"), new Rotation(10 << 20, Duration.ofDays(1), 3)));
        assertThat(destination("--rrd", "r", "-d", "60", "--rrd-commands"))
                .isEqualTo(new Destination.Databases(Path.of("r"), true));
        wrong("--rotate", "10M").hasMessage("--rotate and --keep go with --output");
        wrong("--output", "f", "--rotate", "10X").hasMessage(
                "--rotate \"10X\": expected a size or a time, or both with a comma between, such as 10M, 24h or 100M,1d");
        wrong("--output", "f", "--keep", "-1").hasMessage("--keep \"-1\": expected how many files, 0 to 9999");
        wrong("--rrd", "r", "-d", "0.5").hasMessage("--rrd takes one update in whole seconds: not -d 0.5");
        wrong("--rrd", "r", "--output", "f").hasMessage("--output and --rrd: one of them");
        wrong("--rrd-commands").hasMessage("--rrd-commands goes with --rrd, which names the directory");
        wrong("--rrd", "a\u0007b").hasMessage("--rrd \"a?b\": no name that can be used");
    }

    private static Destination destination(String... arguments) throws UsageException {
        return options(arguments).destination();
    }
}
