package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.RegularFile;

/// The metrics in a directory's files `*.prom`, as a text (see the sensor `Textfile`). Files are read again when one has another
/// time or size, or when others are there. It may wait for a disk and so is for a thread beside the sample.
final class TextFiles implements Tree.Text {
    private static final int MOST_FILES = 256;
    private static final int MOST_BYTES = 1 << 20;
    private static final String ENDING = ".prom";
    private static final byte[] NOTHING = "error\t0\n".getBytes(StandardCharsets.US_ASCII);

    private final Supplier<@Nullable File> directory;
    private byte[] text = NOTHING;
    private String[] names = {};
    private long[] stamps = {};
    private @Nullable File read;

    /// @param directory where the files are, as it is configured now; null for none
    TextFiles(Supplier<@Nullable File> directory) {
        this.directory = directory;
    }

    @Override
    public int read(TextBuffer buffer) {
        var where = directory.get();
        if (where == null) {
            return buffer.fill(NOTHING);
        }
        var found = names(where);
        var is = stamps(where, found);
        if (!where.equals(read) || !Arrays.equals(found, names) || !Arrays.equals(is, stamps)) {
            text = readAll(where, found, is).getBytes(StandardCharsets.UTF_8);
            read = where;
            names = found;
            stamps = is;
        }
        return buffer.fill(text);
    }

    private static String[] names(File where) {
        var all = where.list();
        if (all == null) {
            return new String[]{""};
        }
        var found = new String[all.length];
        var count = 0;
        for (var name : all) {
            if (name.endsWith(ENDING)) {
                found[count++] = name;
            }
        }
        found = Arrays.copyOf(found, count);
        Arrays.sort(found);
        return found;
    }

    private static long[] stamps(File where, String[] names) {
        var stamps = new long[2 * names.length];
        for (var i = 0; i < names.length; i++) {
            var file = new File(where, names[i]);
            stamps[2 * i] = file.lastModified();
            stamps[2 * i + 1] = file.length();
        }
        return stamps;
    }

    private static String readAll(File where, String[] names, long[] stamps) {
        var metrics = new MetricFiles();
        var files = new StringBuilder();
        for (var i = 0; i < names.length; i++) {
            var file = new File(where, names[i]);
            if (names[i].isEmpty() || i >= MOST_FILES) {
                metrics.fail(); // there is no such directory, or there are too many files
                break;
            }
            try {
                var content = new String(RegularFile.read(file.toPath(), MOST_BYTES), StandardCharsets.UTF_8);
                if (metrics.add(content, file.toString())) {
                    files.append("file\t")
                            .append(MetricFiles.plain(file.toString()))
                            .append('\t')
                            .append(stamps[2 * i])
                            .append('\n');
                }
            } catch (IOException _) { // it is told by the metric on errors
                metrics.fail();
            }
        }
        return "error\t" + (metrics.hasFailed() ? 1 : 0) + "\n" + files + metrics.lines();
    }
}
