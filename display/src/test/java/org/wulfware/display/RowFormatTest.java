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

    @Test
    void formatsAreCalledByTheirNames() {
        assertThat(RowFormat.named("JSONL")).contains(RowFormat.JSONL);
        assertThat(RowFormat.named("xml")).isEmpty();
    }
}
