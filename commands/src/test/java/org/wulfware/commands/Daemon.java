package org.wulfware.commands;

import module java.base;

/// The daemon itself, `xmlsysd`, in a process of its own with a configuration of its own, on ports that are free.
///
/// @param port in clear
/// @param tlsPort over TLS; 0 if it does not speak it
record Daemon(Process process, int port, int tlsPort) implements AutoCloseable {
    private static final Pattern LISTENING =
            Pattern.compile("xmlsysd: listening on port ([0-9]+)(?:, for TLS on port ([0-9]+))?");

    /// Certificates and keys, as the `ORIGIN` among them says.
    static Path certificate(String name) {
        return Path.of(System.getProperty("wulfware.fixtures"))
                .resolveSibling("libwulf/src/test/resources/tls")
                .resolve(name)
                .toAbsolutePath();
    }

    /// Begins to start one.
    ///
    /// @param lines of its configuration, beside the ports
    static Process begin(Path directory, String... lines) throws IOException {
        var file = Files.createTempFile(directory, "xmlsysd", ".conf");
        Files.writeString(file, "port = 0\nbind = 127.0.0.1\n" + String.join("\n", lines) + "\n");
        var classes = Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
        var process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classes,
                "org.wulfware.xmlsysd.Xmlsysd", "--config", file.toString()).redirectErrorStream(true);
        process.environment().remove("JAVA_TOOL_OPTIONS");
        return process.start();
    }

    /// Waits until it listens.
    static Daemon of(Process process) throws IOException {
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var all = new StringBuilder();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            var ports = LISTENING.matcher(line);
            if (ports.matches()) {
                return new Daemon(process, Integer.parseInt(ports.group(1)),
                        ports.group(2) == null ? 0 : Integer.parseInt(ports.group(2)));
            }
            all.append(line).append('\n');
        }
        throw new IOException("no daemon: " + all);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
