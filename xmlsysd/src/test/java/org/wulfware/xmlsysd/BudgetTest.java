package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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
        final Admission admission;
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
        long longestWait;
        final Debts.Debtor greedy;

        Debts.Debtor client(String address) {
            return budget.debts().enter(Debts.network(InetAddress.ofLiteral(address)));
        }

        Daemon(int millionths) {
            this(millionths, 0);
        }

        Daemon(int millionths, long beside) {
            this.beside = beside;
            inForce = inForce(millionths);
            budget = new Budget(inForce, _ -> used, ledger, 0);
            admission = new Admission(budget);
            greedy = client("127.0.0.2");
            budget.turn(now);
            budget.rest(now);
            passed(2 * Budget.WINDOW);
        }

        static InForce inForce(int millionths) {
            var all = Settings.open(9);
            return new InForce(
                    new Settings(all.port(), null, 9, 9, all.access(), all.hosts(), all.cmdline(), all.masks(),
                            all.lineNanos(), all.idleNanos(), null, millionths, 0, all.answerBytes(), null));
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

        void serve(Turn turn) {
            serve(greedy, turn);
        }

        /// The serving thread's loop, as the server has it.
        ///
        /// @return how long the client waited
        long serve(Debts.Debtor client, Turn turn) {
            var asked = now;
            budget.work(now);
            var given = admission.turn(client, turn.reading + turn.writing, turn.writing, 0, now);
            while (given == Admission.Turn.LATER) {
                budget.rest(now);
                passed(Math.min(admission.left(client, turn.writing, now - asked, now), SECOND));
                budget.turn(now);
                given = admission.turn(client, turn.reading + turn.writing, turn.writing, now - asked, now);
            }
            admission.served(now);
            var began = now;
            budget.repeats(given != Admission.Turn.NEW);
            budget.sample(now);
            if (budget.mayRead(turn.reading, now - readAt, now)) {
                works(turn.reading);
                budget.readPart(now - began, true);
                budget.read(now - began, now);
                readAt = began;
            }
            works(turn.writing);
            var share = admission.share(given);
            if (share != null) {
                share.charge(now - began, now);
            }
            budget.debts().told(client, now);
            budget.charge(client, now - began);
            budget.work(now);
            answers++;
            oldest = Math.max(oldest, now - readAt);
            longestWait = Math.max(longestWait, now - asked);
            return now - asked;
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
            var asked = daemon.now;
            assertThat(daemon.serve(daemon.greedy, new Turn(100 * MICRO, 150 * MICRO))).isLessThan(300 * MICRO);
            assertThat(daemon.readAt).isEqualTo(asked);
            daemon.idle(SECOND / 10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 40})
    void whateverACrowdAsksForAPoliteClientDoesNotWaitForMoreThanOneTurn(int addresses) {
        var daemon = new Daemon(10_000, 60 * MICRO);
        var polite = daemon.client("127.0.0.1");
        var crowd = new ArrayList<Debts.Debtor>();
        for (var i = 0; i < Math.max(8, addresses); i++) {
            crowd.add(daemon.client("127.0.0." + (2 + i % addresses)));
        }
        var dear = new Turn(2 * MILLI, 15 * MILLI);
        var hadTurns = 0;
        var asks = daemon.now;
        for (var end = daemon.now + 60 * SECOND; daemon.now < end;) {
            daemon.budget.turn(daemon.now);
            if (daemon.now >= asks) {
                assertThat(daemon.now - asks).as("one turn of another").isLessThan(20 * MILLI);
                assertThat(daemon.serve(polite, new Turn(60 * MICRO, 90 * MICRO))).isLessThan(MILLI);
                asks += SECOND;
            }
            var next = crowd.stream()
                    .filter(client -> daemon.admission.turn(client, dear.reading + dear.writing, dear.writing, 0,
                            daemon.now) != Admission.Turn.LATER)
                    .min(Comparator.comparingLong(Debts.Debtor::debt));
            if (next.isPresent()) {
                daemon.serve(next.get(), dear);
                hadTurns++;
            } else {
                daemon.idle(Math.min(10 * MILLI, Math.max(1, asks - daemon.now)));
            }
        }
        assertThat(daemon.greatest()).isBetween(2_000L, 11_000L);
        assertThat(hadTurns).as("the crowd is served too").isGreaterThan(15);
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
        assertThat(daemon.greatest()).isBetween(700L, 1100L);
        assertThat(daemon.answers).isGreaterThan(40);
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
    void anotherBudgetHoldsFromTheNextTurnOnAndNoneHoldsNobodyBack() {
        var daemon = new Daemon(1000);
        daemon.serve(new Turn(9 * MILLI, 0));
        daemon.budget.turn(daemon.now);
        assertThat(daemon.admission.turn(daemon.greedy, 9 * MILLI, 9 * MILLI, 0, daemon.now))
                .isEqualTo(Admission.Turn.LATER);
        daemon.inForce.set(Daemon.inForce(0).settings(), null);
        daemon.budget.turn(daemon.now);
        assertThat(daemon.admission.turn(daemon.greedy, SECOND, SECOND, 0, daemon.now)).isEqualTo(Admission.Turn.NEW);
        assertThat(daemon.budget.mayRead(SECOND, 0, daemon.now)).isTrue();
        assertThat(daemon.ledger.budget).isZero();
        assertThat(daemon.greedy.debt()).isZero();
        assertThat(daemon.budget.mostSteps()).isEqualTo(Long.MAX_VALUE);
        daemon.inForce.set(Daemon.inForce(10_000).settings(), null);
        daemon.budget.turn(daemon.now);
        assertThat(daemon.admission.turn(daemon.greedy, 3 * MILLI, 3 * MILLI, 0, daemon.now))
                .isEqualTo(Admission.Turn.NEW);
        assertThat(daemon.ledger.budget).isEqualTo(10_000);
    }

    @Test
    void moreThanTheBudgetIsGivenOnceAndForGood() {
        var used = new long[1];
        var ledger = new Ledger();
        var budget = new Budget(Daemon.inForce(1000), _ -> used[0], ledger, 100 * MILLI);
        var now = 0L;
        for (var turn = 0; turn < 3; turn++) {
            budget.turn(now);
            assertThat(budget.isTight()).as("turn " + turn).isFalse();
            assertThat(budget.mayRead(SECOND, 0, now)).isTrue();
            now += 20 * MILLI;
            used[0] += 20 * MILLI;
            budget.rest(now);
        }
        // The rest is kept for what is used beyond all that is given out.
        assertThat(ledger.once).isEqualTo(40 * MILLI);
        while (ledger.once > 0) {
            assertThat(budget.fits(0, Budget.MOST, now)).isTrue();
            budget.turn(now);
            assertThat(budget.mayRead(SECOND, 0, now)).isFalse();
            now += 20 * MILLI;
            used[0] += 20 * MILLI;
            budget.rest(now);
        }
        assertThat(budget.fits(0, Budget.MOST, now)).isFalse();
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
        budget.turn(6 * SECOND);
        assertThat(budget.isTight()).isTrue();
        assertThat(budget.untilFits(0, Admission.MOST_MUCH, 6 * SECOND)).isPositive();
        // It was stopped here, as by a debugger or since the whole machine was.
        budget.rest(17 * SECOND);
        assertThat(budget.isTight()).isTrue();
        budget.turn(17 * SECOND);
        assertThat(budget.isTight()).isFalse();
        assertThat(budget.untilFits(0, Admission.MOST_MUCH, 17 * SECOND)).isZero();
    }

    @Test
    void whatIsOutOfTheWindowIsForgotten() {
        var daemon = new Daemon(1000);
        daemon.serve(new Turn(500 * MILLI, 0));
        daemon.budget.turn(daemon.now);
        assertThat(daemon.budget.isTight()).isTrue();
        daemon.idle(Budget.WINDOW + SECOND / 5);
        daemon.budget.turn(daemon.now);
        assertThat(daemon.budget.isTight()).isFalse();
    }
}
