package org.wulfware.xmlsysd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// A file kept open and read again from its beginning: a third of the cost of opening it each time.
final class ProcFile implements Tree.Text {
    private final FileChannel channel;

    private ProcFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Null if there is no such file or it may not be read.
    @SuppressWarnings("resource") // the channel is the stream's and closes it
    static @Nullable ProcFile open(File file) {
        try {
            return new ProcFile(new FileInputStream(file).getChannel());
        } catch (IOException _) { // absent is an answer
            return null;
        }
    }

    @Override
    public int read(TextBuffer buffer) {
        try {
            return buffer.fill(channel);
        } catch (IOException _) { // the device or the process behind it has gone
            return -1;
        }
    }

    @Override
    public int readBeginning(TextBuffer buffer, int enough) {
        try {
            return buffer.fillBeginning(channel, enough);
        } catch (IOException _) { // as above
            return -1;
        }
    }

    @Override
    public int readOn(TextBuffer buffer) {
        try {
            return buffer.fillOn(channel);
        } catch (IOException _) { // as above
            return -1;
        }
    }

    @Override
    public int readPart(TextBuffer buffer, boolean isFirst) {
        try {
            return buffer.fillPart(channel, isFirst);
        } catch (IOException _) { // as above
            return -1;
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
