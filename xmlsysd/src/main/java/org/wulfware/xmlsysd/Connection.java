package org.wulfware.xmlsysd;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sink;

/// One client's socket: its conversation, what could not be written yet, and when it last got something done. While an
/// answer is not written whole no further command is carried out and none is read, so that a client that never reads
/// costs one packet and no more. Over TLS, what is written and read goes through [Secured].
final class Connection {
    /// What is thought to be needed to read what has come, or to write more of what was kept, in nanoseconds.
    static final long EVENT_COST = 20_000;

    final SocketChannel channel;
    final SelectionKey key;
    final InetAddress address;

    /// Whose places are counted together: this host's, or those of a network.
    final Object party;

    /// What it owes of the budget.
    final Debts.Debtor debtor;
    final Conversation conversation;
    final @Nullable Secured secured;

    /// What could not be written yet.
    private final Backlog pending;

    /// When the client last completed a command, or connected.
    long lastCommand;

    /// Whether it has completed any.
    boolean hasCompletedCommand;

    /// When a line began that has not ended, an answer that is not read, an idle time that ends, or the farewell.
    long waitingSince;

    /// How long that may last.
    long patience;

    boolean isWaiting;
    boolean isLeaving;

    /// Whether it waits for its turn, since when, and what the selector found it ready for when it began to.
    boolean isQueued;

    long queuedAt;

    /// Whether a part of what it waits for has been done.
    boolean isPreparing;

    int readyFor;

    /// What that turn is thought to take, in nanoseconds, and what it would from the last sample.
    long fullCost;

    long repeatedCost;
    long estimatedAt;

    /// What it may have in that turn.
    Admission.Turn turn = Admission.Turn.LATER;

    /// Whether it waits to be sent a sample by the clock.
    boolean isDue;

    /// Whether it waits to go on with a handshake, of which a part has been computed.
    boolean isComputed;

    /// What computing took, in nanoseconds.
    long computed;

    /// @param party whose places are counted together
    /// @param secured null for a client that does not come over TLS
    /// @param shared room for what cannot be written yet
    Connection(
            SocketChannel channel,
            SelectionKey key,
            InetAddress address,
            Object party,
            Debts.Debtor debtor,
            Conversation conversation,
            @Nullable Secured secured,
            Backlog.Shared shared,
            long now) {
        this.pending = new Backlog(shared);
        this.address = address;
        this.party = party;
        this.debtor = debtor;
        this.channel = channel;
        this.key = key;
        this.conversation = conversation;
        this.secured = secured;
        this.lastCommand = now;
    }

    /// From `now` on the client keeps us waiting, unless it already does.
    void waits(long patience, long now) {
        if (!isWaiting || this.patience != patience) {
            isWaiting = true;
            this.patience = patience;
            waitingSince = now;
        }
    }

    /// What its next turn is thought to take, in nanoseconds.
    ///
    /// @param isRepeated from the last sample
    long cost(boolean isRepeated) {
        if (isDue) {
            return conversation.sampleCost(isRepeated);
        }
        return hasPending() || !conversation.hasNext() ? EVENT_COST : conversation.nextCost(isRepeated);
    }

    /// Whether an answer has not gone out whole.
    boolean hasPending() {
        return !pending.isEmpty() || (secured != null && secured.unsentLength() > 0);
    }

    /// Bytes that are kept for the client between two turns.
    int keptLength() {
        return pending.length() + (secured == null ? 0 : secured.keptLength());
    }

    /// Whether a handshake has not come to its end.
    boolean isShakingHands() {
        return secured != null && !secured.isOpen();
    }

    /// Whether there is something to read of which there will be no event.
    boolean hasMore() {
        return secured != null && secured.hasMore();
    }

    /// Whether a piece of TLS has begun that has not ended.
    boolean isMidRecord() {
        return secured != null && secured.isMidRecord();
    }

    /// Whether the client has ended what it sends by intent, as far as that can be known.
    boolean hasSaidItsEnd() {
        return secured == null || secured.hasSaidItsEnd();
    }

    /// Reads what has come.
    ///
    /// @return how many of `bytes` it has filled; -1 behind the end
    int read(ByteBuffer in, byte[] bytes) throws IOException {
        if (secured != null) {
            return secured.read(bytes);
        }
        in.clear();
        var got = channel.read(in);
        if (got > 0) {
            in.flip();
            in.get(bytes, 0, got);
        }
        return got;
    }

    /// Drops what has come; false behind the end.
    boolean skip(ByteBuffer in) throws IOException {
        in.clear();
        return channel.read(in) >= 0;
    }

    /// Writes what is here of an answer, as much as goes; the rest is kept.
    void write(Sink answer, ByteBuffer out) throws IOException {
        writeOrKeep(answer.array(), answer.from(), answer.to(), out);
    }

    /// Writes `bytes[from, to)`, as much as goes; the rest is kept.
    void writeOrKeep(byte[] bytes, int from, int to, ByteBuffer out) throws IOException {
        var gone = pending.isEmpty() ? write(bytes, from, to, out) : from;
        pending.add(bytes, gone, to);
    }

    /// Writes more of what is kept; true if any of it went.
    boolean writePending(ByteBuffer out) throws IOException {
        var went = secured != null && secured.flush();
        while (!pending.isEmpty()) {
            var before = pending.from();
            var to = pending.to();
            var at = write(pending.array(), before, to, out);
            pending.passed(at);
            went |= at > before;
            if (at < to) {
                break;
            }
        }
        return went;
    }

    private int write(byte[] bytes, int from, int to, ByteBuffer out) throws IOException {
        if (secured != null) {
            return secured.write(bytes, from, to);
        }
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

    /// Says that nothing more will be sent.
    void endOutput() throws IOException {
        if (secured != null) {
            secured.endOutput();
        } else {
            channel.shutdownOutput();
        }
    }

    /// Closes at once.
    void close() {
        pending.clear();
        key.cancel();
        try {
            channel.close();
        } catch (IOException _) { // closing: nothing is left to lose
        }
    }
}
