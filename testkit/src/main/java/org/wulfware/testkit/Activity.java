package org.wulfware.testkit;

import module java.base;

/// What goes on in a node: the curves that its files have in common, so that the load it says is that of its processors.
///
/// @param cpus the busy share of each processor
/// @param waiting how many are runnable beyond those that run
/// @param disk kilobytes read and written a second
/// @param swapping pages a second, each way
/// @param network bytes a second in and out, all interfaces together
record Activity(List<Curve> cpus, Curve waiting, Curve disk, Curve swapping, Curve network) {
    static Activity of(Role role, int processors, Random random) {
        // One slow wave for all, so that the node as a whole goes up and down.
        var period = 60 + random.nextDouble() * 120;
        var phase = random.nextDouble() * 2 * Math.PI;
        var cpus = new ArrayList<Curve>(processors);
        for (var i = 0; i < processors; i++) {
            var own = random.nextDouble();
            var at = phase + random.nextDouble();
            cpus.add(
                    switch (role) {
                        case IDLE -> new Curve(0.01 + 0.03 * own, 0.008, period, at);
                        case STEADY -> new Curve(0.30 + 0.35 * own, 0.25, period, at);
                        case BUSY -> new Curve(0.93 + 0.05 * own, 0.015, period, at);
                        case OVERLOADED -> new Curve(0.975 + 0.01 * own, 0.01, period, at);
                        case DEAD, GARBLED -> Curve.flat(0);
                    });
        }
        var disk = switch (role) {
            case IDLE -> 30;
            case STEADY -> 900;
            case BUSY -> 2500;
            case OVERLOADED -> 9000;
            case DEAD, GARBLED -> 0;
        };
        var network = switch (role) {
            case IDLE -> 4e3;
            case STEADY -> 8e6;
            case BUSY -> 60e6;
            case OVERLOADED -> 25e6;
            case DEAD, GARBLED -> 0;
        };
        var overloaded = role == Role.OVERLOADED;
        return new Activity(
                List.copyOf(cpus),
                overloaded ? new Curve(1.8 * processors, 0.9 * processors, period * 2, phase) : Curve.flat(0),
                new Curve(disk, 0.7 * disk, period / 3, phase + 2),
                overloaded ? new Curve(350, 300, period / 2, phase) : Curve.flat(0),
                new Curve(network, 0.7 * network, period / 2, phase + 1));
    }

    /// Processors' seconds of work since time 0.
    double work(double time) {
        return cpus.stream().mapToDouble(cpu -> cpu.sum(time)).sum();
    }

    /// How many run or wait to run.
    double queue(double time) {
        return cpus.stream().mapToDouble(cpu -> cpu.at(time)).sum() + waiting.at(time);
    }

    /// The load average over `memory` seconds.
    double load(double time, double memory) {
        return cpus.stream().mapToDouble(cpu -> cpu.smoothed(time, memory)).sum() + waiting.smoothed(time, memory);
    }
}
