package org.wulfware.xmlsysd;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What clients have used of the budget and not yet made up for by waiting: a debt for each connection, and for each address
/// what its closed connections left behind. A part of the budget pays them off, in equal parts to the addresses that have any and
/// within an address to its connections, but to each address something. A client is in debt beyond an allowance, which all addresses that owe
/// something share, and the connections of one address its part: who asks for less than is paid off for it never is.
///
/// An IPv6 address counts by its first 64 bits, since a host has as many as it likes of the rest. It allocates nothing but for
/// new clients. For one thread.
final class Debts {
    /// The part of the budget that pays debts off, in percent.
    private static final int PAYS = 40;

    /// What each address is paid off at least, in percent of the budget, however many have debts.
    private static final double PAYS_EACH = 0.2;

    /// What all addresses together may owe before they are held back, in percent of what may be used in ten seconds.
    private static final int ALLOWANCE = 10;

    /// Addresses without a connection that are remembered.
    private static final int MOST_ADDRESSES = 1024;

    /// Payments closer together than this are made at once.
    private static final long INTERVAL = 1_000_000;

    /// An address that has been told nothing for so long has left us alone.
    private static final long REST = 400_000_000;

    /// Less than the average by this is little beside the others: those of a crowd owe about as much as each other.
    private static final int LITTLE_BESIDE = 3;

    private final Map<Object, Address> addresses = new HashMap<>();
    private final List<Address> indebted = new ArrayList<>();

    /// Nanoseconds that may be used in ten seconds; 0 without a budget.
    private long limit;

    private long paidAt;

    /// The debt of one connection, or of those that an address has closed.
    static final class Debtor {
        private final Address address;
        private long debt;

        private Debtor(Address address) {
            this.address = address;
        }

        /// Nanoseconds of CPU time that it owes, with what its address owes for connections that are closed.
        long debt() {
            return debt + (this == address.closed ? 0 : address.closed.debt);
        }
    }

    private static final class Address {
        private final Object key;
        private final Debtor closed = new Debtor(this);
        private final List<Debtor> indebted = new ArrayList<>();
        private int connections;
        private boolean isTold;
        private long toldAt;

        private Address(Object key) {
            this.key = key;
        }
    }

