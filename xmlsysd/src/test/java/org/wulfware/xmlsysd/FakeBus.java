package org.wulfware.xmlsysd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.wulfware.catalog.Utf8;

/// A D-Bus server on a socket of its own, which says to each client what a test has it say.
final class FakeBus implements AutoCloseable {
    /// What is said once a client has said who it is; it may do as it likes.
    interface Talk {
        void to(Client client) throws IOException;
    }

    private final ServerSocketChannel listener;
    private volatile String greeted = "";

    FakeBus(Path path, Talk talk) throws IOException {
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    try (var socket = listener.accept()) {
                        var client = new Client(socket);
                        greeted = client.line();
                        client.write("OK 1234deadbeef\r\n".getBytes(StandardCharsets.US_ASCII));
                        client.line();
                        talk.to(client);
                    } catch (IOException e) {
                        if (!listener.isOpen()) {
                            return;
                        }
                    }
                }
            } catch (RuntimeException e) {
                throw new AssertionError(e);
            }
        });
    }

    /// What the last client began with.
    String greeted() {
        return greeted;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    static final class Client {
        private final SocketChannel socket;

        Client(SocketChannel socket) {
            this.socket = socket;
        }

        String line() throws IOException {
            var line = new StringBuilder();
            for (var octet = octet(); octet != '\n'; octet = octet()) {
                line.append((char) octet);
            }
            return line.toString();
        }

        private int octet() throws IOException {
            return bytes(1).get() & 0xff;
        }

        private ByteBuffer bytes(int count) throws IOException {
            var bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                if (socket.read(bytes) < 0) {
                    throw new IOException("the client has gone");
                }
            }
            return bytes.flip();
        }

        void write(byte[] bytes) throws IOException {
            for (var left = ByteBuffer.wrap(bytes); left.hasRemaining();) {
                socket.write(left);
            }
        }

        /// Waits until the client goes.
        void await() throws IOException {
            while (true) {
                octet();
            }
        }

        /// Reads a call; returns all the words in its header.
        String call() throws IOException {
            var fixed = bytes(16);
            if (fixed.get(0) != 'l' || fixed.get(1) != 1 || fixed.getInt(4) != 0) {
                throw new AssertionError("no call without arguments");
            }
            return new String(bytes((fixed.getInt(12) + 7) / 8 * 8).array(), StandardCharsets.US_ASCII);
        }

        void answer(int type, int serial, String signature, byte[] body) throws IOException {
            write(message(type, serial, signature, body.length, body));
        }
    }

    static byte[] message(int type, int serial, String signature, int length, byte[] body) {
        var fields = new Writing();
        fields.align(8).octet(5).signature("u").number(serial);
        fields.align(8).octet(8).signature("g").signature(signature);
        fields.align(8).octet(7).signature("s").string(":1.1");
        var fieldsLength = fields.size();
        fields.align(8);
        var message = new Writing();
        message.octet('l').octet(type).octet(1).octet(1).number(length).number(77).number(fieldsLength);
        message.writeBytes(fields.toByteArray());
        message.writeBytes(body);
        return message.toByteArray();
    }

    /// The body of an answer to ListUnits, of units as lines of their four words.
    static byte[] units(String lines) {
        var units = new Writing();
        lines.lines().forEach(line -> {
            var words = line.split(" ");
            units.align(8).string(words[0]).string("What it is for");
            units.string(words[1]).string(words[2]).string(words[3]);
            units.string("").string("/org/freedesktop/systemd1/unit/x").number(0).string("").string("/");
        });
        return array(units.size(), units.toByteArray());
    }

    /// An array that says that it is `length` long.
    static byte[] array(int length, byte[] content) {
        var array = new Writing();
        array.number(length).align(8).writeBytes(content);
        return array.toByteArray();
    }

    /// Values as D-Bus writes them, little endian.
    private static final class Writing extends ByteArrayOutputStream {
        Writing octet(int octet) {
            write(octet);
            return this;
        }

        Writing align(int to) {
            while (size() % to != 0) {
                write(0);
            }
            return this;
        }

        Writing number(int number) {
            align(4);
            for (var i = 0; i < 32; i += 8) {
                write(number >> i);
            }
            return this;
        }

        Writing string(String words) {
            var bytes = Utf8.encode(words);
            number(bytes.length).writeBytes(bytes);
            return octet(0);
        }

        Writing signature(String types) {
            octet(types.length()).writeBytes(types.getBytes(StandardCharsets.US_ASCII));
            return octet(0);
        }
    }
}
