package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// ClusterShell's own files of groups, as a site has them.
class ClusterShellTest {
    /// The `groups.conf` that ClusterShell comes with.
    private static final String STOCK = """
            [Main]
            # which one is meant
            default: local
            confdir: /nowhere/groups.conf.d $CFGDIR/groups.conf.d
            autodir: "/nowhere/groups.d" '$CFGDIR/groups.d'

            [local]
            map: [ -f $CFGDIR/groups ] && f=$CFGDIR/groups || f=$CFGDIR/groups.d/local.cfg; sed -n 's/^$GROUP:\\(.*\\)/\\1/p' $f
            all: [ -f $CFGDIR/groups ] && f=$CFGDIR/groups || f=$CFGDIR/groups.d/local.cfg; sed -n 's/^all:\\(.*\\)/\\1/p' $f
            list: sed -n 's/^\\([0-9A-Za-z_-]*\\):.*/\\1/p' $f
            """;

    @TempDir
    private Path etc;

    @Test
    void theFileThatClusterShellComesWithIsUnderstood() throws Exception {
        write("groups.conf", STOCK);
        write("groups.d/local.cfg", """
                # adm: nobody
                adm: example0
                oss: example4 example5
                oss: example7
                io: example[4-6]
                all: example[4-6,32-159]
                """);
        assertThat(fold("@adm,@oss")).isEqualTo("example[0,4-5,7]");
        assertThat(fold("@*!@local:io")).isEqualTo("example[32-159]");
        assertThat(fold("@@local")).isEqualTo("adm,all,io,oss");
        assertThat(fold("*[0-2]4")).isEqualTo("example[104,114,124]");
    }

    @Test
    @Timeout(30)
    void devicesAndPipesAreNoFilesOfGroups() throws Exception {
        write("groups.conf", "[Main]\nautodir: $CFGDIR/groups.d\n");
        var zero = Files.createDirectories(etc.resolve("clustershell/groups.d")).resolve("zero.yaml");
        Files.createSymbolicLink(zero, Path.of("/dev/zero"));
        refused("@x", zero + ": not a regular file");
        Files.delete(zero);
        assertThat(new ProcessBuilder("mkfifo", zero.toString()).start().waitFor()).isZero();
        refused("@x", zero + ": not a regular file");
    }

    @Test
    void theOldFileGoesBeforeTheNewOne() throws Exception {
        write("groups.conf", STOCK);
        write("groups.d/local.cfg", "adm: new");
        write("groups", "adm: old");
        assertThat(fold("@adm")).isEqualTo("old");
    }

    @Test
    void theOldFileIsEnough() throws Exception {
        write("groups", "adm: a[1-2]\nio:b");
        assertThat(fold("@adm,@local:io")).isEqualTo("a[1-2],b");
        refused("@oi", "\"@oi\", column 1: there is no group \"oi\" in " + file("groups"));
    }

    @Test
    void groupsOfYamlNameEachOther() throws Exception {
        write("groups.conf", "[Main]\ndefault: racks\nautodir: $CFGDIR/groups.d\n");
        write("groups.d/cluster.yaml", """
                racks:
                    rack1: 'n[1-4]'   # the first
                    rack2:
                        - n[5-8]
                        - m1
                    old: '@rack[1-2]!@roles:io'
                    none:
                    42: gw
                roles:
                    io: 'n1 n5'
                """);
        assertThat(fold("@old")).isEqualTo("m1,n[2-4,6-8]");
        assertThat(fold("@none,@42,@racks:none")).isEqualTo("gw");
        assertThat(fold("@*")).isEqualTo("gw,m1,n[1-8]");
        assertThat(fold("@roles:*")).isEqualTo("n[1,5]");
        assertThat(fold("m1,@rack1&?[3-9]")).isEqualTo("n[3-4]");
        refused("a,@roles:rack1", "\"a,@roles:rack1\", column 3: there is no group \"rack1\" in "
                + file("groups.d/cluster.yaml") + ": roles");
        refused("@role:io", "\"@role:io\", column 1: there is no source of groups \"role\"; there are racks, roles");
    }

    @Test
    void aCommandIsNotRun() throws Exception {
        var proof = etc.resolve("proof");
        write("groups.conf", """
                [Main]
                default: racks
                confdir: $CFGDIR/groups.conf.d
                autodir: $CFGDIR/groups.d
                """);
        write("groups.conf.d/slurm.conf",
                "[slurm,slurmstate]\nmap = touch " + proof + "; sinfo -h -o \"%N\" -p $GROUP\n");
        write("groups.d/racks.yaml", "racks: {rack1: 'n[1-2]'}");
        assertThat(fold("@rack1")).isEqualTo("n[1-2]");
        refused("@slurm:debug", file("groups.conf.d/slurm.conf") + ":2: the groups of \"slurm\" come from a command, "
                + SyntaxException.quoted("touch " + proof + "; sinfo -h -o \"%N\" -p $GROUP")
                + ", and no command is run here: write them into a file, such as "
                + file("groups.conf.d/groups.d/slurm.yaml"));
        assertThatThrownBy(() -> fold("@slurmstate:*")).hasMessageContaining("no command is run here");
        assertThat(proof).doesNotExist();
    }

    /// A file's name that a shell would make more of is no file's name.
    @Test
    void whatOnlyLooksLikePrintingAFileIsACommand() throws Exception {
        for (var file : List.of("$(id)x", "f;id", "`id`", "f|id", "f g", "$f")) {
            write("groups.conf", "[local]\nmap: sed -n 's/^$GROUP:\\(.*\\)/\\1/p' " + file + "\n");
            if (!file.equals("$(id)x") && !file.equals("$f")) {
                assertThatThrownBy(() -> fold("@x")).as(file).hasMessageContaining("no command is run here");
            } else {
                // Only ever the name of a file, which there is not.
                assertThatThrownBy(() -> fold("@x")).as(file).hasMessageContaining("there is no group \"x\"");
            }
        }
    }

