package org.wulfware.xmlsysd;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may connect: addresses and subnets, this host, and the subnets that its interfaces are on. For one thread.
final class Access {
    /// This host, and the subnets of its own interfaces.
    static final Access DEFAULT = new Access("local subnets", List.of(), false, true, true);

    static final Access ALL = new Access("all", List.of(), true, false, false);

    /// How long what is known of the interfaces holds for an address that is not among them.
    private static final long INTERFACES_NANOS = 10_000_000_000L;

    /// Addresses that begin with the same bits.
    ///
    /// @param bits how many
    record Subnet(InetAddress first, int bits) {
        boolean holds(InetAddress address) {
            var mine = first.getAddress();
            var other = address.getAddress();
            if (mine.length != other.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit += 8) {
                var mask = bits - bit >= 8 ? 0xff : (0xff << (8 - (bits - bit))) & 0xff;
                if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final String words;
    private final List<Subnet> allowed;
    private final boolean isForAll;
    private final boolean isForThisHost;
    private final boolean isForItsSubnets;

    /// This host's own addresses and the subnets they are in, as far as known.
    private List<Subnet> interfaces = List.of();

    private long knownSince;
    private boolean isKnown;

    private Access(
            String words, List<Subnet> allowed, boolean isForAll, boolean isForThisHost, boolean isForItsSubnets) {
        this.words = words;
        this.allowed = allowed;
        this.isForAll = isForAll;
        this.isForThisHost = isForThisHost;
        this.isForItsSubnets = isForItsSubnets;
    }

    /// Understands `local subnets 10.0.0.0/8 fd00::/8 192.0.2.7`.
    ///
    /// @return null if a word is none of these
    static @Nullable Access of(List<String> words) {
        var allowed = new ArrayList<Subnet>();
        var isForAll = false;
        var isForThisHost = false;
        var isForItsSubnets = false;
        for (var word : words) {
            switch (word) {
                case "all" -> isForAll = true;
                case "local" -> isForThisHost = true;
                case "subnets" -> isForItsSubnets = true;
                default -> {
                    var subnet = subnet(word);
                    if (subnet == null) {
                        return null;
                    }
                    allowed.add(subnet);
                }
            }
        }
        return new Access(String.join(" ", words), List.copyOf(allowed), isForAll, isForThisHost, isForItsSubnets);
    }

    /// An address, or one with the number of its bits that count behind a `/`; null if it is neither.
    static @Nullable Subnet subnet(String word) {
        var slash = word.indexOf('/');
        var text = slash < 0 ? word : word.substring(0, slash);
        // The JDK would ask a name server for anything that does not look like an address.
        if (text.isEmpty() || text.indexOf('%') >= 0 || (text.indexOf(':') < 0 && !isDotted(text))) {
            return null;
        }
        try {
            var address = InetAddress.ofLiteral(text);
            var most = address.getAddress().length * 8;
            var bits = slash < 0 ? most : Integer.parseInt(word.substring(slash + 1));
            return bits < 0 || bits > most ? null : new Subnet(address, bits);
        } catch (IllegalArgumentException _) { // no address, or no number
            return null;
        }
    }

    /// Whether it is four numbers with points between: the JDK takes 10.1 for an address too, which few mean.
    private static boolean isDotted(String text) {
        var points = 0;
        for (var i = 0; i < text.length(); i++) {
            points += text.charAt(i) == '.' ? 1 : 0;
        }
        return points == 3;
    }

    /// Whether a client at this address may connect.
    boolean allows(InetAddress address, long now) {
        if (isForAll || (isForThisHost && isThisHost(address, now))) {
            return true;
        }
        for (var subnet : allowed) {
            if (subnet.holds(address)) {
                return true;
            }
        }
        return isForItsSubnets && isInSubnets(address, now);
    }

    /// Whether the address is one of this host's own.
    boolean isThisHost(InetAddress address, long now) {
        return address.isLoopbackAddress() || isOwn(address) || (refresh(now) && isOwn(address));
    }

    private boolean isInSubnets(InetAddress address, long now) {
        return isNear(address) || (refresh(now) && isNear(address));
    }

    private boolean isOwn(InetAddress address) {
        for (var each : interfaces) {
            if (each.first().equals(address)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNear(InetAddress address) {
        for (var each : interfaces) {
            if (each.holds(address)) {
                return true;
            }
        }
        return false;
    }

    /// Looks at the interfaces again, if that is not too soon: an address may have come since.
    private boolean refresh(long now) {
        if (isKnown && now - knownSince < INTERFACES_NANOS) {
            return false;
        }
        isKnown = true;
        knownSince = now;
        var found = new ArrayList<Subnet>();
        try {
            for (var all = NetworkInterface.getNetworkInterfaces(); all.hasMoreElements();) {
                for (var each : all.nextElement().getInterfaceAddresses()) {
                    found.add(new Subnet(each.getAddress(), each.getNetworkPrefixLength()));
                }
            }
        } catch (SocketException _) { // no list to be had: what is known stays
            return false;
        }
        interfaces = found;
        return true;
    }

    @Override
    public String toString() {
        return words;
    }
}
