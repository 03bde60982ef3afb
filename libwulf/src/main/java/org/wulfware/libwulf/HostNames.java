package org.wulfware.libwulf;

import module java.base;

/// Hosts as a person names them on a command line: names separated by commas, with ranges in brackets, each with a port
/// behind it if it is not the usual one.
/// ```text
/// node[001-128],login1        node001 to node128, and login1
/// r[1-2]n[01-16,20]:7900      the same port for all of them
/// ```
/// A range counts with as many digits as its first number was written with.
public final class HostNames {
    /// How many hosts one expression, or one file, may name.
    public static final int MOST = 1_000_000;

    private final String text;
    private final List<Host> hosts = new ArrayList<>();
    private int at;

    private HostNames(String text) {
        this.text = text;
    }

    /// The hosts that `text` names, in its order.
    ///
    /// @throws SyntaxException that quotes what cannot be read and says at which column it stands
    public static List<Host> hosts(String text) throws SyntaxException {
        return new HostNames(text).list();
    }

    /// The hosts that several arguments name.
    public static List<Host> hosts(List<String> arguments) throws SyntaxException {
        var all = new ArrayList<Host>();
        for (var argument : arguments) {
            all.addAll(hosts(argument));
        }
        if (all.size() > MOST) {
            throw new SyntaxException("more than a million hosts are named");
        }
        return all;
    }

    private List<Host> list() throws SyntaxException {
        if (text.isBlank()) {
            throw wrong(0, "a host's name is expected, and there is none");
        }
        term();
        while (at < text.length()) {
            at++;
            term();
        }
        return hosts;
    }

    /// One term: the product of its plain parts and its ranges.
    private void term() throws SyntaxException {
        var start = at;
        var names = List.of("");
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ':') {
            names = text.charAt(at) == '[' ? product(names, range()) : product(names, List.of(plain()));
        }
        if (at == start) {
            throw wrong(at, at < text.length()
                    ? "a host's name is expected before " + SyntaxException.quoted(text.substring(at, at + 1))
                    : "a host's name is expected behind the comma");
        }
        var port = at < text.length() && text.charAt(at) == ':' ? port() : Host.DEFAULT_PORT;
        if (names.size() > MOST - hosts.size()) {
            throw wrong(start, "more than a million hosts are named");
        }
        for (var name : names) {
            hosts.add(Host.named(name).port(port));
        }
    }

    private String plain() throws SyntaxException {
        var start = at;
        while (at < text.length() && ",[:".indexOf(text.charAt(at)) < 0) {
            if (!isNameCharacter(text.charAt(at))) {
                throw wrong(at, SyntaxException.quoted(text.substring(at, text.offsetByCodePoints(at, 1)))
                        + " does not belong into a host's name");
            }
            at++;
        }
        return text.substring(start, at);
    }

    static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
                || c == '_';
    }

    /// `[001-128,200]`, as its numbers written out.
    private List<String> range() throws SyntaxException {
        var open = at++;
        var numbers = new ArrayList<String>();
        while (true) {
            var from = number(open);
            var to = from;
            if (at < text.length() && text.charAt(at) == '-') {
                at++;
                to = number(open);
            }
            var first = Long.parseLong(from);
            var last = Long.parseLong(to);
            if (first > last) {
                throw wrong(open, "the range " + from + "-" + to + " runs backwards");
            }
            if (last - first >= MOST - numbers.size()) {
                throw wrong(open, "the range " + from + "-" + to + " has more than a million numbers");
            }
            for (var number = first; number <= last; number++) {
                var digits = Long.toString(number);
                numbers.add("0".repeat(Math.max(0, from.length() - digits.length())) + digits);
            }
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            } else if (at < text.length() && text.charAt(at) == ']') {
                at++;
                return numbers;
            } else {
                throw at < text.length()
                        ? wrong(at,
                                "\"-\", \",\" or \"]\" is expected, not "
                                        + SyntaxException.quoted(text.substring(at, at + 1)))
                        : wrong(open, "the bracket is not closed");
            }
        }
    }

    private String number(int open) throws SyntaxException {
        var start = at;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && text.charAt(at) <= '9') {
            at++;
        }
        if (at == text.length()) {
            throw wrong(open, "the bracket is not closed");
        }
        if (at == start || at - start > 18) {
            throw wrong(start, "a number of up to 18 digits is expected in the brackets, not "
                    + SyntaxException.quoted(text.substring(start, Math.max(at, start + 1))));
        }
        return text.substring(start, at);
    }

    private int port() throws SyntaxException {
        var colon = at++;
        var start = at;
        while (at < text.length() && text.charAt(at) != ',') {
            at++;
        }
        var digits = text.substring(start, at);
        var port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw wrong(colon + 1, "a port from 1 to 65535 is expected, not " + SyntaxException.quoted(digits));
        }
        return port;
    }

    private List<String> product(List<String> left, List<String> right) throws SyntaxException {
        if ((long) left.size() * right.size() > MOST) {
            throw wrong(at, "more than a million hosts are named");
        }
        var all = new ArrayList<String>(left.size() * right.size());
        for (var before : left) {
            for (var behind : right) {
                all.add(before + behind);
            }
        }
        return all;
    }

    private SyntaxException wrong(int column, String what) {
        return new SyntaxException(SyntaxException.quoted(text) + ", column " + (column + 1) + ": " + what);
    }
}
