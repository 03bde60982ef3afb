package org.wulfware.display;

import module java.base;

/// Where idle ends, where busy and overloaded begin: conditions on a column's `value`, and this is the one place that says
/// them for the displays that come with the programs.
///
/// @param idle when next to nothing is going on; empty for never
/// @param busy when it is well used
/// @param overloaded when it is more than the host can carry, or an error
public record Thresholds(String idle, String busy, String overloaded) {
    /// Says nothing.
    public static final Thresholds NONE = new Thresholds("", "", "");

    /// Runnable tasks. They say nothing by themselves: without the number of processors they are neither high nor low.
    static final Thresholds LOAD = new Thresholds("value / cpus < 0.1", "value / cpus >= 0.7", "value / cpus >= 1.5");

    static final Thresholds LOAD_PER_CPU = new Thresholds("value < 0.1", "value >= 0.7", "value >= 1.5");

    /// Processor time in use, of all there is.
    static final Thresholds CPU = new Thresholds("value < 5%", "value >= 80%", "value >= 98%");

    /// Processor time not in use.
    static final Thresholds IDLE_CPU = new Thresholds("value > 95%", "value <= 20%", "value <= 2%");

    /// Memory in use, buffers and cache not counted.
    static final Thresholds MEMORY = new Thresholds("", "value >= 80%", "value >= 95%");

    static final Thresholds SWAP = new Thresholds("", "value >= 25%", "value >= 80%");

    /// Pages a second.
    static final Thresholds SWAPPING = new Thresholds("", "value > 0", "value >= 100");

    /// Network errors and drops a second, and other things that should not be.
    static final Thresholds ERRORS = new Thresholds("", "value > 0", "value >= 10");

    /// A clock's distance from ours.
    static final Thresholds CLOCK_OFFSET = new Thresholds("", "abs(value) >= 1s", "abs(value) >= 60s");

    /// A device's time in use.
    static final Thresholds DEVICE = new Thresholds("value < 5%", "value >= 60%", "value >= 95%");

    /// Room in use on a file system.
    static final Thresholds ROOM = new Thresholds("", "value >= 85%", "value >= 95%");

    /// Share of time that some waited for want of something.
    static final Thresholds PRESSURE = new Thresholds("value < 1%", "value >= 10%", "value >= 40%");

    /// Share of time that all waited.
    static final Thresholds STALL = new Thresholds("value < 1%", "value >= 5%", "value >= 20%");

    static final Thresholds GPU_CELSIUS = new Thresholds("", "value >= 80", "value >= 90");

    boolean isEmpty() {
        return idle.isEmpty() && busy.isEmpty() && overloaded.isEmpty();
    }
}
