package org.wulfware.wulfstat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {
    private final KeyDecoder decoder = new KeyDecoder();
    private final List<Key> keys = new ArrayList<>();

    @Test
    void lettersAreThemselves() {
        type("q D?");
        assertThat(keys).containsExactly(letter('q'), letter(' '), letter('D'), letter('?'));
    }

    @Test
    void arrowsAndPagesComeInAllDialects() {
        type("\033[A\033OB\033[1;2C\033[5~\033[6~\033[H\033OF\033[1~\033[4~\033[7~\033[8;5~\033[Z");
        assertThat(keys)
                .containsExactly(
                        Key.Named.UP,
                        Key.Named.DOWN,
                        Key.Named.RIGHT,
                        Key.Named.PAGE_UP,
                        Key.Named.PAGE_DOWN,
                        Key.Named.HOME,
                        Key.Named.END,
                        Key.Named.HOME,
                        Key.Named.END,
                        Key.Named.HOME,
                        Key.Named.END,
                        Key.Named.BACK_TAB);
    }

    @Test
    void controlKeysAreToldFromThoseThatHaveANameOfTheirOwn() {
        type("\003\f\r\n\t\b\177");
        assertThat(keys)
                .containsExactly(
                        new Key.Control('c'),
                        new Key.Control('l'),
                        Key.Named.ENTER,
                        Key.Named.ENTER,
                        Key.Named.TAB,
                        Key.Named.BACKSPACE,
                        Key.Named.BACKSPACE);
    }

    @Test
    void anEscapeIsAKeyOnceNothingFollowsIt() {
        type("\033");
        assertThat(keys).isEmpty();
        assertThat(decoder.isWaiting()).isTrue();
        decoder.giveUp(keys::add);
        assertThat(keys).containsExactly(Key.Named.ESCAPE);
        assertThat(decoder.isWaiting()).isFalse();
    }

    @Test
    void anEscapeBeforeALetterIsBoth() {
        type("\033q");
        assertThat(keys).containsExactly(Key.Named.ESCAPE, letter('q'));
    }

    @Test
    void piecesOfAnySizeMakeTheSameKeys() {
        for (var octet : "a\033[6~ö漢\033OAz".getBytes(StandardCharsets.UTF_8)) {
            decoder.feed(ByteBuffer.wrap(new byte[]{octet}), keys::add);
        }
        assertThat(keys)
                .containsExactly(
                        letter('a'), Key.Named.PAGE_DOWN, letter('ö'), letter('漢'), Key.Named.UP, letter('z'));
    }

    @Test
    void functionKeysAndOtherNewsAreSteppedOver() {
        type("\033[15~\033[[A\033[?1;2c\033[200~\033OPx");
        assertThat(keys).containsExactly(letter('x'));
    }

    @Test
    void whateverComesItGoesOnAndKeepsNothingLong() {
        var random = new Random(7);
        var bytes = new byte[100_000];
        random.nextBytes(bytes);
        decoder.feed(ByteBuffer.wrap(bytes), keys::add);
        decoder.giveUp(keys::add);
        keys.clear();
        type("q");
        assertThat(keys).containsExactly(letter('q'));
    }

    @Test
    void noKeyIsALetterThatWouldCommandATerminal() {
        for (var octet = 0x80; octet < 0xa0; octet++) {
            type(Character.toString(octet));
        }
        assertThat(keys).isEmpty();
    }

    private void type(String text) {
        decoder.feed(StandardCharsets.UTF_8.encode(text), keys::add);
    }

    private static Key letter(int point) {
        return new Key.Letter(point);
    }
}
