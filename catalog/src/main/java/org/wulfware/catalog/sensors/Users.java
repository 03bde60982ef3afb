package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Users logged in, from `/run/utmp`: records of 384 bytes (400 where `time_t` never was 32 bits wide), of which those
/// of type 7 (`USER_PROCESS`) with a name are a login each. Where there is no such file, as on systems whose `time_t` of 32 bits would run out, they are
/// those of logind's sessions (see [Sessions]) that would be in it: a user's, with a terminal or a screen, and not at its end.
/// A node with neither leaves the element out.
public enum Users implements Field {
    USERS(gauge("", NONE, "Users logged in."));

    public static final Sensor<Users> SENSOR = Sensor.at("system/users", Users.class)
            .reads("run/utmp", new UtmpText())
            .binary()
            .reads("var/run/utmp", new UtmpText())
            .binary()
            .reads("wulfware/sessions", new SessionsText())
            .from("/run/utmp, /var/run/utmp, /run/systemd/sessions");

    private static final int RECORD = 384;
    private static final int WIDE_RECORD = 400;
    private static final int USER_PROCESS = 7;
    private static final int NAME_AT = 44;
    private static final int NAME_LENGTH = 32;

    private final Spec spec;

    Users(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Users> sensor() {
        return SENSOR;
    }

    private static final class UtmpText implements Sensor.Parser<Users> {
        @Override
        public void parse(Cursor text, Table<Users> out) {
            if (text.left() == 0) {
                return; // logind keeps none since systemd 256, and the file may be there all the same
            }
            var size = text.left() % RECORD == 0 ? RECORD : WIDE_RECORD;
            if (text.left() % size != 0) {
                return; // cut short, or of a machine that writes it otherwise
            }
            var logins = 0;
            while (text.left() >= size) {
                var type = text.littleEndian(2);
                var named = text.bytes(NAME_AT - 2).bytes(NAME_LENGTH).wordByte(0) > 0;
                text.bytes(size - NAME_AT - NAME_LENGTH);
                if (type == USER_PROCESS && named) {
                    logins++;
                }
            }
            out.row().set(USERS, logins);
        }
    }

    private static final class SessionsText implements Sensor.Parser<Users> {
        private static final byte[] USER = Cursor.literal("user");
        private static final byte[] X11 = Cursor.literal("x11 ");
        private static final byte[] WAYLAND = Cursor.literal("wayland ");
        private static final byte[] CLOSING = Cursor.literal("closing ");
        private static final byte[] END = Cursor.literal("end\n");
        private static final byte[] NONE_KNOWN = Cursor.literal("- ");

        @Override
        public void parse(Cursor text, Table<Users> out) {
            var logins = 0;
            for (; !text.atEnd(); text.nextLine()) {
                if (text.at(END)) {
                    out.row().set(USERS, logins);
                    return;
                }
                if (isLogin(text)) {
                    logins++;
                }
            }
        }

        private static boolean isLogin(Cursor text) {
            text.skip(3).blanks();
            var isUsers = text.at(USER);
            text.skip(1).blanks();
            var hasScreen = text.at(X11) || text.at(WAYLAND);
            text.skip(1).blanks();
            var isClosing = text.at(CLOSING);
            text.skip(2).blanks();
            return isUsers && !isClosing && (hasScreen || (!text.atLineEnd() && !text.at(NONE_KNOWN)));
        }
    }
}
