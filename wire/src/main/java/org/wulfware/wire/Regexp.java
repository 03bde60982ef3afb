package org.wulfware.wire;

import java.util.Arrays;

/// A regular expression between slashes, `/^(disk|mounts)$/`, looked for anywhere in a name. It comes from a client that may
/// mean harm: all the ways in which it may match are followed side by side, so that a name takes at most the product of both
/// lengths in steps. (The JDK's regular expressions know no such bound.)
///
/// Known are characters, `.`, `[a-z_]`, `[^0-9]`, `^`, `$`, `|`, `( )`, `*`, `+`, `?`, and a backslash before a character
/// that means itself; `\d` is a digit and `\w` a letter, a digit or `_`.
final class Regexp {
    /// The longest one, with its slashes.
    static final int MOST_LETTERS = 200;

    /// How deep one may be nested.
    static final int MOST_NESTED = 30;

    /// The steps of the program: one character, any character, one of a set; both, or one other place to go on at; the
    /// beginning and the end of a name; done. Places to go on at are told from the step itself.
    private static final byte LETTER = 0;
    private static final byte ANY = 1;
    private static final byte SET = 2;
    private static final byte BOTH = 3;
    private static final byte GO = 4;
    private static final byte BEGIN = 5;
    private static final byte END = 6;
    private static final byte DONE = 7;

    private final String word;

    /// Two steps for a character of the word are enough: `*` takes two, and all others one, or two for two (`|` and `(`).
    private final byte[] steps = new byte[2 * MOST_LETTERS];

    /// A character, a set's number, or where to go on.
    private final int[] first = new int[steps.length];
    private final int[] second = new int[steps.length];

    private int size;

    /// The sets of characters, four words of bits each: characters beyond Latin 1 are in none.
    private long[] sets = {};

    /// Where the word is being read.
    private int at;

    private int depth;

    /// The places in the program that a match may have come to: those of this character, and those of the next.
    private int[] now;
    private int[] next;
    private final int[] pending;
    private int count;

    /// When each step was last come to.
    private final int[] marks;
    private int mark;

    private long taken;

    private Regexp(String word) {
        this.word = word;
        at = 1;
        alternatives();
        if (at < word.length() - 1) {
            throw bad("a ) that closes nothing", at);
        }
        emit(DONE, 0, 0);
        now = new int[size];
        next = new int[size];
        pending = new int[2 * size];
        marks = new int[size];
    }

    /// Whether `word` is to be a regular expression and no name.
    static boolean is(String word) {
        return word.startsWith("/");
    }

    /// The regular expression that `word` is, with its slashes.
    ///
    /// @throws BadPatternException if it is none
    static Regexp of(String word) {
        if (word.length() > MOST_LETTERS) {
            throw new BadPatternException("\"" + word.substring(0, 40) + "…\" is too long for a regular expression: "
                    + word.length() + " characters, of at most " + MOST_LETTERS);
        }
        if (word.length() < 3 || !word.endsWith("/")) {
            throw new BadPatternException(
                    "\"" + word + "\" is no regular expression: it wants a / on either side of something");
        }
        return new Regexp(word);
    }

    /// How many steps all matching so far has taken.
    long taken() {
        return taken;
    }

    private BadPatternException bad(String why, int place) {
        return new BadPatternException(
                "\"" + word + "\" is no regular expression: " + why + " at its character " + (place + 1));
    }

    private boolean isNext(char letter) {
        return at < word.length() - 1 && word.charAt(at) == letter;
    }

    private char take(String wanted) {
        if (at >= word.length() - 1) {
            throw bad(wanted + " is missing", at);
        }
        return word.charAt(at++);
    }

    /// `one|other`: both, the second after a step from the end of the first to the end of all.
    private void alternatives() {
        var from = size;
        while (at < word.length() - 1 && word.charAt(at) != '|' && word.charAt(at) != ')') {
            repeated();
        }
        if (isNext('|')) {
            at++;
            insert(from, BOTH, 1, size - from + 2);
            var end = size;
            emit(GO, 0, 0);
            alternatives();
            first[end] = size - end;
        }
    }

    private void repeated() {
        var from = size;
        one();
        if (at >= word.length() - 1) {
            return;
        }
        switch (word.charAt(at)) {
            case '*' -> {
                insert(from, BOTH, 1, size - from + 2);
                emit(GO, from - size, 0);
                at++;
            }
            case '+' -> {
                emit(BOTH, from - size, 1);
                at++;
            }
            case '?' -> {
                insert(from, BOTH, 1, size - from + 1);
                at++;
            }
            default -> {
                return;
            }
        }
        if (isNext('*') || isNext('+') || isNext('?')) {
            throw bad("a second " + word.charAt(at), at);
        }
    }

