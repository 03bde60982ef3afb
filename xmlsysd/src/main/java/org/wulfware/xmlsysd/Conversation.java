package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sink;

/// One client's side of the language: bytes come in at any boundary, lines are carried out in order, one [#next] at a
/// time, so that whoever drives it can stop when an answer does not go out. It knows nothing of sockets.
abstract class Conversation {
    /// The longest line; a client that sends more without an end is told so, and that is the end.
    static final int LONGEST_LINE = 4096;

    /// What is thought to be needed for a line without a sample, in nanoseconds.
    static final long LINE_COST = 10_000;

    private final Log log;
    private byte[] input = new byte[256];
    private int from;
    private int to;
    private boolean inputEnded;
    private boolean over;
    private int verbosity;
    private long lines;
    private int rawStart;
    private int rawEnd;

    Conversation(Log log) {
        this.log = log;
    }

    /// Takes in what the client sent.
    void accept(byte[] bytes, int length) {
        if (over) {
            return;
        }
        if (from > 0) {
            System.arraycopy(input, from, input, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to + length > input.length) {
            input = Arrays.copyOf(input, Math.max(to + length, input.length * 2));
        }
        System.arraycopy(bytes, 0, input, to, length);
        to += length;
    }

    /// The client will send no more; what it sent last counts as a line even without an end.
    void end() {
        inputEnded = true;
    }

    /// The client will send no more, and perhaps another has cut it off: a line without an end is none.
    void cutOff() {
        while (to > from && input[to - 1] != '\n') {
            to--;
        }
        inputEnded = true;
    }

    /// Carries the next line out, if a whole one has come.
    ///
    /// @param answer cleared, and filled if the line has an answer
    /// @return false if there was no whole line
    boolean next(Sink answer) {
        answer.clear();
        if (over) {
            return false;
        }
        var end = lineEnd();
        if (end - from > LONGEST_LINE) {
            lines++;
            tooLong(input, from, end, answer);
            finish();
            return true;
        }
        if (end == to && !(inputEnded && end > from)) {
            over = inputEnded;
            return false;
        }
        var start = from;
        from = Math.min(to, end + 1);
        lines++;
        rawStart = start;
        rawEnd = end > start && end < to && input[end - 1] == '\r' ? end - 1 : end;
        if (takesRawLines()) {
            carryOut(input, rawStart, rawEnd, answer);
            return true;
        }
        while (start < end && isBlank(input[start])) {
            start++;
        }
        while (end > start && isBlank(input[end - 1])) {
            end--;
        }
        if (end > start) {
            carryOut(input, start, end, answer);
        }
        return true;
    }

    /// Whether [#next] has something to do: a whole line, one too long, or the end.
    boolean hasNext() {
        if (over) {
            return false;
        }
        var end = lineEnd();
        return end < to || end - from > LONGEST_LINE || inputEnded;
    }

    /// About how many nanoseconds it takes to carry the next line out, which [#hasNext] says is there.
    ///
    /// @param isRepeated whether an answer would come from the last sample
    long nextCost(boolean isRepeated) {
        var end = lineEnd();
        var start = from;
        while (start < end && isBlank(input[start])) {
            start++;
        }
        return cost(input, start, end, isRepeated);
    }

    /// The same of `line[start, end)`, which may have blanks behind it.
    long cost(byte[] line, int start, int end, boolean isRepeated) {
        return LINE_COST;
    }

    /// Does a part of what the next line takes, which [#hasNext] says is there, if that can be done in parts.
    ///
    /// @param nanos how long
    /// @return whether the line can be carried out now; else there is more to be done before
    boolean prepare(long nanos) {
        var end = lineEnd();
        var start = from;
        while (start < end && isBlank(input[start])) {
            start++;
        }
        return prepare(input, start, end, nanos);
    }

    /// The same for `line[start, end)`, which may have blanks behind it.
    boolean prepare(byte[] line, int start, int end, long nanos) {
        return true;
    }

    /// How many nanoseconds the client waits at most for what the next line asks for; then it wants to be told that there is none yet.
    long nextPatience() {
        var end = lineEnd();
        var start = from;
        while (start < end && isBlank(input[start])) {
            start++;
        }
        return hasNext() ? patience(input, start, end) : Long.MAX_VALUE;
    }

    /// The same for what `line[start, end)` asks for.
    long patience(byte[] line, int start, int end) {
        return Long.MAX_VALUE;
    }

    /// The same for what a subscription is due.
    long samplePatience() {
        return Long.MAX_VALUE;
    }

    /// The next answers are that there is none yet, or no longer are.
    void notYet(boolean isNotYet) {}

    /// Does a part of what it takes to send what a subscription is due.
    ///
    /// @return whether that can be sent now
    boolean prepareSample(long nanos) {
        return true;
    }

    /// About how many nanoseconds it takes to send what a subscription is due.
    long sampleCost(boolean isRepeated) {
        return LINE_COST;
    }

    /// Where the line ends that begins at `from`, or what there is of it; one byte beyond the longest if it is too long.
    private int lineEnd() {
        var end = from;
        while (end < to && input[end] != '\n' && end - from <= LONGEST_LINE) {
            end++;
        }
        return end;
    }

    /// Whether lines are carried out as they came, without their LF or CR LF: empty ones, and blanks around them, too.
    boolean takesRawLines() {
        return false;
    }

    /// Where the line that is carried out begins as it came.
    int rawStart() {
        return rawStart;
    }

    /// Where it ends, without its LF or CR LF.
    int rawEnd() {
        return rawEnd;
    }

    /// Answers that a line has no end within [#LONGEST_LINE] bytes; `line[start, end)` is its beginning.
    void tooLong(byte[] line, int start, int end, Sink answer) {
        error("line longer than " + LONGEST_LINE + " bytes", answer);
    }

    /// Whether a request of several lines has begun and not ended.
    boolean isMidHead() {
        return false;
    }

    /// Whether the client, which is asked nothing and asks nothing, is kept for a while only.
    boolean isIdle() {
        return false;
    }

    /// When the client is to be sent something unasked; null if it did not ask for that.
    @Nullable
    Subscription subscription() {
        return null;
    }

    /// Writes what a subscription is due.
    void sample(Sink answer) {
        throw new IllegalStateException("nobody has subscribed");
    }

    /// So many documents that a subscription was due are not sent.
    void lose(long count) {}

    /// Carries one command out: `line[start, end)`, without blanks around it.
    abstract void carryOut(byte[] line, int start, int end, Sink answer);

    /// Answers that a line could not be carried out.
    abstract void error(String message, Sink answer);

    /// No further line is carried out.
    void finish() {
        over = true;
        from = 0;
        to = 0;
    }

    boolean isOver() {
        return over;
    }

    /// Whether a line has begun and not ended.
    boolean isMidLine() {
        return !over && from < to;
    }

    /// The number of the line that is carried out, from 1.
    long line() {
        return lines;
    }

    void verbosity(int level) {
        verbosity = level;
    }

    void log(Log.Level level, String words) {
        log.say(level, verbosity, words);
    }

    /// Whether `line[start, end)` is `word`; allocates nothing.
    static boolean is(byte[] line, int start, int end, byte[] word) {
        return Arrays.equals(line, start, end, word, 0, word.length);
    }

    /// Whether `line[start, end)` begins with `word`.
    static boolean begins(byte[] line, int start, int end, byte[] word) {
        return end - start >= word.length && is(line, start, start + word.length, word);
    }

    /// The words of `line[start, end)`, which begins and ends with one. [String#split] would load regular expressions.
    static String[] words(byte[] line, int start, int end) {
        var words = new ArrayList<String>(4);
        var from = start;
        for (var i = start; i <= end; i++) {
            if (i == end || isBlank(line[i])) {
                if (i > from) {
                    words.add(new String(line, from, i - from, StandardCharsets.ISO_8859_1));
                }
                from = i + 1;
            }
        }
        return words.toArray(new String[0]);
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }
}
