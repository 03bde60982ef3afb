package org.wulfware.wire;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the packets of one connection as their bytes arrive: a header that says the length, an empty line, so many
/// bytes of document. It keeps nothing of what it has read but what it stands in the middle of; a length is believed
/// only as far as bytes have come.
public final class PacketReader {
    /// The longest document that is read unless told otherwise: what a daemon sends at the most unless its site decides otherwise.
    public static final int DEFAULT_LIMIT = 64 << 20;

    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_HEADER = 8192;
    private static final int MOST_DOUBLINGS = 6;
    private static final byte[] NOTHING = {};
    private static final byte[] CONTENT_LENGTH = Sink.ascii("content-length:");

    private final XmlReaders readers;
    private final int limit;
    private final StringBuilder line = new StringBuilder(32);
    private int headerBytes;
    private long length = -1;
    private long stated;
    private long left;
    private boolean isWithinDocument;
    /// Of a document that is parsed as it comes.
    private @Nullable XmlReader document;
    /// Of one that is parsed, if at all, when it is there.
    private byte @Nullable [] held;
    private int heldLength;
    /// Which template the last one was like, -1 for none.
    private int like = -1;
    /// How many in a row that were looked at were like none; how many have been parsed since without a look, and how many are to
    /// be.
    private int misses;
    private int passed;
    private int toPass;
    private boolean isLost;

    /// A reader of one connection.
    ///
    /// @param limit the longest document that is read, in bytes
    public PacketReader(XmlReaders readers, int limit) {
        this.readers = readers;
        this.limit = limit;
    }

    /// Takes bytes up to the end of a packet: the packet, or empty when all bytes are taken and more are needed. After
    /// one that left the connection out of step nothing more is taken.
    ///
    /// @param bytes on the heap
    public Optional<Packet> read(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !isLost) {
            if (isWithinDocument) {
                var packet = document(bytes);
                if (packet != null) {
                    headerBytes = 0;
                    isWithinDocument = false;
                    return Optional.of(packet);
                }
            } else {
                var reason = header(bytes.get());
                if (reason != null) {
                    isLost = true;
                    return Optional.of(new Packet.Garbled(reason, headerBytes - 1L, false));
                }
                if (isWithinDocument && left == 0) {
                    // There is nothing in it, and nobody will send more.
                    isWithinDocument = false;
                    headerBytes = 0;
                    return Optional.of(whole(NOTHING, 0, 0));
                }
            }
        }
        return Optional.empty();
    }

    /// Takes bytes of the document: what it comes to, or null if there are more to come.
    private @Nullable Packet document(ByteBuffer bytes) {
        var take = (int) Math.min(left, bytes.remaining());
        var from = bytes.arrayOffset() + bytes.position();
        bytes.position(bytes.position() + take);
        if (document == null && held == null) {
            if (take == left) {
                left = 0;
                return whole(bytes.array(), from, from + take);
            }
            held = readers.hold((int) left);
            if (held == null) {
                document = readers.take();
                document.begin();
            }
        }
        left -= take;
        if (held != null) {
            System.arraycopy(bytes.array(), from, held, heldLength, take);
            heldLength += take;
        } else if (document != null) {
            document.feed(bytes.array(), from, from + take);
        }
        return left > 0 ? null : ended();
    }

    private Packet ended() {
        if (held != null) {
            var packet = whole(held, 0, heldLength);
            release();
            return packet;
        }
        var parsed = Objects.requireNonNull(document);
        var packet = parsed.end();
        readers.giveBack(parsed);
        document = null;
        return packet;
    }

    /// A document that is all there: mostly it is like the one before it but for its values, and need not be parsed.
    private Packet whole(byte[] octets, int from, int to) {
        var isToLearn = to - from <= Templates.LONGEST && passed >= toPass;
        if (isToLearn) {
            like = readers.templates().like(octets, from, to, like);
            if (like >= 0) {
                misses = 0;
                toPass = 0;
                return new Packet.Whole(readers.templates().sample(to - from));
            }
        }
        var parser = readers.take();
        try {
            if (isToLearn) {
                // Of one that is ever another nothing is to be learnt.
                passed = 0;
                toPass = (1 << Math.min(MOST_DOUBLINGS, misses++)) - 1;
                return parser.learn(octets, from, to, readers.trace());
            }
            passed++;
            parser.begin();
            parser.feed(octets, from, to);
            return parser.end();
        } finally {
            readers.giveBack(parser);
        }
    }

    private void release() {
        if (held != null) {
            readers.release(held);
            held = null;
            heldLength = 0;
        }
    }

    /// Whether a packet has begun and not ended.
    public boolean isWithinPacket() {
        return headerBytes > 0;
    }

    /// How many bytes of a document have come that has not ended; 0 if there is none.
    public long begun() {
        return isWithinDocument ? stated - left : 0;
    }

    /// Gives back what it holds: the connection is over.
    public void close() {
        if (document != null) {
            document.forget();
            readers.giveBack(document);
            document = null;
        }
        release();
        isLost = true;
    }

    /// One byte of the header; what is wrong with it, or null. The document begins behind the empty line.
    private @Nullable String header(byte octet) {
        headerBytes++;
        if (octet != '\n') {
            if (line.length() >= LONGEST_LINE || headerBytes > LONGEST_HEADER) {
                return "no packet: a header without end";
            }
            line.append((char) (octet & 0xff));
            return null;
        }
        var end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        String reason = null;
        if (end > 0) {
            reason = headerLine(end);
        } else if (length >= 0) {
            left = length;
            stated = length;
            length = -1;
            isWithinDocument = true;
        } else if (headerBytes > 2) {
            reason = "no packet: no Content-Length";
        }
        line.setLength(0);
        return reason;
    }

    private @Nullable String headerLine(int end) {
        if (!hasName(end)) {
            return "no packet: no header";
        }
        if (end < CONTENT_LENGTH.length) {
            return null;
        }
        for (var i = 0; i < CONTENT_LENGTH.length; i++) {
            var c = line.charAt(i);
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != CONTENT_LENGTH[i]) {
                return null;
            }
        }
        var digits = line.substring(CONTENT_LENGTH.length, end).strip();
        var stated = 0L;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return "no packet: the length is no number";
            }
            stated = Math.min(stated * 10 + digit, Integer.MAX_VALUE);
        }
        if (digits.isEmpty()) {
            return "no packet: the length is no number";
        }
        if (stated > limit) {
            return "a document of more than " + (limit % (1 << 20) == 0 ? (limit >> 20) + " MB" : limit + " bytes");
        }
        if (length >= 0 && length != stated) {
            return "no packet: two lengths";
        }
        length = stated;
        return null;
    }

    /// Whether the line is `Name: value` at all. What is left of a document whose length was too small is not.
    private boolean hasName(int end) {
        for (var i = 0; i < end; i++) {
            var c = line.charAt(i);
            if (c == ':') {
                return i > 0;
            }
            if (c <= ' ' || c >= 0x7f || c == '<' || c == '>') {
                return false;
            }
        }
        return false;
    }
}
