package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionsTest {
    @Test
    void aSessionSaysWhoseItIsAndWhere() {
        assertThat(parsed("""
                1842 alice 10214 user tty active 1 pts/3 login1.example.org
                c1 gdm 42 greeter wayland online 0 tty1 -
                end
                """)).isEqualTo("""
                ID='1842' USER='alice' UID=10214 CLASS='user' TYPE='tty' STATE='active' ACTIVE=1 TTY='pts/3'\
                 REMOTE_HOST='login1.example.org'
                ID='c1' USER='gdm' UID=42 CLASS='greeter' TYPE='wayland' STATE='online' ACTIVE=0 TTY='tty1'
                """);
    }

    @Test
    void whatIsCutOffOrNotKnownIsAbsent() {
        assertThat(parsed("5 - - user tty clos")).isEqualTo("ID='5' CLASS='user' TYPE='tty'\n");
        assertThat(parsed("\n\n")).isEmpty();
    }

    private static String parsed(String text) {
        return Parsed.of(Sessions.SENSOR, "wulfware/sessions", text);
    }
}
