package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.Selection;
import org.wulfware.wire.Sink;

/// The language of procstatd: `send` and `quik` answer a line a value (`proc/loadavg/load1 0.21`) and an empty line,
/// `jobs` the number of processes on a line and then a line each. A line never holds another: control bytes are `?`.
final class AsciiConversation extends Conversation {
    private static final String SEND = "send";
    private static final String QUIK = "quik";
    private static final byte[] SEND_LINE = Cursor.literal(SEND);
    private static final byte[] QUIK_LINE = Cursor.literal(QUIK);

    private final Sampler sampler;
    private final Tree tree;
    private final InForce inForce;
    private final boolean isTrusted;
    private final TextBuffer buffer;
    private final Answers answers;
    private final Collected collected;
    private final Request everything = new Request();
    private final Request quick = new Request();

    /// @param isTrusted whether the client is on this host
    AsciiConversation(Sampler sampler, Tree tree, Log log, InForce inForce, boolean isTrusted) {
        super(log);
        this.sampler = sampler;
        this.buffer = sampler.shared();
        this.answers = new Answers(sampler, inForce);
        this.collected = new Collected(sampler);
        this.tree = tree;
        this.inForce = inForce;
        this.isTrusted = isTrusted;
        quick.selection.off(Selection.ALL);
        quick.selection.on("stat");
        quick.selection.on("loadavg");
        // Where the kernel keeps these in a third file, that file is left alone.
        quick.selection.off("page");
        quick.selection.off("swap");
    }

    @Override
    long cost(byte[] line, int start, int end, boolean isRepeated) {
        if (begins(line, start, end, QUIK_LINE)) {
            return cost(QUIK, quick, isRepeated);
        }
        return begins(line, start, end, SEND_LINE) ? cost(SEND, everything, isRepeated) : LINE_COST;
    }

    private long cost(String command, Request request, boolean isRepeated) {
        var kept = sampler.keptAnswers().find(command, isRepeated);
        return kept == null ? LINE_COST + sampler.cost(request, request.selection, isRepeated) : kept.cost();
    }

    @Override
    void carryOut(byte[] line, int start, int end, Sink answer) {
        var words = words(line, start, end);
        switch (words[0]) {
            case "init" -> {}
            case SEND -> values(SEND, everything, answer);
            case QUIK -> values(QUIK, quick, answer);
            case "jobs" -> jobs(answer);
            case "quit" -> finish();
            default -> error("unknown command \"" + words[0] + "\"", answer);
        }
    }

    @Override
    void error(String message, Sink answer) {
        log(Log.Level.INFO, "line " + line() + ": " + message);
        text(answer.clear(), "error line " + line() + ": " + message);
        text(answer, "\n");
    }

    /// What the answer says is the same for all, and so it may be one that somebody else has got.
    private void values(String command, Request request, Sink answer) {
        var kept = sampler.keptAnswers().find(command, sampler.budget().isRepeating());
        if (kept != null) {
            kept.to(answer.drain());
            return;
        }
        sampler.begin();
        var lines = collected.begin();
        for (var index = 0; index < Catalog.size(); index++) {
            if (request.selection.wantsAny(index)) {
                values(sampler.sample(Catalog.sensor(index), request), index, request.selection, lines);
            }
        }
        text(lines, "\n");
        var refusal = answers.refusal(lines.length());
        if (refusal != null) {
            error(refusal, answer);
            return;
        }
        sampler.keptAnswers().keep(command, lines, 0, 0);
        collected.to(answer.drain());
    }

