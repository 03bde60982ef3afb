package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.display.RowFormat.Value;

class RowFormatTest {
    private static final List<String> NAMES = List.of("user", "na,me", "cpu");

    private static String written(RowFormat format) {
        var out = new StringBuilder();
        format.begin(NAMES, out);
        format.row(NAMES, List.of(Value.text("ada"), Value.text("a \"b\\c\", d"), Value.number("1.50")), out);
        format.row(NAMES, List.of(Value.text("7"), Value.ABSENT, Value.ABSENT), out);
        return out.toString();
    }

    @Test
    void eachProgramGetsWhatItReads() {
        assertThat(written(RowFormat.CSV)).isEqualTo("""
                user,"na,me",cpu
                ada,"a ""b\\c"", d",1.50
                7,,
                """);
        assertThat(written(RowFormat.TSV)).isEqualTo("""
                user\tna,me\tcpu
                ada\ta "b\\c", d\t1.50
                7\t\t
                """);
        assertThat(written(RowFormat.JSONL)).isEqualTo("""
                {"user":"ada","na,me":"a \\"b\\\\c\\", d","cpu":1.50}
                {"user":"7","na,me":null,"cpu":null}
                """);
    }

    /// What a node calls itself, a process or a file system is shown by a spreadsheet and not carried out.
    @Test
    void noTextInCsvIsAFormula() {
        var texts =
                List.of("=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1+2", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "-",
                        "a=b", "'=x");
        var names = texts.stream().map(_ -> "x").toList();
        var out = new StringBuilder();
        RowFormat.CSV.row(names, texts.stream().map(Value::text).toList(), out);
        assertThat(out).hasToString("""
                '=1+1,"'=HYPERLINK(""http://x"",""y"")",'+1,'-1+2,'@SUM(A1),'＝1,'＋1,'－1,'＠x,-,a=b,'=x
                """);
        out.setLength(0);
        RowFormat.CSV.row(names, List.of(Value.number("-5"), Value.number("+1")), out);
        assertThat(out).hasToString("-5,+1\n");
        out.setLength(0);
        RowFormat.CSV.begin(List.of("=x", "load1"), out);
        assertThat(out).hasToString("'=x,load1\n");
        out.setLength(0);
        RowFormat.TSV.row(names, List.of(Value.text("=1+1")), out);
        RowFormat.JSONL.row(names, List.of(Value.text("=1+1")), out);
        assertThat(out).hasToString("=1+1\n{\"x\":\"=1+1\"}\n");
    }

    @Test
    void formatsAreCalledByTheirNames() {
        assertThat(RowFormat.named("JSONL")).contains(RowFormat.JSONL);
        assertThat(RowFormat.named("xml")).isEmpty();
    }
}
