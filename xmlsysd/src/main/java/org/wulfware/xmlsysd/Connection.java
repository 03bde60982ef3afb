package org.wulfware.xmlsysd;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sink;

/// One client's socket: its conversation, what could not be written yet, and when it last got something done. While an
/// answer is not written whole no further command is carried out and none is read, so that a client that never reads
/// costs one packet and no more.
final class Connection {
    final SocketChannel channel;
    final SelectionKey key;
    final InetAddress address;
    final Conversation conversation;
    private byte @Nullable [] pending;
    private int pendingFrom;

    /// When the client last completed a command, or connected.
    long lastCommand;

    /// When a line began that has not ended, an answer that is not read, an idle time that ends, or the farewell.
    long waitingSince;

    /// How long that may last.
    long patience;

    boolean isWaiting;
    boolean isLeaving;
    boolean isInBacklog;

    Connection(SocketChannel channel, SelectionKey key, InetAddress address, Conversation conversation, long now) {
        this.address = address;
        this.channel = channel;
        this.key = key;
        this.conversation = conversation;
        this.lastCommand = now;
    }

    boolean hasPending() {
        return pending != null;
    }

    /// Bytes that are kept for the client.
    int pendingLength() {
        return pending == null ? 0 : pending.length - pendingFrom;
    }

    /// Writes an answer, as much as goes; the rest is kept.
    void write(Sink answer, ByteBuffer out) throws IOException {
        var from = write(answer.array(), answer.from(), answer.to(), out);
        if (from < answer.to()) {
            pending = Arrays.copyOfRange(answer.array(), from, answer.to());
            pendingFrom = 0;
        }
    }

    /// Writes more of what is kept; true if any of it went.
    boolean writePending(ByteBuffer out) throws IOException {
        var rest = pending;
        if (rest == null) {
            return false;
        }
        var before = pendingFrom;
        pendingFrom = write(rest, pendingFrom, rest.length, out);
        if (pendingFrom == rest.length) {
            pending = null;
        }
        return pendingFrom > before;
    }

    private int write(byte[] bytes, int from, int to, ByteBuffer out) throws IOException {
        var at = from;
        while (at < to) {
            out.clear();
            out.put(bytes, at, Math.min(out.capacity(), to - at)).flip();
            var written = channel.write(out);
            at += written;
            if (out.hasRemaining()) {
                break;
            }
        }
        return at;
    }

    /// Closes at once.
    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException _) { // closing: nothing is left to lose
        }
    }
}
