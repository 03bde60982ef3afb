package org.wulfware.history;

import module java.base;

/// Programs as processes of their own, on the classes that this test runs on.
final class Child {
    private Child() {}

    static List<String> command(Class<?> program, String... arguments) {
        var classes = Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                classes + File.pathSeparator + "target/test-classes", program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static ProcessBuilder process(Class<?> program, String... arguments) {
        var process = new ProcessBuilder(command(program, arguments));
        process.environment().remove("JAVA_TOOL_OPTIONS");
        return process;
    }
}
