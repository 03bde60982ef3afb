package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;

class ExpressionErrorsTest {
    /// Each expression, what is wrong with it, and where.
    private static final String WRONG = """
            load1 > > 5
                    ^ expected a number, a name or (, and not >
            load1 > 5 cpus
                      ^ expected an operator or the end, and not cpus
            load1 >
                   ^ expected a number, a name or (, and not the end
            (load1 + 2
                      ^ expected ) to close the ( at character 1, and not the end
            load1 & 3
                  ^ unexpected character "&"; expected and
            1 < load1 < 3
                      ^ a comparison has two sides; write a < b and b < c
            memory.free > 5q
                           ^ unknown unit "q"; expected %, k, K M G T P (bytes), us ms s min h d or Hz kHz MHz GHz
            host == "node
                         ^ expected a " at the end of the text that begins at character 9
            host =~ node
                    ^ expected a pattern, "node*" or /^node[0-9]+$/, after =~, and not node
            host =~ /(/
                    ^ "/(/" is no regular expression: a ( that is not closed at its character 2
            host =~ /node
                         ^ a regular expression ends with a /
            cpus in 4
                    ^ expected (, @group or hosts, "node[1-9]", after in, and not the number 4
            host in @rack9
                    ^ "@rack9", column 1: there is no group "rack9": no groups are known here
            host in "n[2-1]"
                    ^ "n[2-1]", column 2: the range 2-1 runs backwards
            host in ("a", @)
                          ^ "@", column 2: the name of a group is expected behind "@"
            uname.machine in @rack1
                             ^ only host can be in a list of hosts; a text is in ("one", "other")
            uname.machine in "x86_64"
                             ^ only host can be in a list of hosts; a text is in ("one", "other")
            host =~ "n[7-6]"
                    ^ [7-6]: the range 7-6 runs backwards
            lod1 > 2
            ^ unknown name lod1; is it load1?
            memory.fre
            ^ unknown name memory.fre; is it free?
            used > 5G
            ^ used may mean memory.used, swap.used, sockstat.used
            memory.free > 5s
                        ^ bytes and s cannot be compared
            rate(ctxt) > 5M
                       ^ 1/s and bytes cannot be compared
            cpus > 5G
                 ^ a bare number and bytes cannot be compared; K, M and G are bytes, and 5e6 is a bare number
            memory.free + load1
                        ^ bytes and a bare number cannot be added or subtracted; K, M and G are bytes, and 5e6 is a bare number
            host > 5
                 ^ a text and a number cannot be compared
            host < "b"
                 ^ texts are compared with ==, !=, =~ or in
            load1 =~ "3*"
                  ^ only a text can match a pattern; text(…) makes one of a number
            load1 and cpus > 2
            ^ expected a condition, such as load1 > 2, and not a number
            cpu.user > 5
            ^ a node has cpu.user for each cpu: say which is meant, sum(rate(cpu.user)) or cpu[…].user
            mount.size_bytes > 5G
            ^ a node has mount.size_bytes for each mount: say which is meant, max(mount.size_bytes) or mount[…].size_bytes
            max(cpu.busy + disk.busy)
                           ^ disk.busy is rate(disk.busy_ms), and there: a node has disk.busy_ms for each disk: say which is meant, sum(rate(disk.busy_ms)) or disk[…].busy_ms
            max(load1)
                ^ max() goes through what a node has several of, cpu.user or disk.busy_ms, and nothing here is such a value
            rate(load1)
                 ^ rate() takes what only grows, and load1 is no counter
            rate(5)
                 ^ rate() takes a counter, or a sum or multiple of counters
            load1%
                 ^ load1 is no part of a total; share(load1, …) says of what
            (memory.free + swap.free)%
                           ^ these have no total in common
            (load1 / cpus)%
                          ^ only what is a part of a total has a share: % follows a name, or names in brackets
            sin(load1)
            ^ unknown function sin; there are rate, share, if, either, known, abs, round, clamp, text, squeeze, job, step, sum, mean, min, max, median, p1 to p99, count, first
            if(load1 > 2)
            ^ expected if(condition, value, otherwise), and not 1 arguments
            abs(load1 where cpus > 2)
                                 ^ where belongs into sum(), mean() and the like
            sum(mount.type)
                ^ sum() takes numbers, and not a text
            disk
            ^ disk is no value, but something that a node has several of: name one of its values, disk.…, or count(disk)
            cpu[id = 0] > 1
            ^ expected a . and the name of a value behind cpu[…]
            nosuch[id = 0].user
            ^ no node has several nosuch
            gpu[id = 0]. + 1
                         ^ expected a name after ., and not +
            """;

