package org.wulfware.history;

import module java.base;

/// In which zone people live, as the C library understands `TZ`: unset is the system's, empty is UTC; `:Europe/Berlin`, a file below
/// `/usr/share/zoneinfo`, or POSIX's own rules, `CET-1CEST,M3.5.0,M10.5.0/3`. What is none of these is an error, and not UTC.
public final class Zones {
    private static final String PLACE = "zoneinfo/";

    private static final ZoneId LOCAL = localOf(System.getenv());

    private Zones() {}

    private static ZoneId localOf(Map<String, String> environment) {
        try {
            return of(environment);
        } catch (IllegalArgumentException _) { // the programs that are asked about times say so
            return ZoneOffset.UTC;
        }
    }

    /// The zone that an environment names.
    ///
    /// @throws IllegalArgumentException that quotes what is none, and says what was expected
    public static ZoneId of(Map<String, String> environment) {
        var typed = environment.get("TZ");
        return typed == null ? ZoneId.systemDefault() : of(typed);
    }

    /// The zone that this process's environment names, as the C library has it: where that names none, it is UTC.
    public static ZoneId local() {
        return LOCAL;
    }

    /// The zone that a value of `TZ` names.
    ///
    /// @throws IllegalArgumentException that quotes what is none, and says what was expected
    static ZoneId of(String typed) {
        var name = typed.startsWith(":") ? typed.substring(1) : typed;
        if (name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        if (name.startsWith("/")) {
            var at = name.indexOf(PLACE);
            if (at < 0) {
                throw none(typed);
            }
            name = name.substring(at + PLACE.length());
        }
        name = name.replaceFirst("^(posix|right)/", "");
        if (ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        try {
            return PosixZone.of(name);
        } catch (IllegalArgumentException _) {
            throw none(typed);
        }
    }

    private static IllegalArgumentException none(String typed) {
        return new IllegalArgumentException("TZ=" + typed
                + ": expected the name of a zone, such as Europe/Berlin, or a rule, such as CET-1CEST,M3.5.0,M10.5.0/3");
    }
}
