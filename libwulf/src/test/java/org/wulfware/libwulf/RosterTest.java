package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that name hosts, and change.
class RosterTest {
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path directory;

    private final List<Roster.Change> changes = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    @Test
    void aFileThatChangesIsReadAgainOnceItIsStill() throws Exception {
        write("wulfhosts", "<wulfhosts><nodeset>n[1-3]</nodeset></wulfhosts>");
        try (var watch = watch(roster())) {
            watch.look();
            watch.look();
            assertThat(changes).isEmpty();
            write("wulfhosts", "<wulfhosts><nodeset>n[2-");
            watch.look();
            write("wulfhosts", "<wulfhosts><nodeset>n[2-3]</nodeset><nodeset>m[01-12]</nodeset></wulfhosts>");
            watch.look();
            assertThat(changes).isEmpty();
            watch.look();
            assertThat(changes).hasSize(1);
            assertThat(changes.getFirst().words())
                    .isEqualTo("the files of hosts have changed: new m[01-12]; gone n1");
            assertThat(Folding.foldHosts(changes.getFirst().cluster().hosts())).isEqualTo("m[01-12],n[2-3]");
            watch.look();
            watch.look();
            assertThat(changes).hasSize(1);
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void anExpressionMayNameTheGroupsOfTheFilesWhoeverIsMeant() throws Exception {
        write("wulfhosts", "<wulfhosts><nodeset>n[1-9]</nodeset><group name='odd'>n[1-9/2]</group></wulfhosts>");
        Files.createDirectories(directory.resolve("etc/clustershell"));
        write("etc/clustershell/groups", "even: n[2-8/2]\n");
        for (var roster : List.of(roster(), roster("n1"))) {
            roster.read();
            assertThat(Folding.foldHosts(roster.hosts("@odd!n9,@even&n[1-4],x"))).isEqualTo("n[1-4],x");
            assertThat(Folding.foldHosts(roster.hosts("@odd"))).isEqualTo("n[1,3,5,7,9]");
            assertThatThrownBy(() -> roster.hosts("@nobody")).isInstanceOf(SyntaxException.class);
        }
    }

    @Test
    void whatHasBecomeWrongIsToldOnceWithItsPlaceAndCanBeRightAgain() throws Exception {
        write("wulfhosts", "<wulfhosts><nodeset>n[1-3]</nodeset><include file='more.xml'/></wulfhosts>");
        write("more.xml", "<wulfhosts><nodeset>m</nodeset></wulfhosts>");
        try (var watch = watch(roster())) {
            write("more.xml", "<wulfhosts>\n<nodeset>m[9-1]</nodeset></wulfhosts>");
            looks(watch);
            assertThat(troubles).containsExactly(
                    directory.resolve("more.xml") + ":2:1: \"m[9-1]\", column 2: the range 9-1 runs backwards");
            Files.delete(directory.resolve("more.xml"));
            looks(watch);
            assertThat(troubles).hasSize(2).last().asString().contains(": no such file");
            Files.delete(directory.resolve("wulfhosts"));
            looks(watch);
            assertThat(troubles).hasSize(3).last().isEqualTo(directory.resolve("wulfhosts") + ": no such file");
            assertThat(changes).isEmpty();
            write("wulfhosts", "<wulfhosts><include file='more.xml'/></wulfhosts>");
            write("more.xml", "<wulfhosts><nodeset>m</nodeset></wulfhosts>");
            looks(watch);
            assertThat(changes).hasSize(1);
            assertThat(changes.getFirst().words()).isEqualTo("the files of hosts have changed: gone n[1-3]");
        }
    }

    @Test
    void groupsThatWereTypedAreReadAgainTooAndSoAreNewFilesOfThem() throws Exception {
        var groups = Files.createDirectories(directory.resolve("etc/clustershell/groups.d"));
        write("etc/clustershell/groups.conf", "[Main]\ndefault: racks\nautodir: $CFGDIR/groups.d\n");
        write("etc/clustershell/groups.d/a.yaml", "racks:\n  one: n[1-2]\n");
        try (var watch = watch(roster("@one", "@*"))) {
            write("etc/clustershell/groups.d/a.yaml", "racks:\n  one: n[1-4]\n");
            looks(watch);
            assertThat(changes.removeFirst().words()).endsWith(": new n[3-4]");
            Files.writeString(groups.resolve("b.yaml"), "roles:\n  all: x\n");
            looks(watch);
            assertThat(changes.removeFirst().words()).endsWith(": the hosts are the same");
            write("etc/clustershell/groups.d/a.yaml", "racks:\n  two: n[1-4]\n");
            looks(watch);
            assertThat(changes).isEmpty();
            assertThat(troubles).singleElement().asString().startsWith("\"@one\", column 1: there is no group \"one\"");
        }
    }

    @Test
    void filesOfCertificatesAreLookedAtToo() throws Exception {
        write("wulfhosts", "<wulfhosts><nodeset>n<tls ca='ca.pem'/></nodeset></wulfhosts>");
        try (var watch = watch(roster())) {
            write("ca.pem", "now it is there");
            looks(watch);
            assertThat(changes).hasSize(1);
        }
    }

    @Test
    void whatWasTypedWrongIsNotTheFilesFault() throws Exception {
        write("wulfhosts", "<wulfhosts><nodeset>n</nodeset></wulfhosts>");
        assertThatThrownBy(() -> roster("n[2-1]").read()).isInstanceOf(Roster.TypedException.class);
        write("wulfhosts", "<wulfhosts><nodeset>n[2-1]</nodeset></wulfhosts>");
        assertThatThrownBy(() -> roster("n").read()).isExactlyInstanceOf(SyntaxException.class);
        assertThat(new Roster(Optional.empty(), List.of(), directory.resolve("no"), directory.resolve("no"),
                directory.resolve("no"), Map.of()).read()).isEqualTo(Wulfhosts.thisHost());
    }

    @Test
    @Timeout(30)
    void itLooksByItself() throws Exception {
        write("wulfhosts", "<wulfhosts><nodeset>n</nodeset></wulfhosts>");
        var roster = roster();
        var heard = new SynchronousQueue<String>();
        try (var _ = roster.watch(roster.read(), Duration.ofMillis(10), change -> offer(heard, change.words()),
                problems -> offer(heard, problems.getFirst()))) {
            write("wulfhosts", "<wulfhosts><nodeset>n,m</nodeset></wulfhosts>");
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("the files of hosts have changed: new m");
        }
    }

    private static void offer(SynchronousQueue<String> heard, String words) {
        try {
            heard.offer(words, 20, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void looks(Roster.Watch watch) {
        watch.look();
        watch.look();
    }

    private Roster.Watch watch(Roster roster) throws Exception {
        return roster.watch(roster.read(), NEVER, changes::add, troubles::addAll);
    }

    private Roster roster(String... typed) {
        return new Roster(
                Optional.empty(), List.of(typed), directory, directory.resolve("home"), directory.resolve("etc"),
                Map.of());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
