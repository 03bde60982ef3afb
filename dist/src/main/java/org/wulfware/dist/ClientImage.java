package org.wulfware.dist;

import module java.base;

/// The image of what runs where a person sits: `bin/wulfstat`, `bin/wulflogger`, `bin/wulf`.
///
/// @param lib the jars of all programs
/// @param home where the image goes
/// @param daemon the node daemon's program, which the clients watch in their rehearsals
/// @param source where its manual pages, systemd's units, what its shells complete and what goes with Prometheus are
record ClientImage(Path lib, Path home, Path daemon, Path source) {
    /// What no face uses: the daemon, and what is there for tests and the demo.
    private static final Set<String> NOT_HERE = Set.of("xmlsysd.jar", "testkit.jar");

    /// How a client's JVM is run. Two samples of each host live for as many seconds and then die together: G1 takes such regions
    /// back as they are, where the serial collector fills the old generation with them until there is no memory left to take
    /// (300 MB a minute of 3,000 hosts). It may spend a fifth of the time for a heap that stays near what lives on it.
    private static final List<String> LASTING = List.of(
            "-XX:+UseG1GC", "-XX:G1HeapRegionSize=1m", "-XX:GCTimeRatio=4", "-XX:ParallelGCThreads=1",
            "-XX:ConcGCThreads=1",
            // What outlives one collection lives for seconds: each further copy is for nothing.
            "-XX:MaxTenuringThreshold=1",
            "-Xms32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20");

    /// How one is run that is over in a moment: a question about a day is answered in two thirds of the time.
    private static final String BRIEF = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    /// For all.
    private static final List<String> FLAGS = List.of(
            "-XX:-UsePerfData",
            // Of what is kept of a host, a tenth is objects' headers.
            "-XX:+UseCompactObjectHeaders");

    private static final String CHOICE = """
            # What is recorded is for months; all else is over in a moment.
            case ${1:-} in record) how='%s' ;; *) how='%s' ;; esac
            """.formatted(String.join(" ", LASTING), BRIEF);

    private enum Program {
        WULFSTAT("wulfstat", "The cluster in a terminal.", "org.wulfware.wulfstat.Wulfstat"),
        WULFLOGGER(
                "wulflogger",
                "The cluster as tables on standard output.",
                "org.wulfware.wulflogger.Wulflogger"),
        WULF("wulf", "Small commands about a cluster.", "org.wulfware.commands.Wulf");

        private final String name;
        private final String about;
        private final String mainClass;

        Program(String name, String about, String mainClass) {
            this.name = name;
            this.about = about;
            this.mainClass = mainClass;
        }

        private List<String> run(List<Path> jars) {
            return List.of("-cp", RuntimeImage.classPath("$home", jars), mainClass);
        }

        /// The archive of what it loads, below the image.
        private String cache() {
            return "lib/wulfware/" + name + ".aot";
        }
    }

    RuntimeImage image() throws IOException {
        List<Path> jars;
        try (var all = Files.list(lib)) {
            jars = all.filter(jar -> !NOT_HERE.contains(jar.getFileName().toString())).sorted().toList();
        }
        var launchers = new TreeMap<String, String>();
        for (var program : Program.values()) {
            var flags = new ArrayList<>(FLAGS);
            flags.addAll(program == Program.WULF ? List.of("$how") : LASTING);
            flags.addAll(RuntimeImage.QUIET);
            flags.addAll(RuntimeImage.QUIET_ABOUT_ARCHIVES);
            flags.add("-XX:AOTCache=$home/" + program.cache());
            launchers.put(program.name, RuntimeImage.launcher(
                    program.about, program == Program.WULF ? CHOICE : "", flags, program.run(jars)));
        }
        return new RuntimeImage(home, modules(jars), List.of(), jars, launchers, files(), this::rehearse);
    }

    private SortedMap<String, Path> files() throws IOException {
        var programs = Arrays.stream(Program.values()).map(program -> program.name).toList();
        var pages = RuntimeImage.completion(source.resolve("completion"), programs);
        try (var files = Files.list(source.resolve("man"))) {
            for (var page : files.toList()) {
                var name = page.getFileName().toString();
                pages.put("share/man/man" + name.substring(name.lastIndexOf('.') + 1) + "/" + name, page);
            }
        }
        try (var units = Files.list(source.resolve("units"))) {
            units.forEach(unit -> pages.put("lib/systemd/system/" + unit.getFileName(), unit));
        }
        pages.put("share/wulfware/wulf.sysusers", source.resolve("conf/wulf.sysusers"));
        for (var beside : List.of("scale", "grafana")) {
            try (var files = Files.list(source.resolve(beside))) {
                files.forEach(file -> pages.put("share/wulfware/" + beside + "/" + file.getFileName(), file));
            }
        }
        return pages;
    }

