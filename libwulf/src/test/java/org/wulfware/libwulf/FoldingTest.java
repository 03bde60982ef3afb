package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class FoldingTest {
    @Test
    void namesFoldByTheirNumbers() {
        assertThat(fold("login1", "node019", "node001", "node002", "gw")).isEqualTo("gw,login1,node[001-002,019]");
        assertThat(fold("n9", "n10", "n11", "n09", "n7", "n007")).isEqualTo("n[7,9,09-11,007]");
        assertThat(fold("n1-ib0", "n2-ib0", "n2-ib1")).isEqualTo("n[1-2]-ib0,n2-ib1");
        assertThat(fold("r1n1", "r1n2", "r2n1", "r2n2", "r3n1")).isEqualTo("r[1-2]n[1-2],r3n1");
        assertThat(fold()).isEmpty();
        assertThat(fold("a", "a", "n1", "n1", "x1y1", "x1y1")).isEqualTo("a,n1,x1y1");
    }

    @Test
    void numbersOfMoreThanSeventeenDigitsAreText() {
        assertThat(fold("n00000000000000001", "n00000000000000002"))
                .isEqualTo("n[00000000000000001-00000000000000002]");
        assertThat(fold("n123456789012345671", "n123456789012345672"))
                .isEqualTo("n123456789012345671,n123456789012345672");
    }

    @Test
    void thoseOfOnePortStandTogether() {
        assertThat(Folding.foldHosts(List.of(Host.named("n2"), Host.named("gw1").port(7900), Host.named("n1"),
                Host.named("gw2").port(7900), Host.named("x").port(7900), Host.named("n3").port(80))))
                .isEqualTo("n[1-2],n3:80,gw[1-2]:7900,x:7900");
    }

    @Test
    void aLineHasRoomForSoMuch() {
        var names = List.of("gw", "n1", "n2", "n3", "x1y1", "x2y2");
        assertThat(Folding.brief(names, 21)).isEqualTo("gw,n[1-3],x1y1,x2y2");
        assertThat(Folding.brief(names, 19)).isEqualTo("gw,n[1-3],x1y1,x2y2");
        assertThat(Folding.brief(names, 18)).isEqualTo("gw and 5 more");
        assertThat(Folding.brief(names.subList(0, 5), 13)).isEmpty();
        assertThat(Folding.brief(names.subList(0, 5), 14)).isEqualTo("gw,n[1-3],x1y1");
        assertThat(Folding.brief(names, 14)).isEqualTo("gw and 5 more");
        assertThat(Folding.brief(IntStream.range(0, 1000).mapToObj(i -> "n" + 2 * i).toList(), 24))
                .isEqualTo("n[0,2,4,…] and 997 more");
        var down = IntStream.range(0, 300).mapToObj(i -> "n00%03d".formatted(500 + i + i / 3)).toList();
        assertThat(Folding.brief(down, 50)).isEqualTo("n[00500-00502,00504-00506,…] and 294 more");
        var racks = IntStream.range(0, 4000).mapToObj(i -> "r%dn%02d".formatted(1 + i / 80 * 2, 1 + i % 80)).toList();
        assertThat(Folding.brief(racks, 60)).isEqualTo("r[1,3,5,7,9,11,13,15,17,19,21,23,…]n[01-80] and 3040 more");
        var scattered =
                IntStream.range(0, 4000).mapToObj(i -> "r%dn%02d".formatted(1 + i / 80, 1 + i % 80 * 2)).toList();
        assertThat(Folding.brief(scattered, 40)).isEqualTo("r1n[01,03,05,07,09,11,…] and 3994 more");
        assertThat(Folding.brief(List.of(), 1)).isEmpty();
    }

    @Test
    void namesStandInTheOrderOfWhatIsFolded() {
        assertThat(Folding.sorted(List.of("n10", "n9", "n2", "a", "r2n1", "r1n1", "r1n2")))
                .containsExactly("a", "n2", "n9", "n10", "r1n1", "r1n2", "r2n1");
    }

    @Test
    void manyNamesInOnePlaceOfABoxAreNoBurden() {
        var names = IntStream.range(0, 100_000).mapToObj(i -> "n" + i + "x0").toList();
        assertThat(Folding.fold(names)).isEqualTo("n[0-99999]x0");
        var square = IntStream.range(0, 90_000).mapToObj(i -> "r" + i / 300 + "n" + i % 300).toList();
        assertThat(Folding.fold(square)).isEqualTo("r[0-299]n[0-299]");
    }

    @Test
    void allNamesThatDoNotFoldAreThere() {
        var names = irregular(5000);
        var folded = Folding.fold(names);
        assertThat(folded.chars().filter(c -> c == ',').count()).isGreaterThan(4000);
        assertThat(Folding.sorted(names)).containsExactlyInAnyOrderElementsOf(new HashSet<>(names));
    }

    /// Comparing each with each would be a thousand million comparisons.
    @Test
    void namesThatDoNotFoldTakeStepsAsThereAreNames() {
        var random = new Random(7);
        var vectors = Stream.generate(() -> random.ints(3, 0, 1_000_000).mapToLong(number -> index(number)).toArray())
                .limit(50_000)
                .toList();
        var fold = IndexVectors.fold(vectors);
        assertThat(fold.boxes()).hasSize(50_000);
        assertThat(fold.steps()).isLessThan(500_000);
    }

    /// Names of three kinds: letters and one number, two numbers that have nothing to do with each other, none.
    static List<String> irregular(int count) {
        var random = new Random(7);
        return IntStream.range(0, count).mapToObj(i -> switch (i % 3) {
            case 0 -> "n" + random.nextInt(1_000_000) + "x" + random.nextInt(1_000_000);
            case 1 -> word(random) + random.nextInt(1000);
            default -> word(random);
        }).toList();
    }

    private static long index(int number) {
        var text = Integer.toString(number);
        return Index.of(text, 0, text.length());
    }

    private static String word(Random random) {
        return random.ints(8, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String fold(String... names) {
        return Folding.fold(List.of(names));
    }
}
