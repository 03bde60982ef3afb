package org.wulfware.libwulf;

import module java.base;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.RegularFile;

/// One file in the manner of `groups.conf`: sections of options, `key: value` or `key = value`; a line that begins with a
/// blank goes on with the value before it.
final class GroupsConf {
    /// No such file is larger that a person wrote.
    static final int LARGEST = 32 << 20;

    /// An option's value, and where it stands.
    record Value(String text, String place) {}

    private GroupsConf() {}

    /// The sections of a file, by their names as they stand; options by theirs in lower case.
    ///
    /// @throws SyntaxException with the line that is no section, option or comment
    static Map<String, Map<String, Value>> read(Path file) throws SyntaxException {
        var sections = new LinkedHashMap<String, Map<String, Value>>();
        Map<String, Value> section = null;
        var key = "";
        var number = 0;
        for (var line : lines(file)) {
            var place = file + ":" + ++number;
            var text = line.strip();
            if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
                continue;
            }
            if (section != null && !key.isEmpty() && Character.isWhitespace(line.charAt(0))) {
                section.computeIfPresent(key, (_, value) -> new Value(value.text() + "\n" + text, value.place()));
                continue;
            }
            if (text.startsWith("[") && text.endsWith("]")) {
                section = sections.computeIfAbsent(text.substring(1, text.length() - 1), _ -> new LinkedHashMap<>());
                key = "";
                continue;
            }
            var end = separator(text);
            if (section == null || end < 1) {
                throw new SyntaxException(place + ": " + (section == null ? "a section such as [Main]" : "key: value")
                        + " is expected, not " + SyntaxException.quoted(text));
            }
            key = text.substring(0, end).strip().toLowerCase(Locale.ROOT);
            if (section.put(key, new Value(text.substring(end + 1).strip(), place)) != null) {
                throw new SyntaxException(place + ": " + SyntaxException.quoted(key) + " is said a second time");
            }
        }
        return sections;
    }

    private static int separator(String text) {
        var colon = text.indexOf(':');
        var equals = text.indexOf('=');
        return colon < 0 || equals < 0 ? Math.max(colon, equals) : Math.min(colon, equals);
    }

    /// The lines of a file; what is no UTF-8 in it stands there as a question mark.
    static List<String> lines(Path file) throws SyntaxException {
        return text(file).lines().toList();
    }

    static String text(Path file) throws SyntaxException {
        try {
            return new String(RegularFile.read(file, LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SyntaxException(file + ": " + IoFailure.reason(e));
        }
    }
}
