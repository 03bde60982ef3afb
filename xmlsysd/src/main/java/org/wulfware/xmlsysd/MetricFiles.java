package org.wulfware.xmlsysd;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Collectors;

/// Takes in texts of metrics, as Prometheus reads them, and makes the lines of the sensor `Textfile` of them, sorted by family. A
/// text with anything wrong in it is left out as a whole; so is one with timestamps, which nobody could tell from new values. A
/// series that was said before, or a metric that the daemon itself has, is left out alone.
final class MetricFiles {
    private static final int MOST_SAMPLES = 10_000;
    private static final int LONGEST = 4096;
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    /// A line of a text is not as it should be.
    private static final class BadLineException extends Exception {
        private static final long serialVersionUID = 1;

        BadLineException() {
            super(null, null, false, false);
        }
    }

    private static final class Family {
        String type = "untyped";
        String help = "";
        final List<Sample> samples = new ArrayList<>();
    }

    private record Sample(String name, String labels, String value) {}

    private final Map<String, Family> families = new TreeMap<>();
    private final Set<String> series = new HashSet<>();
    private boolean failed;

    /// Something could not be read.
    void fail() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    /// Takes a text in; false if anything is wrong with it.
    ///
    /// @param file that it stands in
    boolean add(String text, String file) {
        Map<String, Family> found;
        try {
            found = families(text);
        } catch (BadLineException _) { // the whole file is left out, which is told by the metric on errors
            failed = true;
            return false;
        }
        for (var entry : found.entrySet()) {
            merge(entry.getKey(), entry.getValue(), file);
        }
        return true;
    }

    private void merge(String name, Family family, String file) {
        if (family.samples.isEmpty()) {
            return;
        }
        var known = families.get(name);
        if (Collectors.isMetric(name) || (known != null && !known.type.equals(family.type))) {
            failed = true;
            return;
        }
        if (known == null) {
            known = new Family();
            known.type = family.type;
            known.help = family.help.isEmpty() ? "Metric read from " + plain(file) : family.help;
            families.put(name, known);
        }
        for (var sample : family.samples) {
            if (Collectors.isMetric(sample.name) || series.size() >= MOST_SAMPLES
                    || !series.add(sample.name + '{' + sample.labels)) {
                failed = true;
            } else {
                known.samples.add(sample);
            }
        }
    }

    /// A line of each metric.
    String lines() {
        var lines = new StringBuilder();
        families.forEach((name, family) -> family.samples.forEach(sample -> lines.append("metric\t")
                .append(name)
                .append('\t')
                .append(family.type)
                .append('\t')
                .append(sample.name)
                .append('\t')
                .append(sample.labels)
                .append('\t')
                .append(sample.value)
                .append('\t')
                .append(millionths(sample.value))
                .append('\t')
                .append(family.help)
                .append('\n')));
        return lines.toString();
    }

