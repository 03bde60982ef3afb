package org.wulfware.catalog;

import org.jspecify.annotations.Nullable;

/// The declaration of a field.
///
/// @param path where the value stands below its sensor's element: `load1`, `receive/bytes`, `cpu@id` for an
///     attribute that tells repeated elements apart, empty for a sensor that is a single value
/// @param kind what the value may be used for
/// @param unit of the raw value
/// @param help one sentence for a person
/// @param decimals digits after the point: the cell holds the value times ten to this power
/// @param unitsAttribute what the element's `units` attribute says on the wire; null for none
/// @param isOnRequest whether it is off until a client asks for it, although other fields of its sensor may be on
public record Spec(
        String path,
        Kind kind,
        Unit unit,
        String help,
        int decimals,
        @Nullable String unitsAttribute,
        boolean isOnRequest) {
    public static Spec gauge(String path, Unit unit, String help) {
        return new Spec(path, Kind.GAUGE, unit, help, 0, null, false);
    }

    public static Spec counter(String path, Unit unit, String help) {
        return new Spec(path, Kind.COUNTER, unit, help, 0, null, false);
    }

    public static Spec text(String path, String help) {
        return new Spec(path, Kind.TEXT, Unit.NONE, help, 0, null, false);
    }

    public Spec decimals(int digits) {
        return new Spec(path, kind, unit, help, digits, unitsAttribute, isOnRequest);
    }

    /// The same field with `units="…"` on its element, as the oldest clients expect it.
    public Spec units(String attribute) {
        return new Spec(path, kind, unit, help, decimals, attribute, isOnRequest);
    }

    /// The same field, off until a client asks for it by its own name or by that of a group that holds only such fields.
    public Spec onRequest() {
        return new Spec(path, kind, unit, help, decimals, unitsAttribute, true);
    }

    /// Whether this is an attribute that tells repeated elements apart.
    public boolean isKey() {
        return path.indexOf('@') >= 0;
    }
}
