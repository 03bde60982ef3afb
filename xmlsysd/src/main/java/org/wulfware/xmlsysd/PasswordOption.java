package org.wulfware.xmlsysd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a well-known program takes a password by an option whose name does not say so: the `-p` of mysql, the `-u` of curl.
///
/// @param programs how the program's name begins
/// @param options the options that are meant: `-p` is a letter, `--user` a word
/// @param withValue the letters of the program's other options that have a value: what stands behind them is no option
/// @param place where the password stands
record PasswordOption(List<String> programs, List<String> options, String withValue, Place place) {
    /// Where a password stands.
    enum Place {
        /// Right behind the letter, as mysql wants it: `-psecret`. A letter alone asks at the terminal.
        ATTACHED,
        /// Right behind the letter, or in the next argument.
        ATTACHED_OR_NEXT,
        /// As that, behind a user's name and a colon: `user:secret`.
        BEHIND_COLON,
        /// As that, behind a user's name and a percent sign: `user%secret`.
        BEHIND_PERCENT
    }

    private static final List<PasswordOption> ALL = List.of(
            new PasswordOption(List.of("mysql", "mariadb"), List.of("-p"), "uhPSDewrTO#", Place.ATTACHED),
            new PasswordOption(List.of("7z", "rar", "unrar"), List.of("-p"), "o", Place.ATTACHED),
            new PasswordOption(List.of("sshpass"), List.of("-p"), "fdP", Place.ATTACHED_OR_NEXT),
            new PasswordOption(List.of("ldapsearch", "ldapadd", "ldapmod", "ldapdelete", "ldapwhoami", "ldappasswd", "ldapcompare"), List.of("-w"), "HDbsfxyYUXRZdlzeoSPp", Place.ATTACHED_OR_NEXT),
            new PasswordOption(List.of("redis-cli"), List.of("-a"), "hpsnidr", Place.ATTACHED_OR_NEXT),
            new PasswordOption(List.of("mongo"), List.of("-p"), "uhdcq", Place.ATTACHED_OR_NEXT),
            new PasswordOption(List.of("ipmitool"), List.of("-P"), "HUIpLtbBTdCAkyYoSfmNRel", Place.ATTACHED_OR_NEXT),
            new PasswordOption(List.of("ipmi-", "ipmipower", "ipmiconsole", "bmc-"), List.of("-p"), "huDkal",
                    Place.ATTACHED_OR_NEXT),
            new PasswordOption(List.of("curl"), List.of("-u", "-U", "--user", "--proxy-user"), "AbcCdDeEFHhKmoPQrtTwxXyYz",
                    Place.BEHIND_COLON),
            new PasswordOption(List.of("smbclient", "rpcclient", "net"), List.of("-U", "--user"), "ILpsWcDTtMm",
                    Place.BEHIND_PERCENT));

    /// The option of the program that `line[from, end)` names, by any path; null if it has none.
    static @Nullable PasswordOption of(byte[] line, int from, int end) {
        var start = from;
        for (var i = from; i < end; i++) {
            start = line[i] == '/' ? i + 1 : start;
        }
        if (start == end) {
            return null;
        }
        for (var i = 0; i < ALL.size(); i++) {
            var programs = ALL.get(i).programs;
            for (var j = 0; j < programs.size(); j++) {
                if (begins(line, start, end, programs.get(j))) {
                    // net is the beginning of much else.
                    return programs.get(j).equals("net") && end - start > 3 ? null : ALL.get(i);
                }
            }
        }
        return null;
    }

    /// Where the value begins of one of these options, if `line[from, end)` is one.
    ///
    /// @return `end` if it stands in the next argument, -1 if this is none of them
    int value(byte[] line, int from, int end) {
        for (var option : options) {
            if (option.length() > 2 && begins(line, from, end, option)) {
                if (end - from == option.length()) {
                    return end;
                }
                if (line[from + option.length()] == '=') {
                    return from + option.length() + 1;
                }
            }
        }
        if (end - from < 2 || line[from] != '-' || line[from + 1] == '-') {
            return -1;
        }
        // Letters may share a dash, -Bpsecret, up to the first that has a value.
        for (var i = from + 1; i < end; i++) {
            for (var option : options) {
                if (option.length() == 2 && option.charAt(1) == line[i]) {
                    return i + 1 == end && place == Place.ATTACHED ? -1 : i + 1;
                }
            }
            if (withValue.indexOf(line[i]) >= 0 || !isLetter(line[i])) {
                return -1;
            }
        }
        return -1;
    }

    /// Where the password begins in the value `line[from, end)`; -1 if it has none.
    int password(byte[] line, int from, int end) {
        var mark = switch (place) {
            case ATTACHED, ATTACHED_OR_NEXT -> '\0';
            case BEHIND_COLON -> ':';
            case BEHIND_PERCENT -> '%';
        };
        if (mark == 0) {
            return from;
        }
        for (var i = from; i < end; i++) {
            if (line[i] == mark) {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean begins(byte[] line, int from, int end, String with) {
        if (end - from < with.length()) {
            return false;
        }
        for (var i = 0; i < with.length(); i++) {
            if (line[from + i] != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(byte octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9')
                || octet == '#';
    }
}
