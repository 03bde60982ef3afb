package org.wulfware.catalog;

/// What a field's value may be used for.
public enum Kind {
    /// A value that goes up and down.
    GAUGE,
    /// A count since boot: only its difference over time means something, and it may wrap or start again.
    COUNTER,
    /// Words: a name, a version.
    TEXT
}
