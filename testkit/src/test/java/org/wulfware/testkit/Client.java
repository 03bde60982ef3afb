package org.wulfware.testkit;

import module java.base;

/// A client of the daemon's language, as small as one can be.
final class Client implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    Client(String address, int port) throws IOException {
        socket.connect(new InetSocketAddress(address, port), LIMIT_MILLIS);
        socket.setSoTimeout(LIMIT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// The document that `commands` are answered with.
    String ask(String... commands) throws IOException {
        say(commands);
        var length = Integer.parseInt(line().substring("Content-Length: ".length()));
        if (!line().isEmpty()) {
            throw new IOException("no empty line behind the length");
        }
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    void say(String... commands) throws IOException {
        if (commands.length == 0) {
            return;
        }
        socket.getOutputStream().write((String.join("\n", commands) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    String line() throws IOException {
        var line = new StringBuilder();
        for (var octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the node hung up behind \"" + line + "\"");
            }
            line.append((char) octet);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
