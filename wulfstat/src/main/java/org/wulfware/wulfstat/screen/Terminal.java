package org.wulfware.wulfstat.screen;

import module java.base;

/// A terminal that this program talks to: bytes in, bytes out, and what happens to it outside.
public interface Terminal {
    /// What happens outside.
    enum Happening {
        RESIZED,
        /// Somebody wants this program to end.
        INTERRUPTED,
        /// Somebody wants this program to stop for a while.
        SUSPENDED,
        /// Time has passed while this program was stopped: nobody knows what the terminal shows.
        CONTINUED,
        /// A signal ends this program as soon as whoever is told of it has given the terminal back.
        KILLED
    }

    /// How large it is now.
    Size size() throws IOException;

    /// Gives every key to this program at once, and shows none.
    void takeKeys() throws IOException;

    /// Makes the keys what they were before.
    void returnKeys();

    /// Waits for what is typed and returns how many bytes of it are now in `into`; -1 once nothing can come any more.
    int read(byte[] into) throws IOException;

    /// Writes all of `bytes` at once.
    void write(byte[] bytes) throws IOException;

    /// Tells `told`, on any thread, what happens from now on.
    void watch(Consumer<Happening> told);

    /// Stops this process, and returns once somebody has let it continue.
    void stop() throws IOException;

    /// What the environment calls its kind: `xterm`; empty if it says nothing.
    String kind();

    /// Whether it shows more than ASCII.
    boolean isUtf8();
}
