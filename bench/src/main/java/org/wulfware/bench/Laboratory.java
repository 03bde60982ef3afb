package org.wulfware.bench;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Where programs are measured: the programs in C, compiled, and the processes that run, all of which end with it.
final class Laboratory implements AutoCloseable {
    /// Daemon and client share one core: wake-ups across cores cost more than what is to be told apart.
    static final int CORE = 0;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path directory;
    private final List<Process> running = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::end, "end the programs");

    Laboratory() throws IOException {
        directory = Files.createTempDirectory("wulf-bench");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Compiles one of the programs in C.
    String compiled(String name) throws IOException, InterruptedException {
        var source = directory.resolve(name + ".c");
        try (var in = Bench.class.getResourceAsStream(name + ".c")) {
            if (in == null) {
                throw new IOException("the source of " + name + " is missing");
            }
            Files.copy(in, source);
        }
        var program = directory.resolve(name).toString();
        output(List.of("gcc", "-O2", "-w", "-o", program, source.toString()));
        return program;
    }

    /// A file of this name, which ends with the laboratory.
    Path file(String name) {
        return directory.resolve(name);
    }

    /// Runs a command to its end, and returns what it prints.
    String output(List<String> command) throws IOException, InterruptedException {
        var process = started(command, ProcessBuilder.Redirect.DISCARD);
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        running.remove(process);
        return printed.strip();
    }

    /// How a daemon is started.
    ///
    /// @param budget of a processor; where it is to answer as fast as it can, `off`
    List<String> daemon(Path image, int port, String budget) throws IOException {
        var configuration = directory.resolve("budget-" + budget + ".conf");
        Files.writeString(configuration, "budget = " + budget + "\n");
        return List.of(image.resolve("bin/xmlsysd").toString(), "-b", "127.0.0.1", "-d", Integer.toString(port),
                "--config=" + configuration);
    }

    /// Starts a command that goes on until the laboratory closes.
    Process started(List<String> command, ProcessBuilder.Redirect err) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(err);
        // As a service manager starts a daemon: what a person's shell adds, a locale above all, takes memory.
        builder.environment().keySet().retainAll(Set.of("PATH"));
        var process = builder.start();
        running.add(process);
        return process;
    }

    /// Lets the system forget what it holds of a directory's files, so that they are read from the disk as after a boot: what
    /// a build has just written stands in larger pieces in memory, and a program that runs from it seems to take more.
    void forget(Path directory) throws IOException, InterruptedException {
        List<Path> files;
        try (var all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (var file : files) {
            output(
                    List.of("dd", "if=/dev/null", "of=" + file, "count=0", "oflag=nocache", "conv=notrunc,fdatasync",
                            "status=none"));
        }
    }

    /// A place for a file or a directory, which goes with the laboratory.
    Path scratch(String name) {
        return directory.resolve(name);
    }

    /// Where a program is, or null.
    static @Nullable String found(String program) {
        for (var place : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(place, program))) {
                return Path.of(place, program).toString();
            }
        }
        return null;
    }

    /// Resident memory of a process, in megabytes.
    static double resident(long pid) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("no resident memory of process " + pid);
    }

    /// How many entries the kernel's directory of a process has: descriptors in `fd`, threads in `task`.
    static long entries(long pid, String directory) throws IOException {
        try (var all = Files.list(Path.of("/proc", Long.toString(pid), directory))) {
            return all.count();
        }
    }

    static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var files = Files.walk(tree)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void progress(String what) {
        System.err.println("wulf bench: " + what);
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private void end() {
        for (var process : running) {
            process.destroyForcibly();
        }
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException _) { // what is left of a temporary directory harms nobody
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) { // the machine is going down, and the hook does the same
        }
    }
}
