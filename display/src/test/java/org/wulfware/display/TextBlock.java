package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

/// A text that a test expects, as a text block in its source. With `-Dwulfware.accept=true` the block is written anew.
final class TextBlock {
    private static final boolean ACCEPT = Boolean.getBoolean("wulfware.accept");
    private static final Path SOURCES =
            Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("display/src/test/java");
    private static final String QUOTES = "\"\"\"";

    private TextBlock() {}

    /// Fails if they differ, unless what is expected is to be what there is.
    static void assertShown(String actual, String expected) {
        if (!ACCEPT) {
            assertThat(actual).isEqualTo(expected);
        } else if (!actual.equals(expected)) {
            var caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(frames -> frames.filter(frame -> frame.getDeclaringClass() != TextBlock.class).findFirst())
                    .orElseThrow();
            var file = SOURCES.resolve(caller.getClassName().replace('.', '/') + ".java");
            try {
                Files.writeString(file, replaced(Files.readString(file), caller.getMethodName(), expected, actual));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The source with the first block behind the beginning of a method that holds one text holding another.
    static String replaced(String source, String method, String before, String after) {
        var at = source.indexOf("void " + method + "(");
        while (true) {
            var from = source.indexOf(QUOTES + "\n", at) + QUOTES.length() + 1;
            var to = source.indexOf(QUOTES, from);
            if (at < 0 || from <= QUOTES.length() || to < 0) {
                throw new AssertionError("no text block in " + method + " holds\n" + before);
            }
            var block = source.substring(from, to);
            if (block.stripIndent().translateEscapes().equals(before)) {
                var margin = block.substring(block.lastIndexOf('\n') + 1);
                return source.substring(0, from) + block(after, margin) + margin + source.substring(to);
            }
            at = to + QUOTES.length();
        }
    }

    private static String block(String text, String margin) {
        var block = new StringBuilder();
        text.replace("\\", "\\\\").replace(QUOTES, "\\\"\"\"").lines().forEach(line -> {
            var end = line.endsWith(" ") ? line.substring(0, line.length() - 1) + "\\s" : line;
            block.append(end.isEmpty() ? "" : margin).append(end).append('\n');
        });
        return block.toString();
    }
}
