package org.wulfware.display;

import module java.base;
import org.wulfware.wire.IoFailure;

/// What is said of failures that do not end a program: of a mistake in it what [CrashReport] says, of all else why. A mistake
/// that is made again and again has one trace.
public final class CrashReports {
    /// More mistakes than these leave no trace.
    private static final int MOST = 20;

    private final String program;
    private final String release;
    private final Path directory;
    private final Map<String, String> told = new HashMap<>();

    /// @param program that fails, such as `wulf ps`
    public CrashReports(String program, String release) {
        this(program, release, CrashReport.usual());
    }

    /// @param directory for traces
    CrashReports(String program, String release, Path directory) {
        this.program = program;
        this.release = release;
        this.directory = directory;
    }

    /// The line for a person.
    public synchronized String of(Throwable why) {
        if (why instanceof IOException || why instanceof UncheckedIOException) {
            return Clean.text(IoFailure.message(why));
        }
        var mistake = mistake(why);
        if (told.size() >= MOST && !told.containsKey(mistake)) {
            return "internal error: " + Clean.text(why.toString()) + ", after " + MOST + " others";
        }
        return told.computeIfAbsent(mistake, _ -> CrashReport.of(program, release, why, directory));
    }

    /// From now on what nobody has seen to on any thread of this program is told, each mistake once.
    public void watchThreads(Consumer<String> teller) {
        Thread.setDefaultUncaughtExceptionHandler((_, why) -> {
            if (!isKnown(why)) {
                teller.accept(of(why));
            }
        });
    }

    private synchronized boolean isKnown(Throwable why) {
        return told.containsKey(mistake(why));
    }

    private static String mistake(Throwable why) {
        var trace = why.getStackTrace();
        return why + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
