package org.wulfware.xmlsysd;

import java.util.Arrays;

/// What the daemon may use of a processor, and has used in the last ten seconds. The serving thread says when it works and when
/// it rests; far from the budget nothing else is asked. Nearer to it, what all threads have used is read from the kernel again
/// and again, and puts right what was taken for it.
///
/// While little is used nothing is held back. Beyond that, answers may use a third of the budget and reading a fifth, each
/// evenly over time but for a tenth at once; so a hostile crowd meets a daemon that answers more slowly, from samples that are
/// older. The rest is for what nobody knows beforehand, and when that is used up too, everybody waits.
///
/// It allocates nothing. It is for the serving thread.
final class Budget {
    /// Over any such time no more is used than the budget, and a tenth of it.
    static final long WINDOW = 10_000_000_000L;

    /// What the daemon may use beyond that, once: of what it does for the first time the JVM loads and compiles the code, on a
    /// thread of its own and at no time that could be known beforehand.
    static final long ONCE = 1_000_000_000L;

    private static final long SLOT = WINDOW / 100;

    /// The window's, and the one that it is in part.
    private static final int SLOTS = 101;

    /// Nanoseconds in the window for a millionth of a processor.
    private static final long A_MILLIONTH = WINDOW / 1_000_000;

    /// Who has waited shall get so much done at least: to wake up takes half of it.
    private static final long AT_LEAST = 100_000;

    private static final long OFTEN = 500_000_000L;
    private static final long SELDOM = 5_000_000_000L;

    /// Up to so many percent of the budget nothing is held back, and beyond so many everything.
    private static final int FREE = 30;

    private static final int MOST = 85;

    private final InForce inForce;
    private final CpuTime cpu;
    private final Ledger ledger;

    /// Nanoseconds of CPU time in the window; 0 for as much as there is.
    private long limit;

    /// What was used in the window, slot by slot, and the sum of that.
    private final long[] slots = new long[SLOTS];

    private long used;
    private int slot;
    private long slotEnd;
    private boolean isResting = true;
    private long since;

    /// What of the work since then was reading.
    private long reading;

    private final Share answers = new Share(0.35);
    private final Share readings = new Share(0.2);
    private boolean isTight;
    private long answeredAt;

    /// Whether the sample at hand is one for which things may be read, although little is left.
    private boolean isPass;

    private long readInPass;

    /// What was last read from the kernel, when, and what has been taken to be used since; how much of that by answers.
    private long exact;

    private long exactAt;
    private long taken;
    private long takenByAnswers;

    /// What is left of what is given once.
    private long once;

    Budget(InForce inForce, CpuTime cpu, Ledger ledger) {
        this(inForce, cpu, ledger, ONCE);
    }

    /// @param once what may be used beyond the budget, once
    Budget(InForce inForce, CpuTime cpu, Ledger ledger, long once) {
        this.once = once;
        ledger.once = once;
        this.inForce = inForce;
        this.cpu = cpu;
        this.ledger = ledger;
    }

    /// No budget at all.
    static Budget none() {
        return new Budget(new InForce(Settings.open(1)), new TaskTimes(), new Ledger());
    }

    /// The serving thread works, and has since it last rested, or since this was last said.
    ///
    /// @return whether so much has been used that clients have to wait for their turns
    boolean work(long now) {
        if (!isResting) {
            return spend(now);
        }
        isResting = false;
        since = now;
        reading = 0;
        var budget = inForce.settings().budget() * A_MILLIONTH;
        if (budget != limit) {
            begin(budget, now);
        }
        if (limit > 0) {
            roll(now);
            if (wantsExact(now)) {
                readExact(now);
            }
        }
        return judge(now);
    }

    /// The serving thread begins a turn: it has not worked, or not without a break.
    ///
    /// @return as [#work] does
    boolean turn(long now) {
        rest(now);
        return work(now);
    }

    /// From now on it rests.
    void rest(long now) {
        if (!isResting) {
            spend(now);
            isResting = true;
        }
    }

    private void begin(long budget, long now) {
        if (limit == 0) {
            Arrays.fill(slots, 0);
            used = 0;
            taken = 0;
            takenByAnswers = 0;
            slotEnd = now + SLOT;
            answeredAt = now;
            exact = cpu.nanos(true);
            exactAt = now;
        }
        limit = budget;
        answers.begin(budget, now);
        readings.begin(budget, now);
        ledger.budget = budget / A_MILLIONTH;
    }

    private void roll(long now) {
        if (now - slotEnd > WINDOW + SLOT) {
            Arrays.fill(slots, 0);
            used = 0;
            slotEnd = now + SLOT;
        }
        while (now - slotEnd >= 0) {
            slot = (slot + 1) % SLOTS;
            slotEnd += SLOT;
            used -= slots[slot];
            slots[slot] = 0;
        }
    }

    private boolean spend(long now) {
        if (limit == 0) {
            return false;
        }
        var worked = now - since;
        var answering = Math.max(0, worked - reading);
        since = now;
        reading = 0;
        taken += worked;
        takenByAnswers += answering;
        roll(now);
        add(worked);
        answers.charge(answering, now);
        return judge(now);
    }

    private void add(long nanos) {
        slots[slot] += nanos;
        used += nanos;
    }