    @Test
    void anErrorSaysWhatWasExpectedAndPointsAtTheCharacter() {
        var lines = WRONG.lines().toList();
        for (var i = 0; i < lines.size(); i += 2) {
            var text = lines.get(i);
            var caret = lines.get(i + 1);
            var at = caret.indexOf('^');
            assertThatThrownBy(() -> Expression.of(text).expecting(Expression.Type.CONDITION))
                    .as(text)
                    .isInstanceOf(ExpressionException.class)
                    .hasMessage(caret.substring(at + 2) + "\n  " + text + "\n  " + " ".repeat(at) + "^");
        }
    }

    @Test
    void whatAPersonTypedIsShownWithoutWhatATerminalWouldObey() {
        assertThatThrownBy(() -> Expression.of("load1 > \u001b[31m5\t+"))
                .hasMessage("unexpected character \"?\"\n  load1 > ?[31m5 +\n          ^");
    }

    @Test
    void ofALongExpressionThePartAroundTheErrorIsShown() {
        var text = "load1 + ".repeat(30) + "! + load1" + " + load1".repeat(30);
        assertThatThrownBy(() -> Expression.of(text))
                .hasMessage("unexpected character \"!\"; expected not or !=\n  …"
                        + text.substring(180, 300) + "…\n  " + " ".repeat(61) + "^");
    }

    @Test
    void lengthDepthAndWhatNamesStandForAreBounded() {
        assertThatThrownBy(() -> Expression.of("1+".repeat(1000) + "1"))
                .hasMessageStartingWith("an expression has at most 2000 characters, and this one 2001\n");
        for (var open : List.of("(", "-", "not ", "abs(", "cpu[")) {
            assertThatThrownBy(() -> Expression.of(open.repeat(300)))
                    .hasMessageStartingWith("an expression is nested at most");
        }
        assertThatThrownBy(() -> Expression.of("a0", ExpressionTest.scope(doubling(19), Map.of()), Optional.empty()))
                .hasMessageContaining("with what its names stand for, the expression is too long");
        assertThatThrownBy(() -> Expression.of("a0", ExpressionTest.scope(doubling(21), Map.of()), Optional.empty()))
                .hasMessageContaining("names that stand for others, more than 20 one in another");
        assertThatThrownBy(() -> Expression.of("a", ExpressionTest.scope(Map.of("a", "b + 1", "b", "a * 2"), Map.of()),
                Optional.empty()))
                .hasMessageStartingWith("a is b + 1, and there: b is a * 2, and there: a is formed from itself\n");
    }

    /// Each name stands for the next one twice.
    private static Map<String, String> doubling(int names) {
        var doubling = new HashMap<>(Map.of("a" + names, "1"));
        for (var i = 0; i < names; i++) {
            doubling.put("a" + i, "a" + (i + 1) + " + a" + (i + 1));
        }
        return doubling;
    }

    @Test
    void nothingThatIsTypedThrowsAnythingElse() {
        var words = List.of("load1", "cpu", ".", "[", "]", "(", ")", "sum", "rate", "%", "5", "G", "where", "not", "in",
                "\"", "/",
                "=~", "==", "-", "+", ",", "cpu.user", "disk", "value", "if", "\u0000", "é", "host", "id", " ", "{",
                "p95(", "1e", "0.");
        var random = new Random(42);
        for (var i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (var word = random.nextInt(12); word >= 0; word--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
            }
            try {
                var expression = Expression.of(text.toString());
                expression.number(Machine.up(), -1);
                expression.text(Machine.down(), 5);
            } catch (ExpressionException e) {
                assertThat(e.place()).isBetween(1, text.length() + 1);
                assertThat(e.lines()).hasSize(3);
            }
        }
    }
}
