package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixturesTest {
    @Test
    void everyTreeSaysWhereItComesFrom() throws IOException {
        assertThat(Fixtures.here().names()).hasSizeGreaterThan(8);
        for (var name : Fixtures.here().names()) {
            assertThat(Fixtures.here().named(name).text("ORIGIN").orElse("")).as(name)
                    .contains("machine ", "kernel ", "date ", "how ");
        }
    }

    @Test
    void noLinkLeadsOutOfItsTree() throws IOException {
        for (var name : Fixtures.here().names()) {
            var root = Fixtures.here().named(name).root();
            try (var files = Files.walk(root)) {
                for (var link : files.filter(Files::isSymbolicLink).toList()) {
                    var target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
                    assertThat(target).as(link.toString()).startsWithRaw(root);
                }
            }
        }
    }

    @Test
    void allTreesTogetherAreSmallEnoughForARepository() throws IOException {
        for (var name : Fixtures.here().names()) {
            var size = 0L;
            for (var text : Fixtures.here().named(name).texts().values()) {
                size += text.length();
            }
            assertThat(size).as(name).isLessThan(1 << 20);
        }
    }

    @Test
    void aTreeThatIsNotThereIsNamedWithThoseThatAre(@TempDir Path directory) throws IOException {
        Files.createFile(Files.createDirectory(directory.resolve("golem")).resolve("ORIGIN"));
        Files.createDirectory(directory.resolve("no tree"));
        assertThatThrownBy(() -> new Fixtures(directory).named("golum")).isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("golum")
                .hasMessageContaining("[golem]");
    }

    @Test
    void filesAreBytesWhateverTheyHold(@TempDir Path directory) throws IOException {
        var tree = Files.createDirectories(directory.resolve("t/proc/7"));
        Files.write(tree.resolve("cmdline"), new byte[]{'a', 0, (byte) 0xff, '\n'});
        var fixture = new Fixtures(directory).named("t");
        assertThat(fixture.text("proc/7/cmdline")).contains("a\0\u00ff\n");
        assertThat(fixture.texts()).containsOnly(Map.entry("proc/7/cmdline", "a\0\u00ff\n"));
        assertThat(fixture.text("proc/8/cmdline")).isEmpty();
        assertThat(fixture.taken()).isEmpty();
    }

    @Test
    void theClockIsReadToTheMicrosecond() throws IOException {
        assertThat(Fixtures.here().named("hostile").taken()).hasValue(4_294_967_296_000_001L);
        assertThat(Fixtures.here().named("golem-2.4.9").taken()).isEmpty();
    }
}
