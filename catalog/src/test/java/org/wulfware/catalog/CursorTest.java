package org.wulfware.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.catalog.Field.ABSENT;

import org.junit.jupiter.api.Test;

class CursorTest {
    private static final String DIGITS_400 = "9".repeat(400);

    @Test
    void numbersAreReadWordByWord() {
        var text = at("  12\t0 9223372036854775807\n7\n");
        assertThat(text.number()).isEqualTo(12);
        assertThat(text.number()).isZero();
        assertThat(text.number()).isEqualTo(Long.MAX_VALUE);
        assertThat(text.number()).as("behind the line's end").isEqualTo(ABSENT);
        assertThat(text.nextLine().number()).isEqualTo(7);
    }

    @Test
    void aWordThatIsNoNumberIsAbsentAndSteppedOver() {
        for (var word : new String[]{"x", "-1", "0x10", "12a", "1.5", "1,000", "nan", "+3", "\u00b2", "--1", "-"}) {
            var text = at(word + " 5\n");
            assertThat(text.number()).as(word).isEqualTo(ABSENT);
            assertThat(text.number()).as("behind " + word).isEqualTo(5);
        }
    }

    @Test
    void aNumberOfMoreThan63BitsIsAbsentAndSteppedOver() {
        for (var word : new String[]{"9223372036854775808", "18446744073709551615", "99999999999999999999",
            DIGITS_400}) {
            var text = at(word + " " + word + ".25 5\n");
            assertThat(text.number()).as(word).isEqualTo(ABSENT);
            assertThat(text.fixed(2)).as(word + ".25").isEqualTo(ABSENT);
            assertThat(text.signed()).as("behind " + word).isEqualTo(5);
        }
    }

    @Test
    void aNumberThatTheTextsEndCutsOffIsAbsent() {
        assertThat(at("12").number()).isEqualTo(ABSENT);
        assertThat(at("-12").signed()).isEqualTo(ABSENT);
        assertThat(at("1.25").fixed(2)).isEqualTo(ABSENT);
        assertThat(at("").number()).isEqualTo(ABSENT);
        assertThat(at("-").signed()).isEqualTo(ABSENT);
        assertThat(at("12 ").number()).isEqualTo(12);
    }

    @Test
    void onlyASignedNumberMayBeNegative() {
        var text = at("-20 - 3 --4 -9223372036854775807 -9223372036854775808 19\n");
        assertThat(text.signed()).isEqualTo(-20);
        assertThat(text.signed()).as("a sign alone").isEqualTo(ABSENT);
        assertThat(text.signed()).isEqualTo(3);
        assertThat(text.signed()).isEqualTo(ABSENT);
        assertThat(text.signed()).isEqualTo(-Long.MAX_VALUE);
        assertThat(text.signed()).isEqualTo(ABSENT);
        assertThat(text.signed()).isEqualTo(19);
    }

