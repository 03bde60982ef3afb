package org.wulfware.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the packets of one connection as their bytes arrive: a header that says the length, an empty line, so many
/// bytes of document. It keeps nothing of what it has read but what it stands in the middle of; a length is believed
/// only as far as bytes have come.
public final class PacketReader {
    /// The longest document that is read unless told otherwise.
    public static final int DEFAULT_LIMIT = 16 << 20;

    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_HEADER = 8192;
    private static final byte[] CONTENT_LENGTH = Sink.ascii("content-length:");

    private final XmlReaders readers;
    private final int limit;
    private final StringBuilder line = new StringBuilder(32);
    private int headerBytes;
    private long length = -1;
    private long left;
    private @Nullable XmlReader document;
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
            if (document != null) {
                var take = (int) Math.min(left, bytes.remaining());
                var from = bytes.arrayOffset() + bytes.position();
                document.feed(bytes.array(), from, from + take);
                bytes.position(bytes.position() + take);
                left -= take;
            } else {
                var reason = header(bytes.get());
                if (reason != null) {
                    isLost = true;
                    return Optional.of(new Packet.Garbled(reason, headerBytes - 1L, false));
                }
            }
            if (document != null && left == 0) {
                var packet = document.end();
                readers.giveBack(document);
                document = null;
                headerBytes = 0;
                return Optional.of(packet);
            }
        }
        return Optional.empty();
    }

    /// Whether a packet has begun and not ended.
    public boolean isWithinPacket() {
        return headerBytes > 0;
    }

    /// Gives back what it holds: the connection is over.
    public void close() {
        if (document != null) {
            document.forget();
            readers.giveBack(document);
            document = null;
        }
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
            length = -1;
            document = readers.take();
            document.begin();
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
            return "a document of more than " + limit + " bytes";
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
