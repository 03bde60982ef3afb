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
/// @param role what it has to do with telling rows apart
/// @param isSigned whether it is said to be below zero at times; see [#mayBeNegative()]
public record Spec(
        String path,
        Kind kind,
        Unit unit,
        String help,
        int decimals,
        @Nullable String unitsAttribute,
        boolean isOnRequest,
        Role role,
        boolean isSigned) {
    /// What a field has to do with telling a sensor's rows apart.
    public enum Role {
        /// Nothing: it may change while the row stays the same.
        VALUE,
        /// Part of the row's identity: two rows that differ in it are about different things, now and later. An attribute is
        /// one unless it says otherwise.
        IDENTITY,
        /// The same, written right behind the part before it: the `0` of `eth0`.
        IDENTITY_END,
        /// What the identity says, said in another way: the whole name of an interface, of which the attributes are the parts.
        ALIAS,
        /// An attribute that is the row's place in a list. It changes when other rows come and go, and identifies nothing.
        POSITION
    }

    public static Spec gauge(String path, Unit unit, String help) {
        return new Spec(path, Kind.GAUGE, unit, help, 0, null, false, role(path), false);
    }

    public static Spec counter(String path, Unit unit, String help) {
        return new Spec(path, Kind.COUNTER, unit, help, 0, null, false, role(path), false);
    }

    public static Spec text(String path, String help) {
        return new Spec(path, Kind.TEXT, Unit.NONE, help, 0, null, false, role(path), false);
    }

    public Spec decimals(int digits) {
        return new Spec(path, kind, unit, help, digits, unitsAttribute, isOnRequest, role, isSigned);
    }

    /// The same field with `units="…"` on its element, as the oldest clients expect it.
    public Spec units(String attribute) {
        return new Spec(path, kind, unit, help, decimals, attribute, isOnRequest, role, isSigned);
    }

    /// The same field, off until a client asks for it by its own name or by that of a group that holds only such fields.
    public Spec onRequest() {
        return new Spec(path, kind, unit, help, decimals, unitsAttribute, true, role, isSigned);
    }

    /// The same field, which may be below zero.
    public Spec signed() {
        return new Spec(path, kind, unit, help, decimals, unitsAttribute, isOnRequest, role, true);
    }

    /// Whether a value below zero can be true: where it is declared so, and of what is measured in degrees, volts and the like.
    public boolean mayBeNegative() {
        return isSigned || switch (unit) {
            case CELSIUS, VOLTS, AMPERES, WATTS, PARTS_PER_MILLION -> kind == Kind.GAUGE;
            case NONE, BYTES, KILOBYTES, MEGABYTES, PAGES, JIFFIES, SECONDS, PACKETS, MEGAHERTZ, KILOHERTZ, RPM, JOULES, PERCENT,
                    MICROSECONDS, MILLISECONDS, SECTORS, BITS, MEGABITS -> false;
        };
    }

    /// The same field as part of its row's identity, although it is no attribute.
    public Spec identity() {
        return as(Role.IDENTITY);
    }

    /// The same attribute, written right behind the part of the identity before it.
    public Spec identityEnd() {
        return as(Role.IDENTITY_END);
    }

    /// The same field as another way to say what the row's identity says.
    public Spec alias() {
        return as(Role.ALIAS);
    }

    /// The same attribute as a mere place in a list.
    public Spec position() {
        return as(Role.POSITION);
    }

    private Spec as(Role other) {
        return new Spec(path, kind, unit, help, decimals, unitsAttribute, isOnRequest, other, isSigned);
    }

    private static Role role(String path) {
        return path.indexOf('@') >= 0 ? Role.IDENTITY : Role.VALUE;
    }

    /// Whether this is part of what tells its row from all others.
    public boolean isIdentity() {
        return role == Role.IDENTITY || role == Role.IDENTITY_END;
    }

    /// Whether this is an attribute of a repeated element.
    public boolean isKey() {
        return path.indexOf('@') >= 0;
    }
}