    @Test
    void decimalsAreCutOffOrFilledUp() {
        var text = at(
                "0.20 12 3.14159 7. .5 0.05 1.2.3 -1.0 801.824MHz 801.824MHz 92233720368547758.08 92233720368547758.07\n");
        assertThat(text.fixed(2)).isEqualTo(20);
        assertThat(text.fixed(2)).isEqualTo(1200);
        assertThat(text.fixed(2)).isEqualTo(314);
        assertThat(text.fixed(2)).isEqualTo(700);
        assertThat(text.fixed(2)).as("no digit before the point").isEqualTo(ABSENT);
        assertThat(text.fixed(2)).isEqualTo(5);
        assertThat(text.fixed(2)).as("two points").isEqualTo(ABSENT);
        assertThat(text.fixed(2)).as("a sign").isEqualTo(ABSENT);
        assertThat(text.fixed(3)).as("a unit nobody spoke of").isEqualTo(ABSENT);
        assertThat(text.fixed(3, Cursor.literal("MHz"))).isEqualTo(801824);
        assertThat(text.fixed(2)).as("one more than fits").isEqualTo(ABSENT);
        assertThat(text.fixed(2)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void wordsEndAtBlanksTabsAndLineEnds() {
        var text = at(" one\ttwo three\nfour");
        assertThat(word(text)).isEqualTo("one");
        assertThat(word(text)).isEqualTo("two");
        assertThat(word(text)).isEqualTo("three");
        assertThat(text.word()).isFalse();
        assertThat(text.nextLine().word()).as("cut off by the text's end").isFalse();
        assertThat(text.wordLength()).isZero();
        assertThat(text.atEnd()).isTrue();
    }

    @Test
    void theRestOfALineHasNoBlanksAroundIt() {
        var text = at(" : Celeron (Coppermine) \t\nnext\n \t \ncut");
        assertThat(text.blanks().take(':')).isTrue();
        assertThat(text.restOfLine()).isTrue();
        assertThat(marked(text)).isEqualTo("Celeron (Coppermine)");
        assertThat(text.atLineEnd()).isTrue();
        assertThat(text.nextLine().restOfLine()).isTrue();
        assertThat(text.nextLine().restOfLine()).as("blanks only").isFalse();
        assertThat(text.nextLine().restOfLine()).as("cut off by the text's end").isFalse();
        assertThat(text.wordLength()).isZero();
    }

    @Test
    void theLastStopOfALineOrOfAllIsFound() {
        var text = at("a:b:1\n(x) y) 2\n) 3\n");
        assertThat(text.upToLast(':')).isTrue();
        assertThat(marked(text)).isEqualTo("a:b");
        assertThat(text.number()).isEqualTo(1);
        assertThat(text.nextLine().upToLast(':')).isFalse();
        assertThat(text.take('(')).as("it has not moved").isTrue();
        assertThat(text.upToLastInAll(')')).isTrue();
        assertThat(marked(text)).isEqualTo("x) y) 2\n");
        assertThat(text.number()).isEqualTo(3);
        assertThat(text.upToLastInAll(')')).isFalse();
        assertThat(at("eth0: 5").upToLast(':')).as("the rest may hold another").isFalse();
    }

    @Test
    void aLongLiteralIsTakenWholeOrNotAtAll() {
        var line = "InOctets OutOctets InBcastOctets OutBcastOctets";
        var text = at(line + "\n");
        assertThat(text.take(Cursor.literal(line + "\n\n"))).isFalse();
        assertThat(text.take(Cursor.literal(line + "s"))).isFalse();
        assertThat(text.take(Cursor.literal(line))).isTrue();
        assertThat(text.atLineEnd()).isTrue();
    }

    @Test
    void aPieceIsCopiedIfItIsThere() {
        var text = at("abc");
        var piece = new byte[2];
        text.copy(piece);
        assertThat(piece).containsExactly('a', 'b');
        text.copy(piece);
        assertThat(piece).containsExactly('a', 'b');
        assertThat(text.stepped()).isEqualTo(2);
    }

    @Test
    void literalsAreTakenWholeOrNotAtAll() {
        var text = at("ctxt 5\n");
        assertThat(text.take(Cursor.literal("ctxt 5\nx"))).isFalse();
        assertThat(text.take('x')).isFalse();
        assertThat(text.at(Cursor.literal("ctxt"))).isTrue();
        assertThat(text.take(Cursor.literal("ctxt "))).isTrue();
        assertThat(text.peek()).isEqualTo('5');
        assertThat(text.take('5')).isTrue();
        assertThat(text.nextLine().peek()).isEqualTo(-1);
        assertThat(text.take('x')).isFalse();
    }

    @Test
    void binaryNumbersHaveTheirLeastByteFirst() {
        var text = at("\u0007\u0000\u00ff\u00ff\u00ff\u007f\u0001");
        assertThat(text.littleEndian(2)).isEqualTo(7);
        assertThat(text.littleEndian(4)).isEqualTo(0x7fff_ffff);
        assertThat(text.littleEndian(2)).as("one byte is left").isEqualTo(ABSENT);
        assertThat(text.left()).isZero();
    }

    @Test
    void aMarkOfBytesEndsWithTheText() {
        var text = at("abc");
        assertThat(text.bytes(2).wordLength()).isEqualTo(2);
        assertThat(text.bytes(-1).wordLength()).isZero();
        assertThat(text.bytes(Integer.MAX_VALUE - 1).wordLength()).isEqualTo(1);
        assertThat(text.wordByte(0)).isEqualTo('c');
        assertThat(text.wordByte(1)).isEqualTo(-1);
        assertThat(text.wordByte(-1)).isEqualTo(-1);
    }

    @Test
    void aMarkEndsAtTheFirstStopOfItsLine() {
        var text = at("1/80 x\n:");
        assertThat(text.upTo(':')).as("on another line").isFalse();
        assertThat(text.upTo('/')).isTrue();
        assertThat(marked(text)).isEqualTo("1");
        assertThat(text.marked()).isEqualTo(1);
        assertThat(text.number()).isEqualTo(80);
        text.word();
        assertThat(text.marked()).as("no number").isEqualTo(ABSENT);
        assertThat(at("99999999999999999999/").upTo('/')).isTrue();
        var large = at("99999999999999999999/");
        large.upTo('/');
        assertThat(large.marked()).isEqualTo(ABSENT);
    }

    @Test
    void itGoesBackToWhereItWas() {
        var text = at("12 34 56\n");
        text.number();
        var place = text.stepped();
        assertThat(text.number()).isEqualTo(34);
        assertThat(text.to(place).number()).isEqualTo(34);
        assertThat(text.to(-5).number()).isEqualTo(12);
        assertThat(text.to(1000).atEnd()).isTrue();
    }

    private static Cursor at(String text) {
        var bytes = text.getBytes(ISO_8859_1);
        return new Cursor().aim(bytes, 0, bytes.length);
    }

    private static String word(Cursor text) {
        assertThat(text.word()).isTrue();
        return marked(text);
    }

    private static String marked(Cursor text) {
        var word = new StringBuilder();
        for (var i = 0; i < text.wordLength(); i++) {
            word.append((char) text.wordByte(i));
        }
        return word.toString();
    }
}
