package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

class KeptAnswersTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final String PAGE = "age 1.5\n" + "a line\n".repeat(10_000);

    private long nanos = SECOND;
    private long used;
    private final Clock clock = new Clock() {
        @Override
        public long micros() {
            return nanos / 1000;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    };
    private final Budget budget = new Budget(new InForce(settings()), _ -> used, new Ledger(), 0);
    private final KeptAnswers kept = new KeptAnswers(budget, clock);
    private final Sink page = new Sink(1024);

    private static Settings settings() {
        var all = Settings.open(9);
        return new Settings(all.port(), null, 9, 9, all.access(), all.hosts(), all.cmdline(), all.masks(),
                all.lineNanos(), all.idleNanos(), null, 10_000, 0, all.answerBytes(), null);
    }

    @BeforeEach
    void press() {
        work(40 * MILLI);
        write(page.clear());
        assertThat(page.isCut()).isTrue();
    }

    private void work(long time) {
        budget.turn(nanos);
        nanos += time;
        used += time;
        budget.rest(nanos);
    }

    private static void write(Sink sink) {
        for (var line : PAGE.split("(?<=\n)")) {
            sink.raw(line.getBytes(US_ASCII));
        }
    }

    private KeptAnswers.Kept keep(long took) {
        return Objects.requireNonNull(
                kept.keepLong("a", page, KeptAnswersTest::write, "age 1.5\n".length(), 1500 * MILLI, nanos - took));
    }

    private String found(String key, boolean isRepeated) {
        var one = kept.find(key, isRepeated);
        var sink = new Sink();
        if (one != null) {
            one.to(sink);
        }
        return new String(sink.array(), sink.from(), sink.length(), US_ASCII);
    }

    @Test
    void aLongAnswerIsKeptWholeButForItsAge() {
        assertThat(keep(MILLI).length()).isEqualTo(70_000);
        assertThat(found("a", true)).isEqualTo("a line\n".repeat(10_000));
        assertThat(found("b", true)).isEmpty();
        assertThat(keep(MILLI).age()).isEqualTo(1500 * MILLI);
    }

    @Test
    void whatIsCheapToMakeIsRepeatedUntilItsSampleIsFourSecondsOld() {
        keep(MILLI);
        nanos += 2400 * MILLI;
        work(40 * MILLI);
        assertThat(found("a", true)).isNotEmpty();
        assertThat(found("a", false)).as("to whom the budget has something new").isEmpty();
        nanos += 200 * MILLI;
        assertThat(found("a", true)).isEmpty();
    }

    @Test
    void whatIsDearIsRepeatedAsLongAsTheBudgetNeedsForTheNext() {
        keep(30 * MILLI);
        nanos += 7400 * MILLI;
        work(40 * MILLI);
        assertThat(found("a", true)).as("40 % of 1 % come to 30 ms in 7.5 s").isNotEmpty();
        nanos += 200 * MILLI;
        assertThat(found("a", true)).isEmpty();
    }

    @Test
    void aDaemonAtEaseKeepsNothing() {
        nanos += 30 * SECOND;
        work(MILLI);
        assertThat(kept.keepLong("a", page, KeptAnswersTest::write, 0, 0, nanos)).isNull();
    }

    @Test
    void whatNobodyAsksForIsGivenBack() {
        keep(MILLI);
        kept.rest(nanos + 61 * SECOND);
        assertThat(found("a", true)).isEmpty();
    }
}
