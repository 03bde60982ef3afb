package org.wulfware.testkit;

/// How much of something there is over time: a mean with a wave on it. All that a node shows follows from such curves
/// in closed form, so that a simulated node is the same whenever and however often it is read.
///
/// @param swing half the height of the wave; up to `mean`, so that what is counted never goes back
/// @param period of the wave, in seconds
/// @param phase where in the wave it begins, in radians
record Curve(double mean, double swing, double period, double phase) {
    static Curve flat(double mean) {
        return new Curve(mean, 0, 1, 0);
    }

    /// The same wave, so many times as high.
    Curve times(double factor) {
        return new Curve(mean * factor, swing * factor, period, phase);
    }

    /// The value at a time in seconds.
    double at(double time) {
        return mean + swing * Math.sin(angle(time));
    }

    /// What has come together since time 0.
    double sum(double time) {
        return mean * time + swing / speed() * (Math.cos(phase) - Math.cos(angle(time)));
    }

    /// The value as a mean shows it that forgets with a time constant of `memory` seconds, as the kernel's load averages
    /// do: the wave comes later and lower.
    double smoothed(double time, double memory) {
        var lag = speed() * memory;
        return mean + swing / Math.sqrt(1 + lag * lag) * Math.sin(angle(time) - Math.atan(lag));
    }

    private double speed() {
        return 2 * Math.PI / period;
    }

    private double angle(double time) {
        return speed() * time + phase;
    }
}
