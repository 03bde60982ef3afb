package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class GridTest {
    @Test
    void columnsAreAsWideAsWhatStandsInThemAndBlanksAreKeptInTheLastOnly() {
        var grid = new Grid(List.of(
                new Grid.Heading("user", Column.Align.LEFT), new Grid.Heading("n", Column.Align.RIGHT),
                new Grid.Heading("name", Column.Align.LEFT)));
        var rows = List.of(List.of("a b", "5", "some thing"), List.of("国国国", "1234", "-"));
        rows.forEach(grid::measure);
        var out = new StringBuilder();
        grid.begin(out);
        rows.forEach(row -> grid.row(row, out));
        assertThat(out).hasToString("""
                user       n  name
                a_b        5  some thing
                国国国  1234  -
                """);
    }

    @Test
    void aLastColumnOfNumbersStandsRight() {
        var grid = new Grid(List.of(new Grid.Heading("cpu%", Column.Align.RIGHT)));
        grid.measure(List.of("1 2"));
        var out = new StringBuilder();
        grid.begin(out);
        grid.row(List.of("1 2"), out);
        assertThat(out).hasToString("cpu%\n 1 2\n");
    }
}
