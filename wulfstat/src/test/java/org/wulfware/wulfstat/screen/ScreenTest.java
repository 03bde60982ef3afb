package org.wulfware.wulfstat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final Sitting sitting = new Sitting(20, 4);
    private final Screen screen = new Screen(sitting);

    @Test
    void theTerminalIsGivenBackAsItWas() throws IOException {
        sitting.seen.write("$ wulfstat\r\n".getBytes(StandardCharsets.US_ASCII));
        screen.open();
        assertThat(sitting.seen.isAlternate()).isTrue();
        assertThat(sitting.seen.isCursorShown()).isFalse();
        assertThat(sitting.hasKeys()).isTrue();
        screen.show(canvas("shown"));
        assertThat(sitting.seen.text()).contains("shown");
        screen.close();
        assertThat(sitting.seen.lines()).containsExactly("$ wulfstat", "", "", "");
        assertThat(sitting.seen.isAlternate()).isFalse();
        assertThat(sitting.seen.isCursorShown()).isTrue();
        assertThat(sitting.seen.isWrapping()).isTrue();
        assertThat(sitting.hasKeys()).isFalse();
    }

    @Test
    void onceItIsClosedNothingIsWrittenAnyMore() throws IOException {
        screen.open();
        screen.close();
        var writes = sitting.seen.writes();
        screen.show(canvas("late"));
        screen.open();
        screen.reopen();
        screen.close();
        assertThat(sitting.seen.writes()).isEqualTo(writes);
        assertThat(sitting.hasKeys()).isFalse();
    }

    @Test
    void aFrameIsOneWrite() throws IOException {
        screen.open();
        var writes = sitting.seen.writes();
        screen.show(canvas("one"));
        assertThat(sitting.seen.writes()).isEqualTo(writes + 1);
        screen.show(canvas("one"));
        assertThat(sitting.seen.writes()).isEqualTo(writes + 1);
        screen.show(canvas("two"));
        assertThat(sitting.seen.writes()).isEqualTo(writes + 2);
    }

    @Test
    void afterAStopEverythingIsThereAgain() throws IOException {
        screen.open();
        screen.show(canvas("shown"));
        screen.suspend();
        assertThat(sitting.stops()).isEqualTo(1);
        assertThat(sitting.hasKeys()).isTrue();
        assertThat(sitting.seen.isAlternate()).isTrue();
        screen.show(canvas("shown"));
        assertThat(sitting.seen.text()).contains("shown");
    }

    @Test
    void aTerminalThatHasGoneIsNoTroubleWhenItIsGivenBack() throws IOException {
        screen.open();
        sitting.seen.hangUp();
        screen.close();
        assertThat(sitting.hasKeys()).isFalse();
    }

    private Canvas canvas(String text) {
        var canvas = Canvas.of(sitting.size());
        canvas.text(0, 0, text, Style.PLAIN);
        return canvas;
    }
}