    /// Lets each face watch a daemon for two updates, and `wulf` record it, say what it recorded, and list its processes; and keeps
    /// what they loaded and linked for their next start.
    private void rehearse(RuntimeImage image) throws IOException, InterruptedException {
        Rehearsal.serve(List.of(daemon.toString()), port -> {
            var hosts = Files.createTempFile("wulfware", ".wulfhosts");
            Files.writeString(hosts, """
                    <?xml version="1.0"?>
                    <wulfhosts>
                      <host><name>here</name><ip>127.0.0.1</ip><port>%1$d</port></host>
                      <iprange><ipmin>127.0.0.1</ipmin><ipmax>127.0.0.1</ipmax><port>%1$d</port></iprange>
                      <nodeset>localhost<port>%1$d</port></nodeset>
                    </wulfhosts>
                    """.formatted(port));
            var kept = Files.createTempDirectory("wulfware");
            for (var program : Program.values()) {
                var command = new ArrayList<>(List.of(image.home().resolve("bin/java").toString()));
                command.addAll(FLAGS);
                command.addAll(program == Program.WULF ? List.of(BRIEF.split(" ")) : LASTING);
                command.addAll(RuntimeImage.QUIET);
                command.add("-XX:AOTCacheOutput=" + image.home().resolve(program.cache()));
                command.addAll(List.of("-cp", image.classPath()));
                command.addAll(program == Program.WULF
                        ? commands(hosts, kept)
                        : List.of(program.mainClass, "-f", hosts.toString(), "-d", "1", "-c", "2"));
                if (program != Program.WULFSTAT) {
                    RuntimeImage.run(command);
                } else if (hasTerminals()) {
                    RuntimeImage.run(inTerminal(command));
                } else {
                    Images.say(
                            "no terminal to be had (script is not installed, or there is no /dev/pts): wulfstat has"
                                    + " no archive of loaded classes, and starts slower");
                }
            }
            RuntimeImage.delete(kept);
            Files.delete(hosts);
        });
    }

    private static List<String> commands(Path hosts, Path kept) {
        return Arrays.asList("""
                org.wulfware.commands.Rehearsal record --dir KEPT -f HOSTS -d 0.5 -c 4
                --then history load1 --dir KEPT --from -1h --step 1s --format csv
                --then history rate(net.receive.bytes) --dir KEPT --from -1min --step 1s --format chart
                --then ps -f HOSTS -d 0.5 --sort cpu @*!there,here
                """.replace("KEPT", kept.toString()).replace("HOSTS", hosts.toString()).strip().split("\\s+"));
    }

    /// Whether a program can be run in a terminal here.
    private static boolean hasTerminals() throws InterruptedException {
        try {
            RuntimeImage.run(inTerminal(List.of("true")));
            return true;
        } catch (IOException _) {
            return false; // no script, or no pseudoterminals
        }
    }

    /// The command, run in a terminal of its own.
    static List<String> inTerminal(List<String> command) {
        var words = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return List.of("script", "-qec", "stty rows 40 cols 120; TERM=xterm exec " + words, "/dev/null");
    }

    /// The modules of the JDK that the jars use, as their descriptors say it and as `jdeps` sees it.
    private Set<String> modules(List<Path> jars) throws IOException {
        var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        // The path is for libraries without a descriptor that ours name in theirs.
        var arguments = new ArrayList<>(List.of(
                "--print-module-deps", "--ignore-missing-deps", "--multi-release", "25", "--module-path",
                lib.toString()));
        jars.forEach(jar -> arguments.add(jar.toString()));
        var said = new StringWriter();
        var log = new PrintWriter(said);
        var status = jdeps.run(log, log, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IOException("jdeps ended with " + status + ": " + said);
        }
        // Its answer is the last line, after the warnings.
        var modules = new TreeSet<>(List.of(said.toString().strip().lines().toList().getLast().split(",")));
        for (var jar : ModuleFinder.of(jars.toArray(Path[]::new)).findAll()) {
            for (var required : jar.descriptor().requires()) {
                if (!required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC)
                        && ModuleFinder.ofSystem().find(required.name()).isPresent()) {
                    modules.add(required.name());
                }
            }
        }
        return modules;
    }
}
