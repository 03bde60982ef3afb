package org.wulfware.xmlsysd;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/// The address by which an interface is shown: its first of IPv4; without one, its first of IPv6 that others than its neighbours can
/// reach, else its first. IPv6 is written as RFC 5952 has it: `fd00::5`.
final class NodeAddress {
    private static final int GROUPS = 8;

    private NodeAddress() {}

    /// Null if there is none.
    static @Nullable InetAddress of(Enumeration<InetAddress> all) {
        InetAddress first = null;
        while (all.hasMoreElements()) {
            var address = all.nextElement();
            if (address instanceof Inet4Address) {
                return address;
            }
            if (first == null || (first.isLinkLocalAddress() && !address.isLinkLocalAddress())) {
                first = address;
            }
        }
        return first;
    }

    /// In numbers, without a zone.
    static String numeric(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length != 2 * GROUPS) {
            return address.getHostAddress();
        }
        var from = GROUPS;
        var count = 1; // a single group of zeros is written
        for (var i = 0; i < GROUPS; i++) {
            var run = 0;
            while (i + run < GROUPS && group(bytes, i + run) == 0) {
                run++;
            }
            if (run > count) {
                from = i;
                count = run;
            }
            i += run;
        }
        var text = new StringBuilder();
        for (var i = 0; i < GROUPS; i++) {
            if (i == from) {
                text.append("::");
                i += count - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
    }
}
