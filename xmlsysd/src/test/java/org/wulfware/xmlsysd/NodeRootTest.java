package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recorded tree that somebody sent in, with links that mean files of the one who looks at it.
class NodeRootTest {
    @TempDir
    private Path directory;

    private Path tree;
    private final TextBuffer buffer = new TextBuffer();

    @BeforeEach
    void aTreeBesideASecret() throws IOException {
        tree = directory.resolve("tree");
        Files.createDirectories(tree.resolve("proc/self"));
        Files.createDirectories(tree.resolve("etc"));
        Files.writeString(directory.resolve("secret"), "hunter2\n");
        Files.writeString(tree.resolve("proc/loadavg"), "0.20 0.18 0.12 1/80 11206\n");
    }

    @Test
    void whatIsInsideIsRead() throws IOException {
        assertThat(read("proc/loadavg")).isEqualTo("0.20 0.18 0.12 1/80 11206\n");
        link("proc/again", "loadavg");
        link("proc/absolute", "/proc/loadavg");
        link("etc/up", "../proc/./loadavg");
        link("etc/beyond", "../../../../proc/loadavg");
        link("sys", "/proc");
        link("var", "etc/../proc");
        for (var path : new String[]{
            "proc/again", "proc/absolute", "etc/up", "etc/beyond", "sys/loadavg", "sys/again", "var/absolute"}) {
            assertThat(read(path)).as(path).isEqualTo("0.20 0.18 0.12 1/80 11206\n");
        }
        assertThat(tree().list("sys")).contains("loadavg");
        assertThat(tree().link("proc/absolute")).isEqualTo("loadavg");
    }

    @Test
    void nothingOutsideIsRead() throws IOException {
        link("proc/secret", directory.resolve("secret").toString());
        link("proc/stat", "../../secret");
        link("etc/outside", directory.toString());
        link("proc/meminfo", "../etc/outside/secret");
        link("proc/uptime", "/proc/self/stat");
        for (var path : new String[]{
            "proc/secret", "proc/stat", "proc/meminfo", "proc/uptime", "etc/outside/secret", "../secret",
            "etc/../../secret"}) {
            assertThat(read(path)).as(path).isEqualTo("none");
        }
        assertThat(tree().list("etc/outside")).isEmpty();
        assertThat(tree().list("..")).doesNotContain("secret");
        assertThat(tree().link("etc/outside/tree")).isNull();
        // One that a tree has put where its processes should be.
        Files.delete(tree.resolve("proc/loadavg"));
        Files.delete(tree.resolve("proc/secret"));
        for (var name : new String[]{"stat", "meminfo", "uptime", "self"}) {
            Files.delete(tree.resolve("proc/" + name));
        }
        Files.delete(tree.resolve("proc"));
        link("proc", "/proc");
        assertThat(tree().pids()).isEmpty();
    }

    @Test
    void aCircleAPipeADeviceAndAFileWithoutEndFailAndHangNobody() throws Exception {
        link("proc/a", "b");
        link("proc/b", "/proc/a");
        assertThat(new ProcessBuilder("mkfifo", tree.resolve("proc/pipe").toString()).start().waitFor()).isZero();
        try (var large = new RandomAccessFile(tree.resolve("proc/large").toFile(), "rw")) {
            large.setLength(200 << 20);
        }
        for (var path : new String[]{"proc/a", "proc/pipe", "proc/large"}) {
            assertThat(read(path)).as(path).isEqualTo("failed");
        }
        link("proc/zero", "/dev/zero");
        assertThat(read("proc/zero")).isEqualTo("none");
    }

    @Test
    void aFileThatIsTooLargeIsItsSensorsFailureAndNobodyElses() throws Exception {
        Files.writeString(tree.resolve("proc/uptime"), "12.34 56.78\n");
        try (var large = new RandomAccessFile(tree.resolve("proc/meminfo").toFile(), "rw")) {
            large.setLength(200 << 20);
        }
        var request = new Request();
        request.isNew = true;
        request.selection.off("all");
        for (var name : new String[]{"loadavg", "meminfo", "uptime"}) {
            request.selection.on(name);
        }
        var answer = new org.wulfware.wire.Sink();
        try (var facts = new Facts(tree.toFile())) {
            new Sampler(new FileTree(tree.toFile(), facts), new Golem.ThatClock()).send(request, answer);
        }
        assertThat(new String(answer.array(), answer.from(), answer.length(), UTF_8))
                .contains("<load1>0.20</load1>", "<seconds>12.34</seconds>")
                .containsPattern("<meminfo [^>]*state=\"failed\"/>");
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(tree.resolve(path), Path.of(target));
    }

    private Tree tree() {
        return new FileTree(tree.toFile(), new Facts(new File("/nowhere")));
    }

    /// What is read by both ways, which agree.
    private String read(String path) {
        var once = said(tree().readOnce(path, buffer));
        var text = tree().open(path);
        assertThat(text == null ? "none" : said(Objects.requireNonNull(text).read(buffer))).isEqualTo(once);
        return once;
    }

    private String said(int length) {
        return length == Tree.Text.GONE ? "none"
                : length == Tree.Text.FAILED ? "failed" : new String(buffer.array(), 0, length, UTF_8);
    }
}
