package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that always want another turn, each of a price of its own.
class TurnsTest {
    private static final long MICRO = 1000;

    private final Turns turns = new Turns();
    private final List<Connection> clients = new ArrayList<>();
    private final List<Integer> served = new ArrayList<>();
    private Selector selector;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        for (var client : clients) {
            client.close();
        }
        selector.close();
    }

    private Connection client() throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        var key = channel.register(selector, 0);
        var client = new Connection(channel, key, InetAddress.getLoopbackAddress(), new XmlConversation(
                new Sampler(new Texts(), new Golem.ThatClock()), TestDaemon.quiet(), TestDaemon.defaults(), true), null,
                new Backlog.Shared(new Spare(0)), 0);
        clients.add(client);
        return client;
    }

    /// Gives so many turns; how many of them each client had.
    private int[] given(int count, long... costs) {
        var had = new int[costs.length];
        for (var turn = 0; turn < count;) {
            if (turns.isRoundOver()) {
                assertThat(turns.begin()).isNull();
            }
            var next = turns.next();
            if (next == null) {
                continue;
            }
            var number = clients.indexOf(next);
            had[number]++;
            served.add(number);
            turn++;
            turns.charge(next, costs[number]);
            turns.add(next, SelectionKey.OP_READ);
        }
        return had;
    }

    @Test
    void allHaveTheSameTimeRatherThanTheSameNumberOfTurns() throws IOException {
        turns.add(client(), SelectionKey.OP_READ);
        turns.add(client(), SelectionKey.OP_READ);
        turns.add(client(), SelectionKey.OP_READ);
        var had = given(1000, 20 * MICRO, 40 * MICRO, 5000 * MICRO);
        assertThat(had[0]).isBetween(490, 500);
        assertThat(had[1]).isBetween(490, 500);
        assertThat(had[2]).isBetween(4, 8);
    }

    @Test
    void whereAllAreDearNobodySitsOutForNothing() throws IOException {
        turns.add(client(), SelectionKey.OP_READ);
        turns.add(client(), SelectionKey.OP_READ);
        assertThat(given(100, 7000 * MICRO, 7000 * MICRO)).containsExactly(50, 50);
    }

    @Test
    void whatOneOwesIsForgottenWhileOthersAreServed() throws IOException {
        var dear = client();
        turns.add(dear, SelectionKey.OP_READ);
        given(1, 5000 * MICRO);
        turns.begin();
        assertThat(turns.next()).isSameAs(dear);
        turns.charge(dear, 5000 * MICRO);
        turns.add(client(), SelectionKey.OP_READ);
        given(200, 0, 20 * MICRO);
        turns.add(dear, SelectionKey.OP_WRITE);
        served.clear();
        given(2, 5000 * MICRO, 20 * MICRO);
        assertThat(served).contains(0);
        assertThat(dear.readyFor).isEqualTo(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    @Test
    void whoHasGoneIsPassedOver() throws IOException {
        var gone = client();
        turns.add(gone, SelectionKey.OP_READ);
        turns.add(client(), SelectionKey.OP_READ);
        turns.add(gone, SelectionKey.OP_READ);
        gone.close();
        assertThat(given(3, 0, 20 * MICRO)).containsExactly(0, 3);
        assertThat(turns.isEmpty()).isFalse();
    }
}
