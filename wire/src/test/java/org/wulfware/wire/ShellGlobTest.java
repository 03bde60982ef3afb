package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellGlobTest {
    private static final List<String> NAMES =
            List.of("n6", "n7", "n8", "n66", "n-", "n]", "n!", "n^", "n[", "n[67]", "N6", "n*", "n\\", "n");

    @Test
    void bracketsAreOneOfTheirCharacters() {
        assertThat(matching("n[67]")).containsExactly("n6", "n7");
        assertThat(matching("n[6-7]")).containsExactly("n6", "n7");
        assertThat(matching("[nN]6")).containsExactly("n6", "N6");
        assertThat(matching("n[0-68]")).containsExactly("n6", "n8");
        assertThat(matching("n[!6-8]")).containsExactly("n-", "n]", "n!", "n^", "n[", "n*", "n\\");
        assertThat(matching("n[^6-8]")).isEqualTo(matching("n[!6-8]"));
        assertThat(matching("n[67]*")).containsExactly("n6", "n7", "n66");
        assertThat(matching("n[67]?")).containsExactly("n66");
    }

    @Test
    void whatMeansSomethingCanMeanItself() {
        assertThat(matching("n[]6]")).containsExactly("n6", "n]");
        assertThat(matching("n[6-]")).containsExactly("n6", "n-");
        assertThat(matching("n[-6]")).containsExactly("n6", "n-");
        assertThat(matching("n[6\\-8]")).containsExactly("n6", "n8", "n-");
        assertThat(matching("n[6!^]")).containsExactly("n6", "n!", "n^");
        assertThat(matching("n[*\\\\]")).containsExactly("n*", "n\\");
        assertThat(matching("n\\*")).containsExactly("n*");
        assertThat(matching("n\\[67\\]")).containsExactly("n[67]");
        assertThat(matching("n\\")).containsExactly("n\\");
    }

    @Test
    void aBracketThatIsNotClosedMeansItself() {
        assertThat(matching("n[")).containsExactly("n[");
        assertThat(matching("n[*")).containsExactly("n[", "n[67]");
        assertThat(matching("n[]")).isEmpty();
        assertThat(matching("n[!]")).isEmpty();
    }

    @Test
    void aRangeThatRunsBackwardsIsRefused() {
        assertThatThrownBy(() -> NamePattern.shellGlob("n[7-6]")).isInstanceOf(BadPatternException.class)
                .hasMessage("[7-6]: the range 7-6 runs backwards");
    }

    private static List<String> matching(String glob) {
        var pattern = NamePattern.shellGlob(glob);
        return NAMES.stream().filter(pattern::matches).toList();
    }
}
