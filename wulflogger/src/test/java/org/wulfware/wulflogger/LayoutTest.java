package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.display.Cell;
import org.wulfware.display.Display;
import org.wulfware.display.Displays;
import org.wulfware.display.Report;
import org.wulfware.display.Status;

class LayoutTest {
    private static final Display CPU = Displays.byNameOrNumber("cpu");

    @Test
    void table() {
        assertThat(lines(Format.TABLE)).isEqualTo("""
                #time              host   status   cpus    clock  cache  vendor         model
                1016048061.788933  golem  up          1   802MHz   128K  Genuine_Intel  Celeron (Coppermine), "the" 1st
                1016048062.000043  node7  down        -        -      -  -              -  connection refused
                """);
    }

    @Test
    void csv() {
        assertThat(lines(Format.CSV)).isEqualTo("""
                time,host,status,why,cpus,clock,cache,vendor,model
                1016048061.788933,golem,up,,1,801824000,131072,Genuine Intel,"Celeron (Coppermine), ""the"" 1st"
                1016048062.000043,node7,down,connection refused,,,,,
                """);
    }

    @Test
    void tsv() {
        assertThat(lines(Format.TSV).replace('\t', '|')).isEqualTo("""
                time|host|status|why|cpus|clock|cache|vendor|model
                1016048061.788933|golem|up||1|801824000|131072|Genuine Intel|Celeron (Coppermine), "the" 1st
                1016048062.000043|node7|down|connection refused|||||
                """);
    }

    @Test
    void jsonl() {
        assertThat(lines(Format.JSONL)).isEqualTo("""
                {"time":1016048061.788933,"host":"golem","status":"up","why":null,"cpus":1,"clock":801824000,\
                "cache":131072,"vendor":"Genuine Intel","model":"Celeron (Coppermine), \\"the\\" 1st"}
                {"time":1016048062.000043,"host":"node7","status":"down","why":"connection refused","cpus":null,\
                "clock":null,"cache":null,"vendor":null,"model":null}
                """);
    }

    @Test
    void aValueThatIsTooWideMovesItsLineAndIsNotCut() {
        var out = new StringBuilder();
        var cells = List.of(number("1", 1), number("802MHz", 8e8), Cell.ABSENT, text("計算機計算機計算機"), text("x"));
        Format.TABLE.layout(headings(3)).entry(new Entry(0, "averylongname", "up", "", cells), out);
        assertThat(out).hasToString("""
                0.000000           averylongname  up          1   802MHz      -  計算機計算機計算機  x
                """);
    }

    @Test
    void formatsAreFoundByTheirWord() {
        assertThat(Format.named("csv")).contains(Format.CSV);
        assertThat(Format.named("JSONL")).contains(Format.JSONL);
        assertThat(Format.named("xml")).isEmpty();
    }

    private static String lines(Format format) {
        var out = new StringBuilder();
        var layout = format.layout(headings(5));
        layout.begin(out);
        var cells = List.of(
                number("1", 1),
                number("802MHz", 801_824_000),
                number("128K", 131_072),
                text("Genuine Intel"),
                text("Celeron (Coppermine), \"the\" 1st"));
        layout.entry(new Entry(1016048061_788933L, "golem", "up", "", cells), out);
        layout.entry(new Entry(1016048062_000043L, "node7", "down", "connection refused",
                Collections.nCopies(5, Cell.ABSENT)), out);
        return out.toString();
    }

    private static Headings headings(int hostWidth) {
        return Headings.of(Report.of(CPU), hostWidth);
    }

    private static Cell number(String text, double value) {
        return new Cell(text, OptionalDouble.of(value), Status.NORMAL);
    }

    private static Cell text(String text) {
        return new Cell(text, OptionalDouble.empty(), Status.NORMAL);
    }
}
