package org.wulfware.dist;

import module java.base;

/// The image of the node daemon: `bin/xmlsysd`, `bin/procstatd`. Its modules are linked in: a class path would have the JVM
/// load what reads jar files. Each of its flags takes memory, CPU or wake-ups away from
/// what a JVM costs as it comes; most are diagnostic ones that another JDK may not know, and so the image has its own.
///
/// @param lib the jars
/// @param home where the image goes
/// @param source where the manual pages are, in `man`, systemd's units, in `units`, and a configuration to begin with, in
///     `conf`
/// @param secure certificates for a rehearsal over TLS
record DaemonImage(Path lib, Path home, Path source, Secure secure) {
    private static final String MODULE = "org.wulfware.xmlsysd";
    private static final String MAIN = MODULE + "/org.wulfware.xmlsysd.Xmlsysd";
    private static final String ASCII_MAIN = MODULE + "/org.wulfware.xmlsysd.Procstatd";
    private static final String ARCHIVE = "lib/wulfware/xmlsysd.jsa";
    private static final String TLS_ARCHIVE = "lib/wulfware/xmlsysd-tls.jsa";

    /// How the daemon's JVM is run.
    private static final List<String> FLAGS = List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+UseSerialGC",
            "-Xms4m",
            // What a node with thousands of processors and processes takes. Reserved, that is nothing; the daemon itself has garbage
            // cleared away long before, so that a node of usual size needs 7 MB.
            "-Xmx96m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=25",
            "-XX:-ShrinkHeapInSteps",
            // Room for all that lives a little longer than one collection of the young: else that goes to the old, which is
            // collected only when it has become as large as it may.
            "-Xmn3m",
            "-XX:SurvivorRatio=1",
            "-Xss256k",
            // Every thread touches as much of its stack ahead: no call here needs more than half of the usual.
            "-XX:StackShadowPages=10",
            "-XX:-UsePerfData",
            // C2 would cost 20 to 30 MB and save nothing here.
            "-XX:TieredStopAtLevel=1",
            // Compiles what a daemon polled once a second uses within minutes instead of hours.
            "-XX:CompileThresholdScaling=0.1",
            // What calls the C library compiles one method for which C1 takes 6 MB, and keeps them for some seconds.
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=MemLimit,*.*,2m~stop",
            // The archive stays where it was dumped for: its pages stay the file's, shared and not copied.
            "-XX:ArchiveRelocationMode=0",
            "-XX:StringTableSize=128",
            "-XX:SymbolTableSize=1024",
            // An idle daemon wakes up once or twice a second, not five times.
            "-XX:AsyncDeflationInterval=60000",
            "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            // Else the first address reads all of java.security for this one word, which stands there.
            "-Djdk.includeInExceptions=hostInfoExclSocket",
            // Some sensors call the C library, and the JVM would say so on standard error.
            "--enable-native-access=" + MODULE);

    /// Without a locale the JDK takes the long way for every path. What its compiler takes for a moment goes back to the
    /// system, and no thread has a heap of its own.
    private static final String SETTINGS = """
            export LC_ALL=C.UTF-8
            export MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=16384 MALLOC_TRIM_THRESHOLD_=16384 MALLOC_TOP_PAD_=4096
            # A socket of systemd's is its third file; a JVM can only serve its standard input, and takes a second one over itself.
            second=
            if [ "${LISTEN_PID:-}" = $$ ]; then
              case ${LISTEN_FDS:-} in
                1) ;;
                2) second=-D%s=4 ;;
                *) echo "${0##*/}: one socket is expected, or two with TLS, not ${LISTEN_FDS:-none}" >&2; exit 2 ;;
              esac
              exec <&3 3<&-
              set -- "$@" -i
            fi
            unset LISTEN_PID LISTEN_FDS LISTEN_FDNAMES
            """.formatted("wulfware.socket");

    /// A daemon that speaks TLS runs from an archive with that in it, which would be 1.4 MB dearer for all others, and gives what its allocator has free back to the system twice a minute, which for
    /// others is nothing. It compiles what has been called ten times as often as elsewhere, and with less put into each other: that is
    /// 2 MB of code, half of it for handshakes, and a packet a fifth dearer. That the configuration is looked through here saves memory and decides nothing: with what the others
    /// have it runs as well.
    private static final String CHOICE = """
            tls='-XX:TrimNativeHeapInterval=30000 -XX:CompileThresholdScaling=1 -XX:C1MaxInlineSize=15 -XX:C1MaxTrivialSize=6'
            archive=xmlsysd more= conf=/etc/wulfware/xmlsysd.conf before=
            for word; do
              case $word in --config=*) conf=${word#*=} ;; esac
              [ "$before" != --config ] || conf=$word
              before=$word
            done
            if [ -f "$conf" ] && [ -r "$conf" ]; then
              while read -r word before || [ -n "$word" ]; do
                case $word in tls-certificate*) archive=xmlsysd-tls more=$tls ;; esac
              done <"$conf"
            fi
            """;

    /// Each run numbers its classes for itself: `java/lang/Object id: 0`.
    private static final Pattern NUMBER = Pattern.compile(" id: \\d+$");

    RuntimeImage image() throws IOException {
        var jars = Stream.of("catalog.jar", "wire.jar", "xmlsysd.jar").map(lib::resolve).toList();
        var flags = new ArrayList<>(FLAGS);
        flags.addAll(RuntimeImage.QUIET);
        flags.addAll(RuntimeImage.QUIET_ABOUT_ARCHIVES);
        flags.add("-Xshare:auto");
        flags.add("$second");
        var chosen = new ArrayList<>(flags);
        flags.add("-XX:SharedArchiveFile=$home/" + ARCHIVE);
        chosen.add("-XX:SharedArchiveFile=$home/lib/wulfware/$archive.jsa");
        chosen.add("$more");
        var launchers = new TreeMap<String, String>();
        launchers.put(
                "xmlsysd",
                RuntimeImage.launcher(
                        "The node daemon: what /proc says, as XML.", SETTINGS + CHOICE, chosen, List.of("-m", MAIN)));
        launchers.put(
                "procstatd",
                RuntimeImage.launcher(
                        "The node daemon speaking the older ASCII.", SETTINGS, flags, List.of("-m", ASCII_MAIN)));
        return new RuntimeImage(home, Set.of(MODULE), jars, List.of(), launchers, files(), this::archive);
    }

    /// What goes into the image as it is, by its path there.
    private SortedMap<String, Path> files() throws IOException {
        var files = RuntimeImage.completion(source.resolve("completion"), List.of("xmlsysd", "procstatd"));
        for (var page : inside("man")) {
            var name = page.getFileName().toString();
            files.put("share/man/man" + name.substring(name.lastIndexOf('.') + 1) + "/" + name, page);
        }
        for (var unit : inside("units")) {
            files.put("lib/systemd/system/" + unit.getFileName(), unit);
        }
        for (var file : inside("conf")) {
            files.put("share/wulfware/" + file.getFileName(), file);
        }
        return files;
    }

    private List<Path> inside(String directory) throws IOException {
        try (var files = Files.list(source.resolve(directory))) {
            return files.toList();
        }
    }

    /// Dumps an archive of the classes that real runs of the daemon load, all commands used. They are not linked ahead
    /// (`AOTClassLinking`): that would load all of them at every start, asked for or not.
    private void archive(RuntimeImage image) throws IOException, InterruptedException {
        var classes = new ArrayList<String>();
        // Most nodes have a file; what reads it would come from the image's modules, a class at a time.
        var plain = Files.writeString(Files.createTempFile("wulfware", ".conf"), "budget = 1%\n");
        for (var mainClass : List.of(MAIN, ASCII_MAIN)) {
            rehearse(image, mainClass, classes,
                    command -> Rehearsal.serveUntilKilled(configured(command, plain), Rehearsal::ask));
            rehearse(image, mainClass, classes, Rehearsal::once);
        }
        Files.delete(plain);
        dump(image, classes, ARCHIVE);
        var configuration = secure.configuration(Files.createTempFile("wulfware", ".conf"));
        // An archive is in memory nearly whole: what is seldom asked for is not in this one.
        var secured = new ArrayList<String>();
        rehearse(image, MAIN, secured,
                command -> Rehearsal.serveUntilKilled(
                        configured(command, configuration), port -> Rehearsal.askOverTls(secure, port)));
        dump(image, secured, TLS_ARCHIVE);
        Files.delete(configuration);
    }

    private static List<String> configured(List<String> command, Path configuration) {
        var configured = new ArrayList<>(command);
        configured.addAll(List.of("--config", configuration.toString()));
        return configured;
    }

    private static void dump(RuntimeImage image, List<String> classes, String archive)
            throws IOException, InterruptedException {
        var list = Files.createTempFile("wulfware", ".classes");
        Files.write(list, classes);
        var arguments = new ArrayList<>(FLAGS);
        arguments.addAll(
                List.of(
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + image.home().resolve(archive),
                        "-m",
                        MODULE));
        image.java(arguments);
        Files.delete(list);
    }

    @FunctionalInterface
    private interface Run {
        void of(List<String> command) throws IOException, InterruptedException;
    }

    /// Adds what a run loads that earlier ones did not. Within one run a line may stand twice: two uses of a method
    /// reference are two classes.
    private static void rehearse(RuntimeImage image, String mainClass, List<String> classes, Run run)
            throws IOException, InterruptedException {
        var list = Files.createTempFile("wulfware", ".classes");
        var command = new ArrayList<>(List.of(image.home().resolve("bin/java").toString()));
        command.addAll(FLAGS);
        command.addAll(List.of("-XX:DumpLoadedClassList=" + list, "-m", mainClass));
        run.of(command);
        var known = Set.copyOf(classes);
        for (var line : Files.readAllLines(list)) {
            var entry = NUMBER.matcher(line).replaceFirst("");
            if (!known.contains(entry)) {
                classes.add(entry);
            }
        }
        Files.delete(list);
    }
}
