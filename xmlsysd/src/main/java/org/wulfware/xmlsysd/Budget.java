package org.wulfware.xmlsysd;

import java.util.Arrays;

/// What the daemon may use of a processor, and has used in the last ten seconds. The serving thread says when it works and when
/// it rests; far from the budget nothing else is asked. Nearer to it, what all threads have used is read from the kernel again
/// and again, and puts right what was taken for it.
///
/// While little is used nothing is held back. Beyond that, clients that have used much share a quarter of the budget and reading a fifth, each
/// evenly over time but for some of it at once; [Admission] says who is answered when. The rest is for those who are not in debt,
/// and for what nobody knows beforehand. If that has taken all there was, they still have a twentieth.
///
/// It allocates nothing. It is for the serving thread.
final class Budget {
    /// Over any such time no more is used than the budget, and a tenth of it.
    static final long WINDOW = 10_000_000_000L;

    /// What the daemon may use beyond that, once: of what it does for the first time the JVM loads and compiles the code, on a
    /// thread of its own and at no time that could be known beforehand.
    static final long ONCE = 1_000_000_000L;

    /// What of that is not given out, in percent: compiling goes on behind the turn that wanted it, and would make those wait who
    /// want little.
    private static final int KEPT = 40;

    /// What is given once is this much cheaper than what is not.
    private static final int GIVEN_FOR = 100;

    /// Beyond so many percent of the budget, more was used than was given out.
    private static final int OVERRUN = 95;

    private static final long SLOT = WINDOW / 100;

    /// The window's, and the one that it is in part.
    private static final int SLOTS = 101;

    /// Nanoseconds in the window for a millionth of a processor.
    private static final long A_MILLIONTH = WINDOW / 1_000_000;

    private static final long OFTEN = 500_000_000L;
    private static final long SELDOM = 5_000_000_000L;

    /// Shorter answers say little about others.
    private static final long LONG_ANSWER = 200_000;

    /// Beyond so many percent of the budget nothing is read.
    static final int MOST = 85;

    /// Beyond so many, what can be saved is.
    private static final int TIGHT = 60;

    /// How long what was used is remembered to have been much, when it is made good by what is given once.
    private static final long PRESSED = 1_000_000_000;

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

    private final Debts debts = new Debts();
    private final Chores chores = new Chores(this);
    private final Share crowd = new Share(0.25, 0.05);
    private final Share courtesy = new Share(0.05, 0.02);
    private final Share readings = new Share(0.2, 0.1);
    private boolean isTight;
    private long pressedAt = Long.MIN_VALUE / 2;

    /// How many times as long answers take as their documents.
    private double ratio = 1;

    /// Whether the answer at hand is to come from the last sample.
    private boolean isRepeated;

    /// Whether the sample at hand is one for which things may be read, although little is left.
    private boolean isPass;

    private long readInPass;
    private long unknown;

    /// What was last read from the kernel, when, and what has been taken to be used since.
    private long exact;

    private long exactAt;
    private long taken;

    /// What is left of what is given once, and what of it is kept.
    private long once;

    private final long kept;

    Budget(InForce inForce, CpuTime cpu, Ledger ledger) {
        this(inForce, cpu, ledger, ONCE);
    }

    /// @param once what may be used beyond the budget, once
    Budget(InForce inForce, CpuTime cpu, Ledger ledger, long once) {
        this.once = once;
        this.kept = once / 100 * KEPT;
        ledger.once = once;
        this.inForce = inForce;
        this.cpu = cpu;
        this.ledger = ledger;
    }

    /// No budget at all.
    static Budget none() {
        return new Budget(new InForce(Settings.open(1)), new TaskTimes(), new Ledger());
    }

    /// What clients owe.
    Debts debts() {
        return debts;
    }

    /// What is done between the turns.
    Chores chores() {
        return chores;
    }

    /// Nanoseconds that may be used in ten seconds; 0 for as much as there is.
    long limit() {
        return limit;
    }

    /// The serving thread works, and has since it last rested, or since this was last said.
    void work(long now) {
        if (!isResting) {
            spend(now);
            return;
        }
        isResting = false;
        since = now;
        var budget = inForce.settings().budget() * A_MILLIONTH;
        if (budget != limit) {
            begin(budget, now);
        }
        if (limit > 0) {
            roll(now);
            if (wantsExact(now)) {
                readExact(now);
            }
            debts.pay(now);
        }
        judge(now);
    }

