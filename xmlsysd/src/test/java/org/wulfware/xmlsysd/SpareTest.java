package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpareTest {
    private final Spare spare = new Spare(1 << 20);

    @Test
    void whatIsGivenBackIsTakenAgain() {
        var first = spare.take(190_000);
        assertThat(first).hasSizeGreaterThanOrEqualTo(190_000);
        spare.give(first);
        assertThat(spare.take(180_000)).isSameAs(first);
        assertThat(spare.take(180_000)).as("while that is lent").isNotSameAs(first);
    }

    @Test
    void theSmallestThatIsLargeEnoughIsTaken() {
        var large = spare.take(100_000);
        var small = spare.take(10_000);
        var smallest = spare.take(100);
        spare.give(large);
        spare.give(small);
        spare.give(smallest);
        assertThat(spare.take(5000)).isSameAs(small);
        assertThat(spare.take(5000)).isSameAs(large);
        assertThat(spare.take(100)).isSameAs(smallest);
    }

    @Test
    void noMoreIsKeptThanThereIsRoomFor() {
        var first = spare.take(700_000);
        var second = spare.take(700_000);
        spare.give(first);
        spare.give(second);
        assertThat(spare.take(700_000)).as("the first was too much").isSameAs(second);
        assertThat(spare.take(700_000)).isNotSameAs(first);
    }
}
