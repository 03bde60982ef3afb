package org.wulfware.wulfstat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.testkit.VirtualTerminal;

class PainterTest {
    private static final Size SIZE = new Size(30, 6);

    private final VirtualTerminal terminal = new VirtualTerminal(SIZE.columns(), SIZE.rows());
    private final Painter painter = new Painter(true);

    @Test
    void whatIsPaintedIsWhatIsSeen() throws IOException {
        var canvas = Canvas.of(SIZE);
        canvas.frame(Style.FAINT).text(2, 1, "漢字 node e\u0301", Style.of(Colour.RED).inBold());
        terminal.write(painter.paint(canvas));
        assertThat(terminal.lines()).isEqualTo(canvas.lines());
        assertThat(terminal.look("node"))
                .isEqualTo(new VirtualTerminal.Look(true, false, false, false, 31));
        assertThat(terminal.look(0, 0)).isEqualTo(new VirtualTerminal.Look(false, true, false, false, 39));
        assertThat(terminal.frames()).isEqualTo(1);
        assertThat(terminal.surprises()).isEmpty();
    }

    @Test
    void whatHasNotChangedIsNotSent() {
        var canvas = Canvas.of(SIZE);
        canvas.text(3, 3, "node", Style.BOLD);
        painter.paint(canvas);
        var same = Canvas.of(SIZE);
        same.text(3, 3, "node", Style.BOLD);
        assertThat(painter.paint(same)).isEmpty();
    }

    @Test
    void aSmallChangeIsAFewBytesAndWipesNothing() throws IOException {
        var canvas = Canvas.of(SIZE);
        canvas.text(0, 0, "x".repeat(30), Style.PLAIN);
        terminal.write(painter.paint(canvas));
        var clears = terminal.clears();
        var next = Canvas.of(SIZE);
        next.text(0, 0, "x".repeat(14) + "y" + "x".repeat(15), Style.PLAIN);
        var bytes = painter.paint(next);
        terminal.write(bytes);
        assertThat(bytes.length).isLessThan(40);
        assertThat(terminal.lines()).isEqualTo(next.lines());
        assertThat(terminal.clears()).isEqualTo(clears);
    }

    @Test
    void afterForgettingAllOfItIsDrawnAgain() throws IOException {
        var canvas = Canvas.of(SIZE);
        canvas.text(0, 0, "node", Style.PLAIN);
        painter.paint(canvas);
        painter.forget();
        terminal.write("somebody else wrote here".getBytes(StandardCharsets.US_ASCII));
        terminal.write(painter.paint(canvas));
        assertThat(terminal.lines()).isEqualTo(canvas.lines());
    }

    @Test
    void anyCanvasFollowsAnyOther() throws IOException {
        var random = new Random(42);
        var symbols = List.of("a", "b", " ", " ", "─", "漢", "é", "e\u0301", "…", "😀", "z");
        var styles = List.of(Style.PLAIN, Style.BOLD, Style.of(Colour.GREEN), Style.REVERSED, Style.FAINT);
        for (var round = 0; round < 300; round++) {
            var canvas = Canvas.of(SIZE);
            for (var i = 0; i < 60; i++) {
                var x = random.nextInt(SIZE.columns());
                var y = random.nextInt(SIZE.rows());
                canvas.text(
                        x, y, symbols.get(random.nextInt(symbols.size())), styles.get(random.nextInt(styles.size())));
            }
            terminal.write(painter.paint(canvas));
            assertThat(terminal.lines()).as("round %s", round).isEqualTo(canvas.lines());
            for (var y = 0; y < SIZE.rows(); y++) {
                for (var x = 0; x < SIZE.columns(); x++) {
                    assertThat(terminal.look(x, y).bold())
                            .isEqualTo(canvas.styleAt(x, y).bold());
                }
            }
        }
        assertThat(terminal.surprises()).isEmpty();
    }

    @Test
    void whereThereIsOnlyAsciiOurSignsHaveOthersInTheirPlace() throws IOException {
        var canvas = Canvas.of(SIZE);
        canvas.frame(Style.PLAIN).text(0, 0, "load1 ↓ 漢é…", Style.PLAIN);
        var bytes = new Painter(false).paint(canvas);
        terminal.write(bytes);
        assertThat(bytes).doesNotContain(-30, -61);
        assertThat(terminal.lines().get(1)).isEqualTo("|load1 v ???~                |");
        assertThat(terminal.lines().getFirst()).isEqualTo("+" + "-".repeat(28) + "+");
    }
}
