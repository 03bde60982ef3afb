package org.wulfware.display;

/// How a value stands to what is usual; the faces give it a colour. [Thresholds] says where each begins.
public enum Status {
    /// Next to nothing is going on.
    IDLE,
    NORMAL,
    BUSY,
    /// More than the host can carry, or an error.
    OVERLOADED,
    /// The host does not answer.
    DEAD,
    /// The host does not say.
    ABSENT
}
