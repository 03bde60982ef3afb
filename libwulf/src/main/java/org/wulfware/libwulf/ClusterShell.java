package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;

/// ClusterShell's groups, from the files in which a site has them already: `groups.conf`, what it includes, and the
/// files of groups beside it. They are read when the first group is asked for.
public final class ClusterShell {
    private static final String MAIN = "Main";

    private final List<Path> directories;
    private final Map<String, GroupSource> sources = new LinkedHashMap<>();
    private final Seen seen = new Seen();
    private String usual = "";
    private boolean isRead;

    private ClusterShell(List<Path> directories) {
        this.directories = directories.stream().map(Path::toAbsolutePath).toList();
    }

    /// No groups at all.
    public static ClusterShell none() {
        return new ClusterShell(List.of());
    }

    /// The groups of this system and this person: in `etc/clustershell`, below the home directory, and where
    /// `CLUSTERSHELL_CFGDIR` says. What stands in a later one of these files goes before what an earlier one says.
    public static ClusterShell of(Path etc, Path home, Map<String, String> environment) {
        var directories = new ArrayList<Path>();
        directories.add(etc.resolve("clustershell"));
        directories.add(home.resolve(".local/etc/clustershell"));
        var configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        directories.add((configuration.isEmpty() ? home.resolve(".config") : Path.of(configuration))
                .resolve("clustershell"));
        var own = environment.getOrDefault("CLUSTERSHELL_CFGDIR", "");
        if (!own.isEmpty()) {
            directories.add(Path.of(own));
        }
        return new ClusterShell(directories);
    }

    /// The source whose groups need no source before them, if there is one.
    Optional<GroupSource> usual() throws SyntaxException {
        read();
        return Optional.ofNullable(sources.get(usual));
    }

    Optional<GroupSource> source(String name) throws SyntaxException {
        read();
        return Optional.ofNullable(sources.get(name));
    }

    /// The names of all sources, the usual one first.
    List<String> names() throws SyntaxException {
        read();
        return sources.keySet().stream().sorted(Comparator.comparing(name -> !name.equals(usual))).toList();
    }

    /// The files that have been read so far, or would have been if they were there.
    Seen seen() {
        return seen;
    }

    /// What there would have to be, for messages.
    String place() {
        return directories.isEmpty()
                ? "no groups are known here"
                : "no groups are known; they stand in a wulfhosts file or beside "
                        + directories.getFirst().resolve("groups.conf");
    }

    private void read() throws SyntaxException {
        if (!isRead) {
            sources.clear();
            readFiles();
            isRead = true;
        }
    }

    private void readFiles() throws SyntaxException {
        var options = new LinkedHashMap<String, Map<String, GroupsConf.Value>>();
        Path directory = null;
        for (var candidate : directories) {
            var file = candidate.resolve("groups.conf");
            seen.look(file);
            if (Files.isRegularFile(file)) {
                directory = candidate;
                GroupsConf.read(file)
                        .forEach((section, values) -> options
                                .computeIfAbsent(section, _ -> new LinkedHashMap<>())
                                .putAll(values));
            }
        }
        if (directory == null) {
            readLines();
            return;
        }
        var main = options.getOrDefault(MAIN, Map.of());
        var parts = main.containsKey("groupsdir") ? main.get("groupsdir") : main.get("confdir");
        for (var part : files(parts, directory, ".conf")) {
            sections(GroupsConf.read(part), Objects.requireNonNull(part.getParent()));
        }
        for (var part : files(main.get("autodir"), directory, ".yaml")) {
            for (var source : YamlGroups.sources(part)) {
                add(source, source.place());
            }
        }
        sections(options, directory);
        var said = main.get("default");
        if (said != null && !said.text().isEmpty()) {
            if (!sources.containsKey(said.text())) {
                throw new SyntaxException(said.place() + ": the default source " + SyntaxException.quoted(said.text())
                        + " is defined nowhere");
            }
            usual = said.text();
        } else if (!sources.isEmpty()) {
            usual = sources.keySet().iterator().next();
        }
    }

    /// Without a `groups.conf`: the one file that groups were in before there were several sources of them.
    private void readLines() throws SyntaxException {
        for (var directory : directories) {
            var file = directory.resolve("groups");
            seen.look(file);
            if (Files.isRegularFile(file)) {
                usual = "local";
                sources.put(usual, TextGroups.ofLines(usual, file));
            }
        }
    }

    private void sections(Map<String, Map<String, GroupsConf.Value>> sections, Path directory)
            throws SyntaxException {
        for (var section : sections.entrySet()) {
            if (section.getKey().equals(MAIN)) {
                continue;
            }
            var map = section.getValue().get("map");
            for (var name : section.getKey().split(",")) {
                if (map == null) {
                    throw new SyntaxException(directory + ": the section [" + section.getKey() + "] wants a map");
                }
                add(new CommandGroups(name.strip(), map.place(), map.text(), directory).read(seen), map.place());
            }
        }
    }

    private void add(GroupSource source, String place) throws SyntaxException {
        var before = sources.putIfAbsent(source.name(), source);
        if (before != null) {
            throw new SyntaxException(place + ": the source " + SyntaxException.quoted(source.name())
                    + " is defined already, by " + before.place());
        }
    }

    /// The files of the directories that an option names, those of one directory by name, each directory once. One that
    /// may not be read is passed over, as ClusterShell does.
    private List<Path> files(GroupsConf.@Nullable Value option, Path here, String end)
            throws SyntaxException {
        var files = new ArrayList<Path>();
        if (option == null) {
            return files;
        }
        var known = new HashSet<Path>();
        for (var word : words(option)) {
            var directory = here.resolve(word.replace("${CFGDIR}", here.toString()).replace("$CFGDIR", here.toString()))
                    .normalize();
            if (!known.add(directory)) {
                continue;
            }
            seen.look(directory);
            if (!Files.exists(directory)) {
                continue;
            }
            try (var all = Files.list(directory)) {
                all.filter(file -> file.getFileName().toString().endsWith(end))
                        .filter(Files::isReadable)
                        .sorted()
                        .forEach(files::add);
                seen.look(files);
            } catch (IOException e) {
                throw new SyntaxException(option.place() + ": " + directory + " is no directory that can be read");
            }
        }
        return files;
    }

    /// Separated by blanks; quotes keep blanks together.
    private static List<String> words(GroupsConf.Value option) throws SyntaxException {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var isWord = false;
        var quote = ' ';
        for (var c : option.text().toCharArray()) {
            if (quote != ' ') {
                if (c == quote) {
                    quote = ' ';
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                isWord = true;
            } else if (isWord) {
                words.add(word.toString());
                word.setLength(0);
                isWord = false;
            }
        }
        if (quote != ' ') {
            throw new SyntaxException(option.place() + ": a quote is not closed");
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
