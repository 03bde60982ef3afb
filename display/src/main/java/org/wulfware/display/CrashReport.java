package org.wulfware.display;

import module java.base;

/// What is said of a mistake in a program: one line for a person, and a file with the trace for whoever mends it.
public final class CrashReport {
    private CrashReport() {}

    /// Writes the trace into a file of its own, in the directory for such, and returns the line.
    ///
    /// @param program that failed, such as `wulf hosts`
    public static String of(String program, String release, Throwable e) {
        return of(program, release, e, usual());
    }

    /// The directory for such.
    static Path usual() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    static String of(String program, String release, Throwable e, Path directory) {
        var line = "internal error: " + Clean.text(e.toString()).strip()
                + ". Please report it to where you have Wulfware from";
        var trace = new StringWriter();
        trace.write(program + " " + release + ", Java " + Runtime.version() + ", " + Instant.now() + "\n");
        e.printStackTrace(new PrintWriter(trace, true));
        try {
            var file = Files.createTempFile(directory, program.replace(' ', '-') + "-", ".trace");
            Files.writeString(file, trace.toString());
            return line + ", with " + file;
        } catch (IOException | RuntimeException unwritten) {
            return line + "; its trace cannot be written: " + Clean.text(unwritten.toString());
        }
    }
}
