package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// The sessions that logind knows, `/run/systemd/sessions/*`, as the daemon presents them, a line each. What is not known is
/// `-`:
/// ```text
/// 1842 alice 10214 user tty active 1 pts/3 login1.example.org
/// c1 gdm 42 greeter wayland online 0 tty1 -
/// end
/// ```
/// Its number, user, the user's number, class, type, state, whether it is active, terminal, and host that it came from. `end` says
/// that these are all.
public enum Sessions implements Field {
    ID(text("session@id", "What logind calls it.")),
    USER(text("session/user", "Whose it is.")),
    UID(gauge("session/uid", NONE, "The user's number.")),
    CLASS(text("session/class", "What it is for: user, greeter, background, manager.")),
    TYPE(text("session/type", "What it is on: tty, x11, wayland or unspecified.")),
    STATE(text("session/state", "Whether it is active, online, or closing.")),
    ACTIVE(gauge("session/active", NONE, "1 if it is the one that its seat shows, or has no seat.")),
    TTY(text("session/tty", "Its terminal.")),
    REMOTE_HOST(text("session/remote_host", "Where it came from, if from afar."));

    public static final Sensor<Sessions> SENSOR = Sensor.at("system/sessions", Sessions.class)
            .reads("wulfware/sessions", new SessionsText())
            .from("/run/systemd/sessions")
            .onRequest();

    private final Spec spec;

    Sessions(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Sessions> sensor() {
        return SENSOR;
    }

    private static final class SessionsText implements Sensor.Parser<Sessions> {
        @Override
        public void parse(Cursor text, Table<Sessions> out) {
            for (; !text.atEnd(); text.nextLine()) {
                if (!text.word()) {
                    continue;
                }
                out.row().copy(ID, text);
                if (text.blanks().atLineEnd()) {
                    out.dropRow();
                    continue;
                }
                word(USER, text, out);
                out.set(UID, text.number());
                word(CLASS, text, out);
                word(TYPE, text, out);
                word(STATE, text, out);
                out.set(ACTIVE, text.number());
                word(TTY, text, out);
                word(REMOTE_HOST, text, out);
            }
        }

        private static void word(Sessions field, Cursor text, Table<Sessions> out) {
            if (text.word() && !(text.wordLength() == 1 && text.wordByte(0) == '-')) {
                out.copy(field, text);
            }
        }
    }
}
