package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.testkit.SimulatedCluster.Member;
import org.wulfware.xmlsysd.Clock;

class SimulatedClusterTest {
    private static final Set<Role> ANSWERING = Set.of(Role.IDLE, Role.STEADY, Role.BUSY, Role.OVERLOADED);

    @Test
    void everyNodeAnswersByItsOwnName() throws IOException {
        try (var cluster = start(SimulatedCluster.usual(12))) {
            assertThat(cluster.members()).hasSize(12);
            for (var member : cluster.members()) {
                if (ANSWERING.contains(member.role())) {
                    try (var client = new Client(member.address(), cluster.port())) {
                        assertThat(client.ask("send")).contains("<hostname>" + member.name() + "</hostname>")
                                .contains("<hostip>10.1.0.")
                                .contains("<load1>")
                                .endsWith("</xmlsysd>\n");
                    }
                }
            }
        }
    }

    @Test
    void aDeadNodeDoesNotListen() throws IOException {
        try (var cluster = start(SimulatedCluster.usual(12))) {
            var dead = one(cluster, Role.DEAD);
            assertThatThrownBy(() -> new Client(dead.address(), cluster.port())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aGarbledNodeAnswersWhatNobodyCanRead() throws IOException {
        try (var cluster = start(SimulatedCluster.usual(12));
                var client = client(cluster, one(cluster, Role.GARBLED))) {
            assertThat(client.ask("init", "send")).startsWith("<?xml").doesNotContain("</xmlsysd>");
            assertThat(client.ask("send")).contains("&boom;").doesNotContain("</xmlsysd>");
            client.say("send");
            assertThat(client.line()).isEqualTo("Content-Length: 99999999999999999999");
        }
    }

    @Test
    void countersMoveWithTheClock() throws IOException {
        var clock = new ManualClock(1_767_225_600_000_000L);
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(1), 1, () -> clock);
                var client = client(cluster, cluster.members().getFirst())) {
            var first = client.ask("off all", "on ctxt", "send");
            assertThat(client.ask("send")).isEqualTo(first);
            clock.at(1);
            assertThat(client.ask("send")).isNotEqualTo(first);
        }
    }

    @Test
    void afterwardsNothingListensAndNoThreadIsLeft() throws IOException {
        var before = Thread.getAllStackTraces().keySet();
        var cluster = start(SimulatedCluster.usual(12));
        var members = cluster.members();
        try (var client = client(cluster, members.getFirst());
                var other = client(cluster, one(cluster, Role.GARBLED))) {
            client.ask("send");
            other.say("send");
            cluster.close();
            assertThatThrownBy(() -> client.ask("send")).isInstanceOf(IOException.class);
        }
        for (var member : members) {
            assertThatThrownBy(() -> new Client(member.address(), cluster.port())).isInstanceOf(ConnectException.class);
        }
        assertThat(Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread)))
                .noneMatch(thread -> thread.getName().startsWith("node"));
    }

    @Test
    void aClusterThatLacksItsTreesDoesNotStart() {
        var members = List.of(
                new Member(1, "a", "127.0.0.201", Role.IDLE, "micro-6.18"),
                new Member(2, "b", "127.0.0.202", Role.IDLE, "no-such-tree"));
        assertThatThrownBy(() -> start(members)).isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no-such-tree");
    }

    @Test
    void theUsualClusterHasOneOfEachTrouble() {
        var roles = SimulatedCluster.usual(12).stream().map(Member::role).toList();
        for (var trouble : List.of(Role.DEAD, Role.GARBLED, Role.OVERLOADED)) {
            assertThat(roles).containsOnlyOnce(trouble);
        }
        assertThat(SimulatedCluster.usual(SimulatedCluster.MOST).getLast().address()).isEqualTo("127.0.0.254");
        assertThatThrownBy(() -> SimulatedCluster.usual(0)).hasMessageContaining("1 to 244");
        assertThatThrownBy(() -> SimulatedCluster.usual(245)).hasMessageContaining("not 245");
    }

    private static SimulatedCluster start(List<Member> members) throws IOException {
        return SimulatedCluster.start(Fixtures.here(), members, 1, Clock::system);
    }

    private static Client client(SimulatedCluster cluster, Member member) throws IOException {
        return new Client(member.address(), cluster.port());
    }

    private static Member one(SimulatedCluster cluster, Role role) {
        return cluster.members().stream().filter(member -> member.role() == role).findFirst().orElseThrow();
    }
}
