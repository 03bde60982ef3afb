package org.wulfware.libwulf;

import module java.base;

/// Groups that a section of `groups.conf` takes from commands. No command is run here. The ones that ClusterShell comes
/// with only print lines of a file, though: that file is read instead.
///
/// @param name of the source
/// @param place of the section's `map`
/// @param map the command that says what a group names
/// @param directory of the file, which commands know as `$CFGDIR` and run in
record CommandGroups(String name, String place, String map, Path directory) implements GroupSource {
    /// `[ -f A ] && f=A || f=B; sed -n 's/^$GROUP:\(.*\)/\1/p' $f`, or the same with the file's name at the end alone.
    private static final Pattern PRINTS_LINES = Pattern.compile(
            "(?:\\[ -f (?<old>[^ ;|&]+) ] && f=\\k<old> \\|\\| f=(?<now>[^ ;|&]+); *)?"
                    + "sed -n '?\"?s/\\^\\$GROUP:\\\\?\\(\\.\\*\\\\?\\)/\\\\?1/p'?\"? (?<file>[^ ;|&<>`]+)");

    /// Reads what the command would print from its file; itself if it does anything else.
    ///
    /// @param seen is told which files that are
    GroupSource read(Seen seen) throws SyntaxException {
        var matcher = PRINTS_LINES.matcher(map.strip());
        if (!matcher.matches()) {
            return this;
        }
        var file = matcher.group("file");
        if (matcher.group("old") != null) {
            if (!file.equals("$f")) {
                return this;
            }
            seen.look(path(matcher.group("old")));
            file = Files.isRegularFile(path(matcher.group("old"))) ? matcher.group("old") : matcher.group("now");
        }
        seen.look(path(file));
        return TextGroups.ofLines(name, path(file));
    }

    private Path path(String named) {
        return directory.resolve(named.replace("${CFGDIR}", directory.toString())
                .replace("$CFGDIR", directory.toString())).normalize();
    }

    @Override
    public Optional<Definition> definition(String group) throws SyntaxException {
        throw refusal();
    }

    @Override
    public List<String> groups() throws SyntaxException {
        throw refusal();
    }

    private SyntaxException refusal() {
        return new SyntaxException(place + ": the groups of " + SyntaxException.quoted(name) + " come from a command, "
                + SyntaxException.quoted(map) + ", and no command is run here: write them into a file, such as "
                + directory.resolve("groups.d").resolve(name + ".yaml"));
    }
}
