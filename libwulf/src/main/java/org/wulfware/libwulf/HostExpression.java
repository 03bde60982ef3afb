package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Glob;

/// Reads one expression, from left to right, and works it out on the way: `node[1-9]!node3,@rack1&login*`.
final class HostExpression {
    private static final String OPERATORS = ",!&^";
    /// A mask is held against every host there is.
    private static final int MOST_MASKS = 1000;

    private final String text;
    private final String place;
    private final Groups groups;
    private final @Nullable GroupSource source;
    private final HostSet all = new HostSet();
    private int at;

    /// @param place where the text stands, for messages; empty if it was typed
    /// @param groups that it may name
    /// @param source whose group this is the text of: other groups of that source need no source before them, blanks
    ///            separate as commas do, and the text may be empty. Null for what a person typed.
    HostExpression(String text, String place, Groups groups, @Nullable GroupSource source) {
        this.text = text;
        this.place = place;
        this.groups = groups;
        this.source = source;
    }

    /// @throws SyntaxException that quotes what cannot be read and says at which column it stands
    HostSet value() throws SyntaxException {
        blanks();
        if (at == text.length()) {
            if (source != null) {
                return all;
            }
            throw wrong(0, "a host's name is expected, and there is none");
        }
        for (var operator = ',';;) {
            operand(operator);
            var end = at;
            blanks();
            if (at == text.length()) {
                return all;
            }
            operator = text.charAt(at);
            if (OPERATORS.indexOf(operator) >= 0) {
                at++;
                blanks();
                if (at == text.length()) {
                    throw wrong(at, "a host's name is expected behind "
                            + (operator == ',' ? "the comma" : SyntaxException.quoted(String.valueOf(operator))));
                }
            } else if (source != null && at > end) {
                operator = ',';
            } else {
                throw stranger(end);
            }
        }
    }

    private void blanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /// Reads what stands behind an operator, and carries the operator out.
    private void operand(char operator) throws SyntaxException {
        var start = at;
        var operand = operator == ',' ? all : new HostSet();
        if (text.charAt(at) == '@') {
            at++;
            group(start, operand);
        } else if (isBracketed() || Ipv6.length(text, at) > 0) {
            operand.add(Host.named(address()).port(portBehind()));
        } else {
            var term = term("*?");
            if (term.isEmpty()) {
                throw OPERATORS.indexOf(text.charAt(at)) >= 0 || text.charAt(at) == ':'
                        ? wrong(at, "a host's name is expected before " + quotedAt(at))
                        : stranger(at);
            }
            var port = portBehind();
            if (text.substring(start, at).chars().anyMatch(c -> c == '*' || c == '?')) {
                masks(start, term, port, operand);
            } else {
                bounded(start, term);
                term.names(name -> operand.add(Host.named(name).port(port)));
            }
        }
        switch (operator) {
            case '!' -> all.difference(operand);
            case '&' -> all.intersection(operand);
            case '^' -> all.symmetricDifference(operand);
            default -> {} // a comma: it is all in there
        }
        if (all.size() > HostNames.MOST) {
            throw tooMany(start);
        }
    }

    /// Whether an address in brackets stands here, `[2001:db8::1]`.
    private boolean isBracketed() {
        return text.charAt(at) == '[' && Ipv6.length(text, at + 1) > 0;
    }

    private String address() throws SyntaxException {
        var start = at;
        var isBracketed = text.charAt(at) == '[';
        at += isBracketed ? 1 : 0;
        var end = at + Ipv6.length(text, at);
        var address = text.substring(at, end);
        at = end;
        if (isBracketed && !isNext(']')) {
            throw wrong(start, "the bracket around an address is not closed behind it");
        }
        if (!Ipv6.is(address)) {
            throw wrong(start, SyntaxException.quoted(address) + " is no address of IPv6");
        }
        return address;
    }

    private int portBehind() throws SyntaxException {
        return at < text.length() && text.charAt(at) == ':' ? port() : Host.DEFAULT_PORT;
    }

