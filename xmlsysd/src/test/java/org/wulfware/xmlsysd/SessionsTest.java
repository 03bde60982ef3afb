package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.sensors.Catalog;

@Timeout(60)
class SessionsTest {
    /// As systemd 257 writes it.
    private static final String SSH = """
            # This is private data. Do not parse.
            UID=10214
            USER=alice
            ACTIVE=1
            IS_DISPLAY=0
            STATE=active
            REMOTE=1
            LEADER_FD_SAVED=1
            TYPE=tty
            ORIGINAL_TYPE=tty
            CLASS=user
            SCOPE=session-1842.scope
            FIFO=/run/systemd/sessions/1842.ref
            TTY=pts/3
            TTY_VALIDITY=from-pam
            REMOTE_HOST=ws17 example
            SERVICE=sshd
            LEADER=1234
            """;

    /// As systemd 219 writes it.
    private static final String CONSOLE = """
            # This is private data. Do not parse.
            UID=0
            USER=root
            ACTIVE=1
            STATE=closing
            REMOTE=0
            TYPE=tty
            CLASS=user
            SEAT=seat0
            TTY=tty1
            VTNR=1
            """;

    @TempDir
    Path root;

    @Test
    void logindsFilesAreALineEachAndItsPipesAreLeftAlone() throws Exception {
        sessions();
        write("1842", SSH);
        write("9", CONSOLE);
        write("c3", "USER=cut");
        pipe("1842.ref");
        assertThat(text()).isEqualTo("""
                9 root 0 user tty closing 1 tty1 -
                1842 alice 10214 user tty active 1 pts/3 ws17?example
                c3 cut - - - - - - -
                end
                """);
    }

    @Test
    void aNodeWithoutUtmpCountsThemAsItsUsers() throws Exception {
        sessions();
        write("1842", SSH);
        write("9", CONSOLE);
        assertThat(users()).isEqualTo("1");
        write("9", CONSOLE.replace("closing", "online"));
        assertThat(users()).isEqualTo("2");
    }

    @Test
    void whereSystemdDoesNotRunNothingIsSaidOfUsers() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/sessions"));
        assertThat(users()).isEqualTo("none");
    }

    @Test
    void whatComesAndGoesIsSeen() throws Exception {
        sessions();
        var text = Objects.requireNonNull(Sessions.open(new NodeRoot(root.toFile())));
        var buffer = new TextBuffer();
        assertThat(text.read(buffer)).isEqualTo(4);
        write("9", CONSOLE);
        assertThat(text.read(buffer)).isGreaterThan(20);
        Files.delete(root.resolve("run/systemd/sessions/9"));
        assertThat(text.read(buffer)).isEqualTo(4);
        Files.delete(root.resolve("run/systemd/sessions"));
        assertThat(text.read(buffer)).isEqualTo(-1);
    }

    private void sessions() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));
        Files.createDirectories(root.resolve("run/systemd/sessions"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(root.resolve("run/systemd/sessions/" + name), text);
    }

    private void pipe(String name) throws Exception {
        var made = new ProcessBuilder("mkfifo", root.resolve("run/systemd/sessions/" + name).toString()).start();
        assertThat(made.waitFor()).isZero();
    }

    private String users() {
        var tree = new FileTree(root.toFile(), new Facts(root.toFile()));
        var sampler = new Sampler(tree, Clock.system());
        var sensor = Catalog.sensor(Catalog.indexOf("system/users"));
        var table = sampler.sample(sensor, new Request());
        return table.rows() == 0 ? "none" : Long.toString(table.cell(0, 0));
    }

    private String text() {
        var buffer = new TextBuffer();
        var text = Objects.requireNonNull(Sessions.open(new NodeRoot(root.toFile())));
        var length = text.read(buffer);
        return new String(buffer.array(), 0, length, StandardCharsets.UTF_8);
    }
}