    private static void values(Table<?> table, int index, Selection selection, Sink answer) {
        var sensor = table.sensor();
        if (table.rows() > 0 && table.stamp() != Field.ABSENT) {
            text(answer, sensor.path() + "/tv_sec ");
            answer.number(Math.floorDiv(table.stamp(), 1_000_000L));
            text(answer, "\n");
            text(answer, sensor.path() + "/tv_usec ");
            answer.number(Math.floorMod(table.stamp(), 1_000_000L));
            text(answer, "\n");
        }
        for (var row = 0; row < table.rows(); row++) {
            for (Field field : sensor.fields()) {
                var slot = field.ordinal();
                if (field.spec().isKey() || !selection.wants(index, slot) || table.cell(row, slot) == Field.ABSENT) {
                    continue;
                }
                text(answer, path(table, row, field));
                text(answer, " ");
                if (field.spec().kind() == Kind.TEXT) {
                    for (var i = 0; i < table.textLength(row, slot); i++) {
                        octet(answer, table.textByte(row, slot, i));
                    }
                } else {
                    answer.fixed(table.cell(row, slot), field.spec().decimals());
                }
                text(answer, "\n");
            }
        }
    }

    /// `proc/net/dev/interface[0]/receive/bytes`: the row's first key behind the element it tells apart.
    private static String path(Table<?> table, int row, Field field) {
        var sensor = table.sensor();
        var path = field.spec().path();
        var key = key(sensor, path);
        if (key != null && table.cell(row, key.ordinal()) != Field.ABSENT) {
            var element = key.spec().path().indexOf('@');
            path = path.substring(0, element) + '[' + table.cell(row, key.ordinal()) + ']' + path.substring(element);
        }
        return path.isEmpty() ? sensor.path() : sensor.path() + '/' + path;
    }

    private static @Nullable Field key(Sensor<?> sensor, String path) {
        for (Field field : sensor.fields()) {
            var at = field.spec().path().indexOf('@');
            if (at > 0 && field.spec().kind() != Kind.TEXT
                    && path.startsWith(field.spec().path().substring(0, at) + '/')) {
                return field;
            }
        }
        return null;
    }

    private void jobs(Sink answer) {
        var pids = tree.pids();
        var lines = collected.begin();
        var count = 0;
        for (var pid : pids) {
            var from = lines.length();
            if (!append(lines, "proc/" + pid + "/status", true)) {
                continue; // it has ended since it was listed
            }
            if (lines.length() > from) {
                text(lines, "Cmdline: ");
                if (inForce.settings().tellsCmdline(isTrusted)) {
                    append(lines, "proc/" + pid + "/cmdline", false);
                }
                text(lines, "\n");
                count++;
            }
        }
        var refusal = answers.refusal(lines.length());
        if (refusal != null) {
            error(refusal, answer);
            return;
        }
        text(answer.drain().number(count), "\n");
        collected.to(answer);
    }

    /// `Name: bash<TAB>State: S (sleeping)<TAB>…`: each line of `status` ends in a tab, its own tabs become blanks.
    private boolean append(Sink to, String path, boolean isStatus) {
        var length = tree.readOnce(path, buffer, Processes.MOST_READ);
        var bytes = buffer.array();
        length = isStatus || length < 0 ? length
                : inForce.settings().masks().hide(bytes, Math.min(length, Processes.MOST_READ));
        while (!isStatus && length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        for (var i = 0; i < (isStatus ? length : Math.min(length, Pids.LONGEST_TEXT)); i++) {
            if (isStatus && bytes[i] == '\n') {
                to.octet((byte) '\t');
            } else if (isStatus ? bytes[i] == '\t' : bytes[i] == 0) {
                to.octet((byte) ' ');
            } else {
                octet(to, bytes[i]);
            }
        }
        if (!isStatus && length > Pids.LONGEST_TEXT) {
            text(to, Pids.CUT_SIGN);
        }
        return length >= 0;
    }

    private static void octet(Sink to, byte octet) {
        to.octet(octet >= ' ' && octet < 0x7f ? octet : (byte) '?');
    }

    private static void text(Sink to, String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            to.octet(c == '\n' || (c >= ' ' && c < 0x7f) ? (byte) c : (byte) '?');
        }
    }
}
