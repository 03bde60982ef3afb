package org.wulfware.xmlsysd;

/// Keeps the JVM's heap as small as what lives in it allows. A node with many processors or processes needs more of it than
/// others, and how many there will be is not known at the start; so the JVM may take much, and would let garbage lie until
/// it has. Here it is cleared away as soon as the heap is larger than it usually is, or a quarter larger than it had to be the last
/// time; and again after a while, should less be needed then.
final class Heap {
    /// What suffices on a node of usual size.
    static final long USUAL = 7 << 20;

    /// The same where TLS is spoken.
    static final long USUAL_WITH_TLS = 15 << 20;

    private static final long LEAST_MORE = 2 << 20;
    private static final long AGAIN_NANOS = 60_000_000_000L;

    private final Runtime runtime = Runtime.getRuntime();
    private final long usual;
    private long most;
    private long clearedAt;

    Heap(long usual) {
        this.usual = usual;
        most = usual;
    }

    /// Clears away, if it is time to. Between two pieces of work, since it takes milliseconds.
    void tidy(long now) {
        var size = runtime.totalMemory();
        if (size <= usual || (size <= most && now - clearedAt < AGAIN_NANOS)) {
            return;
        }
        System.gc();
        clearedAt = now;
        size = runtime.totalMemory();
        most = Math.max(usual, size + Math.max(LEAST_MORE, size / 4));
    }
}
