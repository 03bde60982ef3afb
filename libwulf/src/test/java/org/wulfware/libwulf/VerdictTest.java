package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A condition about what a host does not say neither holds nor fails.
class VerdictTest {
    private static final HostState UP = Machine.up();
    private static final HostState DOWN = Machine.down();
    private static final HostState WAITING =
            HostState.pending(Host.named("node09"), Instant.parse("2026-11-22T12:00:00Z"));

    /// load5 is absent, load1 is 3.1.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            load1 > 3                                      | HOLDS  | UNSAID
            load1 < 3                                      | FAILS  | UNSAID
            load5 > 3                                      | UNSAID | UNSAID
            load5 == load5                                 | UNSAID | UNSAID
            load5 != 1                                     | UNSAID | UNSAID
            not (load5 > 3)                                | UNSAID | UNSAID
            not (load1 > 3)                                | FAILS  | UNSAID
            load1 > 3 and load5 > 3                        | UNSAID | UNSAID
            load5 > 3 and load1 > 3                        | UNSAID | UNSAID
            load5 > 3 and load1 < 3                        | FAILS  | UNSAID
            load1 < 3 and load5 > 3                        | FAILS  | UNSAID
            load1 > 3 or load5 > 3                         | HOLDS  | UNSAID
            load5 > 3 or load1 > 3                         | HOLDS  | UNSAID
            load5 > 3 or load1 < 3                         | UNSAID | UNSAID
            load1 < 3 or load5 > 3                         | UNSAID | UNSAID
            load1 in (1, 3.1)                              | HOLDS  | UNSAID
            load1 in (1, load5)                            | UNSAID | UNSAID
            load5 in (1, 2)                                | UNSAID | UNSAID
            hostname == "x"                                | UNSAID | UNSAID
            hostname != "x"                                | UNSAID | UNSAID
            hostname !~ "x"                                | UNSAID | UNSAID
            host =~ "node0*"                               | HOLDS  | HOLDS
            host !~ "node0*"                               | FAILS  | FAILS
            known(load5)                                   | FAILS  | FAILS
            count(task where user == "nobody") == 0        | HOLDS  | UNSAID
            sum(rate(disk.read.sectors)) >= 1M             | HOLDS  | UNSAID
            mount[point = "/none"].used% > 90              | UNSAID | UNSAID
            first(task.rss > 100G)                         | FAILS  | UNSAID
            if(load1 > 3, load5 > 3)                       | UNSAID | UNSAID
            down                                           | FAILS  | HOLDS
            not down                                       | HOLDS  | FAILS
            down or load1 > 3                              | HOLDS  | HOLDS
            down or load1 > 9                              | FAILS  | HOLDS
            down and load1 > 3                             | FAILS  | UNSAID
            """)
    void ofAHostThatAnswersAndOfOneThatDoesNot(String text, Verdict up, Verdict down) throws ExpressionException {
        var condition = Expression.of(text).expecting(Expression.Type.CONDITION);
        assertThat(condition.verdict(UP, -1)).isEqualTo(up);
        assertThat(condition.verdict(DOWN, -1)).isEqualTo(down);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            load1 / cpus > 1.5
            load5 <= 0
            load1 < 3 or host == "node07"
            load1 in (1, 2, 3.1)
            not (load1 > 4 and load5 > 4)
            hostname != "x"
            """)
    void whatHoldsIsNeverSaidToFailAndTheOtherWayRound(String text) throws ExpressionException {
        var condition = Expression.of(text);
        for (var state : List.of(UP, DOWN, WAITING)) {
            var verdict = condition.verdict(state, -1);
            assertThat(verdict == Verdict.UNSAID || condition.holds(state, -1) == (verdict == Verdict.HOLDS)).isTrue();
        }
    }

    @Test
    void aHostThatIsDownCanBeNamedHoweverItIs() throws ExpressionException {
        var down = Expression.of("down");
        var now = Instant.parse("2026-11-22T12:00:00Z");
        for (var why : List.of(new Poll.Refused("no route"), new Poll.Silent(Duration.ofSeconds(5)),
                new Poll.Garbled("rubbish", 3), new Poll.Unknown("node09"))) {
            assertThat(down.verdict(WAITING.down(why, now), -1)).isEqualTo(Verdict.HOLDS);
            assertThat(down.holds(WAITING.down(why, now), -1)).isTrue();
        }
        assertThat(down.verdict(WAITING, -1)).isEqualTo(Verdict.UNSAID);
        assertThat(down.holds(WAITING, -1)).isFalse();
        assertThat(down.fields()).isEmpty();
    }

    @Test
    void whatIsNoConditionSaysNothing() throws ExpressionException {
        assertThat(Expression.of("load1").verdict(UP, -1)).isEqualTo(Verdict.UNSAID);
    }
}