    private boolean judge(long now) {
        isTight = limit > 0 && (answers.left(now) > 0 || used > limit / 100 * MOST);
        if (isTight && once > 0) {
            once = Math.max(0, once - used);
            ledger.once = once;
            Arrays.fill(slots, 0);
            used = 0;
            answers.begin(limit, now);
            readings.begin(limit, now);
            isTight = false;
        }
        return isTight;
    }

    private boolean wantsExact(long now) {
        return used > limit / 4 ? taken >= limit / 25 || now - exactAt >= OFTEN : now - exactAt >= SELDOM;
    }

    private void readExact(long now) {
        var total = cpu.nanos(used > limit / 4);
        var more = total < exact ? 0 : total - exact - taken;
        if (more > 0) {
            // Of what was used by and by since long ago, only the end is in the window.
            add(now - exactAt <= WINDOW ? more : (long) ((double) more * WINDOW / (now - exactAt)));
        } else {
            takeBack(-more, (int) Math.min(SLOTS, (now - exactAt) / SLOT + 2));
        }
        exact = Math.max(total, exact);
        exactAt = now;
        taken = 0;
        takenByAnswers = 0;
    }

    /// Too much was taken for used, as happens where others want the processor too.
    private void takeBack(long nanos, int count) {
        if (taken > 0) {
            answers.charge(-(long) ((double) nanos * takenByAnswers / taken), exactAt);
        }
        var left = nanos;
        for (var i = 0; i < count && left > 0; i++) {
            var from = (slot + SLOTS - i) % SLOTS;
            var part = Math.min(left, slots[from]);
            slots[from] -= part;
            used -= part;
            left -= part;
        }
    }

    /// Whether so much has been used that clients have to wait for their turns.
    boolean isTight() {
        return isTight;
    }

    /// Nanoseconds until the next client may have its turn; 0 for now.
    long left(long now) {
        if (!work(now) || now - answeredAt >= WINDOW) {
            return 0; // whatever else uses up the budget: nobody waits for ever
        }
        if (used > limit / 100 * MOST) {
            return untilUsedIs(limit / 100 * MOST - AT_LEAST, now);
        }
        var left = answers.left(now);
        return left == 0 ? 0 : left + answers.apart(AT_LEAST);
    }

    /// Nanoseconds until so much of what was used is out of the window that no more than `most` is left.
    private long untilUsedIs(long most, long now) {
        var left = used;
        var wait = slotEnd - now;
        for (var i = 1; i < SLOTS; i++) {
            left -= slots[(slot + i) % SLOTS];
            if (left <= most) {
                break;
            }
            wait += SLOT;
        }
        return wait;
    }

    /// A client has had its turn.
    void answered(long now) {
        answeredAt = now;
        work(now);
    }

    /// Another thread has worked so long for a client, which the kernel will tell of: there will be the fewer turns.
    void charge(long nanos, long now) {
        if (limit > 0) {
            answers.charge(nanos, now);
        }
    }

    /// Whether nothing has to be thought of while reading.
    boolean isAtEase() {
        return limit == 0 || once > 0 || used <= limit / 4;
    }

    /// A sample is taken.
    void sample(long now) {
        isPass = limit > 0 && readings.left(now) == 0;
        readInPass = 0;
    }

    /// Whether something may be read for the sample at hand.
    ///
    /// @param cost what that is thought to take
    /// @param age how long ago it was read last
    boolean mayRead(long cost, long age, long now) {
        if (limit == 0 || once > 0) {
            return true;
        }
        var all = used + (now - since) + cost;
        if (all <= limit / 100 * FREE) {
            return true;
        }
        return isPass
                && all <= limit / 100 * MOST
                && (readInPass + cost <= limit / 10 || (readInPass == 0 && cost <= limit / 5))
                && age >= readings.apart(cost);
    }

    /// Whether what is being read has to be broken off.
    boolean isSpent(long now) {
        return limit > 0 && once == 0 && used + (now - since) > limit / 100 * MOST;
    }

    /// A part of the sample at hand was read, at this cost.
    void readPart(long cost) {
        readInPass += cost;
    }

    /// All of it was.
    void read(long cost, long now) {
        if (limit > 0) {
            reading += cost;
            readings.charge(cost, now);
        }
    }

    /// How many steps the patterns on a line may take: a tenth of the budget, at some ten nanoseconds each.
    long mostSteps() {
        return limit == 0 ? Long.MAX_VALUE : limit / 100;
    }

    /// A share of the budget, handed out evenly but for a tenth of the budget at once.
    private static final class Share {
        private final double share;
        private final long atOnce;

        /// How long the share takes to come up for what was used.
        private double slowness;

        /// When all of what was used will have.
        private long due;

        Share(double share) {
            this.share = share;
            atOnce = (long) (0.1 / share * WINDOW);
        }

        void begin(long limit, long now) {
            slowness = WINDOW / (share * limit);
            due = now - atOnce;
        }

        void charge(long nanos, long now) {
            if (now - due > atOnce) {
                due = now - atOnce;
            }
            due = Math.min(due + (long) (nanos * slowness), now + WINDOW);
        }

        /// How far apart in time things of such a cost have to be, so that the share is enough for them.
        long apart(long cost) {
            return (long) (cost * slowness);
        }

        long left(long now) {
            return Math.max(0, due - now);
        }
    }
}
