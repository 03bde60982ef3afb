package org.wulfware.catalog;

/// One value that a node can say. Every implementation is an enum: the constant is the slot of the value in a
/// [Table], so a name and its value cannot part.
public interface Field {
    /// The cell of a value that the kernel did not say. It never stands for zero.
    long ABSENT = Long.MIN_VALUE;

    /// The slot: what [Enum#ordinal] says.
    int ordinal();

    /// The constant's own name: what [Enum#name] says.
    String name();

    /// What this field is: path, kind, unit, help.
    Spec spec();

    /// The sensor that this field belongs to.
    Sensor<?> sensor();

    /// Whether it is sent to a client that has asked for nothing in particular.
    default boolean isDefault() {
        return sensor().isDefault() && !spec().isOnRequest();
    }
}
