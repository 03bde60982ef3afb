package org.wulfware.display;

/// Where idle ends, where busy and overloaded begin: the one place that says so.
///
/// | what | idle below | busy from | overloaded from |
/// | --- | --- | --- | --- |
/// | load a processor | 0.1 | 0.7 | 1.5 |
/// | processor time in use, % | 5 | 80 | 98 |
/// | memory in use (buffers and cache not counted), % | | 80 | 95 |
/// | swap in use, % | | 25 | 80 |
/// | swapping, pages a second | | above 0 | 100 |
/// | network errors and drops a second | | above 0 | 10 |
/// | a clock's distance from ours, s | | 1 | 60 |
public final class Thresholds {
    private Thresholds() {}

    /// Runnable tasks a processor.
    static Status load(double perCpu) {
        return perCpu < 0.1 ? Status.IDLE : above(perCpu, 0.7, 1.5);
    }

    static Status cpu(double percent) {
        return percent < 5 ? Status.IDLE : above(percent, 80, 98);
    }

    static Status memory(double percent) {
        return above(percent, 80, 95);
    }

    static Status swap(double percent) {
        return above(percent, 25, 80);
    }

    static Status swapping(double pagesPerSecond) {
        return pagesPerSecond > 0 ? above(pagesPerSecond, 0, 100) : Status.NORMAL;
    }

    static Status errors(double perSecond) {
        return perSecond > 0 ? above(perSecond, 0, 10) : Status.NORMAL;
    }

    static Status clockOffset(double seconds) {
        return above(Math.abs(seconds), 1, 60);
    }

    private static Status above(double value, double busy, double overloaded) {
        return value >= overloaded ? Status.OVERLOADED : value >= busy ? Status.BUSY : Status.NORMAL;
    }
}
