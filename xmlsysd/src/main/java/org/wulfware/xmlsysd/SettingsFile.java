package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.RegularFile;

/// Reads a configuration file: `key = value` on a line, comments behind a `#` at its beginning. It reads on behind an error, so
/// that one look shows all of them.
final class SettingsFile {
    /// Where it is looked for unless told otherwise.
    static final File USUAL = new File("/etc/wulfware/xmlsysd.conf");

    /// All that is wrong with a file, a line each.
    static final class BadSettingsException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient List<String> errors;
        private final transient List<String> forLog;

        BadSettingsException(List<String> errors) {
            this(errors, errors);
        }

        BadSettingsException(List<String> errors, List<String> forLog) {
            super(String.join("\n", errors), null, false, false);
            this.errors = errors;
            this.forLog = forLog;
        }

        /// For the one who wrote the file: they quote what stands there.
        List<String> errors() {
            return errors;
        }

        /// One line for the log, which others may read. It names keys and never quotes a value: what was taken for the
        /// configuration may be a private key.
        String summary() {
            var shown = String.join("; ", forLog.subList(0, Math.min(MOST_LOGGED, forLog.size())));
            var more = forLog.size() - MOST_LOGGED;
            return more > 0 ? shown + "; and " + more + " more" : shown;
        }
    }

    /// An error, with what stands in the file and without.
    private record Mistake(int line, String words, String forLog) {}

    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_LOGGED = 3;
    private static final int LONGEST_KEY = 32;

    private static final List<String> KEYS = List.of("port", "bind", "connections", "connections-per-address", "allow",
            "hosts", "cmdline", "mask", "line-timeout", "idle-timeout", "tls-port", "tls-allow", "tls-certificate",
            "tls-key", "tls-clients", "budget", "answer-limit", "textfile", "verbosity");

    private final File file;
    /// In the order of their lines.
    private final List<Mistake> mistakes = new ArrayList<>();

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private SettingsFile(File file) {
        this.file = file;
    }

    /// What a file says, and for the rest the defaults.
    ///
    /// @param port the default one
    static Settings read(File file, int port) throws BadSettingsException {
        var reader = new SettingsFile(file);
        reader.collect(text(file));
        var settings = reader.settings(port);
        if (!reader.mistakes.isEmpty()) {
            throw new BadSettingsException(
                    reader.mistakes.stream().map(Mistake::words).toList(),
                    reader.mistakes.stream().map(Mistake::forLog).toList());
        }
        return settings;
    }

    /// The whole of a file that is a text and not larger than a configuration may be.
    private static String text(File file) throws BadSettingsException {
        byte[] bytes;
        try {
            bytes = RegularFile.read(file.toPath(), MOST_BYTES);
        } catch (IOException e) {
            throw new BadSettingsException(List.of(file + ": cannot be read: " + IoFailure.reason(e)));
        }
        var line = 1;
        for (var octet : bytes) {
            if (octet == '\n') {
                line++;
            } else if (octet >= 0 && octet < ' ' && octet != '\t' && octet != '\r') {
                throw new BadSettingsException(
                        List.of(file + ", line " + line + ": not a text: there is a byte 0x" + hex(octet)));
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String hex(byte octet) {
        return (octet < 16 ? "0" : "") + Integer.toHexString(octet);
    }

    private void collect(String text) {
        var number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            var stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            var equals = stripped.indexOf('=');
            var key = equals < 0 ? stripped : stripped.substring(0, equals).strip();
            if (equals < 0) {
                wrong(number, "\"" + stripped + "\": ", "a key, = and a value are expected");
            } else if (!KEYS.contains(key)) {
                var known = "; there are " + String.join(", ", KEYS);
                wrong(number, "unknown key \"" + key + "\"" + known, "unknown key \"" + shortened(key) + "\"", "");
            } else if (values.containsKey(key)) {
                wrong(number, key + " stands in line " + lines.get(key) + " already");
            } else {
                values.put(key, stripped.substring(equals + 1).strip());
                lines.put(key, number);
            }
        }
    }

    private Settings settings(int port) {
        var usual = Settings.defaults(port);
        var bind = values.get("bind");
        if (bind != null && Access.subnet(bind) == null) {
            wrong("bind", "an address");
        }
        var access = access("allow", usual.access());
        return new Settings(
                number("port", usual.port(), 0, 65_535),
                bind,
                number("connections", usual.connections(), 1, Settings.MOST_CONNECTIONS),
                number("connections-per-address", usual.connectionsPerAddress(), 1, Settings.MOST_CONNECTIONS),
                access,
                hosts(),
                cmdline(usual.cmdline()),
                values.containsKey("mask") ? Masks.of(words("mask", "words of arguments' names, default or none"))
                        : usual.masks(),
                seconds("line-timeout", usual.lineNanos()),
                seconds("idle-timeout", usual.idleNanos()),
                tls(access),
                budget(usual.budget()),
                number("verbosity", usual.verbosity(), 0, 9),
                megabytes("answer-limit", usual.answerBytes()),
                textfiles());
    }

    private Access access(String key, Access otherwise) {
        if (!values.containsKey(key)) {
            return otherwise;
        }
        var expected = "all, local, subnets, addresses and subnets such as 10.0.0.0/8 or fd00::/8";
        var access = Access.of(words(key, expected));
        if (access == null) {
            wrong(key, expected);
            return otherwise;
        }
        return access;
    }

    private List<String> hosts() {
        return values.containsKey("hosts") ? words("hosts", "names of this node") : List.of();
    }

    private Settings.Cmdline cmdline(Settings.Cmdline otherwise) {
        var value = values.get("cmdline");
        if (value == null) {
            return otherwise;
        }
        for (var each : Settings.Cmdline.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
                return each;
            }
        }
        wrong("cmdline", "none, own or all");
        return otherwise;
    }

    private Settings.@Nullable Tls tls(Access otherwise) {
        var port = number("tls-port", Settings.TLS_PORT, 0, 65_535);
        var access = access("tls-allow", otherwise);
        var certificate = file("tls-certificate");
        var key = file("tls-key");
        var clients = file("tls-clients");
        if (!values.containsKey("tls-certificate")) {
            for (var other : List.of("tls-port", "tls-allow", "tls-key", "tls-clients")) {
                if (values.containsKey(other)) {
                    wrong(line(other), other + " without tls-certificate: TLS is not spoken without one");
                }
            }
        } else if (!values.containsKey("tls-key")) {
            wrong(line("tls-certificate"), "tls-certificate without tls-key: its private key is expected too");
        }
        return certificate == null || key == null ? null : new Settings.Tls(port, access, certificate, key, clients);
    }

    private @Nullable File file(String key) {
        var value = values.get(key);
        if (value == null) {
            return null;
        }
        var named = new File(value);
        if (!named.isFile() || !named.canRead()) {
            wrong(key, "a file that can be read");
            return null;
        }
        return named;
    }

    /// It need not be there yet.
    private @Nullable File textfiles() {
        var value = values.get("textfile");
        if (value == null) {
            return null;
        }
        var named = new File(value);
        if (!named.isAbsolute() || (named.exists() && !named.isDirectory())) {
            wrong("textfile", "a directory, from / on,");
            return null;
        }
        return named;
    }

    /// Millionths of a processor.
    private int budget(int otherwise) {
        var value = values.get("budget");
        if (value == null) {
            return otherwise;
        }
        if (value.equals("off")) {
            return 0;
        }
        var number = value.endsWith("%") ? value.substring(0, value.length() - 1).strip() : "";
        var point = number.indexOf('.');
        var whole = point < 0 ? number : number.substring(0, point);
        var part = point < 0 ? "0" : number.substring(point + 1);
        var millionths = isNumber(whole, 3) && isNumber(part, 4)
                ? Integer.parseInt(whole) * 10_000 + Integer.parseInt((part + "000").substring(0, 4))
                : 0;
        if (millionths < Settings.LEAST_BUDGET || millionths > 1_000_000) {
            wrong("budget", "a share of a processor from 0.1% to 100%, or off");
            return otherwise;
        }
        return millionths;
    }

    private int number(String key, int otherwise, int least, int most) {
        var value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!isNumber(value, 6) || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            wrong(key, "a number from " + least + " to " + most);
            return otherwise;
        }
        return Integer.parseInt(value);
    }

    private long seconds(String key, long otherwise) {
        var value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        var number = value.endsWith("s") ? value.substring(0, value.length() - 1).strip() : value;
        if (!isNumber(number, 5) || Integer.parseInt(number) < 1 || Integer.parseInt(number) > 86_400) {
            wrong(key, "seconds from 1 to 86400, such as 10 s");
            return otherwise;
        }
        return Integer.parseInt(number) * Settings.SECOND;
    }

    private int megabytes(String key, int otherwise) {
        var value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        var number = value.endsWith("MB") ? value.substring(0, value.length() - 2).strip() : value;
        if (!isNumber(number, 4) || Integer.parseInt(number) < 1 || Integer.parseInt(number) > Settings.MOST_ANSWER) {
            wrong(key, "megabytes from 1 to " + Settings.MOST_ANSWER + ", such as 64 MB");
            return otherwise;
        }
        return Integer.parseInt(number) * Settings.MEGABYTE;
    }

    private static boolean isNumber(String text, int most) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
    }

    private List<String> words(String key, String expected) {
        var words = new ArrayList<String>();
        for (var word : String.valueOf(values.get(key)).replace(',', ' ').replace('\t', ' ').split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        if (words.isEmpty()) {
            wrong(key, expected);
        }
        return words;
    }

    private void wrong(String key, String expected) {
        wrong(line(key), key + " = " + values.get(key) + ": ", key + ": ", expected + " expected");
    }

    private void wrong(int line, String what) {
        wrong(line, "", what);
    }

    private void wrong(int line, String quoted, String what) {
        wrong(line, quoted, "", what);
    }

    /// @param quoted before `what`, for the one who wrote the file
    /// @param named before `what`, for the log
    private void wrong(int line, String quoted, String named, String what) {
        var at = mistakes.size();
        while (at > 0 && mistakes.get(at - 1).line() > line) {
            at--;
        }
        var place = file + ", line " + line + ": ";
        mistakes.add(at, new Mistake(line, place + quoted + what, place + named + what));
    }

    private static String shortened(String key) {
        return key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "…" : key;
    }

    private int line(String key) {
        return lines.getOrDefault(key, 0);
    }
}
