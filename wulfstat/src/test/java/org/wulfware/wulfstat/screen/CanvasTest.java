package org.wulfware.wulfstat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private final Canvas canvas = Canvas.of(new Size(10, 4));

    @Test
    void textStandsWhereItIsPut() {
        assertThat(canvas.text(2, 1, "node", Style.BOLD)).isEqualTo(6);
        assertThat(canvas.lines()).containsExactly("", "  node", "", "");
        assertThat(canvas.styleAt(2, 1)).isEqualTo(Style.BOLD);
        assertThat(canvas.styleAt(6, 1)).isEqualTo(Style.PLAIN);
    }

    @Test
    void whatSticksOutIsCutOff() {
        canvas.text(-2, 0, "abcdefghijklmnop", Style.PLAIN);
        canvas.text(0, -1, "above", Style.PLAIN);
        canvas.text(0, 4, "below", Style.PLAIN);
        assertThat(canvas.lines()).containsExactly("cdefghijkl", "", "", "");
    }

    @Test
    void aWindowKeepsToItself() {
        var window = canvas.window(3, 1, 4, 2);
        window.text(0, 0, "abcdefgh", Style.PLAIN);
        window.text(-1, 1, "xyz", Style.PLAIN);
        window.text(0, 2, "below", Style.PLAIN);
        assertThat(canvas.lines()).containsExactly("", "   abcd", "   yz", "");
        assertThat(window.window(2, 1, 9, 9).size()).isEqualTo(new Size(2, 1));
        assertThat(window.window(9, 9, 1, 1).size()).isEqualTo(new Size(0, 0));
    }

    @Test
    void aFrameLeavesItsInside() {
        var inside = canvas.frame(Style.FAINT);
        inside.text(0, 0, "in", Style.PLAIN);
        assertThat(canvas.lines()).containsExactly("┌────────┐", "│in      │", "│        │", "└────────┘");
        assertThat(inside.size()).isEqualTo(new Size(8, 2));
    }

    @Test
    void wideCharactersTakeTwoCellsAndAreNeverHalved() {
        assertThat(canvas.text(0, 0, "漢字", Style.PLAIN)).isEqualTo(4);
        canvas.text(1, 0, "x", Style.PLAIN);
        assertThat(canvas.lines().getFirst()).isEqualTo(" x字");
        canvas.text(9, 1, "漢", Style.PLAIN);
        assertThat(canvas.lines().get(1)).isEmpty();
        canvas.text(3, 0, "y", Style.PLAIN);
        assertThat(canvas.lines().getFirst()).isEqualTo(" x y");
    }

    @Test
    void marksStayWithTheirLetterAndPilesOfThemAreCut() {
        canvas.text(0, 0, "e\u0301x" + "a" + "\u0300".repeat(50) + "z", Style.PLAIN);
        assertThat(canvas.lines().getFirst()).isEqualTo("e\u0301xa" + "\u0300".repeat(3) + "z");
    }

    @Test
    void whatWouldCommandATerminalIsAQuestionMark() {
        canvas.text(0, 0, "a\033[2Jb\u009b1\u202e\u0007c", Style.PLAIN);
        assertThat(canvas.lines().getFirst()).isEqualTo("a?[2Jb?1??");
    }

    @Test
    void textBeforeAColumnEndsThere() {
        canvas.textBefore(10, 2, "14:03", Style.PLAIN);
        assertThat(canvas.lines().get(2)).isEqualTo("     14:03");
    }
}
