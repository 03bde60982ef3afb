package org.wulfware.testkit;

/// What a simulated node is up to.
public enum Role {
    /// Next to nothing.
    IDLE,
    /// Half of what it could, up and down.
    STEADY,
    /// All that it can.
    BUSY,
    /// More than it can: processes wait for a processor, and memory has run over into swap.
    OVERLOADED,
    /// Nothing listens there.
    DEAD,
    /// Something listens there and answers rubbish.
    GARBLED
}