    private void one() {
        var place = at;
        var letter = word.charAt(at++);
        switch (letter) {
            case '(' -> {
                if (++depth > MOST_NESTED) {
                    throw bad("more than " + MOST_NESTED + " ( in one another", place);
                }
                alternatives();
                if (!isNext(')')) {
                    throw bad("a ( that is not closed", place);
                }
                at++;
                depth--;
            }
            case '[' -> emit(SET, set(place), 0);
            case '.' -> emit(ANY, 0, 0);
            case '^' -> emit(BEGIN, 0, 0);
            case '$' -> emit(END, 0, 0);
            case '*', '+', '?' -> throw bad("a " + letter + " with nothing to repeat", place);
            case '{', '}', ']' -> throw bad("a " + letter + " without a backslash", place);
            case '\\' -> {
                if (isNext('d') || isNext('w')) {
                    var set = newSet();
                    addClass(set, word.charAt(at++));
                    emit(SET, set, 0);
                } else {
                    emit(LETTER, escaped(), 0);
                }
            }
            default -> emit(LETTER, letter, 0);
        }
    }

    /// The character behind a backslash. Letters and digits are left to mean something one day.
    private char escaped() {
        var letter = take("a character behind \\");
        if (isWord(letter)) {
            throw bad("an unknown \\" + letter, at - 2);
        }
        return letter;
    }

    /// Reads what stands behind the `[` at `open`, and returns the set's number.
    private int set(int open) {
        var set = newSet();
        var isInverted = isNext('^');
        if (isInverted) {
            at++;
        }
        if (isNext(']')) {
            throw bad("an empty set", open);
        }
        while (!isNext(']')) {
            var place = at;
            var low = take("a ]");
            if (low == '[') {
                throw bad("a [ without a backslash in a set", place);
            }
            if (low == '\\' && (isNext('d') || isNext('w'))) {
                addClass(set, word.charAt(at++));
                continue;
            }
            low = low == '\\' ? escaped() : low;
            var high = low;
            if (isNext('-') && word.charAt(at + 1) != ']') {
                at++;
                high = take("a ]");
                high = high == '\\' ? escaped() : high;
            }
            if (high > 255 || low > high) {
                throw bad(low > high ? "a range from the higher to the lower" : "a character that no name has", place);
            }
            for (var letter = low; letter <= high; letter++) {
                add(set, letter);
            }
        }
        at++;
        if (isInverted) {
            for (var i = 4 * set; i < sets.length; i++) {
                sets[i] = ~sets[i];
            }
        }
        return set;
    }

    private int newSet() {
        var set = sets.length / 4;
        sets = Arrays.copyOf(sets, sets.length + 4);
        return set;
    }

    private void addClass(int set, char name) {
        for (char letter = 0; letter < 128; letter++) {
            if (name == 'd' ? letter >= '0' && letter <= '9' : isWord(letter) || letter == '_') {
                add(set, letter);
            }
        }
    }

    private void add(int set, char letter) {
        sets[4 * set + (letter >> 6)] |= 1L << letter;
    }

    private static boolean isWord(char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private void emit(byte step, int one, int other) {
        steps[size] = step;
        first[size] = one;
        second[size] = other;
        size++;
    }

    /// Puts a step before those from `place` on. Nothing before them goes on among them yet.
    private void insert(int place, byte step, int one, int other) {
        System.arraycopy(steps, place, steps, place + 1, size - place);
        System.arraycopy(first, place, first, place + 1, size - place);
        System.arraycopy(second, place, second, place + 1, size - place);
        steps[place] = step;
        first[place] = one;
        second[place] = other;
        size++;
    }

    /// Whether this stands anywhere in `name`.
    boolean matches(String name) {
        count = 0;
        mark++;
        for (var i = 0; i < name.length(); i++) {
            if (follow(0, i, name.length())) {
                return true;
            }
            var letter = name.charAt(i);
            var here = now;
            var many = count;
            now = next;
            next = here;
            count = 0;
            mark++;
            for (var j = 0; j < many; j++) {
                taken++;
                if (accepts(here[j], letter) && follow(here[j] + 1, i + 1, name.length())) {
                    return true;
                }
            }
        }
        return follow(0, name.length(), name.length());
    }

    private boolean accepts(int place, char letter) {
        return switch (steps[place]) {
            case LETTER -> first[place] == letter;
            case SET -> letter < 256 && (sets[4 * first[place] + (letter >> 6)] & 1L << letter) != 0;
            default -> true;
        };
    }

    /// Goes on from `place` until the next character is wanted, each step once for each character: so that loops around
    /// nothing end. True if all has matched.
    private boolean follow(int place, int position, int length) {
        var top = 0;
        pending[top++] = place;
        while (top > 0) {
            var step = pending[--top];
            if (marks[step] == mark) {
                continue;
            }
            marks[step] = mark;
            taken++;
            switch (steps[step]) {
                case DONE -> {
                    return true;
                }
                case BOTH -> {
                    pending[top++] = step + second[step];
                    pending[top++] = step + first[step];
                }
                case GO -> pending[top++] = step + first[step];
                case BEGIN -> {
                    if (position == 0) {
                        pending[top++] = step + 1;
                    }
                }
                case END -> {
                    if (position == length) {
                        pending[top++] = step + 1;
                    }
                }
                default -> now[count++] = step;
            }
        }
        return false;
    }
}
