package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.libwulf.HostLists;
import org.wulfware.libwulf.Rows;

class DisplayReaderTest {
    @TempDir
    private Path directory = Path.of("");

    private final List<String> told = new ArrayList<>();

    @Test
    void theExampleOfTheManualIsOne() throws IOException {
        var page = Files.readString(
                Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("docs").resolve("displays.md"));
        var from = page.indexOf("```toml\n") + "```toml\n".length();
        var displays = read(page.substring(from, page.indexOf("```", from)));
        assertThat(told).isEmpty();
        var health = displays.getFirst();
        assertThat(health.name()).isEqualTo("health");
        assertThat(health.title()).isEqualTo("Health");
        assertThat(health.origin()).isEqualTo("site.toml");
        assertThat(health.columns().stream().map(Column::name)).containsExactly("load1", "memory.in_use_pct", "disk",
                "root");
        assertThat(health.columns().getLast().heading()).isEqualTo("/%");
        assertThat(health.columns().getLast().unit()).isEqualTo("%");
        assertThat(health.asking().commands().getLast()).contains("busy_ms", "size_bytes");
        var nfs = displays.getLast();
        assertThat(nfs.rows().map(Rows::element)).contains("mount");
        assertThat(nfs.needsRates()).isTrue();
    }

    @Test
    void columnsMayStandOnEachOtherAndHaveAllThatOthersHave() throws IOException {
        var display = read("""
                [display.d]
                [[display.d.columns]]
                name = "twice"
                expr = "load1 * 2"
                title = "2x"
                unit = "tasks"
                format = "0.00"
                decimals = 3
                width = 9
                busy = "value > 5"
                overloaded = "four > 50"
                [[display.d.columns]]
                name = "four"
                expr = "twice + twice"
                """).getFirst();
        assertThat(told).isEmpty();
        var golem = List.of(Hosts.up("golem", Hosts.recorded("golem-2.4.9", 1016048061)));
        assertThat(Hosts.shown(display, golem)).isEqualTo("""
                host             2x   four
                golem          0.42    0.8
                """);
        var twice = display.columns().getFirst();
        assertThat(twice.unit()).isEqualTo("tasks");
        var cell = display.lines(golem).getFirst().cell(twice);
        assertThat(twice.exact(cell)).hasValue("0.420");
        assertThat(cell.status()).isEqualTo(Status.NORMAL);
    }

    @Test
    void allThatIsWrongIsToldWithItsPlaceAndTheRestIsThere() {
        var displays = read("""
                [display.Bad]
                columns = ["load1"]
                [display.one]
                colums = ["load1"]
                [display.two]
                rows = "diskk"
                where = "load1"
                columns = ["load1 +", 5, "load5", "load5"]
                [[display.three.columns]]
                name = "x y"
                expr = "load1 * nosuch"
                title = "two words"
                format = "%d"
                decimals = 77
                width = "wide"
                colour = "red"
                [[display.three.columns]]
                name = "y"
                [[display.three.columns]]
                name = "z"
                expr = "z2"
                [[display.three.columns]]
                name = "z2"
                expr = "z"
                [[display.three.columns]]
                name = "w"
                expr = "load1"
                busy = "value"
                [display.good]
                columns = ["load1"]
                """);
        assertThat(displays.stream().map(Display::name)).containsExactly("good");
        assertThat(String.join("\n", told)).isEqualTo("""
                site.toml:1:1: a display is called with small letters, digits, _ and -, and not "Bad"
                site.toml:4:1: unknown key "colums"; a display has columns, help, rows, title, where
                site.toml:3:1: expected columns, [[display.one.columns]] or columns = ["load1", …]
                site.toml:6:1: rows: no node has several diskk
                site.toml:8:12: columns: expected a number, a name or (, and not the end
                  load1 +
                         ^
                site.toml:8:23: expected a column: a text or a table
                site.toml:8:35: a second column "load5"
                site.toml:7:1: where: expected a condition, such as load1 > 2, and not a number
                  load1
                  ^
                site.toml:16:1: unknown key "colour"; a column has busy, decimals, expr, format, help, idle, name, overloaded, title, unit, width
                site.toml:10:1: a column has a name of small letters, digits and _, and not "x y"
                site.toml:12:1: title: expected one word, and not "two words"
                site.toml:14:1: decimals: expected a whole number up to 9
                site.toml:15:1: width: expected a whole number up to 200
                site.toml:13:1: unknown format "%d"; there are count, bytes, 0, 0.0, 0.00, 0.000, yes/no, hertz, seconds, uptime, cputime, date, offset
                site.toml:17:1: column "y": expected expr = "…", by which it is formed
                site.toml:11:1: column x y: unknown name nosuch
                  load1 * nosuch
                          ^
                site.toml:21:1: column z: z2 is z, and there: z is z2, and there: z2 is formed from itself
                  z2
                  ^
                site.toml:24:1: column z2: z is z2, and there: z2 is z, and there: z is formed from itself
                  z
                  ^
                site.toml:27:1: column w: expected a condition, such as load1 > 2, and not a number
                  value
                  ^
                """.strip());
    }

