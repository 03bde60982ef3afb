package org.wulfware.xmlsysd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.wulfware.catalog.Utf8;
import org.wulfware.wire.IoFailure;

/// One conversation over D-Bus: calls without arguments, whose answers are read as they come, and never held whole. No length
/// is believed, and all of it ends when its time is over. It waits, and is for a thread beside the sample.
///
/// Only what is little endian is read: a bus answers as the sender of the message wrote it, and that is a program on this
/// machine.
final class DBus implements AutoCloseable {
    /// Nobody is there to answer, or will answer this program.
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String why) {
            super(why);
        }
    }

    /// What a message may hold by its specification is 128 MB.
    private static final int MOST_BYTES = 8 << 20;

    private static final int MOST_MESSAGES = 1000;
    private static final int METHOD_CALL = 1;
    private static final int METHOD_RETURN = 2;
    private static final int ERROR = 3;

    /// Fields of a header.
    private static final int PATH = 1;

    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int REPLY_SERIAL = 5;
    private static final int DESTINATION = 6;
    private static final int SIGNATURE = 8;

    private final SocketChannel socket;
    private final Selector selector;
    private final long endsAt;
    private final ByteBuffer buffer = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private int serial;
    private String expected = "";
    /// How many bytes of the message were read: alignment counts from its beginning.
    private int place;
    /// Where its body ends.
    private int end;

    private DBus(SocketChannel socket, Selector selector, long endsAt) {
        this.socket = socket;
        this.selector = selector;
        this.endsAt = endsAt;
    }

    /// Connects to the socket at `path` and says who this is.
    ///
    /// @param limitNanos how long all of it may take
    /// @throws RefusedException if there is nobody, or nobody who lets this program in
    static DBus connect(String path, int uid, long limitNanos) throws IOException {
        var endsAt = System.nanoTime() + limitNanos;
        var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.configureBlocking(false);
            connect(socket, path);
            var selector = Selector.open();
            var bus = new DBus(socket, selector, endsAt);
            try {
                socket.register(selector, SelectionKey.OP_READ);
                bus.authenticate(uid);
                return bus;
            } catch (IOException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void connect(SocketChannel socket, String path) throws IOException {
        boolean isConnected;
        try {
            isConnected = socket.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw new RefusedException(IoFailure.reason(e));
        }
        if (!isConnected) {
            throw new IOException("nobody accepts");
        }
    }

    private void authenticate(int uid) throws IOException {
        var digits = Integer.toString(uid);
        var hex = new StringBuilder();
        for (var i = 0; i < digits.length(); i++) {
            hex.append('3').append(digits.charAt(i)); // the ASCII of a digit
        }
        write(("\0AUTH EXTERNAL " + hex + "\r\n").getBytes(StandardCharsets.US_ASCII));
        var line = new StringBuilder();
        place = 0;
        end = 512;
        for (var octet = octet(); octet != '\n'; octet = octet()) {
            line.append((char) octet);
        }
        if (line.indexOf("OK") != 0) {
            throw new RefusedException("refused");
        }
        write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /// Calls a method, and reads up to the body of its answer.
    ///
    /// @param signature what the answer must consist of
    /// @throws RefusedException if the answer is an error
    void call(String destination, String path, String interfaceName, String member, String signature)
            throws IOException {
        serial++;
        expected = signature;
        var fields = new ByteArrayOutputStream();
        field(fields, PATH, 'o', path);
        field(fields, DESTINATION, 's', destination);
        field(fields, INTERFACE, 's', interfaceName);
        field(fields, MEMBER, 's', member);
        var length = fields.size();
        pad(fields, 8);
        var message = ByteBuffer.allocate(16 + fields.size()).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) 'l').put((byte) METHOD_CALL).put((byte) 0).put((byte) 1);
        message.putInt(0).putInt(serial).putInt(length).put(fields.toByteArray());
        write(message.array());
        awaitAnswer();
    }

    private static void field(ByteArrayOutputStream into, int code, char type, String value) {
        pad(into, 8);
        into.write(code);
        into.write(1);
        into.write(type);
        into.write(0);
        var bytes = value.getBytes(StandardCharsets.US_ASCII);
        into.write(bytes.length);
        into.write(0);
        into.write(0);
        into.write(0);
        into.writeBytes(bytes);
        into.write(0);
    }

    private static void pad(ByteArrayOutputStream into, int to) {
        while (into.size() % to != 0) {
            into.write(0);
        }
    }

    private void awaitAnswer() throws IOException {
        for (var i = 0; i < MOST_MESSAGES; i++) {
            if (isAnswer()) {
                return;
            }
            skipAnswer(); // a signal, such as that the bus knows this program by a name now
        }
        throw new IOException("talks of other things");
    }

    /// Reads a message's header; true if it is the answer.
    private boolean isAnswer() throws IOException {
        place = 0;
        end = 16;
        if (octet() != 'l') {
            throw new IOException("not little endian");
        }
        var type = octet();
        octet();
        octet();
        var body = number();
        number();
        var fields = number();
        if (body < 0 || fields < 0 || body > MOST_BYTES || fields > MOST_BYTES) {
            throw new IOException("too long");
        }
        var fieldsEnd = place + fields;
        end = fieldsEnd + 8;
        var answers = 0;
        var signature = "";
        while (place < fieldsEnd) {
            align(8);
            var code = octet();
            var kind = signature();
            switch (kind) {
                case "u" -> {
                    var value = number();
                    answers = code == REPLY_SERIAL ? value : answers;
                }
                case "s", "o" -> skipString();
                case "g" -> {
                    var value = signature();
                    signature = code == SIGNATURE ? value : signature;
                }
                default -> throw new IOException("a header field of another kind");
            }
        }
        align(8);
        end = place + body;
        if (answers != serial || (type != METHOD_RETURN && type != ERROR)) {
            return false;
        }
        if (type == ERROR) {
            throw new RefusedException("an error");
        }
        if (!signature.equals(expected)) {
            throw new IOException("no answer to that");
        }
        return true;
    }

    /// Passes over what is left of the message.
    void skipAnswer() throws IOException {
        skip(end - place);
    }

    /// Begins an array of what is aligned to so many bytes.
    ///
    /// @return the place at which it ends
    int array(int alignment) throws IOException {
        var length = number();
        align(alignment);
        if (length < 0 || length > end - place) {
            throw new IOException("longer than its message");
        }
        return place + length;
    }

    /// How far the message was read.
    int place() {
        return place;
    }

    void align(int to) throws IOException {
        skip((to - place % to) % to);
    }

    int number() throws IOException {
        align(4);
        var value = 0;
        for (var i = 0; i < 4; i++) {
            value |= octet() << (8 * i);
        }
        return value;
    }

    void skipString() throws IOException {
        skip(stringLength() + 1);
    }

    /// A string, of which no more than `most` bytes are kept.
    String string(int most) throws IOException {
        var length = stringLength();
        var bytes = new byte[Math.min(length, most)];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) octet();
        }
        skip(length - bytes.length + 1);
        return Utf8.decode(bytes);
    }

    private int stringLength() throws IOException {
        var length = number();
        if (length < 0 || length >= end - place) {
            throw new IOException("longer than its message");
        }
        return length;
    }

    private String signature() throws IOException {
        var length = octet();
        var signature = new StringBuilder();
        for (var i = 0; i < length; i++) {
            signature.append((char) octet());
        }
        octet();
        return signature.toString();
    }

    private void skip(int count) throws IOException {
        for (var i = 0; i < count; i++) {
            octet();
        }
    }

    private int octet() throws IOException {
        if (place >= end) {
            throw new IOException("more than the message holds");
        }
        place++;
        if (!buffer.hasRemaining()) {
            fill();
        }
        return buffer.get() & 0xff;
    }

    private void fill() throws IOException {
        buffer.clear();
        while (true) {
            checkTime();
            var got = socket.read(buffer);
            if (got < 0) {
                throw new IOException("closed");
            }
            if (got > 0) {
                buffer.flip();
                return;
            }
            await();
        }
    }

    private void write(byte[] message) throws IOException {
        // A call is small and the socket's room larger: what does not go at once will not go.
        if (socket.write(ByteBuffer.wrap(message)) < message.length) {
            throw new IOException("takes no call");
        }
    }

    private void checkTime() throws IOException {
        if (endsAt - System.nanoTime() <= 0) {
            throw new IOException("takes too long");
        }
    }

    private void await() throws IOException {
        selector.select(Math.max(1, (endsAt - System.nanoTime()) / 1_000_000));
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        socket.close();
    }
}
