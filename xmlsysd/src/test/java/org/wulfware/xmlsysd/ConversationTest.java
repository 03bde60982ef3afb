package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

class ConversationTest {
    /// Writes down what it is asked to carry out.
    private static final class Recorded extends Conversation {
        final List<String> carriedOut = new ArrayList<>();
        final List<String> errors = new ArrayList<>();

        Recorded() {
            super(TestDaemon.quiet());
        }

        @Override
        void carryOut(byte[] line, int start, int end, Sink answer) {
            carriedOut.add(line() + ":" + String.join("|", words(line, start, end)));
        }

        @Override
        void error(String message, Sink answer) {
            errors.add(message);
        }

        Recorded hears(String text) {
            var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            accept(bytes, bytes.length);
            while (next(new Sink())) {
                // each turn is one line
            }
            return this;
        }
    }

    @Test
    void linesAreTheSameWhereverTheirBytesAreSplit() {
        var text = "\r\n on  a\tb \r\n\nsend\nquit\n";
        for (var first = 0; first <= text.length(); first++) {
            for (var second = first; second <= text.length(); second++) {
                var conversation = new Recorded()
                        .hears(text.substring(0, first))
                        .hears(text.substring(first, second))
                        .hears(text.substring(second));
                assertThat(conversation.carriedOut).containsExactly("2:on|a|b", "4:send", "5:quit");
                assertThat(conversation.isMidLine()).isFalse();
            }
        }
    }

    @Test
    void aLineOfTheGreatestLengthIsALineAndOneByteMoreIsTheEnd() {
        var longest = "x".repeat(Conversation.LONGEST_LINE);
        assertThat(new Recorded().hears(longest + "\nsend\n").carriedOut).containsExactly("1:" + longest, "2:send");
        var refused = new Recorded().hears(longest + "x").hears("\nsend\n");
        assertThat(refused.errors).containsExactly("line longer than 4096 bytes");
        assertThat(refused.carriedOut).isEmpty();
        assertThat(refused.isOver()).isTrue();
    }

    @Test
    void theEndMakesALineOfWhatIsLeft() {
        var conversation = new Recorded().hears("send\nqu");
        assertThat(conversation.isMidLine()).isTrue();
        conversation.end();
        assertThat(conversation.hears("it").carriedOut).containsExactly("1:send", "2:quit");
        assertThat(conversation.isOver()).isTrue();
    }

    @Test
    void whatIsNextIsKnownBeforeItIsCarriedOut() {
        for (var text : List.of("", "se", "send\n", "send\nse", "x".repeat(Conversation.LONGEST_LINE + 1))) {
            for (var isEnded : List.of(false, true)) {
                var conversation = new Recorded();
                conversation.accept(text.getBytes(StandardCharsets.ISO_8859_1), text.length());
                if (isEnded) {
                    conversation.end();
                }
                var answer = new Sink();
                while (conversation.hasNext()) {
                    assertThat(conversation.next(answer) || conversation.isOver()).isTrue();
                }
                assertThat(conversation.next(answer)).isFalse();
                assertThat(conversation.isOver()).isEqualTo(isEnded || text.startsWith("x"));
            }
        }
    }
}