    private static String millionths(String value) {
        var isFinite = !value.endsWith("Inf") && !value.equals("NaN");
        var number = isFinite ? new BigDecimal(value) : BigDecimal.ZERO;
        // A number of a thousand digits is none to be written out.
        return isFinite && number.precision() - number.scale() <= 13 && number.scale() < 400
                ? number.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).toPlainString()
                : "-";
    }

    private static Map<String, Family> families(String text) throws BadLineException {
        var families = new TreeMap<String, Family>();
        for (var line : text.split("\n")) {
            var in = new Line(line);
            if (in.isAtEnd()) {
                continue;
            }
            if (!in.take('#')) {
                sample(in, families);
            } else {
                comment(in, families);
            }
        }
        return families;
    }

    /// `# HELP name words` or `# TYPE name word`; other comments say nothing.
    private static void comment(Line in, Map<String, Family> families) throws BadLineException {
        var kind = in.word();
        if (kind.equals("HELP") || kind.equals("TYPE")) {
            var name = in.name();
            var family = families.computeIfAbsent(name, _ -> new Family());
            var words = in.rest();
            if (kind.equals("HELP")) {
                family.help = plain(words);
            } else if (TYPES.contains(words) && family.samples.isEmpty()) {
                family.type = words;
            } else {
                throw new BadLineException();
            }
        }
    }

    private static void sample(Line in, Map<String, Family> families) throws BadLineException {
        var name = in.name();
        var labels = in.labels();
        var value = in.word();
        if (!in.isAtEnd() || !isNumber(value)) {
            throw new BadLineException();
        }
        var family = families.computeIfAbsent(family(name, families), _ -> new Family());
        family.samples.add(new Sample(name, labels, value));
    }

    /// The name of the family that a metric belongs to: parts of a histogram or a summary to that.
    private static String family(String name, Map<String, Family> families) {
        for (var end : List.of("_bucket", "_sum", "_count")) {
            if (name.endsWith(end)) {
                var whole = name.substring(0, name.length() - end.length());
                var type = type(families.get(whole));
                if (type.equals("histogram") || (type.equals("summary") && !end.equals("_bucket"))) {
                    return whole;
                }
            }
        }
        return name;
    }

    private static String type(@Nullable Family family) {
        return family == null ? "" : family.type;
    }

    private static boolean isNumber(String word) {
        if (word.equals("NaN") || word.equals("+Inf") || word.equals("-Inf")) {
            return true;
        }
        for (var i = 0; i < word.length(); i++) {
            if ("0123456789.+-eE".indexOf(word.charAt(i)) < 0) {
                return false;
            }
        }
        try {
            return word.length() <= 64 && Double.isFinite(Double.parseDouble(word))
                    && new BigDecimal(word).signum() < 2;
        } catch (NumberFormatException _) { // it is none
            return false;
        }
    }

    /// Without what no document carries and what separates.
    static String plain(String words) {
        var plain = new StringBuilder();
        for (var i = 0; i < words.length() && i < LONGEST; i++) {
            var letter = words.charAt(i);
            plain.append(letter < ' ' || letter == 0x7f || letter == '\ufffd' ? '?' : letter);
        }
        return plain.toString();
    }

    /// A line, and how far it was understood.
    private static final class Line {
        private final String text;
        private int at;

        Line(String text) {
            this.text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            blanks();
        }

        boolean isAtEnd() {
            return at == text.length();
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void blanks() {
            while (peek() == ' ' || peek() == '\t') {
                at++;
            }
        }

        boolean take(char letter) {
            if (isAtEnd() || peek() != letter) {
                return false;
            }
            at++;
            blanks();
            return true;
        }

        String word() {
            var from = at;
            while (!isAtEnd() && peek() != ' ' && peek() != '\t') {
                at++;
            }
            var word = text.substring(from, at);
            blanks();
            return word;
        }

        String rest() {
            var rest = text.substring(at).strip();
            at = text.length();
            return rest;
        }

        String name() throws BadLineException {
            var from = at;
            while (isLetter(peek()) || (at > from && peek() >= '0' && peek() <= '9')) {
                at++;
            }
            if (at == from || at - from > LONGEST) {
                throw new BadLineException();
            }
            var name = text.substring(from, at);
            blanks();
            return name;
        }

        private static boolean isLetter(char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_'
                    || letter == ':';
        }

        /// Sorted by name, so that one series is always written in one way.
        String labels() throws BadLineException {
            var labels = new TreeMap<String, String>();
            if (take('{')) {
                while (!take('}')) {
                    var name = name();
                    if (!take('=') || peek() != '"' || name.indexOf(':') >= 0 || labels.put(name, value()) != null) {
                        throw new BadLineException();
                    }
                    if (!take(',') && peek() != '}') {
                        throw new BadLineException();
                    }
                }
            }
            var text = new StringBuilder();
            labels.forEach((name, value) -> {
                if (!value.isEmpty()) {
                    text.append(text.isEmpty() ? "" : ",").append(name).append("=\"").append(value).append('"');
                }
            });
            if (text.length() > LONGEST) {
                throw new BadLineException();
            }
            return text.toString();
        }

        /// A label's value between quotation marks, its backslashes kept.
        private String value() throws BadLineException {
            at++;
            var value = new StringBuilder();
            while (!isAtEnd() && peek() != '"') {
                var letter = text.charAt(at++);
                if (letter == '\\') {
                    var next = peek();
                    if (next != '\\' && next != '"' && next != 'n') {
                        throw new BadLineException();
                    }
                    value.append(letter).append(next);
                    at++;
                } else {
                    value.append(plain(String.valueOf(letter)));
                }
            }
            if (isAtEnd()) {
                throw new BadLineException();
            }
            at++;
            blanks();
            return value.toString();
        }
    }
}
