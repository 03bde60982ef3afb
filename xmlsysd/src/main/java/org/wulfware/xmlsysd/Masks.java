package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Hides secrets in processes' command lines: what follows `--password=`, `--api-token `, `SECRET_KEY=`, `"password":`,
/// `Authorization:`, the password in `https://user:secret@host`, and what [PasswordOption] knows. Whatever follows a secret in
/// its argument is hidden with it, since nobody can tell where a secret ends. `docs/security.md` has a table of cases. It is a
/// net with holes: a secret does not belong on a command line.
final class Masks {
    /// A name that contains one of these, without `-`, `_` and `.`, is that of a secret.
    private static final List<String> WORDS = List.of("password", "passwd", "passphrase", "secret", "token", "apikey",
            "accesskey", "privatekey", "credential");

    /// So is a name that has one of these as a part between `-`, `_` or `.`.
    private static final List<String> PARTS = List.of("pass", "pwd", "auth", "passin", "passout");

    /// Headers of HTTP that hold secrets: only what follows their colon is hidden.
    private static final List<String> HEADERS = List.of("authorization", "proxyauthorization", "cookie");

    private static final int LONGEST_NAME = 64;

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

    /// Masks by these words: `default` stands for the list above, and `none`, alone, for no masks at all.
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
        return words.isEmpty() && !hasDefault ? length : new Pass(line, length).run();
    }

    /// What the next word of a command line is.
    private enum Next {
        NOTHING,
        /// A secret, unless it is an option.
        SECRET,
        /// The value of a program's [PasswordOption].
        VALUE
    }

    /// One pass over one command line. It writes behind what it has read, never before.
    private final class Pass {
        private final byte[] line;
        private final int length;
        private int to;
        private Next next = Next.NOTHING;
        private @Nullable PasswordOption option;

        Pass(byte[] line, int length) {
            this.line = line;
            this.length = length;
        }

        int run() {
            for (var from = 0; from < length;) {
                var end = index(line, from, length, '\0');
                end = end < 0 ? length : end;
                argument(from, end);
                if (end < length) {
                    line[to++] = 0;
                }
                from = end + 1;
            }
            return to;
        }

        /// An argument may be a command line itself, as behind `sh -c`: it is taken word by word.
        private void argument(int from, int end) {
            var copied = from;
            var at = from;
            if (from == end) {
                next = Next.NOTHING;
            }
            while (at < end) {
                if (isBlank(line[at])) {
                    at++;
                    continue;
                }
                var wordEnd = at;
                while (wordEnd < end && !isBlank(line[wordEnd])) {
                    wordEnd++;
                }
                var hide = secret(from, at, wordEnd, end);
                if (hide >= 0) {
                    copy(copied, hide);
                    stars(end - hide);
                    return;
                }
                copied = withoutUrlPasswords(copied, at, wordEnd);
                at = wordEnd;
            }
            copy(copied, end);
        }

        /// Where a secret begins in the word `[at, wordEnd)` of the argument `[from, end)`; -1 if there is none.
        private int secret(int from, int at, int wordEnd, int end) {
            var expected = next;
            next = Next.NOTHING;
            var isOption = line[at] == '-';
            if (expected == Next.VALUE && option != null) {
                var password = option.password(line, at, end);
                return password < end ? password : -1;
            }
            if (expected == Next.SECRET && !isOption) {
                return at;
            }
            if (hasDefault && isOption && option != null) {
                var value = option.value(line, at, wordEnd);
                if (value == wordEnd) {
                    next = Next.VALUE;
                    return -1;
                }
                if (value >= 0) {
                    var password = option.password(line, value, wordEnd);
                    return password < end ? password : -1;
                }
            } else if (hasDefault && !isOption) {
                var named = PasswordOption.of(line, at, wordEnd);
                option = named == null ? option : named;
            }
            var separated = separated(from, at, wordEnd, end);
            if (separated >= 0) {
                return separated;
            }
            if (isOption && index(line, at, wordEnd, '=') < 0) {
                var name = at;
                while (name < wordEnd && line[name] == '-') {
                    name++;
                }
                next = isSecret(name, wordEnd) ? Next.SECRET : Next.NOTHING;
            }
            return -1;
        }

        /// Where the value begins behind a secret's name and `=` or `:`; -1 if there is none.
        private int separated(int from, int at, int wordEnd, int end) {
            for (var i = at; i < wordEnd; i++) {
                var isColon = line[i] == ':';
                if (!isColon && line[i] != '=') {
                    continue;
                }
                var nameEnd = i;
                while (nameEnd > from && (isBlank(line[nameEnd - 1]) || isQuote(line[nameEnd - 1]))) {
                    nameEnd--;
                }
                var name = nameEnd;
                while (name > from && isOfName(line[name - 1])) {
                    name--;
                }
                // A colon has more uses than =: /run/secrets:/run/secrets, or the user of a URL.
                var isName = !isColon || name == from || (line[name - 1] != '/' && line[name - 1] != ':');
                if (isName && (isSecret(name, nameEnd) || (isColon && hasDefault && isHeader(name, nameEnd)))) {
                    return i + 1 < end && !(isColon && line[i + 1] == '/') ? i + 1 : -1;
                }
            }
            return -1;
        }

        /// Copies what stands before the passwords in `scheme://user:password@host`.
        ///
        /// @return up to where is copied
        private int withoutUrlPasswords(int copied, int at, int wordEnd) {
            var done = copied;
            for (var i = at; hasDefault && i + 2 < wordEnd; i++) {
                if (line[i] != ':' || line[i + 1] != '/' || line[i + 2] != '/') {
                    continue;
                }
                var host = i + 3;
                while (host < wordEnd && line[host] != '/' && line[host] != '?' && line[host] != '#') {
                    host++;
                }
                // A password may have an @ in it: the last one before the path counts.
                var last = host - 1;
                while (last > i && line[last] != '@') {
                    last--;
                }
                var colon = last > i + 3 ? index(line, i + 3, last, ':') : -1;
                if (colon >= 0) {
                    copy(done, colon + 1);
                    stars(last - colon - 1);
                    done = last;
                }
                i = Math.max(i, last);
            }
            return done;
        }

        private void copy(int from, int end) {
            System.arraycopy(line, from, line, to, end - from);
            to += end - from;
        }

        /// A few stars for as many hidden bytes or more.
        private void stars(int hidden) {
            for (var i = 0; i < Math.min(STARS, hidden); i++) {
                line[to++] = STAR;
            }
        }

        private boolean isSecret(int from, int end) {
            if (end <= from || end - from > LONGEST_NAME) {
                return false;
            }
            var name = new String(line, from, end - from, StandardCharsets.ISO_8859_1);
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

        private boolean isHeader(int from, int end) {
            return end > from && end - from <= LONGEST_NAME
                    && HEADERS.contains(bare(new String(line, from, end - from, StandardCharsets.ISO_8859_1)));
        }
    }

    private static int index(byte[] line, int from, int end, char wanted) {
        for (var i = from; i < end; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
    }

    private static boolean isQuote(byte octet) {
        return octet == '"' || octet == '\'' || octet == '\\';
    }

    private static boolean isOfName(byte octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9')
                || octet == '-' || octet == '_' || octet == '.';
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(".", "");
    }

    @Override
    public String toString() {
        return text;
    }
}