    /// The serving thread begins a turn: it has not worked, or not without a break.
    void turn(long now) {
        rest(now);
        work(now);
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
            slotEnd = now + SLOT;
            exact = cpu.nanos(true);
            exactAt = now;
        }
        limit = budget;
        beginShares(now);
        debts.begin(budget, now);
        ledger.budget = budget / A_MILLIONTH;
    }

    private void beginShares(long now) {
        crowd.begin(limit, now);
        courtesy.begin(limit, now);
        readings.begin(limit, now);
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

    private void spend(long now) {
        if (limit == 0) {
            return;
        }
        var worked = now - since;
        since = now;
        taken += worked;
        roll(now);
        add(worked);
        debts.pay(now);
        judge(now);
    }

    private void add(long nanos) {
        slots[slot] += nanos;
        used += nanos;
    }

    private void judge(long now) {
        if (used > limit / 4) {
            pressedAt = now;
        }
        isTight = limit > 0 && used > limit / 100 * TIGHT;
        if (!isTight || once == 0) {
            return;
        }
        if (isGiving()) {
            readExact(now); // what is given once is not spent on what only seems to have been used
            if (used > limit / 100 * TIGHT) {
                once = Math.max(0, once - used);
                Arrays.fill(slots, 0);
                used = 0;
                beginShares(now);
            }
            isTight = false;
        } else if (used > limit / 100 * OVERRUN) {
            readExact(now);
            var over = Math.clamp(used - limit / 100 * TIGHT, 0, once);
            once -= over;
            takeBack(over, SLOTS);
        }
        ledger.once = once;
    }

    /// Whether what is given once is being given out: nothing is held back then.
    boolean isGiving() {
        return once > kept;
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
    }

    /// Too much was taken for used, as happens where others want the processor too.
    private void takeBack(long nanos, int count) {
        var left = nanos;
        for (var i = 0; i < count && left > 0; i++) {
            var from = (slot + SLOTS - i) % SLOTS;
            var part = Math.min(left, slots[from]);
            slots[from] -= part;
            used -= part;
            left -= part;
        }
    }

    /// Whether so much has been used that what can be saved has to be.
    boolean isTight() {
        return isTight;
    }

    /// An answer took this long that was thought to take so much: sending it costs something, too.
    void learn(long expected, long took) {
        if (expected >= LONG_ANSWER) {
            ratio = (7 * ratio + Math.clamp(ratio * took / expected, 1, 2)) / 8;
        }
    }

    /// What an answer is thought to take whose document takes so long.
    long scaled(long nanos) {
        return (long) (nanos * ratio);
    }

    /// A client has used so many nanoseconds. Of what is given once it owes little, but so much that it can be told from those
    /// who have used less.
    void charge(Debts.Debtor client, long nanos) {
        debts.charge(client, isGiving() ? nanos / GIVEN_FOR : nanos);
    }

    /// Whether no more than so many percent are used with this cost.
    boolean fits(long cost, int percent, long now) {
        return limit == 0 || isGiving() || used + (isResting ? 0 : now - since) + cost <= limit / 100 * percent;
    }

    /// Nanoseconds until so much of what was used is out of the window that this cost fits.
    long untilFits(long cost, int percent, long now) {
        var most = limit / 100 * percent - cost;
        var left = used + (isResting ? 0 : now - since);
        if (left <= most) {
            return 0;
        }
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

    /// What clients in debt share.
    Share crowd() {
        return crowd;
    }

    /// What those have who want little and are not in debt, whatever else was used.
    Share courtesy() {
        return courtesy;
    }

    /// Whether the next answer is to come from the last sample, as far as there is one.
    void repeats(boolean repeated) {
        isRepeated = repeated;
    }

    /// Whether nothing has to be thought of while reading.
    boolean isAtEase() {
        return limit == 0 || isGiving() || used <= limit / 4;
    }

    /// Whether so much has been used lately that it pays to keep answers for those who ask for the same, even of what is given once.
    boolean isPressed(long now) {
        return limit > 0 && (used > limit / 4 || now - pressedAt < PRESSED);
    }

    /// Whether the answer at hand is to come from the last sample, as far as there is one.
    boolean isRepeating() {
        return isRepeated;
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
        if (limit == 0 || isGiving()) {
            return true;
        }
        var all = used + (now - since) + cost;
        if (all <= limit / 100 * (isRepeated ? Admission.FREE : MOST)) {
            return true;
        }
        return isPass
                && all <= limit / 100 * MOST
                && (readInPass + cost <= limit / 10 || (readInPass == 0 && cost <= limit / 5))
                && age >= readings.apart(cost);
    }

    /// A part of the sample at hand was read, at this cost.
    ///
    /// @param isKnown whether that could be known beforehand
    void readPart(long cost, boolean isKnown) {
        readInPass += cost;
        unknown += isKnown ? 0 : cost;
    }

    /// What was read since this was last asked that nobody knew the cost of beforehand, in nanoseconds. While what is given once
    /// is given out that is nothing: whoever happens to be the first would owe for all who come later.
    long unknown() {
        var before = isGiving() ? 0 : unknown;
        unknown = 0;
        return before;
    }

    /// All of it was.
    void read(long cost, long now) {
        if (limit > 0) {
            readings.charge(cost, now);
        }
    }

    /// How many steps the patterns on a line may take: a tenth of the budget, at some ten nanoseconds each.
    long mostSteps() {
        return limit == 0 ? Long.MAX_VALUE : limit / 100;
    }
}
