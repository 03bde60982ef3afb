package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Users;

/// Who is there.
final class UsersDisplay {
    static final Display DISPLAY = new Display(
            6,
            "users",
            "Users",
            "How many users are logged in.",
            Column.number("users", "", "Logins recorded.").shown(Human.fixed(0)).reads(Users.USERS));

    private UsersDisplay() {}
}
