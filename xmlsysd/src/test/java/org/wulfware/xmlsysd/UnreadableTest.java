package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On real files: the beginning of a process's memory is there, and no read of it succeeds.
class UnreadableTest {
    private static final String FAILING = "proc/self/mem";

    @TempDir
    Path root;

    private final TextBuffer buffer = new TextBuffer();

    @Test
    void whatIsThereAndCannotBeReadFails() {
        var here = new FileTree(new File("/"), new Facts(new File("/nowhere")));
        var text = Objects.requireNonNull(here.open(FAILING));
        assertThat(text.read(buffer)).isEqualTo(Tree.Text.FAILED);
        assertThat(text.readBeginning(buffer, 9)).isEqualTo(Tree.Text.FAILED);
        assertThat(text.readPart(buffer, true)).isEqualTo(Tree.Text.FAILED);
        text.close();
        assertThat(here.readOnce(FAILING, buffer)).isEqualTo(Tree.Text.FAILED);
    }

    @Test
    void whatCannotEvenBeOpenedThoughItIsThereFailsWhenItIsRead() throws IOException {
        Files.createSymbolicLink(root.resolve("circle"), Path.of("circle"));
        var text = Objects.requireNonNull(tree().open("circle"));
        assertThat(text.read(buffer)).isEqualTo(Tree.Text.FAILED);
        assertThat(tree().readOnce("circle", buffer)).isEqualTo(Tree.Text.FAILED);
    }

    @Test
    void whatIsNotThereIsNone() throws IOException {
        Files.createDirectory(root.resolve("directory"));
        Files.createFile(root.resolve("file"));
        for (var path : new String[]{"nothing", "nothing/at/all", "file/below"}) {
            assertThat(tree().open(path)).as(path).isNull();
            assertThat(tree().readOnce(path, buffer)).as(path).isEqualTo(Tree.Text.GONE);
        }
        assertThat(tree().readOnce("directory", buffer)).isEqualTo(Tree.Text.GONE);
    }

    @Test
    void whatOneMayNotReadAndWhatTheNodeDoesNotHaveIsNoFailure() {
        for (var message : new String[]{
            "/sys/class/powercap/intel-rapl:0/energy_uj (Permission denied)", "Permission denied",
            "Operation not permitted",
            "Operation not supported", "Invalid argument", "No such device", "No data available", null}) {
            assertThat(Unreadable.isFailure(message)).as(message).isFalse();
        }
        for (var message : new String[]{"Input/output error", "/proc/stat (Too many open files)", "", ")", "denied"}) {
            assertThat(Unreadable.isFailure(message)).as(message).isTrue();
        }
    }

    private Tree tree() {
        return new FileTree(root.toFile(), new Facts(new File("/nowhere")));
    }
}
