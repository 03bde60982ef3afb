package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.sensors.Version;
import org.wulfware.libwulf.Host;

/// Goes through what was recorded, round by round, and makes the very states of hosts that there were then. It can go on, and
/// be set to any time before or behind.
public final class Playback implements AutoCloseable {
    private static final List<Archive.Type> ANY = List.of(Archive.Type.values());
    /// No samples.
    private static final BlockReader.Wanted NOTHING =
            new BlockReader.Wanted(Set.of(Version.VERSION), Directory.LAST, true);

    private final Archive archive;
    private final Predicate<String> wanted;
    private final BlockReader.Wanted fields;
    private final Instant from;
    private final Instant to;
    private final List<Archive.Piece> pieces;

    private final Map<Host, Player> players = new HashMap<>();
    private List<Host> order = List.of();
    private int piece = -1;
    private @Nullable Segment segment;
    private int round;
    /// By file, since one may be gone through more than once.
    private final SortedMap<String, Loss> lost = new TreeMap<>();

    private Playback(
            Archive archive, Predicate<String> wanted, BlockReader.Wanted fields, Instant from, Instant to)
            throws IOException {
        this.archive = archive;
        this.wanted = wanted;
        this.fields = fields;
        this.from = from;
        this.to = to;
        pieces = archive.pieces();
        archive.strangers().forEach(this::lost);
        restart(pieceBefore(from));
    }

