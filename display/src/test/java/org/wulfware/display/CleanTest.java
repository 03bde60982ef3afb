package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class CleanTest {
    @Test
    void ordinaryTextStaysAsItIs() {
        for (var text : List.of("", "golem", "Celeron (Coppermine)", "<&\">", "Größe", "計算機", "e\u0301", "😀", "~")) {
            assertThat(Clean.text(text)).isEqualTo(text);
        }
    }

    @Test
    void whatCommandsATerminalIsShownAsAQuestionMark() {
        assertThat(Clean.text("\u001b[31mred\u001b[0m")).isEqualTo("?[31mred?[0m");
        assertThat(Clean.text("a\tb\nc\rd\0e\u007ff\bg")).isEqualTo("a?b?c?d?e?f?g");
        assertThat(Clean.text("\u009b31m\u0085\u008d")).isEqualTo("?31m??");
    }

    @Test
    void whatDeceivesAReaderIsShownAsAQuestionMark() {
        assertThat(Clean.text("abc\u202ecba\u2066x\u200b\u200d\ufeff\u00ad\u061c")).isEqualTo("abc?cba?x?????");
        assertThat(Clean.text("a\u2028b\u2029c")).isEqualTo("a?b?c");
        assertThat(Clean.text("tag\udb40\udc41 filler\u3164 selector\ufe0f")).isEqualTo("tag? filler? selector?");
        assertThat(Clean.text("\u0301combines with what stands before the cell")).startsWith("?combines");
        assertThat(Clean.text("half \ud800 of a pair, \udc00")).isEqualTo("half ? of a pair, ?");
        assertThat(Clean.text("private \ue000, none \u0378")).isEqualTo("private ?, none ?");
    }

    @Test
    void noCharacterOfAnyPlaneThatIsAControlOrAFormatGetsThrough() {
        for (var point = 0; point <= Character.MAX_CODE_POINT; point++) {
            var type = Character.getType(point);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                assertThat(Clean.text("x" + Character.toString(point))).isEqualTo("x?");
            }
        }
    }

    @Test
    void aTextWithoutAnEndIsCut() {
        assertThat(Clean.text("x".repeat(1_000_000))).hasSize(Clean.LONGEST);
        assertThat(Clean.text("\u0007".repeat(1_000_000))).hasSize(Clean.LONGEST);
        assertThat(Clean.text("x".repeat(Clean.LONGEST - 1) + "😀")).hasSize(Clean.LONGEST).endsWith("x?");
    }
}
