package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;

/// A node as texts: what the daemon samples. [FileTree] is the real one; a test or a simulation hands in its own.
public interface Tree extends AutoCloseable {
    /// A text that can be read again and again.
    interface Text {
        /// In the place of a length: there is none any more, or it may not be read.
        int GONE = -1;

        /// The same: it is there, and cannot be read.
        int FAILED = -2;

        /// Reads the whole text as it is now into `buffer`.
        ///
        /// @return its length, or [#GONE] or [#FAILED] if it cannot be read
        int read(TextBuffer buffer);

        /// Reads the text's beginning as it is now into `buffer`: up to `enough` bytes, in one go.
        /// [TextBuffer#isWhole] says whether that is known to be the whole text.
        ///
        /// @return how many bytes, or one of those two
        default int readBeginning(TextBuffer buffer, int enough) {
            return read(buffer);
        }

        /// Reads on to the text's end behind the beginning that is in `buffer`.
        ///
        /// @return the length of both, or one of those two
        default int readOn(TextBuffer buffer) {
            return read(buffer);
        }

        /// Reads the text's next part into `buffer`, whole lines of which [TextBuffer#lines] says the length; begins anew with
        /// the text as it is now if `isFirst`.
        ///
        /// @return how many bytes, 0 behind the text's end, or one of those two
        default int readPart(TextBuffer buffer, boolean isFirst) {
            return isFirst ? read(buffer) : 0;
        }

        /// Whether what it says for the first time is still being found out by another thread.
        default boolean isAwaited() {
            return false;
        }

        /// Gives back what it holds open.
        default void close() {}
    }

    /// Opens the text at `path` below the root (`proc/loadavg`).
    ///
    /// @return null if there is none or it may not be read; one that only says that it has failed, if it is there and cannot
    ///     be opened
    @Nullable
    Text open(String path);

    /// The names in the directory at `directory`, in any order; none if there is no such directory.
    default String[] list(String directory) {
        return new String[0];
    }

    /// How many directories there are in the one at `directory`, as far as the file system counts them; -1 where it does not.
    default int directories(String directory) {
        return -1;
    }

    /// The last name in the target of the symbolic link at `path`; null if that is none.
    default @Nullable String link(String path) {
        return null;
    }

    /// The path below the root, without a link in it, of what is at `path`; null if nothing is.
    default @Nullable String real(String path) {
        return null;
    }

    /// Reads the text at `path` as it is now into `buffer`, once and no more.
    ///
    /// @return its length, [Text#GONE] if there is none or it may not be read, [Text#FAILED] if it is there and cannot be
    default int readOnce(String path, TextBuffer buffer) {
        var text = open(path);
        if (text == null) {
            return Text.GONE;
        }
        var length = text.read(buffer);
        text.close();
        return length;
    }

    /// The same of the first `most` bytes, or a few more, of a file that is no fact.
    default int readOnce(String path, TextBuffer buffer, int most) {
        return readOnce(path, buffer);
    }

    /// Whether what is read here may hang, as a driver or a dead server may: of a running system, and of no recorded one.
    default boolean mayHang() {
        return false;
    }

    /// The numbers of the processes that there are now, ascending.
    long[] pids();

    /// The name of the user `uid`, or null while none is known. It never waits; `pid` is a process of that user.
    @Nullable
    String userName(long uid, long pid);

    @Override
    default void close() {}
}
