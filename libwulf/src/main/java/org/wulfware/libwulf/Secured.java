package org.wulfware.libwulf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;

/// TLS on the connection to one host. Between two calls it keeps what of a record has come so far, and what of one the
/// socket did not take. All is of the poller's thread, but for the tasks of a handshake, which take milliseconds: see
/// [#runTasks].
final class Secured {
    /// As many bytes as one call of [#read] may fill.
    static final int MOST_READ = 1 << 16;

    private static final int HEADER = 5;
    private static final int LARGEST_RECORD = HEADER + (16 << 10) + 2048;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    /// So many records with nothing in them, one behind the other, are no conversation.
    private static final int MOST_EMPTY = 1000;

    /// A host's own words in a reason.
    private static final int LONGEST_WORDS = 200;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] NONE = {};

    /// What all hosts share, since the poller's thread is with one at a time.
    static final class Buffers {
        private final ByteBuffer in = ByteBuffer.allocateDirect(MOST_READ);
        private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_RECORD);
    }

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final Buffers buffers;

    /// Encrypted, read and not yet taken in: a part of a record, or records that wait for a task.
    private byte[] kept = NONE;

    /// Encrypted, and not yet taken by the socket.
    private byte[] unsent = NONE;

    private boolean isOpen;
    private boolean hasHeard;
    private boolean needsTask;
    private int empty;
    private volatile @Nullable Throwable spoilt;

    /// Nothing can be written any more. Whoever hung up may have said why, and that is read first.
    private @Nullable IOException broken;

    Secured(SocketChannel channel, SSLEngine engine, Buffers buffers) {
        this.channel = channel;
        this.engine = engine;
        this.buffers = buffers;
    }

    /// Begins the handshake.
    void begin() throws IOException {
        engine.beginHandshake();
        shakeHands(engine.getHandshakeStatus());
    }

    /// Whether the handshake is over, and the host is who it should be.
    boolean isOpen() {
        return isOpen;
    }

    /// Whether [#runTasks] is to be called, and [#resume] behind it, before anything else.
    boolean needsTask() {
        return needsTask;
    }

    /// What the socket is waited for.
    ///
    /// @param hasMore whether there is something to [#write]
    int interest(boolean hasMore) {
        if (needsTask) {
            return 0;
        }
        if (unsent.length > 0) {
            return SelectionKey.OP_WRITE; // what comes meanwhile might have to be answered, and waits
        }
        return SelectionKey.OP_READ | (hasMore && isOpen ? SelectionKey.OP_WRITE : 0);
    }

    /// Reads what has come, and carries on with the handshake if that is what it is.
    ///
    /// @param plain takes [#MOST_READ]
    /// @return whether it was the end
    boolean read(ByteBuffer plain) throws IOException {
        var in = buffers.in.clear().put(kept);
        kept = NONE;
        var isEnd = recordLength(in.duplicate().flip()) == 0 && receive(in) < 0;
        in.flip();
        try {
            takeIn(in, plain);
        } finally {
            if (in.hasRemaining()) {
                kept = new byte[in.remaining()];
                in.get(kept);
            }
        }
        if (isEnd && broken != null) {
            throw broken;
        }
        return isEnd || engine.isInboundDone();
    }

    private int receive(ByteBuffer in) throws IOException {
        try {
            return channel.read(in);
        } catch (IOException e) {
            throw broken == null ? e : broken;
        }
    }

    private void takeIn(ByteBuffer in, ByteBuffer plain) throws IOException {
        while (!needsTask && unsent.length == 0 && !engine.isInboundDone()) {
            check(in);
            var length = recordLength(in);
            if (length == 0) {
                return;
            }
            hasHeard = true;
            var limit = in.limit();
            in.limit(in.position() + length);
            var result = unwrap(in, plain);
            in.limit(limit);
            empty = result.bytesProduced() > 0 ? 0 : empty + 1;
            if (empty > MOST_EMPTY || result.getStatus() == Status.BUFFER_OVERFLOW) {
                throw new SSLException("records without end and with nothing in them");
            }
            shakeHands(result.getHandshakeStatus());
        }
    }

    private SSLEngineResult unwrap(ByteBuffer in, ByteBuffer plain) throws SSLException {
        try {
            return engine.unwrap(in, plain);
        } catch (RuntimeException e) { // the JDK promises none, but what comes is not ours
            throw new SSLException(String.valueOf(e), e);
        }
    }

    /// Runs the tasks that the handshake has: on a thread beside the poller's, which calls nothing else here meanwhile.
    void runTasks() {
        try {
            for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) { // said by the poller's thread
            spoilt = e;
        }
    }

    /// Carries on with the handshake behind its tasks; what has come meanwhile is there to be [#read].
    void resume() throws IOException {
        needsTask = false;
        var why = spoilt;
        if (why != null) {
            throw new SSLException("the handshake failed: " + why, why);
        }
        shakeHands(engine.getHandshakeStatus());
    }

    /// Writes what the handshake has to say, as far as the socket takes it.
    private void shakeHands(HandshakeStatus first) throws IOException {
        var status = first;
        while (status == HandshakeStatus.NEED_WRAP && unsent.length == 0) {
            status = wrap(NOTHING).getHandshakeStatus();
        }
        needsTask = status == HandshakeStatus.NEED_TASK;
        isOpen |= status == HandshakeStatus.FINISHED;
    }

    /// Encrypts and writes as much as goes of what remains; first of all what is left of the handshake or of a record.
    void write(ByteBuffer text) throws IOException {
        if (unsent.length > 0) {
            buffers.out.clear().put(unsent).flip();
            send();
            if (unsent.length == 0) {
                shakeHands(engine.getHandshakeStatus());
            }
        }
        while (isOpen && !needsTask && unsent.length == 0 && text.hasRemaining()) {
            wrap(text);
        }
    }

    private SSLEngineResult wrap(ByteBuffer text) throws IOException {
        buffers.out.clear();
        var result = engine.wrap(text, buffers.out);
        buffers.out.flip();
        send();
        if (result.getStatus() == Status.CLOSED && text.hasRemaining()) {
            throw new SSLException("it wants no more");
        }
        return result;
    }

    private void send() throws IOException {
        unsent = NONE;
        try {
            channel.write(buffers.out);
        } catch (IOException e) {
            broken = e;
            return;
        }
        if (buffers.out.hasRemaining()) {
            unsent = new byte[buffers.out.remaining()];
            buffers.out.get(unsent);
        }
    }

    /// Says the end, encrypted, or what was wrong, as far as that goes out at once.
    void end() {
        try {
            if (!needsTask && unsent.length == 0) {
                engine.closeOutbound();
                wrap(NOTHING);
            }
        } catch (IOException _) {
            // What came first is what is told.
        }
    }

    /// What was wrong.
    ///
    /// @param words in a line for a person
    record Trouble(TlsFault fault, String words) {
        private static final String ALERT_WORDS = "Received fatal alert: ";

        /// What an exception says of it.
        ///
        /// @param credentials that the host was shown
        static Trouble of(IOException e, Credentials credentials) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                switch (cause) {
                    case Authorities.UntrustedException untrusted -> {
                        return new Trouble(untrusted.fault(), "TLS: " + untrusted.getMessage());
                    }
                    case NotSpokenException _ -> {
                        return new Trouble(TlsFault.NOT_SPOKEN, "TLS: " + cause.getMessage());
                    }
                    default -> {}
                }
            }
            var message = IoFailure.reason(e);
            var alert = message.indexOf(ALERT_WORDS);
            if (alert >= 0) {
                var words = message.substring(alert + ALERT_WORDS.length()).replace('_', ' ');
                return alert(words, credentials.hasOwn());
            }
            var words = message.length() > LONGEST_WORDS ? message.substring(0, LONGEST_WORDS) + "…" : message;
            return new Trouble(TlsFault.OTHER, "TLS: " + words);
        }

        private static Trouble alert(String words, boolean hasOwn) {
            var refuses = "TLS: it refuses us: " + words;
            if (!hasOwn && (words.equals("certificate required") || words.equals("bad certificate"))) {
                return new Trouble(TlsFault.WANTS_OURS, "TLS: it wants a certificate of ours");
            }
            // As much is all that TLS 1.2 says of it.
            return !hasOwn && words.equals("handshake failure")
                    ? new Trouble(TlsFault.WANTS_OURS, refuses + "; it may want a certificate of ours")
                    : new Trouble(TlsFault.REFUSES_OURS, refuses);
        }
    }

    /// What came is no TLS.
    private static final class NotSpokenException extends SSLException {
        private static final long serialVersionUID = 1;

        NotSpokenException() {
            super("it does not speak it");
        }
    }

    /// Whether what comes next can be a record at all.
    private void check(ByteBuffer in) throws SSLException {
        var at = in.position();
        if (!hasHeard && in.hasRemaining() && in.get(at) != HANDSHAKE && in.get(at) != ALERT) {
            throw new NotSpokenException();
        }
        if (in.remaining() >= HEADER && (in.get(at + 1) != 3 || HEADER + length(in) > LARGEST_RECORD)) {
            throw hasHeard ? new SSLException("no record of it") : new NotSpokenException();
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
