package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A day of a daemon's life in a moment: clients that ask as fast as they are answered, a clock that goes on by what that costs,
/// and an account of every nanosecond of CPU time, held against the budget.
class BudgetTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /// A client's turn: what writing its answer costs, and what reading for it would.
    private record Turn(long writing, long reading) {}

    /// The daemon as far as time and cost go.
    private static final class Daemon {
        final InForce inForce;
        final Ledger ledger = new Ledger();
        final Budget budget;
        long now = 123;
        long used = SECOND;

        /// What other threads use in a second.
        final long beside;

        /// How many times as long as it computes a turn takes, since others want the processor too.
        long crowding = 1;

        private final ArrayDeque<long[]> account = new ArrayDeque<>();
        private long inWindow;
        private long most;
        private long readAt = -SECOND;
        long oldest;
        long answers;
        long lastAnswer;
        long longestWait;

        Daemon(int millionths) {
            this(millionths, 0);
        }

        Daemon(int millionths, long beside) {
            this.beside = beside;
            inForce = inForce(millionths);
            budget = new Budget(inForce, _ -> used, ledger, 0);
            budget.turn(now);
            budget.rest(now);
            passed(2 * Budget.WINDOW);
            lastAnswer = now;
        }

        static InForce inForce(int millionths) {
            var all = Settings.open(9);
            return new InForce(
                    new Settings(all.port(), null, 9, 9, all.access(), all.hosts(), all.cmdline(), all.masks(),
                            all.lineNanos(), all.idleNanos(), null, millionths, 0, all.answerBytes()));
        }

        private void passed(long nanos) {
            for (var left = nanos; left > 0;) {
                var part = Math.min(left, SECOND / 20);
                spend(beside * (part / MICRO) / (SECOND / MICRO));
                now += part;
                left -= part;
            }
        }

        private void spend(long nanos) {
            if (nanos == 0) {
                return;
            }
            used += nanos;
            account.add(new long[]{now, nanos});
            inWindow += nanos;
            while (account.getFirst()[0] <= now - Budget.WINDOW) {
                inWindow -= account.removeFirst()[1];
            }
            most = Math.max(most, inWindow);
        }

        private void works(long nanos) {
            spend(nanos);
            passed(nanos * crowding);
        }

        /// The serving thread's loop, as the server has it.
        void serve(Turn turn) {
            for (var left = budget.left(now); left > 0; left = budget.left(now)) {
                budget.rest(now);
                passed(Math.min(left, SECOND));
            }
            budget.turn(now);
            budget.sample(now);
            if (budget.mayRead(turn.reading, now - readAt, now)) {
                var began = now;
                works(turn.reading);
                budget.readPart(now - began);
                budget.read(now - began, now);
                readAt = began;
            }
            works(turn.writing);
            budget.answered(now);
            answers++;
            oldest = Math.max(oldest, now - readAt);
            longestWait = Math.max(longestWait, now - lastAnswer);
            lastAnswer = now;
        }

        void idle(long nanos) {
            budget.rest(now);
            passed(nanos);
        }

        /// The greatest part of a processor used over ten seconds, in millionths.
        long greatest() {
            return most / (Budget.WINDOW / 1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 10_000, 500_000})
    void noTenSecondsExceedTheBudgetByMoreThanATenthWhateverClientsAsk(int millionths) {
        var greedy = new Daemon(millionths, 60 * MICRO);
        for (var end = greedy.now + 60 * SECOND; greedy.now < end;) {
            greedy.serve(new Turn(15 * MICRO, 30 * MICRO));
        }
        assertThat(greedy.greatest()).isBetween(millionths * 2L / 5, millionths * 11L / 10);
        assertThat(greedy.longestWait).as("the next one is served").isLessThan(SECOND);
        assertThat(greedy.oldest).as("and told something of late").isLessThan(10 * SECOND);
        assertThat(greedy.ledger.budget).isEqualTo(millionths);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void norDoTheyWhereClientsTakeTurnsAtAskingForMuchAndLittle(long seed) {
        var random = new Random(seed);
        var millionths = random.nextBoolean() ? 1000 : 10_000;
        var daemon = new Daemon(millionths, random.nextLong(100) * MICRO);
        daemon.crowding = 1L + random.nextInt(4);
        // Nothing that one client alone asks for is more than a tenth of the budget; see the test of what is.
        var most = millionths * Budget.WINDOW / 1_000_000 / 10;
        for (var end = daemon.now + 120 * SECOND; daemon.now < end;) {
            switch (random.nextInt(50)) {
                case 0 -> daemon.serve(new Turn(random.nextLong(most), random.nextLong(3 * most)));
                case 1 -> daemon.idle(random.nextLong(random.nextInt(10) == 0 ? 20 * SECOND : SECOND / 10));
                default -> daemon.serve(new Turn(random.nextLong(50 * MICRO), random.nextLong(100 * MICRO)));
            }
        }
        assertThat(daemon.greatest()).isLessThanOrEqualTo(millionths * 11L / 10);
        assertThat(daemon.longestWait).isLessThan(30 * SECOND);
    }

    @Test
    void aPoliteClientIsNeverHeldBackAndAlwaysToldWhatIsNew() {
        var daemon = new Daemon(10_000, 60 * MICRO);
        for (var i = 0; i < 600; i++) {
            assertThat(daemon.budget.turn(daemon.now)).isFalse();
            var asked = daemon.now;
            daemon.serve(new Turn(100 * MICRO, 150 * MICRO));
            assertThat(daemon.now - asked).isLessThan(300 * MICRO);
            assertThat(daemon.readAt).isEqualTo(asked);
            daemon.idle(SECOND / 10);
        }
        assertThat(daemon.ledger.withheld).isZero();
    }

    @Test
    void farFromTheBudgetTheKernelIsAskedOnceInFiveSeconds() {
        var asked = new int[1];
        var ledger = new Ledger();
        var budget = new Budget(Daemon.inForce(10_000), _ -> asked[0]++, ledger);
        for (var millis = 0; millis < 100_000; millis += 100) {
            budget.turn(millis * MILLI);
            budget.rest(millis * MILLI + 50 * MICRO);
        }
        assertThat(asked[0]).isBetween(18, 22);
    }

    @Test
    void whatOtherThreadsUseIsFoundOutAndEverybodyWaitsForThatToo() {
        var daemon = new Daemon(1000, 700 * MICRO);
        for (var end = daemon.now + 60 * SECOND; daemon.now < end;) {
            daemon.serve(new Turn(15 * MICRO, 30 * MICRO));
        }
        assertThat(daemon.greatest()).isBetween(750L, 1100L);
        assertThat(daemon.answers).isGreaterThan(60);
    }

    @Test
    void whereTheRestOfTheProcessNeedsItAllAClientIsStillServedEveryTenSeconds() {
        var daemon = new Daemon(1000, 5 * MILLI);
        for (var end = daemon.now + 100 * SECOND; daemon.now < end;) {
            daemon.serve(new Turn(15 * MICRO, 30 * MICRO));
        }
        assertThat(daemon.longestWait).isLessThan(Budget.WINDOW + 2 * SECOND);
        assertThat(daemon.answers).isGreaterThan(8);
    }

    @Test
    void whatIsDearIsReadSeldomAndBrokenOffWhereItWouldTakeTooMuch() {
        var budget = new Daemon(1000);
        budget.serve(new Turn(15 * MICRO, 2 * MILLI));
        var first = budget.readAt;
        budget.serve(new Turn(15 * MICRO, 2 * MILLI));
        assertThat(budget.readAt).as("the second would go beyond what is free, and is the tenth too soon")
                .isEqualTo(first);
        budget.serve(new Turn(15 * MICRO, 20 * MICRO));
        assertThat(budget.readAt).as("what is cheap is not").isGreaterThan(first);

        budget.budget.turn(budget.now);
        assertThat(budget.budget.isSpent(budget.now + 6 * MILLI)).isFalse();
        assertThat(budget.budget.isSpent(budget.now + 7 * MILLI)).isTrue();
    }

    @Test
    void anotherBudgetHoldsFromTheNextTurnOnAndNoneHoldsNobodyBack() {
        var daemon = new Daemon(1000);
        daemon.serve(new Turn(3 * MILLI, 0));
        assertThat(daemon.budget.turn(daemon.now)).isTrue();
        assertThat(daemon.budget.left(daemon.now)).isPositive();
        daemon.inForce.set(Daemon.inForce(0).settings(), null);
        assertThat(daemon.budget.turn(daemon.now)).isFalse();
        assertThat(daemon.budget.left(daemon.now)).isZero();
        assertThat(daemon.budget.mayRead(SECOND, 0, daemon.now)).isTrue();
        assertThat(daemon.ledger.budget).isZero();
        assertThat(daemon.budget.mostSteps()).isEqualTo(Long.MAX_VALUE);
        daemon.inForce.set(Daemon.inForce(10_000).settings(), null);
        daemon.serve(new Turn(3 * MILLI, 0));
        assertThat(daemon.budget.turn(daemon.now)).isFalse();
        assertThat(daemon.ledger.budget).isEqualTo(10_000);
    }

    @Test
    void moreThanTheBudgetIsGivenOnceAndForGood() {
        var used = new long[1];
        var ledger = new Ledger();
        var budget = new Budget(Daemon.inForce(1000), _ -> used[0], ledger, 100 * MILLI);
        var now = 0L;
        for (var turn = 0; turn < 5; turn++) {
            assertThat(budget.turn(now)).as("turn " + turn).isFalse();
            assertThat(budget.mayRead(SECOND, 0, now)).isTrue();
            now += 20 * MILLI;
            used[0] += 20 * MILLI;
            budget.rest(now);
        }
        assertThat(ledger.once).isZero();
        budget.turn(now);
        now += 20 * MILLI;
        budget.rest(now);
        assertThat(budget.isTight()).isTrue();
        assertThat(budget.mayRead(SECOND, SECOND, now)).isFalse();
        budget.turn(now + 60 * SECOND);
        now += 60 * SECOND + 20 * MILLI;
        budget.rest(now);
        assertThat(budget.isTight()).as("once").isTrue();
    }

    @Test
    void timeInWhichTheDaemonDidNotRunIsNotTakenForWorkForLong() {
        var used = new long[1];
        var budget = new Budget(Daemon.inForce(10_000), _ -> used[0], new Ledger(), 0);
        budget.turn(0);
        budget.rest(0);
        used[0] = 200 * MILLI;
        assertThat(budget.turn(6 * SECOND)).isTrue();
        assertThat(budget.left(6 * SECOND)).isPositive();
        // It was stopped here, as by a debugger or since the whole machine was.
        budget.rest(17 * SECOND);
        assertThat(budget.isTight()).isTrue();
        assertThat(budget.turn(17 * SECOND)).isFalse();
        assertThat(budget.left(17 * SECOND)).isZero();
    }

    @Test
    void whatIsOutOfTheWindowIsForgotten() {
        var daemon = new Daemon(1000);
        daemon.serve(new Turn(500 * MILLI, 0));
        assertThat(daemon.budget.turn(daemon.now)).isTrue();
        daemon.idle(Budget.WINDOW + SECOND / 5);
        assertThat(daemon.budget.turn(daemon.now)).isFalse();
    }
}
