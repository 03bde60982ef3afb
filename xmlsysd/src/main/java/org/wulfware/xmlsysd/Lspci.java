package org.wulfware.xmlsysd;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What `lspci` calls this machine's PCI devices, as it prints it for programs: run once, when it is first asked for, by
/// absolute path and without a shell. It may take its time, and so is for a thread beside the sample; one that does not end is
/// ended. A node without it has an empty text.
final class Lspci implements Tree.Text {
    private static final List<String> PLACES =
            List.of("/usr/bin/lspci", "/usr/sbin/lspci", "/sbin/lspci", "/bin/lspci");
    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final int MOST_BYTES = 512 << 10;
    private static final long GLANCE_NANOS = 5_000_000;

    private final List<String> places;
    private final long limitNanos;
    private byte @Nullable [] text;

    Lspci() {
        this(PLACES, LIMIT_NANOS);
    }

    /// @param places the first that is there is run
    Lspci(List<String> places, long limitNanos) {
        this.places = places;
        this.limitNanos = limitNanos;
    }

    @Override
    public synchronized int read(TextBuffer buffer) {
        var known = text;
        if (known == null) {
            known = run();
            text = known;
        }
        return buffer.fill(known);
    }

    private byte[] run() {
        for (var place : places) {
            if (new File(place).canExecute()) {
                // The domain always, and what is in quotes escaped.
                var builder = new ProcessBuilder(place, "-D", "-mm");
                builder.environment().clear();
                builder.environment().put("LC_ALL", "C");
                builder.redirectInput(new File("/dev/null")).redirectError(ProcessBuilder.Redirect.DISCARD);
                try {
                    return output(builder.start());
                } catch (IOException _) { // it cannot be run: numbers will do
                    return new byte[0];
                }
            }
        }
        return new byte[0];
    }

    /// All that it prints; nothing if it prints too much, or does not end in time or well.
    private byte[] output(Process process) throws IOException {
        var began = System.nanoTime();
        var printed = new ByteArrayOutputStream();
        try (var in = process.getInputStream()) {
            while (System.nanoTime() - began < limitNanos && printed.size() <= MOST_BYTES) {
                var hasEnded = !process.isAlive();
                var available = in.available();
                if (available > 0) {
                    printed.write(in.readNBytes(Math.min(available, 1 << 16)));
                } else if (hasEnded) {
                    return process.exitValue() == 0 ? printed.toByteArray() : new byte[0];
                } else {
                    LockSupport.parkNanos(this, GLANCE_NANOS);
                }
            }
            return new byte[0];
        } finally {
            process.destroyForcibly();
        }
    }
}
