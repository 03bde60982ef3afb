package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Host;

/// A sealed file, open for reading. What of it is damaged is left out, and the records in that are counted.
final class Segment implements AutoCloseable {
    /// A host's block.
    ///
    /// @param count of the records in it
    record Part(String host, int count, long from, long to) {}

    /// A file that is no larger is read at once: that takes less than a system call for each host.
    private static final long SMALL = 1 << 20;

    private final String name;
    private final byte @Nullable [] whole;
    private final @Nullable FileChannel channel;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Names names;
    private @Nullable Rounds rounds;
    private List<Host> order = List.of();
    private long lost;
    /// Bytes of which nobody can say what they held, and those of the file.
    private long unread;
    private long size;

    private Segment(String name, byte @Nullable [] whole, @Nullable FileChannel channel) {
        this.name = name;
        this.whole = whole;
        this.channel = channel;
    }

    static Segment open(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        if (Files.size(file) <= SMALL) {
            var segment = new Segment(name, Files.readAllBytes(file), null);
            segment.find();
            return segment;
        }
        var segment = new Segment(name, null, FileChannel.open(file, StandardOpenOption.READ));
        try {
            segment.find();
        } catch (IOException | RuntimeException e) {
            segment.close();
            throw e;
        }
        return segment;
    }

    /// What a log has come to.
    ///
    /// @param skipped bytes of it that are lost
    /// @param size of the log
    static Segment ofLog(String name, Sealer.Sealed sealed, long skipped, long size) throws IOException {
        var segment = new Segment(name, sealed.exact().copy(), null);
        segment.lost = sealed.lost();
        segment.find();
        segment.unread = skipped;
        segment.size = size;
        return segment;
    }

    private void find() throws IOException {
        var isFound = false;
        size = size();
        try {
            isFound = byIndex();
        } catch (DamagedException _) {
            // Then as if there were none.
        }
        if (!isFound) {
            byScan();
        }
    }

    private boolean byIndex() throws IOException {
        var size = size();
        if (size < SealedWriter.TAIL) {
            return false;
        }
        var tail = new Cursor(read(size - SealedWriter.TAIL, SealedWriter.TAIL), 0, SealedWriter.TAIL);
        var isOurs = tail.four() == SealedWriter.TAIL_WORD;
        var back = tail.four();
        if (!isOurs || back < Frame.HEAD || back > size) {
            return false;
        }
        var index = Frame.at(read(size - back, back), 0);
        if (index == null || index.type() != Frame.INDEX) {
            return false;
        }
        var in = index.cursor();
        in.whole();
        var head = in.whole();
        var body = in.whole();
        for (var left = in.count(Integer.MAX_VALUE); left > 0; left--) {
            parts.add(new Part(in.text(), in.count(Integer.MAX_VALUE), head + in.whole(), head + in.whole()));
        }
        if (head < 0 || body < 0 || head > Integer.MAX_VALUE || size < head * 2 + body) {
            return false;
        }
        Frame.scan(read(0, (int) head), this::head);
        if (names == null || rounds == null) {
            Frame.scan(read(head + body, (int) head), this::head);
        }
        return names != null && rounds != null;
    }

    /// The index is gone: whatever else there is.
    private void byScan() throws IOException {
        parts.clear();
        var bytes = read(0, (int) Math.min(size(), Integer.MAX_VALUE - 8));
        var all = new long[2];
        Frame.scan(bytes, frame -> {
            try {
                if (frame.type() == Frame.BLOCK) {
                    var host = Told.host(frame.cursor());
                    parts.add(new Part(host.name(), frame.count(), frame.from() - Frame.HEAD, frame.to()));
                    all[1] += frame.count();
                } else {
                    all[0] = Math.max(all[0], frame.count());
                    head(frame);
                }
            } catch (DamagedException _) {
                // Counted below, as what is missing.
            }
        });
        if (names == null || rounds == null) {
            parts.clear();
            all[1] = 0;
            unread = all[0] == 0 ? size : 0;
        }
        lost += Math.max(0, all[0] - all[1]);
    }

    private void head(Frame frame) {
        switch (frame.type()) {
            case Frame.NAMES -> names = Names.read(frame.cursor());
            case Frame.ROUNDS -> rounds = Rounds.read(frame.cursor());
            case Frame.HOSTS -> order = hosts(frame.cursor());
            default -> {
                // Of a later release: this one does not know what it says.
            }
        }
    }

    static List<Host> hosts(Cursor in) {
        var hosts = new ArrayList<Host>();
        while (!in.isAtEnd()) {
            hosts.add(Told.host(in));
        }
        return List.copyOf(hosts);
    }

    Names names() {
        return names == null ? Names.ofCatalog() : names;
    }

    Rounds rounds() {
        return rounds == null ? new Rounds(new long[0], new BitSet(), false) : rounds;
    }

    /// The hosts in the order in which they were watched; none if that was lost.
    List<Host> order() {
        return order;
    }

    List<Part> parts() {
        return parts;
    }

    /// Whether nothing can be made of it.
    boolean isUnreadable() {
        return rounds().count() == 0 && parts.isEmpty();
    }

    /// What could not be read, so far.
    synchronized Optional<Loss> loss() {
        return lost > 0 ? Optional.of(Loss.records(name, lost))
                : unread > 0 || (size == 0 && channel == null && isSealed())
                        ? Optional.of(Loss.bytes(name, unread, size))
                        : Optional.empty();
    }

    private boolean isSealed() {
        return !name.endsWith(Archive.Type.LOG.suffix());
    }

    /// How many records could not be read, so far.
    synchronized long lost() {
        return lost;
    }

    private @Nullable Frame block(Part part) throws IOException {
        var length = part.to - part.from;
        var frame = length < 0 || length > Integer.MAX_VALUE - 8 || part.to > size()
                ? null
                : Frame.at(read(part.from, (int) length), 0);
        if (frame == null || frame.type() != Frame.BLOCK) {
            lost(part.count);
            return null;
        }
        return frame;
    }

    /// Begins to read a block; null if it is damaged.
    @Nullable
    BlockReader reader(Part part, BlockReader.Wanted wanted) throws IOException {
        var frame = block(part);
        if (frame == null) {
            return null;
        }
        try {
            return new BlockReader(frame, names(), wanted);
        } catch (DamagedException | IndexOutOfBoundsException _) {
            // Whole by its sum, and yet not to be understood.
            lost(part.count);
            return null;
        }
    }

    /// So many turned out not to be understood.
    synchronized void lost(int records) {
        lost += records;
    }

    private long size() throws IOException {
        return channel == null ? Objects.requireNonNull(whole).length : channel.size();
    }

    private byte[] read(long from, int length) throws IOException {
        if (channel == null) {
            var all = Objects.requireNonNull(whole);
            if (from < 0 || from + length > all.length) {
                throw new DamagedException("cut short");
            }
            return Arrays.copyOfRange(all, (int) from, (int) from + length);
        }
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new DamagedException("cut short");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
