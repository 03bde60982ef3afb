package org.wulfware.fuzz;

import module java.base;
import org.wulfware.wire.Sink;
import org.wulfware.xmlsysd.DaemonDoor;
import org.wulfware.xmlsysd.Tree;

/// What a client may send to a daemon: an input is all of it, and behind it one byte that says to which node and in which pieces.
/// However it is cut, the answers are the same; each is whole and well-formed, and there is no end to none.
abstract class TalkTarget extends Target {
    /// As many of an input's answers are looked at.
    private static final int MOST_ANSWERS = 60;

    private static final List<String> TREES = List.of("golem-2.4.9", "micro-6.18", "hostile", "arm7-5.15.0");

    TalkTarget(String name, int longest) {
        super(name, longest);
    }

    /// A conversation with a client.
    abstract DaemonDoor.Talk talk(Tree tree, HandClock clock, boolean isTrusted);

    /// Looks at one answer.
    ///
    /// @param sent all that the client has sent
    abstract void check(byte[] answer, byte[] sent) throws Exception;

    @Override
    public void run(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        var how = input[input.length - 1];
        var sent = Arrays.copyOf(input, input.length - 1);
        var answers = answers(sent, how, 4096);
        for (var answer : answers) {
            check(answer, sent);
        }
        var others = answers(sent, how, 1 + (how >> 4 & 7) * 5);
        for (var i = 0; i < Math.max(answers.size(), others.size()); i++) {
            if (i >= answers.size() || i >= others.size() || !Arrays.equals(answers.get(i), others.get(i))) {
                throw finding("in pieces, answer " + (i + 1) + " of " + answers.size() + " and " + others.size()
                        + " is another");
            }
        }
    }

    /// The answers to what is sent in pieces of so many bytes.
    private List<byte[]> answers(byte[] sent, int how, int piece) {
        var clock = new HandClock();
        var talk = talk(Recorded.named(TREES.get(how & 3)), clock, (how & 4) != 0);
        var answers = new ArrayList<byte[]>();
        var out = new Sink();
        for (var from = 0; from < sent.length && answers.size() < MOST_ANSWERS; from += piece) {
            var length = Math.min(piece, sent.length - from);
            talk.accept(Arrays.copyOfRange(sent, from, from + length), length);
            carryOut(talk, out, answers);
        }
        if (answers.size() < MOST_ANSWERS && talk.sample(out)) {
            clock.pass(1_000_000);
            answers.add(taken(out));
        }
        talk.end();
        carryOut(talk, out, answers);
        if (answers.size() < MOST_ANSWERS && !talk.isOver()) {
            throw finding("all is said, and the conversation is not over");
        }
        return answers;
    }

    private static void carryOut(DaemonDoor.Talk talk, Sink out, List<byte[]> answers) {
        var lines = 0;
        while (answers.size() < MOST_ANSWERS && talk.next(out)) {
            if (out.length() > 0) {
                answers.add(taken(out));
            }
            if (++lines > 20_000) {
                throw finding("there is no end to the lines");
            }
        }
        if (answers.size() < MOST_ANSWERS && talk.hasNext()) {
            throw finding("a line is said to be there, and is not");
        }
    }

    private static byte[] taken(Sink out) {
        return Arrays.copyOfRange(out.array(), out.from(), out.to());
    }

    /// Lines as a client sends them, with the byte behind.
    static byte[] sent(String lines, int how) {
        return bytes(lines + (char) how);
    }
}