    @Test
    void aTextThatIsNoTomlIsToldAsFarAsItIsNone() {
        assertThat(read("[display.x\ncolumns = [\n")).isEmpty();
        assertThat(told).isNotEmpty().allMatch(line -> line.matches("site.toml:[0-9]+:[0-9]+: [^\\p{Cntrl}]+"));
        told.clear();
        assertThat(read("display = 5\nother = 6\n")).isEmpty();
        assertThat(told).containsExactly("site.toml:2:1: unknown key \"other\"; a file of displays has display",
                "site.toml:1:1: expected tables, [display.NAME]");
    }

    @Test
    void nothingInAFileThrows() {
        var random = new Random(7);
        var words = List.of("[display.a]", "[[display.a.columns]]", "name = \"x\"", "expr = \"load1\"", "expr = \"((\"",
                "rows = \"cpu\"",
                "columns = [1, [2], {}]", "columns = []", "where = 5", "where = \"host\"", "\u0000", "a.b.c = 1", "= 5",
                "\"\"\"", "title = \"\"");
        for (var i = 0; i < 300; i++) {
            var text = new StringBuilder();
            for (var line = random.nextInt(8); line >= 0; line--) {
                text.append(words.get(random.nextInt(words.size()))).append('\n');
            }
            read(text.toString()).forEach(display -> assertThat(display.asking().commands()).isNotEmpty());
        }
    }

    @Test
    void thePersonsFileComesLastAndTakesTheOthersPlace() throws IOException {
        Files.writeString(directory.resolve("b.toml"), "[display.x]\nhelp = \"b\"\ncolumns = [\"load1\"]\n");
        Files.writeString(directory.resolve("a.toml"), """
                [display.x]
                help = "a"
                columns = ["load1"]
                [display.load]
                help = "Ours."
                columns = ["load5"]
                """);
        Files.writeString(directory.resolve("not.txt"), "nonsense");
        var mine = directory.resolve("displays.mine");
        Files.writeString(mine, "[display.x]\nhelp = \"mine\"\ncolumns = [\"load1\"]\n");
        var displays = new DisplayFiles(directory, mine).read(told::add);
        assertThat(told).isEmpty();
        assertThat(displays.named("x").help()).isEqualTo("mine");
        assertThat(displays.named("1").help()).isEqualTo("Ours.");
        assertThat(displays.usual()).isSameAs(displays.named("load"));
        assertThat(displays.all()).hasSize(DisplaySet.BUILT_IN.all().size() + 1);
        assertThat(new DisplayFiles(directory.resolve("none"), directory.resolve("none")).read(told::add))
                .isEqualTo(DisplaySet.BUILT_IN);
    }

    @Test
    void filesThatCannotBeReadAreTold() throws IOException {
        Files.createDirectory(directory.resolve("d.toml"));
        try (var large = FileChannel.open(directory.resolve("large.toml"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            large.write(ByteBuffer.allocate(1), TomlFiles.LARGEST);
        }
        Files.write(directory.resolve("latin.toml"), new byte[]{'#', (byte) 0xe9, '\n'});
        assertThat(new DisplayFiles(directory, directory.resolve("none")).read(told::add))
                .isEqualTo(DisplaySet.BUILT_IN);
        assertThat(told).hasSize(3).allMatch(line -> line.startsWith(directory.toString()));
        assertThat(told.get(1)).endsWith("large.toml: larger than 1 MB");
    }

    @Test
    void aPersonsFileIsWhereTheEnvironmentSays() {
        var home = Path.of("/home/rgb");
        assertThat(DisplayFiles.of(home, Map.of()).person()).hasToString("/home/rgb/.config/wulfware/displays.toml");
        assertThat(DisplayFiles.of(home, Map.of("XDG_CONFIG_HOME", "/x")).person())
                .hasToString("/x/wulfware/displays.toml");
        assertThat(DisplayFiles.of(home, Map.of("XDG_CONFIG_HOME", "relative")).person())
                .hasToString("/home/rgb/.config/wulfware/displays.toml");
    }

    private List<Display> read(String text) {
        return new DisplayReader(new TomlText("site.toml", trouble -> told.addAll(trouble.lines().toList())),
                HostLists.WITHOUT_GROUPS).read(text);
    }
}