    @Test
    void whatAPersonHasGoesBeforeWhatTheSystemHas() throws Exception {
        write("groups.conf", "[Main]\ndefault: a\nautodir: $CFGDIR/groups.d\n");
        write("groups.d/a.yaml", "a: {x: system}");
        var home = Files.createDirectories(etc.resolve("home/.config/clustershell/groups.d"));
        Files.writeString(home.resolveSibling("groups.conf"), "[Main]\ndefault: b\n");
        Files.writeString(home.resolve("b.yaml"), "b: {x: person}");
        var groups = Groups.of(ClusterShell.of(etc, etc.resolve("home"), Map.of()));
        assertThat(HostNames.hosts(List.of("@x"), groups)).containsExactly(Host.named("person"));
    }

    @Test
    void groupsThatNameThemselvesAreFound() throws Exception {
        write("groups", "a: @b\nb: n1,@c\nc: @a\nd: @d");
        refused("@a",
                file("groups") + ":1: the group names itself: @local:a names @local:b names @local:c names @local:a");
        refused("@d", file("groups") + ":4: the group names itself: @local:d names @local:d");
    }

    @Test
    void groupsOfGroupsAreCheap() throws Exception {
        var lines = new StringBuilder("g0: n[1-9]\n");
        for (var i = 1; i < 60; i++) {
            lines.append("g" + i + ": @g" + (i - 1) + ",@g" + (i - 1) + "\n");
        }
        write("groups", lines.toString());
        assertThat(fold("@g59")).isEqualTo("n[1-9]");
        write("groups", lines + IntStream.range(60, 99)
                .mapToObj(i -> "g" + i + ": @g" + (i - 1))
                .collect(Collectors.joining("\n")));
        assertThatThrownBy(() -> fold("@g98")).hasMessageEndingWith(": groups are nested more than 64 deep");
    }

    @Test
    void whatIsWrongInAFileIsToldWithItsPlace() throws Exception {
        write("groups", "a: n[1-2]\nb: n[2-1]\n");
        refused("@b", file("groups") + ":2: \" n[2-1]\", column 3: the range 2-1 runs backwards");

        write("groups.conf", "[Main]\ndefault: x\n");
        refused("@b", file("groups.conf") + ":2: the default source \"x\" is defined nowhere");
        write("groups.conf", "map: x\n");
        refused("@b", file("groups.conf") + ":1: a section such as [Main] is expected, not \"map: x\"");
        write("groups.conf", "[Main]\nnonsense\n");
        refused("@b", file("groups.conf") + ":2: key: value is expected, not \"nonsense\"");
        write("groups.conf", "[Main]\ndefault: x\ndefault: y\n");
        refused("@b", file("groups.conf") + ":3: \"default\" is said a second time");
        write("groups.conf", "[Main]\nautodir: \"x\n");
        refused("@b", file("groups.conf") + ":2: a quote is not closed");
        write("groups.conf", "[Main]\nautodir: groups\n");
        refused("@b", file("groups.conf") + ":2: " + file("groups") + " is no directory that can be read");
        write("groups.conf", "[racks]\nlist: x\n");
        refused("@b", etc.resolve("clustershell") + ": the section [racks] wants a map");
    }

    @Test
    void whatIsNoYamlIsToldWithItsPlace() throws Exception {
        write("groups.conf", "[Main]\nautodir: $CFGDIR\n");
        var yaml = file("x.yaml");
        for (var wrong : Map.of(
                "racks:\n  a: 'n1\n", ":3:1: no YAML: found unexpected end of stream",
                "racks: 5", ":1:8: groups, such as \"rack1: 'node[001-064]'\", are expected",
                "- a", ":1:1: sources of groups, such as \"racks:\", are expected",
                "racks: {a: {b: c}}", ":1:12: hosts are expected, such as 'node[001-064]', or a list of them",
                "racks: {a: [[b]]}", ":1:13: hosts are expected, such as 'node[001-064]'",
                "racks: {a: b, a: c}", ":1:15: \"a\" is said a second time",
                "racks: {[a]: b}", ":1:9: a name is expected before the colon",
                "racks: {a: 'n[3-1]'}", ":1:12: \"n[3-1]\", column 2: the range 3-1 runs backwards").entrySet()) {
            write("x.yaml", wrong.getKey());
            refused("@a", yaml + wrong.getValue());
        }
        write("x.yaml", "racks: {a: b}");
        write("y.yaml", "racks: {a: b}");
        refused("@a", file("y.yaml") + ": racks: the source \"racks\" is defined already, by " + yaml + ": racks");
        Files.delete(Path.of(file("y.yaml")));
        write("x.yaml", "");
        refused("@a",
                "\"@a\", column 1: there is no group \"a\": no groups are known; they stand in a wulfhosts file or beside "
                        + file("groups.conf"));
    }

    private String file(String name) {
        return etc.resolve("clustershell").resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        var file = Path.of(file(name));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String fold(String expression) throws SyntaxException {
        var groups = Groups.of(ClusterShell.of(etc, etc.resolve("nobody"), Map.of()));
        return Folding.foldHosts(HostNames.hosts(List.of(expression), groups));
    }

    private void refused(String expression, String message) {
        assertThatThrownBy(() -> fold(expression)).isInstanceOf(SyntaxException.class).hasMessage(message);
    }
}
