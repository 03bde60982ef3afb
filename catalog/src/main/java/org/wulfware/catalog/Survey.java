package org.wulfware.catalog;

/// Finds out what of a sensor's kind a node has, where that stands in directories of small files rather than in one text:
/// the chips below `sys/class/hwmon`, the interfaces below `sys/class/net`. The daemon surveys when the sensor is first asked
/// for, again after so many seconds, and when a file that was there has gone; in between it only reads what was planned.
public interface Survey<F extends Enum<F> & Field> {
    /// The directory in which it looks around, below the root.
    String directory();

    /// Plans the sensor's rows in `plan`, which is empty. It never throws for what it finds, whatever it is called and
    /// whatever it says.
    void survey(Node node, Plan<F> plan);
}
