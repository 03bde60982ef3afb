package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Report;
import org.wulfware.history.Loss;
import org.wulfware.history.Playback;
import org.wulfware.history.Round;

/// Plays what was recorded, on a thread of its own, which alone reads files once it has begun.
final class Playing implements Source {
    /// No oftener than that anything is shown, however fast it is played.
    private static final long SLICE = Duration.ofMillis(100).toNanos();

    /// More moves than these are not remembered; a person makes no more while a way is gone.
    private static final int MOST = 100;

    private final Playback playback;
    private final String name;

    /// Guarded by this.
    private final Clockwork clock;
    private final Deque<Move> wanted = new ArrayDeque<>();
    private int movesWanted;
    private boolean isClosed;
    private boolean hasBegun;
    private List<Loss> lost = List.of();

    /// The thread's own, once it has begun.
    private Round present;
    private Optional<Round> ahead;
    private int round;
    private int moves;
    private boolean follows = true;

    /// Reads what comes first; whatever comes of it, the recording is closed by this.
    ///
    /// @param name of the recording
    /// @throws IOException if there is nothing to be played
    static Playing open(Playback playback, String name, double speed) throws IOException {
        try {
            return new Playing(playback, name, speed);
        } catch (IOException | RuntimeException e) {
            playback.close();
            throw e;
        }
    }

    private Playing(Playback playback, String name, double speed) throws IOException {
        this.playback = playback;
        this.name = name;
        present = shown().orElseThrow(() -> new IOException(name + ": nothing was recorded there in that time"));
        ahead = shown();
        clock = new Clockwork(speed, true, nanos(present), System.nanoTime());
    }

    private static long nanos(Round round) {
        return Duration.between(Instant.EPOCH, round.at()).toNanos();
    }

    private Optional<Round> shown() throws IOException {
        var next = playback.next();
        while (next.isPresent() && !next.get().isShown()) {
            next = playback.next();
        }
        return next;
    }

    /// What is known before anything is played.
    Cluster first() {
        return told();
    }

    private Cluster told() {
        var spot = new Spot(ahead.map(Round::at), moves, follows, playback.lost());
        synchronized (this) {
            lost = playback.losses();
        }
        return Cluster.recorded(present.states(), present.at(), round, spot);
    }

    /// What has to be said when all is over.
    synchronized List<String> lost() {
        return lost.stream().map(loss -> name + ": " + loss).toList();
    }

    @Override
    public synchronized void begin(Report report, Pace pace, Consumer<Cluster> told, Consumer<Throwable> failed) {
        pace(pace);
        hasBegun = true;
        Thread.ofPlatform().name("playing").daemon().start(() -> {
            try (playback) {
                while (!isClosed()) {
                    run(told, failed);
                }
            } catch (IOException _) {
                // It was only read.
            } catch (InterruptedException _) {
                // Nobody wants to know any more.
            }
        });
    }

    /// All that was recorded is there anyway.
    @Override
    public void ask(Report report) {}

    @Override
    public synchronized void pace(Pace pace) {
        var tape = pace.tape().orElseThrow();
        if (tape.moves() != movesWanted) {
            movesWanted = tape.moves();
            want(tape.last());
        }
        clock.pace(tape.speed(), pace.isPaused(), System.nanoTime());
        notifyAll();
    }

    private void want(Move move) {
        if (move instanceof Move.To) {
            wanted.clear();
        }
        var both = wanted.isEmpty() ? Optional.<Move>empty() : wanted.getLast().then(move);
        if (both.isPresent()) {
            wanted.removeLast();
        }
        if (wanted.size() < MOST) {
            wanted.add(both.orElse(move));
        }
    }

    /// Does not wait for the thread: nothing depends on its end.
    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
        if (!hasBegun) {
            try {
                playback.close();
            } catch (IOException _) {
                // It was only read.
            }
        }
    }

    private void run(Consumer<Cluster> told, Consumer<Throwable> failed) throws InterruptedException {
        try {
            while (!isClosed()) {
                round++;
                told.accept(told());
                var moves = awaitNext(System.nanoTime() + SLICE);
                if (!moves.isEmpty()) {
                    go(moves);
                } else if (ahead.isPresent()) {
                    on();
                }
            }
        } catch (IOException | RuntimeException e) {
            // It stops there, and goes on from wherever somebody leads it.
            failed.accept(e);
            ahead = Optional.empty();
        }
    }

    /// Waits until the next round is due, and for a while in any case, or until somebody wants to be elsewhere.
    private synchronized List<Move> awaitNext(long atLeast) throws InterruptedException {
        while (!isClosed && wanted.isEmpty()) {
            if (ahead.isEmpty() || clock.isStopped()) {
                wait();
                continue;
            }
            var now = System.nanoTime();
            var left = Math.max(atLeast - now, clock.until(nanos(ahead.get()), now));
            if (left <= 0) {
                break;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        var all = List.copyOf(wanted);
        wanted.clear();
        moves = movesWanted;
        return all;
    }

    /// Goes on to the last round that is due; where it cannot be read so fast, to as far as that goes.
    private void on() throws IOException {
        follows = true;
        var end = System.nanoTime() + SLICE;
        do {
            step();
        } while (isDue() && System.nanoTime() < end);
        synchronized (this) {
            if (isDue()) {
                clock.set(nanos(present), System.nanoTime());
            }
        }
    }

    private void step() throws IOException {
        if (ahead.isPresent()) {
            present = ahead.get();
            ahead = shown();
        }
    }

    private synchronized boolean isDue() {
        return !isClosed && wanted.isEmpty() && !clock.isStopped() && ahead.isPresent()
                && clock.until(nanos(ahead.get()), System.nanoTime()) <= 0;
    }

    private void go(List<Move> all) throws IOException {
        follows = true;
        for (var move : all) {
            follows &= move instanceof Move.Rounds(var number) && number > 0;
            go(move);
        }
        synchronized (this) {
            clock.set(nanos(present), System.nanoTime());
        }
    }

    private void go(Move move) throws IOException {
        switch (move) {
            case Move.To(var time) -> reach(playback.seek(time));
            case Move.By(var time) -> {
                var from = present.at();
                reach(playback.seek(from.plus(time)));
                if (time.isPositive() && !present.at().isAfter(from)) {
                    step(); // nothing was recorded for so long
                }
            }
            case Move.Rounds(var number) -> {
                if (number < 0) {
                    reach(playback.back(present.at(), -number));
                }
                for (var left = number; left > 0 && ahead.isPresent(); left--) {
                    step();
                }
            }
        }
    }

    private void reach(Optional<Round> found) throws IOException {
        present = found.orElse(present);
        ahead = shown();
        if (!present.isShown()) {
            step();
        }
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }
}