    /// What counts as one address: an IPv4 address, the first 64 bits of an IPv6 address.
    static Object network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        var bytes = address.getAddress();
        var bits = 0L;
        for (var i = 0; i < Long.BYTES; i++) {
            bits = bits << 8 | (bytes[i] & 0xff);
        }
        return bits;
    }

    /// From now on so many nanoseconds may be used in ten seconds.
    void begin(long nanos, long now) {
        limit = nanos;
        paidAt = now;
        if (nanos == 0) {
            for (var address : indebted) {
                for (var debtor : address.indebted) {
                    debtor.debt = 0;
                }
                address.indebted.clear();
                forget(address);
            }
            indebted.clear();
        }
    }

    /// A client connects.
    ///
    /// @param network of its address
    Debtor enter(Object network) {
        var address = addresses.get(network);
        if (address == null) {
            makeRoom();
            address = new Address(network);
            addresses.put(network, address);
        }
        address.connections++;
        return new Debtor(address);
    }

    /// It has gone; what it owes stays with its address.
    void leave(Debtor debtor) {
        var address = debtor.address;
        address.connections--;
        var debt = debtor.debt;
        if (debt > 0) {
            charge(address.closed, debt);
            debtor.debt = 0;
            address.indebted.remove(debtor);
        }
        forget(address);
    }

    private void forget(Address address) {
        if (address.connections == 0 && address.closed.debt == 0) {
            addresses.remove(address.key);
        }
    }

    /// Of the addresses without a connection, the one that owes least is forgotten if there are too many.
    private void makeRoom() {
        if (addresses.size() < MOST_ADDRESSES) {
            return;
        }
        Address least = null;
        for (var address : addresses.values()) {
            if (address.connections == 0 && (least == null || address.closed.debt < least.closed.debt)) {
                least = address;
            }
        }
        if (least != null) {
            indebted.remove(least);
            addresses.remove(least.key);
        }
    }

    /// A client has used so many nanoseconds.
    void charge(Debtor debtor, long nanos) {
        if (limit == 0 || nanos <= 0) {
            return;
        }
        var address = debtor.address;
        if (debtor.debt == 0) {
            address.indebted.add(debtor);
            if (address.indebted.size() == 1) {
                indebted.add(address);
            }
        }
        debtor.debt = Math.min(debtor.debt + nanos, limit);
    }

    /// An address whose client was not let in, or is not yet, has used so many nanoseconds.
    void charge(Object network, long nanos) {
        var debtor = enter(network);
        charge(debtor, nanos);
        leave(debtor);
    }

    /// Pays off what has come up for it since this was last done.
    void pay(long now) {
        var time = now - paidAt;
        if (time < INTERVAL || limit == 0) {
            return;
        }
        paidAt = now;
        if (indebted.isEmpty()) {
            return;
        }
        var each = (long) (time * rate());
        for (var i = indebted.size() - 1; i >= 0; i--) {
            var address = indebted.get(i);
            pay(address, each);
            if (address.indebted.isEmpty()) {
                indebted.remove(i);
                forget(address);
            }
        }
    }

    /// Nanoseconds of its debt that an address is paid off in a nanosecond.
    private double rate() {
        return Math.max((double) PAYS / indebted.size(), PAYS_EACH) / 100 * limit / Budget.WINDOW;
    }

    private static void pay(Address address, long nanos) {
        var debtors = address.indebted;
        var each = nanos / debtors.size() + 1;
        for (var i = debtors.size() - 1; i >= 0; i--) {
            var debtor = debtors.get(i);
            debtor.debt = Math.max(0, debtor.debt - each);
            if (debtor.debt == 0) {
                debtors.remove(i);
            }
        }
    }

    /// Whether a client owes so much that it is held back where others want the budget too.
    boolean isIndebted(Debtor debtor) {
        return limit > 0 && debtor.debt() > allowance(debtor);
    }

    /// Whether nobody owes anything.
    boolean owesNobody() {
        return indebted.isEmpty();
    }

    /// Whether a client may use so much more without being in debt.
    boolean isAllowed(Debtor debtor, long nanos) {
        return limit == 0 || debtor.debt() + nanos <= allowance(debtor);
    }

    private long allowance(Debtor debtor) {
        return limit / 100 * ALLOWANCE / Math.max(1, indebted.size()) / Math.max(1, debtor.address.indebted.size());
    }

    /// A client has been answered.
    void told(Debtor debtor, long now) {
        debtor.address.isTold = true;
        debtor.address.toldAt = now;
    }

    /// Whether what a client asked for at a time is the first that its address did after it has been told nothing for a while.
    boolean isRested(Debtor debtor, long askedAt) {
        return !debtor.address.isTold || askedAt - debtor.address.toldAt >= REST;
    }

    /// Whether a client has been told nothing for a while, although it wanted to be, and owes little beside those who owe
    /// something. One that was made to wait asks again as soon as it is answered, and would not be told from a crowd otherwise.
    boolean isPassedOver(Debtor debtor, long waited) {
        if (waited < REST) {
            return false;
        }
        var all = 0L;
        for (var address : indebted) {
            for (var each : address.indebted) {
                all += each.debt;
            }
        }
        return debtor.debt() * LITTLE_BESIDE * Math.max(1, indebted.size()) <= all;
    }

    /// About how many nanoseconds it takes until enough of its debt is paid off; 0 if it is not in debt.
    long left(Debtor debtor) {
        if (!isIndebted(debtor)) {
            return 0;
        }
        return (long) ((debtor.debt() - allowance(debtor)) / rate() * Math.max(1, debtor.address.indebted.size()));
    }

    /// How many addresses are known.
    int size() {
        return addresses.size();
    }
}
