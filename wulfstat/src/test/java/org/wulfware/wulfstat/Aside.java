package org.wulfware.wulfstat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A program that runs while a test types: on a thread of its own, since those that all share are one where there are two
/// processors, and a program that never ended would hold the next test's.
final class Aside {
    private Aside() {}

    static <T> CompletableFuture<T> run(Supplier<T> program) {
        return CompletableFuture.supplyAsync(program, task -> Thread.ofPlatform().daemon().start(task));
    }
}
