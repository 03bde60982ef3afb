package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

/// What others build on is documented: `javadoc` finds no fault in these modules, and nothing of `libwulf` without a comment.
/// What it makes stays, for reading.
class JavadocTest {
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.source"));
    private static final Path OUT = Path.of(System.getProperty("wulfware.images"), "javadoc");
    private static final List<String> MODULES = List.of("catalog", "wire", "libwulf", "history", "display");

    /// `catalog/…/Table.java:25: warning: no comment`.
    private static final Pattern FAULT = Pattern.compile("(\\S+:[0-9]+: )?(warning|error): .*");

    /// What a comment may leave out, since it would say a name again: the parts of a signature.
    private static final Pattern NEEDLESS = Pattern.compile(".*warning: no @(param|return).*");

    /// What only libwulf has throughout. A field of the catalog says what it is in its declaration, for all.
    private static final Pattern WITHOUT = Pattern.compile(".*warning: no (comment|main description|@throws).*");

    @Test
    void javadocFindsNoFault() throws IOException {
        var javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        var arguments = new ArrayList<>(List.of(
                "-quiet", "-d", OUT.toString(), "-encoding", "UTF-8", "-notimestamp", "-windowtitle", "Wulfware",
                "-Xdoclint:all", "-Xmaxwarns", "10000", "--module-path", libraries(), "--module",
                MODULES.stream().map(name -> "org.wulfware." + name).collect(Collectors.joining(","))));
        for (var module : MODULES) {
            arguments.add("--module-source-path");
            arguments.add("org.wulfware." + module + "=" + SOURCE.resolve(module).resolve("src/main/java"));
        }
        var said = new StringWriter();
        var log = new PrintWriter(said);
        var status = javadoc.run(log, log, arguments.toArray(String[]::new));

        assertThat(said.toString().lines().filter(JavadocTest::isFault)).isEmpty();
        assertThat(status).isZero();
        assertThat(OUT.resolve("index.html")).isNotEmptyFile();
    }

    private static boolean isFault(String line) {
        return FAULT.matcher(line).matches() && !NEEDLESS.matcher(line).matches()
                && (line.contains("/libwulf/") || !WITHOUT.matcher(line).matches());
    }

    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar") && !path.startsWith(SOURCE.toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
