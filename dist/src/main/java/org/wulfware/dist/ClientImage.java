package org.wulfware.dist;

import module java.base;

/// The image of what runs where a person sits: `bin/wulfstat`, `bin/wulflogger`.
record ClientImage(Path lib, Path home) {
    /// What no face uses: the daemon, and what is there for tests and the demo.
    private static final Set<String> NOT_HERE = Set.of("xmlsysd.jar", "testkit.jar");

    /// How a client's JVM is run: quick to begin rather than quick in the end.
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xshare:auto");

    RuntimeImage image() throws IOException {
        List<Path> jars;
        try (var all = Files.list(lib)) {
            jars = all.filter(jar -> !NOT_HERE.contains(jar.getFileName().toString())).sorted().toList();
        }
        var launchers = new TreeMap<String, String>();
        launchers.put("wulfstat", launcher("The cluster in a terminal.", jars, "org.wulfware.wulfstat.Wulfstat"));
        launchers.put(
                "wulflogger",
                launcher("The cluster as tables on standard output.", jars, "org.wulfware.wulflogger.Wulflogger"));
        return new RuntimeImage(home, modules(jars), jars, launchers, _ -> {});
    }

    private static String launcher(String about, List<Path> jars, String mainClass) {
        return RuntimeImage.launcher(about, "", FLAGS, jars, mainClass);
    }

    /// The modules of the JDK that the jars use: as `jdeps` sees it, and what their descriptors name beside that, since a
    /// class may be reached by its name.
    private static Set<String> modules(List<Path> jars) throws IOException {
        var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        var arguments = new ArrayList<>(
                List.of("--print-module-deps", "--ignore-missing-deps", "--multi-release", "25"));
        jars.forEach(jar -> arguments.add(jar.toString()));
        var said = new StringWriter();
        var log = new PrintWriter(said);
        var status = jdeps.run(log, log, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IOException("jdeps ended with " + status + ": " + said);
        }
        // Its answer is the last line, after the warnings.
        var modules = new TreeSet<>(List.of(said.toString().strip().lines().toList().getLast().split(",")));
        ModuleFinder.of(jars.toArray(Path[]::new))
                .findAll()
                .stream()
                .flatMap(found -> found.descriptor().requires().stream())
                .filter(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> ModuleFinder.ofSystem().find(name).isPresent())
                .forEach(modules::add);
        return modules;
    }
}
