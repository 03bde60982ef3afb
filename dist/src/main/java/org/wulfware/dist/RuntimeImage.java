package org.wulfware.dist;

import module java.base;

/// A directory that a program runs from and nothing else is needed for: the parts of the JDK that it uses, our jars in
/// `lib/wulfware` or linked in as modules, launchers in `bin`. It may be moved, and stays as good.
///
/// @param home the directory; made anew by [#make]
/// @param modules of the JDK, and of the linked jars
/// @param linked jars that become part of the run-time image; all have module descriptors
/// @param jars in the order of the class path
/// @param launchers the text of each, by name
/// @param files what else is copied into it, by its path there: manual pages, units
/// @param finish what is added once the rest is there: archives of loaded classes
record RuntimeImage(
        Path home,
        Set<String> modules,
        List<Path> linked,
        List<Path> jars,
        SortedMap<String, String> launchers,
        SortedMap<String, Path> files,
        Finish finish) {

    /// What the JVM itself has to say goes to standard error, and only if it is serious: standard output may be a client's
    /// socket, and a person's terminal is no place for it.
    static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

    /// Nor is that an archive could not be mapped this once, as happens where something else has its place: all goes on without.
    static final List<String> QUIET_ABOUT_ARCHIVES = List.of("-Xlog:aot*=off:stderr", "-Xlog:cds*=off:stderr");

    /// Adds to an image what takes a run of it.
    @FunctionalInterface
    interface Finish {
        void add(RuntimeImage image) throws IOException, InterruptedException;
    }

    /// What goes in, so that two lists alike mean the same image: the JDK, the jars, the launchers, the files, the maker.
    String ingredients() throws IOException {
        var text = new StringBuilder();
        text.append(System.getProperty("java.vm.version")).append(' ').append(modules).append('\n');
        for (var jar : Stream.concat(linked.stream(), jars.stream()).toList()) {
            text.append(digest(Files.readAllBytes(jar))).append(' ').append(jar.getFileName()).append('\n');
        }
        launchers.forEach((name, script) -> text.append(name).append('\n').append(script));
        for (var file : files.entrySet()) {
            text.append(digest(Files.readAllBytes(file.getValue()))).append(' ').append(file.getKey()).append('\n');
        }
        for (var maker : List.of(RuntimeImage.class, DaemonImage.class, ClientImage.class, Rehearsal.class,
                Secure.class)) {
            try (var bytes = maker.getResourceAsStream(maker.getSimpleName() + ".class")) {
                text.append(digest(Objects.requireNonNull(bytes).readAllBytes())).append('\n');
            }
        }
        return text.toString();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every JDK has it
        }
    }

    /// Makes the image anew.
    ///
    /// @param time that all files bear: an archive of classes remembers when its jars were changed, and a package has one time for
    ///     one commit
    void make(FileTime time) throws IOException, InterruptedException {
        delete(home);
        link();
        var lib = Files.createDirectories(home.resolve("lib/wulfware"));
        for (var jar : jars) {
            Files.copy(jar, lib.resolve(jar.getFileName()));
        }
        for (var launcher : launchers.entrySet()) {
            var file = home.resolve("bin").resolve(launcher.getKey());
            Files.writeString(file, launcher.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (var file : files.entrySet()) {
            var copy = home.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            Files.copy(file.getValue(), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        }
        try (var made = Files.walk(home)) {
            for (var file : made.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
        finish.add(this);
    }

    private void link() throws IOException {
        var jlink = ToolProvider.findFirst("jlink").orElseThrow();
        var said = new StringWriter();
        var log = new PrintWriter(said);
        var arguments = new ArrayList<String>();
        if (!linked.isEmpty()) {
            arguments.add("--module-path");
            arguments.add(linked.stream().map(Path::toString).collect(Collectors.joining(":")));
        }
        arguments.addAll(
                List.of(
                        "--add-modules",
                        String.join(",", modules),
                        "--compress",
                        "zip-9",
                        "--no-header-files",
                        "--no-man-pages",
                        "--vm=server",
                        "--output",
                        home.toString()));
        arguments.addAll(stripping());
        var status = jlink.run(log, log, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IOException("jlink ended with " + status + ": " + said);
        }
        try (var commands = Files.list(home.resolve("bin"))) {
            for (var command : commands.filter(file -> !file.endsWith("java")).toList()) {
                Files.delete(command);
            }
        }
    }

    /// The JDK's own libraries lose their debug symbols by objcopy, which not everybody has.
    private static List<String> stripping() {
        if (isInstalled("objcopy")) {
            return List.of("--strip-debug");
        }
        Images.say(
                "objcopy is not installed (apt-get install binutils): the debug symbols of the JDK's libraries stay");
        return List.of("--strip-java-debug-attributes");
    }

    /// Whether there is such a program.
    static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /// The class path as a launcher in this image would say it, from anywhere.
    String classPath() {
        return classPath(home.toString(), jars);
    }

    /// The class path below `home`, which may be a shell's variable.
    static String classPath(String home, List<Path> jars) {
        return jars.stream().map(jar -> home + "/lib/wulfware/" + jar.getFileName()).collect(Collectors.joining(":"));
    }

    /// Runs the image's own `java` to its end.
    void java(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(arguments);
        run(command);
    }

    /// Runs a command to its end, which must be a good one.
    static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": " + said);
        }
    }

    /// What shells complete, by its path in an image: where bash, zsh and fish look for it below `/usr/share`.
    ///
    /// @param directory of one file a shell for all programs, named after the first of them
    static SortedMap<String, Path> completion(Path directory, List<String> programs) {
        var files = new TreeMap<String, Path>();
        var first = programs.contains("wulf") ? "wulf" : programs.getFirst();
        files.put("share/zsh/site-functions/_" + first, directory.resolve("_" + first));
        for (var program : programs) {
            files.put("share/bash-completion/completions/" + program, directory.resolve(first + ".bash"));
            files.put("share/fish/vendor_completions.d/" + program + ".fish", directory.resolve(first + ".fish"));
        }
        return files;
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// A launcher: one `exec`, so that the process a supervisor started is the program itself.
    ///
    /// @param settings shell lines before it
    /// @param flags of the JVM; `$home` is the image, and a variable alone may be no word or several
    /// @param what is run: a class on its class path, or a module's
    static String launcher(String about, String settings, List<String> flags, List<String> what) {
        var command = new StringBuilder("exec \"$home/bin/java\"");
        var column = command.length();
        var words = new ArrayList<>(flags);
        words.addAll(what);
        for (var word : words) {
            var quoted = word.contains("$home") || word.contains("*") ? '"' + word + '"' : word;
            if (column + quoted.length() + 3 > 120) {
                command.append(" \\\n ");
                column = 2;
            }
            command.append(' ').append(quoted);
            column += quoted.length() + 1;
        }
        command.append(" \"$@\"\n");
        return """
                #!/bin/sh
                # ABOUT
                here=$0
                case $here in */*) ;; *) here=$(command -v -- "$here") ;; esac
                [ ! -L "$here" ] || here=$(readlink -f -- "$here")
                home=$(cd -P -- "${here%/*}/.." && pwd) || exit 1
                # A JVM that was built for glibc would only be "not found" elsewhere.
                for loader in /lib/ld-musl-*.so.1; do
                  [ ! -e "$loader" ] || [ -e /lib64/ld-linux-x86-64.so.2 ] || [ -e /lib/ld-linux-aarch64.so.1 ] || {
                    echo "${0##*/}: this system's C library is musl, and the program was built for glibc" >&2
                    exit 1
                  }
                done
                # What an environment adds for other Java programs is not for this one.
                unset JDK_JAVA_OPTIONS JAVA_TOOL_OPTIONS _JAVA_OPTIONS
                """.replace("ABOUT", about)
                + settings
                + command;
    }
}
