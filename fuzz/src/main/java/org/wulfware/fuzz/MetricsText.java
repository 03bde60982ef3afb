package org.wulfware.fuzz;

import module java.base;

/// Whether a text is one of Prometheus' or of OpenMetrics: families one after the other, each introduced once; names, labels and
/// numbers as they may be written; at the end of OpenMetrics its mark and nothing more. A series may stand twice: where a kernel
/// tells of one device twice, as none does, so does the daemon.
final class MetricsText {
    private static final Set<String> TYPES = Set.of("counter", "gauge", "untyped", "unknown", "info", "histogram",
            "summary", "stateset");

    private final String text;
    private final boolean isOpen;
    private final Set<String> types = new HashSet<>();
    private final Set<String> helps = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private String family = "";
    private boolean hasEnded;
    private String line = "";
    private int at;

    MetricsText(String text, boolean isOpen) {
        this.text = text;
        this.isOpen = isOpen;
    }

    void check() {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw wrong("the last line has no end");
        }
        // Only LF ends a line: String.lines() knows others.
        for (var from = 0; from < text.length(); from = text.indexOf('\n', from) + 1) {
            line = text.substring(from, text.indexOf('\n', from));
            at = 0;
            line();
        }
        if (isOpen && !hasEnded) {
            throw wrong("no # EOF");
        }
    }

    private void line() {
        if (hasEnded) {
            throw wrong("a line behind # EOF");
        }
        if (line.startsWith("#")) {
            comment();
        } else if (!line.isEmpty()) {
            sample();
        } else if (isOpen) {
            throw wrong("an empty line");
        }
    }

    private void comment() {
        var words = line.split(" ", 4);
        if (isOpen && line.equals("# EOF")) {
            hasEnded = true;
            return;
        }
        var kind = words.length > 2 ? words[1] : "";
        switch (kind) {
            case "TYPE" -> {
                if (words.length != 4 || !TYPES.contains(words[3]) || !types.add(words[2])) {
                    throw wrong("no type, or a second one");
                }
                begin(words[2]);
            }
            case "HELP" -> {
                if (!helps.add(words[2])) {
                    throw wrong("a second help");
                }
                begin(words[2]);
            }
            case "UNIT" -> begin(words[2]);
            default -> {
                if (isOpen && !line.startsWith("# error in line ")) {
                    throw wrong("a comment of no known kind");
                }
            }
        }
    }

    private void begin(String name) {
        at = 0;
        if (!name.equals(family)) {
            if (!left.add(name)) {
                throw wrong("a family that had ended");
            }
            family = name;
        }
    }

    private void sample() {
        var from = at;
        while (at < line.length() && isOfName(line.charAt(at), at > from, true)) {
            at++;
        }
        var name = line.substring(from, at);
        if (name.isEmpty() || !name.startsWith(family) || family.isEmpty()) {
            throw wrong("a name that is none, or of another family");
        }
        if (peek() == '{') {
            at++;
            while (peek() != '}') {
                label();
                if (peek() == ',') {
                    at++;
                } else if (peek() != '}') {
                    throw wrong("neither , nor } behind a label");
                }
            }
            at++;
        }
        if (peek() != ' ') {
            throw wrong("no blank before the value");
        }
        var value = line.substring(at + 1);
        if (!value.matches("[+-]?([0-9]+(\\.[0-9]*)?(e[+-]?[0-9]+)?|Inf)|NaN")) {
            throw wrong("no number");
        }
    }

    private void label() {
        var from = at;
        while (at < line.length() && isOfName(line.charAt(at), at > from, false)) {
            at++;
        }
        if (at == from || !line.startsWith("=\"", at)) {
            throw wrong("no label");
        }
        at += 2;
        while (peek() != '"') {
            if (at >= line.length()) {
                throw wrong("a label without an end");
            }
            if (peek() == '\\') {
                at++;
                if (peek() != '\\' && peek() != '"' && peek() != 'n') {
                    throw wrong("an escape that is none");
                }
            }
            at++;
        }
        at++;
    }

    private char peek() {
        return at < line.length() ? line.charAt(at) : 0;
    }

    private static boolean isOfName(char letter, boolean isInside, boolean mayHaveColon) {
        return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                || (mayHaveColon && letter == ':') || (isInside && letter >= '0' && letter <= '9');
    }

    private AssertionError wrong(String what) {
        return Target.finding(what + ", character " + (at + 1) + " of \"" + line + "\"");
    }
}
