package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsersTest {
    private static final int RECORD = 384;
    private static final int WIDE_RECORD = 400;

    @Test
    void loginsWithANameAreCounted() {
        assertThat(parsed(record(2, "reboot", RECORD) + record(7, "rgb", RECORD) + record(6, "LOGIN", RECORD)
                + record(7, "", RECORD) + record(8, "gone", RECORD) + record(7, "eve", RECORD))).isEqualTo("USERS=2\n");
    }

    @Test
    void wideRecordsAreKnownByTheirSize() {
        assertThat(parsed(record(2, "reboot", WIDE_RECORD) + record(7, "pi", WIDE_RECORD))).isEqualTo("USERS=1\n");
    }

    @Test
    void anEmptyFileLeavesItToTheSessions() {
        assertThat(parsed("")).isEmpty();
    }

    @Test
    void aFileThatIsCutShortSaysNothing() {
        assertThat(parsed(record(7, "rgb", RECORD).repeat(3).substring(0, 3 * RECORD - 1))).isEmpty();
        assertThat(parsed(record(7, "rgb", RECORD) + "x")).isEmpty();
    }

    @Test
    void whereThereIsNoUtmpItsSessionsOnTerminalsAndScreensAreCounted() {
        assertThat(Parsed.of(Users.SENSOR, "wulfware/sessions", """
                1 root 0 user tty active 1 tty1 -
                2 alice 10214 user tty active 1 pts/3 ws17.example.org
                3 alice 10214 user unspecified active 1 - ws17.example.org
                4 bob 10377 user tty closing 0 pts/9 10.3.4.5
                5 cron 10214 background unspecified active 1 - -
                6 alice 10214 user-early x11 active 1 - -
                7 alice 10214 manager unspecified active 1 - -
                c1 gdm 42 greeter wayland online 0 tty1 -
                8 eve 1 user tty
                end
                """)).isEqualTo("USERS=3\n");
        assertThat(Parsed.of(Users.SENSOR, "wulfware/sessions", "end\n")).isEqualTo("USERS=0\n");
        assertThat(Parsed.of(Users.SENSOR, "wulfware/sessions", "1 root 0 user tty active 1 tty1 -\nen")).isEmpty();
    }

    private static String record(int type, String name, int size) {
        return (char) type + "\0".repeat(43) + name + "\0".repeat(size - 44 - name.length());
    }

    private static String parsed(String text) {
        return Parsed.of(Users.SENSOR, "run/utmp", text);
    }
}
