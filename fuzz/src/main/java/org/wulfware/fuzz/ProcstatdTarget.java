package org.wulfware.fuzz;

import module java.base;
import org.wulfware.xmlsysd.DaemonDoor;
import org.wulfware.xmlsysd.Tree;

/// The older daemon's command line. A line never holds another, and the list of jobs has as many as it says.
final class ProcstatdTarget extends TalkTarget {
    private static final Pattern JOBS = Pattern.compile("[0-9]{1,6}\n(Name:.*\n)*");

    ProcstatdTarget() {
        super("procstatd", 5000);
    }

    @Override
    DaemonDoor.Talk talk(Tree tree, HandClock clock, boolean isTrusted) {
        return DaemonDoor.ascii(tree, clock, isTrusted);
    }

    @Override
    void check(byte[] answer, byte[] sent) {
        for (var octet : answer) {
            if ((octet < ' ' || octet == 0x7f) && octet != '\n' && octet != '\t') {
                throw finding("a byte that is no ASCII: " + WellFormed.shown(answer));
            }
        }
        var text = text(answer);
        if (Character.isDigit(text.charAt(0))) {
            var count = Integer.parseInt(text.substring(0, text.indexOf('\n')));
            if (!JOBS.matcher(text).matches() || text.lines().count() != count + 1) {
                throw finding("not " + count + " jobs: " + text);
            }
        } else if (!text.startsWith("error line ") && !text.endsWith("\n\n") && !text.equals("\n")) {
            throw finding("values without an end: " + text);
        }
    }

    @Override
    List<byte[]> seeds() {
        return List.of(sent("init\nsend\nquik\njobs\nquit\n", 0x12), sent("quik\r\n\r\njobs", 0x32),
                sent("snd\n\0\nsend send\n", 0x21), sent("x".repeat(4200), 0x41));
    }

    @Override
    List<String> words() {
        return List.of("init\\x0a", "send\\x0a", "quik\\x0a", "jobs\\x0a", "quit\\x0a", "\\x0d\\x0a");
    }
}