    /// Opens a recording.
    ///
    /// @param wanted which hosts, by name
    /// @param from no round before that is shown; what was recorded before is looked at for what was known then
    /// @param to no round behind that is shown
    /// @throws IOException if there is none; its message is for a person
    public static Playback open(Path directory, Predicate<String> wanted, Instant from, Instant to)
            throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": no such directory");
        }
        var playback = new Playback(new Archive(directory), wanted, BlockReader.Wanted.ALL, from, to);
        if (playback.pieces.isEmpty()) {
            throw new IOException(directory + ": nothing has been recorded there");
        }
        return playback;
    }

    /// What a person should know about a directory before it is read; empty for nothing.
    public static Optional<String> warning(Path directory) {
        return OwnFiles.warning(directory);
    }

    /// What was recorded in the span of time.
    ///
    /// @param names of the wanted hosts, in the order in which they were watched last
    /// @param period the longest that usually lay between two rounds; empty where there were no two
    public record Contents(List<String> names, Optional<Duration> period) {}

    /// What was recorded in the span of time.
    public Contents contents() throws IOException {
        var names = new LinkedHashSet<String>();
        var period = Optional.<Duration>empty();
        for (var at = pieces.size() - 1; at >= 0; at--) {
            if (pieces.get(at).from().isAfter(to) || end(at).isBefore(from)) {
                continue;
            }
            try (var opened = archive.open(pieces.get(at), ANY, this::lost).orElse(null)) {
                if (opened != null) {
                    order(opened).stream().map(Host::name).filter(wanted).forEach(names::add);
                    opened.loss().ifPresent(this::lost);
                    var usual = opened.rounds().period();
                    period = period.isPresent() && (usual.isEmpty() || period.get().compareTo(usual.get()) > 0) ? period
                            : usual;
                }
            }
        }
        return new Contents(List.copyOf(names), period);
    }

    /// The names of the wanted hosts that were watched in the span of time, in the order in which they were watched last.
    public List<String> names() throws IOException {
        return contents().names();
    }

    /// When the first file begins.
    public Instant begin() {
        return pieces.getFirst().from();
    }

    private Instant end(int at) {
        return at + 1 < pieces.size() ? pieces.get(at + 1).from() : Instant.MAX;
    }

    private static List<Host> order(Segment segment) throws IOException {
        if (!segment.order().isEmpty() || segment.parts().isEmpty()) {
            return segment.order();
        }
        // That was lost; the blocks know whose they are.
        var hosts = new ArrayList<Host>();
        for (var part : segment.parts()) {
            var reader = segment.reader(part, NOTHING);
            if (reader != null) {
                hosts.add(reader.host());
            }
        }
        return hosts;
    }

    /// The next round of the span of time; empty behind the last one.
    public Optional<Round> next() throws IOException {
        while (true) {
            var present = segment;
            if (present != null && round < present.rounds().count()) {
                var at = round++;
                var time = Told.instant(present.rounds().times()[at]);
                if (time.isAfter(to)) {
                    round--;
                    return Optional.empty();
                }
                if (!time.isBefore(from)) {
                    return Optional.of(played(present, at, time));
                }
            } else if (!nextPiece()) {
                return Optional.empty();
            }
        }
    }

    private Round played(Segment present, int at, Instant time) {
        var states = order.stream().map(host -> {
            var player = Objects.requireNonNull(players.get(host));
            play(player, at, present);
            return player.state();
        }).toList();
        return new Round(time, states, present.rounds().shown().get(at));
    }

    private void play(Player player, int at, Segment present) {
        try {
            player.play(at, present.rounds());
        } catch (DamagedException | IndexOutOfBoundsException _) {
            // Whole by its sum, and yet not to be understood: the rest of this host's block.
            player.block(null);
            present.lost(1);
        }
    }

    /// Goes on to the next file; false if there is none.
    private boolean nextPiece() throws IOException {
        if (segment != null) {
            for (var player : players.values()) {
                play(player, Integer.MAX_VALUE, segment);
                player.block(null);
            }
            segment.loss().ifPresent(this::lost);
            segment.close();
            segment = null;
        }
        if (piece + 1 >= pieces.size() || pieces.get(piece + 1).from().isAfter(to)) {
            return false;
        }
        var opened = archive.open(pieces.get(++piece), ANY, this::lost);
        if (opened.isPresent()) {
            begin(opened.get());
        }
        return true;
    }

    private void begin(Segment opened) throws IOException {
        segment = opened;
        round = 0;
        var began = opened.rounds().count() == 0 ? from : Told.instant(opened.rounds().times()[0]);
        order = order(opened).stream().filter(host -> wanted.test(host.name())).distinct().toList();
        players.keySet().retainAll(Set.copyOf(order));
        order.forEach(host -> players.computeIfAbsent(host, _ -> new Player(host, began)));
        for (var part : opened.parts()) {
            if (wanted.test(part.host())) {
                var reader = opened.reader(part, fields);
                var player = reader == null ? null : players.get(reader.host());
                if (player != null) {
                    player.block(reader);
                }
            }
        }
    }

    /// Goes to the last round that is shown at or before a time.
    ///
    /// @return that round; the first one if all are behind that; empty if there is none
    public Optional<Round> seek(Instant time) throws IOException {
        restart(pieceBefore(time));
        var last = Optional.<Round>empty();
        while (nextPiece()) {
            var present = segment;
            if (present != null) {
                var at = lastShown(present.rounds(), time);
                if (at >= 0) {
                    last = Optional.of(played(present, at, Told.instant(present.rounds().times()[at])));
                    round = at + 1;
                }
            }
            if (piece + 1 >= pieces.size() || pieces.get(piece + 1).from().isAfter(time)) {
                break;
            }
        }
        return last.isPresent() ? last : next();
    }

    /// Goes back so many of the rounds that are shown, from a time on.
    ///
    /// @return the round; the first one if there are not so many before that time; empty if there is none
    public Optional<Round> back(Instant time, int rounds) throws IOException {
        var left = rounds;
        for (var at = pieceOf(time); at >= 0 && end(at).isAfter(from); at--) {
            var times = shownBefore(at, time);
            if (left <= times.size()) {
                return seek(times.get(times.size() - left));
            }
            left -= times.size();
        }
        return seek(from);
    }

    /// When the rounds of a file were that are shown, as far as they were before a time.
    private List<Instant> shownBefore(int at, Instant time) throws IOException {
        var present = segment;
        if (present != null && piece == at) {
            return shownBefore(present.rounds(), time);
        }
        try (var opened = archive.open(pieces.get(at), ANY, this::lost).orElse(null)) {
            return opened == null ? List.of() : shownBefore(opened.rounds(), time);
        }
    }

    private List<Instant> shownBefore(Rounds rounds, Instant time) {
        return rounds.shown()
                .stream()
                .mapToObj(at -> Told.instant(rounds.times()[at]))
                .filter(when -> when.isBefore(time) && !when.isBefore(from) && !when.isAfter(to))
                .toList();
    }

    private int lastShown(Rounds rounds, Instant time) {
        for (var at = rounds.count() - 1; at >= 0; at--) {
            var when = Told.instant(rounds.times()[at]);
            if (rounds.shown().get(at) && !when.isAfter(time) && !when.isBefore(from) && !when.isAfter(to)) {
                return at;
            }
        }
        return -1;
    }

    /// The number of the file before that of a time: what was known at the beginning of a file stands in the one before.
    private int pieceBefore(Instant time) {
        return Math.max(0, pieceOf(time) - 1);
    }

    private int pieceOf(Instant time) {
        var at = 0;
        while (at + 1 < pieces.size() && !pieces.get(at + 1).from().isAfter(time)) {
            at++;
        }
        return at;
    }

    private void restart(int at) throws IOException {
        if (segment != null) {
            segment.loss().ifPresent(this::lost);
            segment.close();
            segment = null;
        }
        players.clear();
        piece = at - 1;
    }

    private void lost(Loss loss) {
        lost.merge(loss.file(), loss, (one, other) -> one.records() > other.records() ? one : other);
    }

    /// How many records could not be read so far.
    public long lost() {
        return losses().stream().mapToLong(Loss::records).sum();
    }

    /// What could not be read so far, file by file.
    public List<Loss> losses() {
        if (segment != null) {
            segment.loss().ifPresent(this::lost);
        }
        return List.copyOf(lost.values());
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
        }
    }
}