    /// A name with its brackets, up to what belongs to none.
    ///
    /// @param more characters that may stand in it beside those of names
    private HostTerm term(String more) throws SyntaxException {
        var term = new HostTerm();
        while (at < text.length()) {
            var start = at;
            while (at < text.length() && (HostNames.isNameCharacter(text.charAt(at))
                    || more.indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            if (at > start) {
                term.text(text.substring(start, at));
            } else if (text.charAt(at) == '[') {
                bracket(term);
            } else {
                break;
            }
        }
        return term;
    }

    /// `[001-128/2,200]`.
    private void bracket(HostTerm term) throws SyntaxException {
        var open = at++;
        while (true) {
            range(term, open);
            if (at == text.length()) {
                throw wrong(open, "the bracket is not closed");
            }
            var next = text.charAt(at++);
            if (next == ']') {
                term.bracket();
                return;
            }
            if (next != ',') {
                throw wrong(at - 1, "\"-\", \",\" or \"]\" is expected, not " + quotedAt(at - 1));
            }
        }
    }

    private void range(HostTerm term, int open) throws SyntaxException {
        var from = number(open);
        var to = from;
        var step = "1";
        if (isNext('-')) {
            to = number(open);
        }
        var slash = at;
        if (isNext('/')) {
            step = number(open);
        }
        var first = Long.parseLong(from);
        var last = Long.parseLong(to);
        if (first > last) {
            throw wrong(open, "the range " + from + "-" + to + " runs backwards");
        }
        if (to.length() > 1 && to.charAt(0) == '0' && to.length() != from.length()) {
            throw wrong(open, "the range " + from + "-" + to + " begins and ends with another number of digits");
        }
        if (Long.parseLong(step) == 0) {
            throw wrong(slash + 1, "a step of at least 1 is expected, not \"" + step + "\"");
        }
        if (from.equals(to) && Long.parseLong(step) != 1) {
            throw wrong(slash, "a step belongs to a range, such as 1-9/2");
        }
        term.range(first, last, Long.parseLong(step), from.length());
    }

    private boolean isNext(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private String number(int open) throws SyntaxException {
        blanks();
        var start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == text.length()) {
            throw wrong(open, "the bracket is not closed");
        }
        if (at == start || at - start > 18) {
            throw wrong(start, "a number of up to 18 digits is expected in the brackets, not "
                    + (at == start ? quotedAt(start) : SyntaxException.quoted(text.substring(start, at))));
        }
        var digits = text.substring(start, at);
        blanks();
        return digits;
    }

    private int port() throws SyntaxException {
        var start = ++at;
        while (at < text.length() && OPERATORS.indexOf(text.charAt(at)) < 0 && !isBlank(text.charAt(at))) {
            at++;
        }
        var digits = text.substring(start, at);
        var port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw wrong(start, "a port from 1 to 65535 is expected, not " + SyntaxException.quoted(digits));
        }
        return port;
    }

    /// `@rack[1-2]`, `@source:group`, `@*`, `@source:*`, `@@source`, `@@`.
    private void group(int start, HostSet into) throws SyntaxException {
        var named = term(":*@");
        if (named.isEmpty()) {
            throw wrong(at, "the name of a group is expected behind \"@\"");
        }
        bounded(start, named);
        var names = new ArrayList<String>();
        named.names(names::add);
        for (var name : names) {
            try {
                into.union(groups.named(name, source));
            } catch (UnknownGroupException e) {
                throw wrong(start, String.valueOf(e.getMessage()));
            }
            if (into.size() > HostNames.MOST) {
                throw tooMany(start);
            }
        }
    }

    /// `login*`: those of all hosts that are known.
    private void masks(int start, HostTerm masks, int port, HostSet into) throws SyntaxException {
        if (masks.count(MOST_MASKS) > MOST_MASKS) {
            throw wrong(start, "more than " + MOST_MASKS + " names with \"*\" or \"?\" in them");
        }
        bounded(start, masks);
        var globs = new ArrayList<String>();
        masks.names(globs::add);
        try {
            for (var host : groups.named("*", source).hosts()) {
                if (globs.stream().anyMatch(glob -> Glob.matches(glob, host.name()))) {
                    into.add(port == Host.DEFAULT_PORT ? host : host.port(port));
                }
            }
        } catch (UnknownGroupException e) {
            throw wrong(start, "\"*\" and \"?\" choose from all hosts that are known: " + e.getMessage());
        }
    }

    /// Sees, before any name is made, that there are not too many, and none too long.
    private void bounded(int start, HostTerm term) throws SyntaxException {
        if (term.count(HostNames.MOST) > HostNames.MOST) {
            throw tooMany(start);
        }
        if (term.length() > HostTerm.LONGEST_NAME) {
            throw wrong(start, "a name has " + HostTerm.LONGEST_NAME + " characters at most");
        }
    }

    private SyntaxException tooMany(int start) {
        return wrong(start, "more than a million hosts are named");
    }

    private SyntaxException stranger(int column) {
        return wrong(column, quotedAt(column) + " does not belong into a host's name");
    }

    private String quotedAt(int column) {
        return SyntaxException.quoted(text.substring(column, text.offsetByCodePoints(column, 1)));
    }

    private SyntaxException wrong(int column, String what) {
        return new SyntaxException((place.isEmpty() ? "" : place + ": ") + SyntaxException.quoted(text) + ", column "
                + (column + 1) + ": " + what);
    }
}
