package org.wulfware.fuzz;

import module java.base;

/// One run of Jazzer on one target, in a JVM of its own. What it learnt to try and what it found is kept in a directory, and the
/// next run goes on from there.
///
/// @param target by name
/// @param directory that all of it is kept in
/// @param regressions inputs that once were findings
/// @param isShort whether it is over in seconds, most of which are for starting: then a quick compiler is best, and no look at what
///     values are compared with
/// @param bounds libFuzzer's options that say when it ends
record Campaign(String target, Path directory, Path regressions, boolean isShort, List<String> bounds) {
    /// What is looked for beside what throws: nothing here runs programs, asks databases or loads classes by name.
    private static final String UNUSED = Stream.of("BigDecimal", "ClojureLangHooks", "Deserialization",
            "ExpressionLanguageInjection", "FilePathTraversal", "LdapInjection", "NamingContextLookup",
            "OsCommandInjection",
            "ReflectiveCall", "RegexInjection", "RegexRoadblocks", "ScriptEngineInjection", "ServerSideRequestForgery",
            "SqlInjection", "TemplateInjection", "UnsafeSanitizer", "XPathInjection", "XmlParserSsrfGuidance")
            .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
            .collect(Collectors.joining(":"));

    /// Whose coverage guides it.
    private static final String WATCHED = "org.wulfware.catalog.**:org.wulfware.wire.**:org.wulfware.xmlsysd.**:"
            + "org.wulfware.libwulf.**:org.wulfware.display.**:com.fasterxml.aalto.**";

    /// An input that takes longer is a finding. A gate may run on a machine that has a hundred times as much to do.
    private static final int TIMEOUT_SECONDS = 25;

    private static final int SHORT_TIMEOUT_SECONDS = 300;

    private static final int MOST_FINDINGS = 20;

    Path findings() {
        return directory.resolve("findings");
    }

    private Path corpus() {
        return directory.resolve("corpus");
    }

    /// Starts it; both streams of its output are one.
    Process start() throws IOException {
        Files.createDirectories(corpus());
        Files.createDirectories(findings());
        Files.createDirectories(regressions);
        var trying = Targets.named(target);
        var seeds = directory.resolve("seeds");
        Files.createDirectories(seeds);
        var all = trying.seeds();
        for (var i = 0; i < all.size(); i++) {
            Files.write(seeds.resolve(String.format("seed-%04d", i)), all.get(i));
        }
        var words = directory.resolve("words");
        Files.write(words, trying.words().stream().map(word -> '"' + word + '"').toList());
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=" + (isShort ? 1 : 4),
                "-XX:-OmitStackTraceInFastThrow",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dwulfware.fixtures=" + System.getProperty("wulfware.fixtures", "fixtures"),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=org.wulfware.fuzz.Jazzed",
                "--target_args=" + target,
                "--instrumentation_includes=" + WATCHED,
                "--custom_hook_includes=" + WATCHED,
                "--disabled_hooks=" + UNUSED,
                "--trace=" + (isShort ? "cov" : "cov:cmp:div:indir:native"),
                "--keep_going=" + MOST_FINDINGS,
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + findings() + "/",
                "-max_len=" + trying.longest(),
                "-timeout=" + (isShort ? SHORT_TIMEOUT_SECONDS : TIMEOUT_SECONDS),
                "-report_slow_units=" + SHORT_TIMEOUT_SECONDS));
        if (!trying.words().isEmpty()) {
            command.add("-dict=" + words); // an empty one is an error there
        }
        command.addAll(bounds);
        command.addAll(List.of(corpus().toString(), seeds.toString(), regressions.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null")).start();
    }
}
