package org.wulfware.display;

import module java.base;

/// One value, as a face shows it.
///
/// @param text for a person, free of control characters; `-` if the value is absent, or words that say why
/// @param value the exact value in the column's unit; a text may have one too, to be sorted by
/// @param status how it stands to what is usual
public record Cell(String text, OptionalDouble value, Status status) {
    /// What stands for a value that nobody said: never a zero.
    public static final String DASH = "-";

    /// What stands for a value that is not known yet.
    public static final String TO_COME = "…";

    /// A value that the host does not say.
    public static final Cell ABSENT = new Cell(DASH, OptionalDouble.empty(), Status.ABSENT);

    public boolean isAbsent() {
        return status == Status.ABSENT;
    }
}
