package org.wulfware.xmlsysd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS on one client's socket. Between two calls it keeps what of a record has come so far and what of one the socket did not
/// take, and for a client that has not yet sent a whole record not even an engine. All is of the serving thread, but for the
/// tasks of a handshake, which take milliseconds: see [#runTasks].
final class Secured {
    /// The room that [#read] wants: a record's plain text, and what the JDK thinks there may be more.
    static final int MOST_READ = (16 << 10) + 2048;

    private static final int HEADER = 5;
    private static final int LARGEST_RECORD = HEADER + MOST_READ;
    private static final int HANDSHAKE = 22;

    /// Records that one read takes in, so that a client which sends many small ones gets no more than its turn.
    private static final int MOST_RECORDS = 32;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] NONE = new byte[0];

    /// What all clients share, since the serving thread is with one at a time.
    static final class Buffers {
        private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_RECORD);
        private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_RECORD);
    }

    private final SocketChannel channel;
    private final Credentials credentials;
    private final Buffers buffers;
    private @Nullable SSLEngine engine;

    /// Encrypted, read and not yet taken in: a part of a record, or records for which there was no room or no time.
    private byte[] kept = NONE;

    /// Encrypted, and not yet taken by the socket.
    private byte[] unsent = NONE;

    private boolean isOpen;
    private boolean needsTask;
    private boolean isEnding;
    private volatile boolean isSpoilt;

    Secured(SocketChannel channel, Credentials credentials, Buffers buffers) {
        this.channel = channel;
        this.credentials = credentials;
        this.buffers = buffers;
    }

    /// Whether the handshake is over.
    boolean isOpen() {
        return isOpen;
    }

    /// Whether [#runTasks] is to be called, and [#resume] behind it, before anything else.
    boolean needsTask() {
        return needsTask;
    }

    /// Whether [#read] has something to do although the socket may have nothing: of that there is no event.
    boolean hasMore() {
        return !needsTask && unsent.length == 0 && recordLength(ByteBuffer.wrap(kept)) > 0;
    }

    /// Whether a record has begun and not ended.
    boolean isMidRecord() {
        return kept.length > 0;
    }

    /// Whether the client has said, encrypted, that it will send no more. If only its socket has ended, another may have cut
    /// off what it sent last.
    boolean hasSaidItsEnd() {
        return engine != null && engine.isInboundDone();
    }

    int unsentLength() {
        return unsent.length;
    }

    /// Bytes that are kept for the client between two calls.
    int keptLength() {
        return unsent.length + kept.length;
    }

    /// Reads what has come, and carries on with the handshake if that is what it is.
    ///
    /// @param bytes takes [#MOST_READ]
    /// @return how many of them have been filled; -1 behind the end
    int read(byte[] bytes) throws IOException {
        var in = buffers.in.clear().put(kept);
        kept = NONE;
        var isEnd = channel.read(in) < 0;
        in.flip();
        var got = ByteBuffer.wrap(bytes, 0, MOST_READ);
        try {
            takeIn(in, got);
        } catch (SSLException e) {
            sayWhy();
            throw e;
        }
        if (in.hasRemaining()) {
            kept = new byte[in.remaining()];
            in.get(kept);
        }
        var isDone = hasSaidItsEnd() || (isEnd && !hasMore() && !needsTask && unsent.length == 0);
        return isDone && got.position() == 0 ? -1 : got.position();
    }

    private void takeIn(ByteBuffer in, ByteBuffer got) throws IOException {
        for (var records = 0; records < MOST_RECORDS && !hasSaidItsEnd(); records++) {
            check(in);
            var length = recordLength(in);
            if (length == 0) {
                return;
            }
            if (engine == null) {
                engine = credentials.engine();
            }
            var limit = in.limit();
            in.limit(in.position() + length);
            var result = unwrap(engine, in, got);
            in.limit(limit);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                if (got.position() == 0) {
                    throw new SSLException("a record with more in it than there may be");
                }
                return; // the next turn has room for it
            }
            shakeHands(result.getHandshakeStatus());
            if (needsTask || unsent.length > 0) {
                return;
            }
        }
    }

    private static SSLEngineResult unwrap(SSLEngine engine, ByteBuffer in, ByteBuffer got) throws SSLException {
        try {
            return engine.unwrap(in, got);
        } catch (RuntimeException e) { // the JDK promises none, but what comes is not ours
            throw new SSLException(String.valueOf(e), e);
        }
    }

    /// Runs the tasks that the handshake has: on a thread beside the serving one, which calls nothing else here meanwhile.
    void runTasks() {
        try {
            for (var task = nextTask(); task != null; task = nextTask()) {
                task.run();
            }
        } catch (OutOfMemoryError | StackOverflowError | RuntimeException _) { // said by the thread that serves
            isSpoilt = true;
        }
    }

    private @Nullable Runnable nextTask() {
        return engine == null ? null : engine.getDelegatedTask();
    }

    /// Carries on with the handshake behind its tasks.
    void resume() throws IOException {
        needsTask = false;
        if (isSpoilt) {
            throw new SSLException("the handshake needs more memory than there is");
        }
        carryOn();
    }

    private void carryOn() throws IOException {
        if (engine != null) {
            try {
                shakeHands(engine.getHandshakeStatus());
            } catch (SSLException e) {
                sayWhy();
                throw e;
            }
        }
    }

    /// Writes what the handshake has to say, as far as the socket takes it.
    private void shakeHands(HandshakeStatus first) throws IOException {
        var status = first;
        while (status == HandshakeStatus.NEED_WRAP && unsent.length == 0) {
            status = wrap(NOTHING).getHandshakeStatus();
        }
        needsTask = status == HandshakeStatus.NEED_TASK;
        isOpen |= status == HandshakeStatus.FINISHED || status == HandshakeStatus.NOT_HANDSHAKING;
    }

    /// Encrypts and writes `bytes[from, to)`, as much as goes.
    ///
    /// @return up to where; a record that is encrypted but did not go out whole is kept, and counts
    int write(byte[] bytes, int from, int to) throws IOException {
        var text = ByteBuffer.wrap(bytes, from, to - from);
        while (unsent.length == 0 && text.hasRemaining()) {
            if (wrap(text).getStatus() != Status.OK) {
                throw new SSLException("the client wants no more");
            }
        }
        return text.position();
    }

    /// Writes more of what is kept.
    ///
    /// @return whether any of it went
    boolean flush() throws IOException {
        var before = unsent.length;
        if (before == 0) {
            return false;
        }
        buffers.out.clear().put(unsent).flip();
        send();
        if (unsent.length == 0) {
            if (isEnding) {
                channel.shutdownOutput();
            } else {
                carryOn();
            }
        }
        return unsent.length < before;
    }

    /// Says the end, encrypted, and ends the socket's output behind it.
    void endOutput() throws IOException {
        isEnding = true;
        if (engine != null) {
            engine.closeOutbound();
            wrap(NOTHING);
        }
        if (unsent.length == 0) {
            channel.shutdownOutput();
        }
    }

    private SSLEngineResult wrap(ByteBuffer text) throws IOException {
        if (engine == null) {
            throw new SSLException("the client has said nothing yet");
        }
        buffers.out.clear();
        var result = engine.wrap(text, buffers.out);
        buffers.out.flip();
        send();
        return result;
    }

    private void send() throws IOException {
        channel.write(buffers.out);
        unsent = NONE;
        if (buffers.out.hasRemaining()) {
            unsent = new byte[buffers.out.remaining()];
            buffers.out.get(unsent);
        }
    }

    /// Tells the client what was wrong, as far as that goes out at once.
    private void sayWhy() {
        try {
            if (engine != null && unsent.length == 0 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrap(NOTHING);
            }
        } catch (IOException _) { // what came first is what is said
        }
    }

    /// Whether what comes next can be a record at all; before anything is kept or made for a client that does not speak TLS.
    private void check(ByteBuffer in) throws SSLException {
        var at = in.position();
        if (engine == null && in.hasRemaining() && in.get(at) != HANDSHAKE) {
            throw new SSLException("no TLS: the first byte is " + (in.get(at) & 0xff));
        }
        if (in.remaining() >= HEADER && (in.get(at + 1) != 3 || HEADER + length(in) > LARGEST_RECORD)) {
            throw new SSLException("no record of TLS");
        }
    }

    /// The length of the record that begins where `in` stands; 0 if it has not come whole.
    private static int recordLength(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            return 0;
        }
        var whole = HEADER + length(in);
        return whole <= in.remaining() ? whole : 0;
    }

    private static int length(ByteBuffer in) {
        return in.getShort(in.position() + 3) & 0xffff;
    }
}
