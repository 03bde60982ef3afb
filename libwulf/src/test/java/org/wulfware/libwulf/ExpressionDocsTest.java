package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

/// `docs/expressions.md` says what there is.
class ExpressionDocsTest {
    private static final Path DOCS = Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("docs");

    @Test
    void everyNameIsDescribed() throws IOException {
        var page = Files.readString(DOCS.resolve("expressions.md"));
        for (var derived : Derived.all()) {
            assertThat(page).contains("`" + derived.name() + "`");
        }
        for (var named : HostNamed.values()) {
            assertThat(page).contains("`" + named.word() + "`");
        }
    }

    @Test
    void itsExamplesAreExpressions() throws Exception {
        var page = Files.readString(DOCS.resolve("expressions.md"));
        var from = page.indexOf("```text\n") + "```text\n".length();
        for (var line : page.substring(from, page.indexOf("```", from)).lines().toList()) {
            Expression.of(line);
        }
    }
}
