package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What this node may be called in a request over HTTP: by an address, `localhost`, its host name with and without the domains
/// that `/etc/resolv.conf` searches, and what the configuration adds.
final class OwnNames {
    private final Tree tree;
    private final InForce inForce;

    /// @param tree this node
    /// @param inForce may add names
    OwnNames(Tree tree, InForce inForce) {
        this.tree = tree;
        this.inForce = inForce;
    }

    /// Whether a `Host` header names this node; a port behind it does not count.
    boolean has(String host) {
        var name = withoutPort(host).toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (isAddress(name) || name.equals("localhost")) {
            return true;
        }
        for (var other : inForce.settings().hosts()) {
            if (name.equals(other.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return !name.isEmpty() && isHostName(name);
    }

    private boolean isHostName(String name) {
        var own = text("proc/sys/kernel/hostname").strip().toLowerCase(Locale.ROOT);
        if (own.isEmpty()) {
            return false;
        }
        var dot = own.indexOf('.');
        var first = dot < 0 ? own : own.substring(0, dot);
        if (name.equals(own) || name.equals(first)) {
            return true;
        }
        if (!name.startsWith(first + '.')) {
            return false;
        }
        var domain = name.substring(first.length() + 1);
        for (var line : text("etc/resolv.conf").toLowerCase(Locale.ROOT).split("\n")) {
            var words = Conversation.words(
                    line.strip().getBytes(StandardCharsets.ISO_8859_1), 0, line.strip().length());
            if (words.length > 1 && (words[0].equals("search") || words[0].equals("domain"))) {
                for (var i = 1; i < words.length; i++) {
                    if (words[i].equals(domain)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private String text(String path) {
        var buffer = new TextBuffer();
        var length = tree.readOnce(path, buffer);
        return length < 0 ? "" : new String(buffer.array(), 0, length, StandardCharsets.ISO_8859_1);
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[")) {
            var end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        var colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    /// An address cannot be made to mean another node: digits and points, or hexadecimal digits, colons and points.
    private static boolean isAddress(String name) {
        var hasColon = name.indexOf(':') >= 0;
        var points = 0;
        for (var i = 0; i < name.length(); i++) {
            var letter = name.charAt(i);
            var isDigit = letter >= '0' && letter <= '9';
            var isOther = hasColon && ((letter >= 'a' && letter <= 'f') || letter == ':');
            if (!isDigit && !isOther && letter != '.') {
                return false;
            }
            points += letter == '.' ? 1 : 0;
        }
        return hasColon || points == 3;
    }
}
