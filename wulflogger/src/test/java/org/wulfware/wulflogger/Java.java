package org.wulfware.wulflogger;

import module java.base;

/// Programs as processes of their own, on the classes that this test runs on.
final class Java {
    private Java() {}

    /// The command that starts `program`; no word of it has a blank.
    static List<String> command(Class<?> program) {
        var classes = Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Who runs the tests with nohup has SIGHUP ignored, and a program inherits that.
        return List.of("env", "--default-signal=HUP", java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                classes, program.getName());
    }

    /// Such a process, not yet started, of which the JVM itself says nothing.
    static ProcessBuilder process(Class<?> program, List<String> arguments) {
        var command = new ArrayList<>(command(program));
        command.addAll(arguments);
        var process = new ProcessBuilder(command);
        process.environment().remove("JAVA_TOOL_OPTIONS");
        return process;
    }
}
