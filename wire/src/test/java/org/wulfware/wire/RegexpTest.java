package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexpTest {
    @Test
    void itMatchesWhatTheJdksWould() {
        var random = new Random(2002);
        var pieces =
                List.of("a", "b", "c", ".", "[ab]", "[^b]", "[a-c]", "\\w", "\\d", "^", "$", "(a|b)", "(ab|c|)", "(a*)",
                        "((a|b)*c)", "\\.", "1", "[b1-3]", "()");
        var repeats = List.of("", "", "", "*", "+", "?");
        var alphabet = "abc1.";
        for (var round = 0; round < 20_000; round++) {
            var pattern = new StringBuilder();
            for (var i = 1 + random.nextInt(6); i > 0; i--) {
                pattern.append(pieces.get(random.nextInt(pieces.size())));
                pattern.append(repeats.get(random.nextInt(repeats.size())));
                pattern.append(random.nextInt(6) == 0 ? "|" : "");
            }
            var ours = Regexp.of("/" + pattern + "/");
            var theirs = Pattern.compile(pattern.toString());
            for (var k = 0; k < 8; k++) {
                var name = new StringBuilder();
                for (var i = random.nextInt(7); i > 0; i--) {
                    name.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                assertThat(ours.matches(name.toString()))
                        .as("%s in %s", pattern, name)
                        .isEqualTo(theirs.matcher(name).find());
            }
        }
    }

    @Test
    void whateverThePatternTheStepsAreFew() {
        for (var hostile : List.of("(a*)*b", "(a|a)*b", "(a?)*b".repeat(20), "((((a*)*)*)*)*b",
                "a?".repeat(60) + "a".repeat(60),
                ".*".repeat(90), "(()*)*", "(|)*x", "(^|$|)*x", "(".repeat(30) + "a" + ")*".repeat(30) + "b")) {
            var regexp = Regexp.of("/" + hostile + "/");
            regexp.matches("a".repeat(60));
            assertThat(regexp.taken()).as(hostile).isLessThan(61 * 2 * 2 * Regexp.MOST_LETTERS);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '~', textBlock = """
            //        => "//" is no regular expression: it wants a / on either side of something
            /a        => "/a" is no regular expression: it wants a / on either side of something
            /a(b/     => "/a(b/" is no regular expression: a ( that is not closed at its character 3
            /a)b/     => "/a)b/" is no regular expression: a ) that closes nothing at its character 3
            /*a/      => "/*a/" is no regular expression: a * with nothing to repeat at its character 2
            /a**/     => "/a**/" is no regular expression: a second * at its character 4
            /a{2}/    => "/a{2}/" is no regular expression: a { without a backslash at its character 3
            /[a/      => "/[a/" is no regular expression: a ] is missing at its character 4
            /[]/      => "/[]/" is no regular expression: an empty set at its character 2
            /[b-a]/   => "/[b-a]/" is no regular expression: a range from the higher to the lower at its character 3
            /a\\/      => "/a\\/" is no regular expression: a character behind \\ is missing at its character 4
            /\\q/      => "/\\q/" is no regular expression: an unknown \\q at its character 2
            """)
    void whatIsNoneIsQuotedWithItsPlace(String pattern, String why) {
        assertThatThrownBy(() -> Regexp.of(pattern)).isInstanceOf(BadPatternException.class).hasMessage(why);
    }

    @Test
    void lengthAndNestingAreBounded() {
        assertThatThrownBy(() -> Regexp.of("/" + "a".repeat(199) + "/")).hasMessageContaining("too long");
        assertThatThrownBy(() -> Regexp.of("/" + "(".repeat(31) + "a" + ")".repeat(31) + "/"))
                .hasMessageContaining("more than 30 (");
        assertThat(Regexp.of("/" + "(a|".repeat(28) + "b" + ")".repeat(28) + "/").matches("b")).isTrue();
    }

    @Test
    void aSelectionTakesThem() {
        var selection = new Selection();
        selection.off("/./");
        assertThat(selection.on("/^load1?5$/")).isTrue();
        var expected = new Selection();
        expected.clear();
        expected.on("load5");
        expected.on("load15");
        assertThat(selection).isEqualTo(expected);
        assertThat(selection.on("/^nonsense$/")).isFalse();
        assertThat(selection).isEqualTo(expected);
    }
}
