package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class DebtsTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    private final Debts debts = new Debts();

    private Debts.Debtor client(String address) {
        return debts.enter(Debts.network(InetAddress.ofLiteral(address)));
    }

    @Test
    void whatAConnectionOwesStaysWithItsAddressWhenItIsClosed() {
        debts.begin(100 * MILLI, 0);
        var first = client("192.0.2.7");
        debts.charge(first, 30 * MILLI);
        assertThat(debts.isIndebted(first)).isTrue();
        var beside = client("192.0.2.7");
        assertThat(debts.isIndebted(beside)).as("another connection").isFalse();
        debts.leave(first);
        assertThat(debts.isIndebted(client("192.0.2.7"))).as("a new one").isTrue();
        assertThat(debts.isIndebted(client("192.0.2.8"))).as("another address").isFalse();
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        debts.begin(100 * MILLI, 0);
        var first = client("2001:db8::1");
        debts.charge(first, 30 * MILLI);
        debts.leave(first);
        assertThat(debts.isIndebted(client("2001:db8::ffff:1"))).isTrue();
        assertThat(debts.isIndebted(client("2001:db8:0:1::1"))).isFalse();
    }

    @Test
    void debtsArePaidOffEquallyAndAddressesForgotten() {
        debts.begin(100 * MILLI, 0);
        var much = client("192.0.2.7");
        var little = client("192.0.2.8");
        debts.charge(much, 50 * MILLI);
        debts.charge(little, 12 * MILLI);
        debts.pay(5 * SECOND);
        assertThat(much.debt()).isBetween(39 * MILLI, 41 * MILLI);
        assertThat(debts.isIndebted(little)).isFalse();
        assertThat(debts.left(much)).isPositive();
        debts.leave(much);
        debts.leave(little);
        assertThat(debts.size()).isEqualTo(2);
        debts.pay(60 * SECOND);
        assertThat(debts.size()).isZero();
    }

    @Test
    void noMoreThanSoManyAddressesAreRemembered() {
        debts.begin(100 * MILLI, 0);
        for (var i = 0; i < 5000; i++) {
            debts.charge(Debts.network(InetAddress.ofLiteral("10.0." + i / 250 + "." + i % 250)), MILLI);
        }
        assertThat(debts.size()).isLessThanOrEqualTo(1024);
    }

    @Test
    void whoIsMadeToWaitAndOwesLittleBesideTheOthersIsPassedOver() {
        debts.begin(100 * MILLI, 0);
        for (var i = 0; i < 9; i++) {
            debts.charge(client("192.0.2." + i), 10 * MILLI);
        }
        var polite = client("198.51.100.1");
        debts.charge(polite, 2 * MILLI);
        assertThat(debts.isIndebted(polite)).isTrue();
        assertThat(debts.isPassedOver(polite, 399 * MILLI)).as("not for long").isFalse();
        assertThat(debts.isPassedOver(polite, 400 * MILLI)).isTrue();
        debts.charge(polite, 3 * MILLI);
        assertThat(debts.isPassedOver(polite, 400 * MILLI)).as("owing half of what others do").isFalse();
    }
}
