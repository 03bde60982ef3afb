package org.wulfware.fuzz;

import module java.base;
import org.wulfware.xmlsysd.DaemonDoor;
import org.wulfware.xmlsysd.TextBuffer;

/// What a bus may say to the daemon that asks it for systemd's units: an input is all that it ever says, whatever it is asked.
final class BusTarget extends Target {
    private static final long LIMIT_NANOS = 5_000_000_000L;

    private final Path socket;
    private final BlockingQueue<byte[]> said = new ArrayBlockingQueue<>(1);

    BusTarget() throws IOException {
        super("bus", 1000);
        var directory = Files.createTempDirectory("wulf-fuzz");
        // Not called "private", so that it is greeted as a bus.
        socket = directory.resolve("bus");
        directory.toFile().deleteOnExit();
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        socket.toFile().deleteOnExit();
        Thread.ofPlatform().daemon().start(() -> serve(listener));
    }

    private void serve(ServerSocketChannel listener) {
        while (true) {
            try (var client = listener.accept()) {
                for (var left = ByteBuffer.wrap(said.take()); left.hasRemaining();) {
                    client.write(left);
                }
                client.shutdownOutput();
                var drain = ByteBuffer.allocate(4096);
                while (client.read(drain.clear()) >= 0) {
                    // What it asks does not matter; a close before it has asked would take from it what was said.
                }
            } catch (IOException _) { // it has hung up before all was said
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    @Override
    public void run(byte[] input) throws Exception {
        var buffer = new TextBuffer();
        said.put(input);
        var length = DaemonDoor.units(socket.toString(), LIMIT_NANOS).read(buffer);
        var lines = new String(buffer.array(), 0, Math.max(0, length), StandardCharsets.UTF_8);
        for (var line : lines.split("\n")) {
            if (!line.isEmpty() && line.split(" ", -1).length != 4) {
                throw finding("not four words: " + line);
            }
        }
    }

    @Override
    List<byte[]> seeds() {
        var hello = message(1, "s", string(":1.5"));
        var units = new ByteArrayOutputStream();
        for (var unit : List.of("ssh.service", "dev-sda.device")) {
            while (units.size() % 8 != 0) {
                units.write(0);
            }
            for (var word : List.of(unit, "What it is for", "loaded", "active", "running", "", "/unit")) {
                align(units, 4);
                units.writeBytes(string(word));
            }
            align(units, 4);
            units.writeBytes(number(0));
            units.writeBytes(string(""));
            align(units, 4);
            units.writeBytes(string("/"));
        }
        var array = new ByteArrayOutputStream();
        array.writeBytes(number(units.size()));
        array.writeBytes(number(0));
        array.writeBytes(units.toByteArray());
        var all = new ByteArrayOutputStream();
        all.writeBytes(bytes("OK 1234deadbeef\r\n"));
        all.writeBytes(hello);
        all.writeBytes(message(2, "a(ssssssouso)", array.toByteArray()));
        return List.of(all.toByteArray(), bytes("REJECTED\r\n"), bytes("OK\n" + text(hello)));
    }

    private static byte[] message(int answers, String signature, byte[] body) {
        var fields = new ByteArrayOutputStream();
        fields.writeBytes(new byte[]{5, 1, 'u', 0});
        fields.writeBytes(number(answers));
        fields.writeBytes(new byte[]{8, 1, 'g', 0, (byte) signature.length()});
        fields.writeBytes(bytes(signature + "\0"));
        var message = new ByteArrayOutputStream();
        message.writeBytes(new byte[]{'l', 2, 1, 1});
        message.writeBytes(number(body.length));
        message.writeBytes(number(77));
        message.writeBytes(number(fields.size()));
        message.writeBytes(fields.toByteArray());
        align(message, 8);
        message.writeBytes(body);
        return message.toByteArray();
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    }

    private static byte[] string(String words) {
        return bytes(text(number(words.length())) + words + '\0');
    }

    private static void align(ByteArrayOutputStream out, int to) {
        while (out.size() % to != 0) {
            out.write(0);
        }
    }

    @Override
    List<String> words() {
        return List.of("OK \\x0d\\x0a", "l\\x02\\x01\\x01", "\\x05\\x01u\\x00", "\\x08\\x01g\\x00",
                "a(ssssssouso)\\x00",
                "\\x01s\\x00", "\\x00\\x00\\x00\\x00", "\\xff\\xff\\xff\\x7f");
    }
}
