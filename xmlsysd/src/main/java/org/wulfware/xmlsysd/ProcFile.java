package org.wulfware.xmlsysd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file kept open and read again from its beginning: a third of the cost of opening it each time.
final class ProcFile implements Tree.Text {
    private final FileChannel channel;

    private ProcFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Null if there is no such file or it may not be read; one that says that it has failed if it is there and cannot be opened.
    @SuppressWarnings("resource") // the channel is the stream's and closes it
    static Tree.@Nullable Text open(File file) {
        if (file.equals(NodeRoot.FAILED)) {
            return new Failing();
        }
        try {
            return new ProcFile(new FileInputStream(file).getChannel());
        } catch (IOException why) { // absent is an answer
            return Unreadable.length(why) == FAILED ? new Failing() : null;
        }
    }

    /// The same of a path whose names hold more than ASCII.
    static Tree.@Nullable Text open(Path path) {
        try {
            return new ProcFile(FileChannel.open(path, StandardOpenOption.READ));
        } catch (NoSuchFileException | AccessDeniedException _) { // absent is an answer
            return null;
        } catch (IOException why) { // as above
            return Unreadable.length(why) == FAILED ? new Failing() : null;
        }
    }

    private static final class Failing implements Tree.Text {
        @Override
        public int read(TextBuffer buffer) {
            return FAILED;
        }
    }

    @Override
    public int read(TextBuffer buffer) {
        try {
            return buffer.fill(channel);
        } catch (IOException why) { // the device or the process behind it has gone, or fails
            return Unreadable.length(why);
        }
    }

    @Override
    public int readBeginning(TextBuffer buffer, int enough) {
        try {
            return buffer.fillBeginning(channel, enough);
        } catch (IOException why) { // as above
            return Unreadable.length(why);
        }
    }

    @Override
    public int readOn(TextBuffer buffer) {
        try {
            return buffer.fillOn(channel);
        } catch (IOException why) { // as above
            return Unreadable.length(why);
        }
    }

    @Override
    public int readPart(TextBuffer buffer, boolean isFirst) {
        try {
            return buffer.fillPart(channel, isFirst);
        } catch (IOException why) { // as above
            return Unreadable.length(why);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) { // only read from: nothing is lost
        }
    }
}
