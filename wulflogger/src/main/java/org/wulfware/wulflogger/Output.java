package org.wulfware.wulflogger;

import module java.base;

/// Where the lines of a log go: whole updates, each at once.
interface Output extends Closeable {
    /// Takes an update's lines.
    void write(CharSequence lines) throws IOException;

    /// Takes what the lines end with, and nothing after that.
    @Override
    void close() throws IOException;

    /// A stream that goes on as long as somebody reads.
    static Output to(OutputStream out, String head, String foot) throws IOException {
        put(out, head);
        return new Output() {
            @Override
            public void write(CharSequence lines) throws IOException {
                put(out, lines);
            }

            @Override
            public void close() throws IOException {
                put(out, foot);
            }
        };
    }

    private static void put(OutputStream out, CharSequence text) throws IOException {
        if (!text.isEmpty()) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
