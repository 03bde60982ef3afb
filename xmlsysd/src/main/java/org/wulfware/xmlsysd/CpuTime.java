package org.wulfware.xmlsysd;

/// What the daemon has used of processors since it started, all its threads together.
interface CpuTime {
    /// Nanoseconds so far; never goes back, but for 0 where the kernel does not say.
    ///
    /// @param isClose whether threads that have begun since it was last asked are looked for; else it allocates nothing
    long nanos(boolean isClose);
}
