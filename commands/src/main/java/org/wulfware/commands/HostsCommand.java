package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Groups;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostNames;
import org.wulfware.libwulf.Shard;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `wulf hosts`: folds names of hosts, expands them, counts them.
final class HostsCommand {
    /// A million names of 64 characters.
    private static final int LONGEST_INPUT = 64 << 20;

    private final InputStream in;
    private final Hosts known;

    HostsCommand(InputStream in, Hosts known) {
        this.in = in;
        this.known = known;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create()
                .name("wulf hosts")
                .addOption(
                        flag("Fold the names: node[001-017,019]. This is what is done unless another one is asked for.",
                                "--fold"))
                .addOption(flag("One name a line.", "-e", "--expand"))
                .addOption(flag("How many hosts they are.", "-c", "--count"))
                .addOption(flag("Which groups there are, one a line: @rack1.", "-g", "--groups"))
                .addOption(OptionSpec.builder("-f", "--file")
                        .type(String.class)
                        .arity("1")
                        .paramLabel("WULFHOSTS")
                        .description("The file that names the hosts and groups.")
                        .build())
                .addOption(OptionSpec.builder("--hosts")
                        .type(String.class)
                        .arity("1")
                        .paramLabel("HOSTS")
                        .description("Which hosts, as behind the options.")
                        .build())
                .addOption(OptionSpec.builder("--write")
                        .type(String.class)
                        .arity("1")
                        .paramLabel("FILE")
                        .description(
                                "Write these hosts as a wulfhosts file; one that is there is left as it is. - for standard"
                                        + " output.")
                        .build())
                .addOption(OptionSpec.builder("--shard")
                        .type(String.class)
                        .arity("1")
                        .paramLabel("K/N")
                        .description(Usage.SHARDS)
                        .build())
                .addOption(flag("Say which release this is.", "--version"))
                .addOption(flag("Say this.", "-h", "--help"))
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("HOSTS")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("Which hosts.")
                        .build());
        spec.usageMessage()
                .description("Folds names of hosts, expands them, counts them.", "")
                .width(100)
                .footer(
                        "",
                        "HOSTS are names in ClusterShell's syntax: node[001-128/2], dc[1-2]n[01-99]; a comma is one and the"
                                + " other, ! without, & both, ^ one of both; @group, @source:group, @* for all hosts; * and ?"
                                + " choose among these. A single - reads names from standard input. Without any, the hosts are"
                                + " those of the wulfhosts file: ./wulfhosts, ~/.wulfhosts or /etc/wulfhosts; without a file,"
                                + " this host.",
                        "",
                        "Exit status: 0; 2 if what was typed is wrong, 1 if a file cannot be read.");
        return spec;
    }

    private static OptionSpec flag(String help, String... names) {
        return OptionSpec.builder(names).type(boolean.class).arity("0").description(help).build();
    }

    /// What is to be printed.
    String answer(String... arguments) throws UsageException, UnreadableException, IOException {
        var read = CommandArguments.of(spec(), arguments);
        if (read.answer().isPresent()) {
            return read.answer().get();
        }
        var typed = read.typed();
        var manners = Stream.of("--fold", "--expand", "--count", "--groups", "--write")
                .filter(typed::hasMatchedOption)
                .toList();
        if (manners.size() > 1) {
            throw new UsageException(String.join(" and ", manners) + " exclude each other");
        }
        var named = read.hosts();
        if (typed.hasMatchedOption("--groups")) {
            return groups(named, typed.matchedOptionValue("-f", ""));
        }
        if (typed.hasMatchedOption("--write")) {
            return write(named, typed.matchedOptionValue("-f", ""), shard(typed),
                    typed.matchedOptionValue("--write", ""));
        }
        var hosts = hosts(named, typed.matchedOptionValue("-f", ""));
        var shard = shard(typed);
        if (shard.isPresent()) {
            hosts = hosts.stream().filter(host -> shard.get().has(host.name())).toList();
        }
        if (typed.hasMatchedOption("--count")) {
            return hosts.size() + "\n";
        }
        if (typed.hasMatchedOption("--expand")) {
            return Folding.sortedHosts(hosts).stream().map(name -> name + "\n").collect(Collectors.joining());
        }
        return hosts.isEmpty() ? "" : Folding.foldHosts(hosts) + "\n";
    }

    private static Optional<Shard> shard(CommandLine.ParseResult typed) throws UsageException {
        return Usage.shard(typed.hasMatchedOption("--shard")
                ? Optional.of(typed.matchedOptionValue("--shard", ""))
                : Optional.empty());
    }

    /// Writes a file that names these hosts, with all that is known of them.
    ///
    /// @return what is to be printed: the file itself where it has no name
    private String write(List<String> typed, String file, Optional<Shard> shard, String into)
            throws UsageException, UnreadableException, IOException {
        if (typed.contains("-")) {
            throw new UsageException("--write takes no hosts from standard input");
        }
        var text = new StringBuilder();
        Hosts.part(known.chosen(file, typed), shard)
                .flat(known.cluster(file).map(Wulfhosts::allGroups).orElse(List.of()))
                .write(text);
        if (into.equals("-")) {
            return text.toString();
        }
        Path path;
        try {
            path = known.directory().resolve(into);
        } catch (InvalidPathException _) {
            throw new UsageException("--write " + Wulf.quoted(into) + ": no name of a file");
        }
        try {
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            throw new UnreadableException(List.of(path + ": there is such a file, and it is left as it is"));
        } catch (NoSuchFileException _) {
            throw new UnreadableException(List.of(path + ": no such directory"));
        } catch (AccessDeniedException _) {
            throw new UnreadableException(List.of(path + ": permission denied"));
        }
        return "";
    }

    private String groups(List<String> typed, String file) throws UsageException, UnreadableException {
        if (!typed.isEmpty()) {
            throw new UsageException("--groups takes no hosts: " + Wulf.quoted(typed.getFirst()));
        }
        var cluster = known.cluster(file);
        var groups = Groups.of(known.groups());
        try {
            var names = (cluster.isPresent() ? groups.with(cluster.get()) : groups).names();
            return names.stream().map(name -> Clean.text(name) + "\n").collect(Collectors.joining());
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        }
    }

    private Collection<Host> hosts(List<String> typed, String file)
            throws UsageException, UnreadableException, IOException {
        if (typed.isEmpty()) {
            // By their names: a name finds its port in the file wherever it is used.
            return known.cluster(file)
                    .orElseGet(Wulfhosts::thisHost)
                    .asNamed()
                    .stream()
                    .map(host -> Host.named(host.name()))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        var expressions = new ArrayList<String>();
        var lines = new ArrayList<String>();
        for (var word : typed) {
            if (!word.equals("-")) {
                expressions.add(word);
            } else if (lines.isEmpty()) {
                lines.addAll(input());
                lines.forEach(each -> expressions.addAll(words(each)));
            }
        }
        var groups = Groups.of(known.groups());
        if (expressions.stream().anyMatch(HostsCommand::needsGroups)) {
            var cluster = known.cluster(file);
            groups = cluster.isPresent() ? groups.with(cluster.get()) : groups;
        }
        try {
            return HostNames.hosts(expressions, groups);
        } catch (SyntaxException e) {
            throw new UsageException(place(lines, groups) + e.getMessage());
        }
    }

    /// Where nothing is chosen from what a file knows, no file is read.
    private static boolean needsGroups(String expression) {
        return expression.chars().anyMatch(c -> c == '@' || c == '*' || c == '?');
    }

    private List<String> input() throws UsageException, IOException {
        var bytes = in.readNBytes(LONGEST_INPUT + 1);
        if (bytes.length > LONGEST_INPUT) {
            throw new UsageException("standard input: more than " + (LONGEST_INPUT >> 20) + " MB of names");
        }
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    /// What stands in a line of standard input, up to a `#`.
    private static List<String> words(String line) {
        var end = line.indexOf('#');
        return Stream.of((end < 0 ? line : line.substring(0, end)).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// The line of standard input that is wrong, if one is.
    private static String place(List<String> lines, Groups groups) {
        var number = 0;
        for (var line : lines) {
            number++;
            try {
                HostNames.hosts(words(line), groups);
            } catch (SyntaxException _) {
                return "standard input, line " + number + ": ";
            }
        }
        return "";
    }
}
