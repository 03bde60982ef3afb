package org.wulfware.display;

/// Who is there.
final class UsersDisplay {
    static final Display DISPLAY = Display.of(
            6,
            "users",
            "Users",
            "How many users are logged in.",
            Column.of("users", "system.users", "Logins recorded.").shown(Look.FIXED0));

    private UsersDisplay() {}
}
