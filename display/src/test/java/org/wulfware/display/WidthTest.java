package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.display.Column.Align.LEFT;
import static org.wulfware.display.Column.Align.RIGHT;

import org.junit.jupiter.api.Test;

class WidthTest {
    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        assertThat(Width.of("")).isZero();
        assertThat(Width.of("golem")).isEqualTo(5);
        assertThat(Width.of("Größe")).isEqualTo(5);
        assertThat(Width.of("計算機")).isEqualTo(6);
        assertThat(Width.of("ｱ")).isEqualTo(1);
        assertThat(Width.of("Ａ")).isEqualTo(2);
        assertThat(Width.of("e\u0301")).isEqualTo(1);
        assertThat(Width.of("😀")).isEqualTo(2);
        assertThat(Width.of("한글")).isEqualTo(4);
    }

    @Test
    void textsAreFilledUpOrCutToExactlySoManyColumns() {
        assertThat(Width.fit("ab", 4, LEFT)).isEqualTo("ab  ");
        assertThat(Width.fit("ab", 4, RIGHT)).isEqualTo("  ab");
        assertThat(Width.fit("abcd", 4, LEFT)).isEqualTo("abcd");
        assertThat(Width.fit("abcde", 4, LEFT)).isEqualTo("abc…");
        assertThat(Width.fit("abcde", 1, LEFT)).isEqualTo("…");
        assertThat(Width.fit("abcde", 0, LEFT)).isEmpty();
    }

    @Test
    void aWideCharacterIsNeverCutInHalf() {
        assertThat(Width.fit("計算機", 5, LEFT)).isEqualTo("計算…");
        assertThat(Width.fit("計算機", 4, LEFT)).isEqualTo("計… ");
        assertThat(Width.of(Width.fit("計算機", 4, LEFT))).isEqualTo(4);
    }
}
