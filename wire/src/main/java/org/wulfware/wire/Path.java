package org.wulfware.wire;

import java.util.ArrayList;
import java.util.List;

/// A path into the document: `/xmlsysd/proc/stat/cpu[@id="*"]/user`, `//load1`. Steps to a child, `//` to anything below,
/// names with `*` and `?` in them, and of attributes what they must match.
///
/// @param steps from the document's root on
record Path(List<Step> steps) {
    /// A step.
    ///
    /// @param isDeep whether it may pass over any number of elements
    record Step(boolean isDeep, String name, List<Condition> conditions) {}

    /// An attribute that an element must have, and what its value must match.
    record Condition(String attribute, String glob) {}

    /// More steps than any element is deep, twice over.
    private static final int MOST_STEPS = 32;

    private static final int MOST_CONDITIONS = 8;

    /// Reads the paths in a text, with blanks between.
    static List<Path> all(String text) throws BadPathException {
        var paths = new ArrayList<Path>();
        var parser = new Parser(text);
        while (parser.hasNext()) {
            paths.add(parser.path());
        }
        return paths;
    }

    private static final class Parser {
        private final String text;
        private int at;
        private int start;

        Parser(String text) {
            this.text = text;
        }

        boolean hasNext() {
            while (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            }
            return at < text.length();
        }

        Path path() throws BadPathException {
            start = at;
            var steps = new ArrayList<Step>();
            while (at < text.length() && !isBlank(text.charAt(at))) {
                expect('/', "a path begins with / and has / between its steps");
                var isDeep = at < text.length() && text.charAt(at) == '/';
                at += isDeep ? 1 : 0;
                steps.add(new Step(isDeep, name(), conditions()));
                if (steps.size() > MOST_STEPS) {
                    throw wrong("more than " + MOST_STEPS + " steps");
                }
            }
            return new Path(steps);
        }

        private String name() throws BadPathException {
            var from = at;
            while (at < text.length() && isOfName(text.charAt(at))) {
                at++;
            }
            if (at == from) {
                throw wrong("the name of an element, or *, is missing");
            }
            return text.substring(from, at);
        }

        private List<Condition> conditions() throws BadPathException {
            var conditions = new ArrayList<Condition>(1);
            while (at < text.length() && text.charAt(at) == '[') {
                at++;
                expect('@', "in brackets stands what an attribute must match: [@id=\"0\"]");
                var attribute = name();
                expect('=', "in brackets stands what an attribute must match: [@id=\"0\"]");
                var quote = at < text.length() ? text.charAt(at) : ' ';
                var end = quote == '"' || quote == '\'' ? text.indexOf(quote, at + 1) : -1;
                if (end < 0) {
                    throw wrong("what an attribute must match stands between quotes");
                }
                conditions.add(new Condition(attribute, text.substring(at + 1, end)));
                at = end + 1;
                expect(']', "a bracket is not closed");
                if (conditions.size() > MOST_CONDITIONS) {
                    throw wrong("more than " + MOST_CONDITIONS + " conditions on one element");
                }
            }
            return conditions;
        }

        private void expect(char wanted, String otherwise) throws BadPathException {
            if (at >= text.length() || text.charAt(at) != wanted) {
                throw wrong(otherwise);
            }
            at++;
        }

        /// Quotes the path and says where in it something is wrong, counted from 1.
        private BadPathException wrong(String what) {
            var place = at - start + 1;
            var end = at;
            while (end < text.length() && !isBlank(text.charAt(end))) {
                end++;
            }
            return new BadPathException(
                    "path \"" + text.substring(start, end) + "\", character " + place + ": " + what);
        }

        private static boolean isBlank(char letter) {
            return letter == ' ' || letter == '\t';
        }

        private static boolean isOfName(char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '_' || letter == '-' || letter == '.' || letter == '*' || letter == '?';
        }
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var step : steps) {
            text.append(step.isDeep() ? "//" : "/").append(step.name());
            for (var condition : step.conditions()) {
                text.append("[@").append(condition.attribute()).append("=\"").append(condition.glob()).append("\"]");
            }
        }
        return text.toString();
    }
}
