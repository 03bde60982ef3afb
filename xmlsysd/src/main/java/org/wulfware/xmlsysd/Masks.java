package org.wulfware.xmlsysd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Hides secrets in processes' command lines: what stands behind `--password=`, `--api-token `, `SECRET_KEY=`, in
/// `https://user:secret@host`, behind the `-p` of mysql. It is a net with holes: a secret has no place on a command line.
final class Masks {
    /// An argument's name that has one of these in it, without `-`, `_` and `.`, is that of a secret.
    private static final List<String> WORDS = List.of("password", "passwd", "passphrase", "secret", "token", "apikey",
            "accesskey", "privatekey", "credential");

    /// So is one of which one of these is a part between `-`, `_` or `.`.
    private static final List<String> PARTS = List.of("pass", "pwd", "auth");

    /// Programs whose `-p` has a password right behind it.
    private static final List<String> MINUS_P = List.of("mysql", "mariadb", "sshpass");

    static final Masks DEFAULT = new Masks("default", WORDS, true);
    static final Masks NONE = new Masks("none", List.of(), false);

    private static final byte STAR = '*';
    private static final int STARS = 3;

    private final String text;
    private final List<String> words;
    private final boolean hasDefault;

    private Masks(String text, List<String> words, boolean hasDefault) {
        this.text = text;
        this.words = words;
        this.hasDefault = hasDefault;
    }

    /// Masks by these words, of which `default` stands for the list above and `none`, alone, for none at all.
    static Masks of(List<String> words) {
        if (words.equals(List.of("none"))) {
            return NONE;
        }
        var all = new ArrayList<String>();
        for (var word : words) {
            if (word.equals("default")) {
                all.addAll(WORDS);
            } else {
                all.add(bare(word));
            }
        }
        return new Masks(String.join(" ", words), List.copyOf(all), words.contains("default"));
    }

    /// Hides what is to be hidden in a command line, arguments with a NUL behind each, in place.
    ///
    /// @return its length then, which is no greater
    int hide(byte[] line, int length) {
        if (words.isEmpty() && !hasDefault) {
            return length;
        }
        var to = 0;
        var isFirst = true;
        var isPassword = false;
        var hidesNext = false;
        for (var from = 0; from < length;) {
            var end = from;
            while (end < length && line[end] != 0) {
                end++;
            }
            var start = to;
            var hideFrom = hidesNext && (from == end || line[from] != '-') ? from : -1;
            hidesNext = false;
            if (hideFrom < 0) {
                var equals = index(line, from, end, '=');
                var nameFrom = nameStart(line, from, end);
                if (equals >= 0) {
                    hideFrom = isSecret(line, nameFrom, equals) ? equals + 1 : -1;
                } else if (nameFrom > from) {
                    hidesNext = isSecret(line, nameFrom, end);
                    if (isPassword && !hidesNext && nameFrom == from + 1 && nameFrom < end && line[nameFrom] == 'p') {
                        hideFrom = end > nameFrom + 1 ? nameFrom + 1 : -1;
                        hidesNext = hideFrom < 0 && isSshpass(line, length);
                    }
                }
            }
            if (isFirst) {
                isPassword = hasDefault && takesPassword(line, from, end);
            }
            isFirst = false;
            to = hideFrom >= 0 ? covered(line, from, hideFrom, end, to) : withoutUrlPassword(line, from, end, to);
            if (end < length) {
                line[to++] = 0;
            }
            from = end + 1;
            assert to >= start;
        }
        return to;
    }

    /// Copies `line[from, hide)` to `to`, and a few stars for the rest.
    private static int covered(byte[] line, int from, int hide, int end, int to) {
        System.arraycopy(line, from, line, to, hide - from);
        var at = to + hide - from;
        for (var i = 0; i < Math.min(STARS, end - hide); i++) {
            line[at++] = STAR;
        }
        return at;
    }

    /// Copies `line[from, end)` to `to`, without the password in `scheme://user:password@host`.
    private int withoutUrlPassword(byte[] line, int from, int end, int to) {
        var at = hasDefault ? index(line, from, end, '@') : -1;
        var slashes = at < 0 ? -1 : index(line, from, at, ':');
        if (slashes < 0 || slashes + 2 >= at || line[slashes + 1] != '/' || line[slashes + 2] != '/') {
            System.arraycopy(line, from, line, to, end - from);
            return to + end - from;
        }
        var host = end;
        for (var i = slashes + 3; i < end; i++) {
            if (line[i] == '/' || line[i] == '?' || line[i] == '#') {
                host = i;
                break;
            }
        }
        // A password may have an @ in it: the last one before the path counts.
        var last = host - 1;
        while (last > slashes && line[last] != '@') {
            last--;
        }
        var colon = index(line, slashes + 3, Math.max(slashes + 3, last), ':');
        if (last <= slashes || colon < 0) {
            System.arraycopy(line, from, line, to, end - from);
            return to + end - from;
        }
        var behind = covered(line, from, colon + 1, last, to);
        System.arraycopy(line, last, line, behind, end - last);
        return behind + end - last;
    }

    private static int index(byte[] line, int from, int end, char wanted) {
        for (var i = from; i < end; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Where an option's name begins, behind its dashes.
    private static int nameStart(byte[] line, int from, int end) {
        var at = from;
        while (at < end && line[at] == '-') {
            at++;
        }
        return at;
    }

    private boolean isSecret(byte[] line, int from, int end) {
        if (end <= from || end - from > 64) {
            return false;
        }
        var name = new String(line, from, end - from, java.nio.charset.StandardCharsets.ISO_8859_1);
        var bare = bare(name);
        for (var word : words) {
            if (bare.contains(word)) {
                return true;
            }
        }
        if (hasDefault) {
            var parts = name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-').split("-");
            for (var part : parts) {
                if (PARTS.contains(part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean takesPassword(byte[] line, int from, int end) {
        var program = program(line, from, end);
        for (var name : MINUS_P) {
            if (program.startsWith(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSshpass(byte[] line, int length) {
        return program(line, 0, Math.max(0, index(line, 0, length, '\0'))).equals("sshpass");
    }

    private static String program(byte[] line, int from, int end) {
        var start = from;
        for (var i = from; i < end; i++) {
            start = line[i] == '/' ? i + 1 : start;
        }
        return new String(line, start, Math.min(end - start, 64), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(".", "");
    }

    @Override
    public String toString() {
        return text;
    }
}
