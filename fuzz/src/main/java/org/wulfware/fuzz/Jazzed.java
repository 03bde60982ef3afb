package org.wulfware.fuzz;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What Jazzer calls, in a JVM of its own: for the one target that its argument names.
public final class Jazzed {
    private static @Nullable Target target;

    private Jazzed() {}

    /// Called once, first.
    public static void fuzzerInitialize(String[] arguments) throws IOException {
        target = Targets.named(arguments[0]);
    }

    /// Called for each input.
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Objects.requireNonNull(target, "a target is named by --target_args").run(input);
    }
}
