package org.wulfware.libwulf;

import module java.base;

/// Addresses of IPv6 where names of hosts may stand: `2001:db8::1`, `fe80::1%eth0`, with a port `[2001:db8::1]:7887`.
final class Ipv6 {
    /// Two colons at least: with one, it is a name and a port.
    private static final Pattern BARE =
            Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?");

    private Ipv6() {}

    /// How many characters from `at` on look like an address: hexadecimal digits and colons, and a zone; 0 if none do.
    static int length(String text, int at) {
        var matcher = BARE.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.end() - at : 0;
    }

    /// Whether a word is an address, with a zone or without; the zone need not be there.
    static boolean is(String word) {
        var zone = word.indexOf('%');
        var address = zone < 0 ? word : word.substring(0, zone);
        if (address.indexOf(':') < 0 || zone == word.length() - 1) {
            return false;
        }
        try {
            InetAddress.ofLiteral(address);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
