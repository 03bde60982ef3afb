package org.wulfware.testkit;

import module java.base;

/// A file of a simulated node: a recorded text in which time goes on. Each keeps the layout in which its kernel printed it.
@FunctionalInterface
interface Moving {
    /// The text at a time in seconds since the tree was taken; a character a byte.
    String at(double time);

    /// A whole number, grown.
    static long grown(String recorded, double by) {
        return Long.parseLong(recorded) + (long) by;
    }

    /// The words of a line.
    static String[] words(String line) {
        return line.strip().split("\\s+");
    }
}
