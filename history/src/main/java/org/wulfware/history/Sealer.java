package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Host;

/// Turns a log, which is in the order of time, into columns, host by host.
final class Sealer {
    /// What came of a log.
    ///
    /// @param exact the bytes of the sealed file that says all that the log says
    /// @param thinned the bytes of the one with few records
    /// @param records in the exact one
    /// @param lost how many records the log's damage cost
    /// @param rest bytes of the log that are none of its frames
    record Sealed(Octets exact, Octets thinned, long records, long lost, Frame.Rest rest) {
        /// How many bytes of the log are lost if it is not being written any more.
        long skipped() {
            return (long) rest.skipped() + rest.unfinished();
        }
    }

    /// A host's entries in the log.
    private static final class Entries {
        int[] places = new int[24];
        int used;

        /// @param round which it is in; -1 for one that something before it is missing
        void add(int round, int from, int to) {
            if (used + 3 > places.length) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            places[used++] = round;
            places[used++] = from;
            places[used++] = to;
        }
    }

    private static final int MOST_HOSTS = 1 << 24;

    private final byte[] log;
    private Names names = Names.ofCatalog();
    private final List<Frame> rounds = new ArrayList<>();
    private final SortedMap<Integer, Entries> hosts = new TreeMap<>();
    private @Nullable Frame order;
    private long expected;
    private long lost;

    private Sealer(byte[] log) {
        this.log = log;
    }

    /// @param wantsThinned whether the thinned one is wanted too
    static Sealed seal(byte[] log, boolean wantsThinned) {
        return new Sealer(log).sealed(wantsThinned);
    }

    private Sealed sealed(boolean wantsThinned) {
        var rest = Frame.scan(log, this::frame);
        var times = new long[rounds.size()];
        for (var i = 0; i < times.length; i++) {
            times[i] = rounds.get(i).cursor().eight();
        }
        var used = new BitSet();
        var exact = new SealedWriter(order, rounds(times));
        var thinning = new Thinning(names, times);
        var thinned = new SealedWriter(order, thinned(thinning.times()));
        var block = new Block(names);
        var image = new Image(names, block);
        for (var entries : hosts.values()) {
            var host = fill(entries, image, block);
            if (host != null && block.count() > 0) {
                exact.block(host, block.count(), out -> block.write(host, used, out));
                if (wantsThinned) {
                    thinned.block(host, thinning.choose(block), out -> thinning.write(block, host, out));
                }
            }
        }
        return new Sealed(exact.finish(names.only(used)), thinned.finish(names.only(used)), exact.records(), lost,
                rest);
    }

    private void frame(Frame frame) {
        switch (frame.type()) {
            case Frame.NAMES -> names = Names.read(frame.cursor());
            case Frame.HOSTS -> order = frame;
            case Frame.ROUND -> round(frame);
            default -> {
                // Of a later release: this one does not know what it says.
            }
        }
    }

    private void round(Frame frame) {
        if (frame.first() != expected) {
            lost += Math.max(0, frame.first() - expected);
            hosts.values().forEach(entries -> entries.add(-1, 0, 0));
        }
        expected = frame.first() + frame.count();
        rounds.add(frame);
        var in = frame.cursor();
        in.eight();
        in.octet();
        while (!in.isAtEnd()) {
            var host = in.count(MOST_HOSTS);
            var length = in.length();
            var from = in.at();
            in.skip(length);
            hosts.computeIfAbsent(host, _ -> new Entries()).add(rounds.size() - 1, from, from + length);
        }
    }

    /// Reads a host's entries into the block; the host, if anything of it could be read.
    private @Nullable Host fill(Entries entries, Image image, Block block) {
        block.clear();
        image.clear();
        Host host = null;
        var in = new Cursor(log, 0, 0);
        for (var i = 0; i < entries.used; i += 3) {
            var round = entries.places[i];
            if (round < 0) {
                image.lost();
                continue;
            }
            in.aim(log, entries.places[i + 1], entries.places[i + 2]);
            try {
                var said = Image.host(in);
                host = said == null ? host : said;
                lost += image.read(in.aim(log, entries.places[i + 1], entries.places[i + 2]), round) ? 0 : 1;
            } catch (DamagedException _) {
                // Whole by its sum, and yet not to be understood: one record.
                image.lost();
                lost++;
            }
        }
        return host;
    }

    private static Octets rounds(List<Frame> frames, long[] times) {
        var shown = new boolean[times.length];
        for (var i = 0; i < shown.length; i++) {
            shown[i] = frames.get(i).file()[frames.get(i).from() + 8] != 0;
        }
        return Rounds.write(times, shown, false);
    }

    private Octets rounds(long[] times) {
        return rounds(rounds, times);
    }

    private static Octets thinned(List<Long> times) {
        var all = times.stream().mapToLong(time -> time).toArray();
        var shown = new boolean[all.length];
        Arrays.fill(shown, true);
        return Rounds.write(all, shown, true);
    }
}
