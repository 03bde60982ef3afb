package org.wulfware.testkit;

/// What may be wrong with a node of a [Crowd].
public enum Trouble {
    /// Nothing.
    NONE,
    /// Whoever connects is hung up on, and so is whoever is connected.
    GONE,
    /// It lets clients connect, and says nothing.
    HANGS,
    /// Its answers are no packets.
    GARBAGE,
    /// Its answers come a byte at a time, and never to an end.
    DRIPS,
    /// It announces a document of 99,999,999,999 bytes.
    HUGE_LENGTH,
    /// It sends without end.
    FLOODS,
    /// Its clock goes wrong by minutes with each answer; that alone is no reason to call it down.
    CLOCK
}
