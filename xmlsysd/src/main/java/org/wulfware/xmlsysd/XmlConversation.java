package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.wire.BadPathException;
import org.wulfware.wire.BadPatternException;
import org.wulfware.wire.Packet;
import org.wulfware.wire.Query;
import org.wulfware.wire.Selection;
import org.wulfware.wire.Sink;

/// The language of xmlsysd: see `docs/protocol.md`.
final class XmlConversation extends Conversation {
    private static final byte[] SEND = Cursor.literal("send");
    /// What the patterns on a line may cost together: 64 globs, or four regular expressions. As many take some 50 ms at the
    /// worst.
    static final int MOST_PATTERNS = 64;

    static final String TOO_MANY = "more than 64 patterns at once, of which a regular expression counts as 16";

    private static final String NOT_YET = Packet.Complaint.NOT_YET + "the daemon keeps to its budget; ask again";
    private static final long LEAST_PATIENCE = 2000;

    /// What a line with a pattern is thought to take, in nanoseconds.
    private static final long PATTERN_COST = 1_000_000;

    private static final byte[] GET = Cursor.literal("get ");

    /// A line a command: how it is typed, a colon, what it does.
    private static final String HELP = """
            send: samples now, and answers with one packet
            get PATH...: samples now, and answers with these alone: get //loadavg //cpu[@id="0"]/user
            list: names every element, with its kind, unit, source and meaning
            on NAME...: sends the elements called so, from the next packet on; a glob (cpu*) will do, /^(disk|mounts)$/, and all
            off NAME...: sends them no longer
            init: back to the default selection
            every MS [offset MS]: a packet at each multiple of so many milliseconds of the clock
            stop: no more of them
            patience MS: a sample that cannot be had so soon is refused, and may be had later
            user NAME...: lists these users' processes, whatever they are doing; those are sent by on pids
            task NAME...: lists the processes called so, whatever they are doing
            root on|off: whether root's processes are listed too
            cmdline on|off: whether command lines are sent
            pids running|all: lists the processes that run, or all
            format xml|json|openmetrics|prometheus: what answers are written in from now on
            pretty on|off: whether answers are indented
            compress none|deflate: whether answers are compressed
            verbose 0-9: how much of this connection's doings the daemon logs
            help: this
            quit: the daemon closes the connection
            """;

    private final Sampler sampler;
    private final Answers answers;
    private final InForce inForce;
    private final boolean isTrusted;
    private final Request request = new Request();

    private @Nullable Subscription subscription;
    private long patience = Long.MAX_VALUE;
    private boolean isNotYet;
    private @Nullable String lastPaths;
    private @Nullable Query lastQuery;
    private String badPath = "";

    /// The client's side of HTTP, if its first line was a request of that.
    private @Nullable HttpExchange http;

    /// Whether a line that was not empty has come.
    private boolean hasBegun;

    /// @param isTrusted whether the client is on this host or comes over TLS
    XmlConversation(Sampler sampler, Log log, InForce inForce, boolean isTrusted) {
        super(log);
        this.sampler = sampler;
        this.answers = new Answers(sampler, inForce);
        this.inForce = inForce;
        this.isTrusted = isTrusted;
    }

    @Override
    long cost(byte[] line, int start, int end, boolean isRepeated) {
        if (http != null) {
            return http.cost(end == start, isRepeated);
        }
        if (begins(line, start, end, SEND)) {
            return sampleCost(isRepeated);
        }
        if (begins(line, start, end, GET)) {
            obey();
            var query = query(paths(line, start, end));
            return query == null ? LINE_COST : LINE_COST + sampler.cost(request, query.selection(), isRepeated);
        }
        for (var i = start; i < end; i++) {
            if (line[i] == '*' || line[i] == '?' || line[i] == '/') {
                return PATTERN_COST;
            }
        }
        return LINE_COST;
    }

    @Override
    boolean prepare(byte[] line, int start, int end, long nanos) {
        if (http != null) {
            return http.prepare(end == start, nanos);
        }
        if (begins(line, start, end, SEND)) {
            obey();
            return sampler.prepare(request, request.selection, nanos);
        }
        if (begins(line, start, end, GET)) {
            obey();
            var query = query(paths(line, start, end));
            return query == null || sampler.prepare(request, query.selection(), nanos);
        }
        return true;
    }

    @Override
    boolean prepareSample(long nanos) {
        obey();
        return sampler.prepare(request, request.selection, nanos);
    }

    @Override
    long sampleCost(boolean isRepeated) {
        obey();
        return sampler.cost(request, request.selection, isRepeated);
    }

    private static String paths(byte[] line, int start, int end) {
        var last = end;
        while (last > start && line[last - 1] <= ' ') {
            last--;
        }
        return new String(line, start + 3, last - start - 3, StandardCharsets.ISO_8859_1);
    }

    @Override
    boolean takesRawLines() {
        return http != null;
    }

    @Override
    boolean isMidHead() {
        return http != null && http.isMidHead();
    }

    @Override
    boolean isIdle() {
        return http != null;
    }

    @Override
    void carryOut(byte[] line, int start, int end, Sink answer) {
        if (http != null) {
            http.line(line, start, end, answer);
            if (http.isOver()) {
                finish();
            }
            return;
        }
        var isFirst = !hasBegun;
        hasBegun = true;
        if (is(line, start, end, SEND)) {
            send(answer);
            return;
        }
        var words = words(line, start, end);
        request.isNew |= isNew(words[0]);
        switch (words[0]) {
            case "send" -> send(answer);
            case "get" -> get(paths(line, start, end), answer);
            case "list" -> list(answer);
            case "every" -> every(words, answer);
            case "stop" -> subscription = null;
            case "patience" -> patience(words, answer);
            case "init" -> request.reset();
            case "on" -> turn(words, true, answer);
            case "off" -> turn(words, false, answer);
            case "quit" -> finish();
            case "verbose" -> verbose(words, answer);
            case "user" -> request.users = rest(words);
            case "task" -> request.tasks = rest(words);
            case "root" -> request.root = isOn(words, request.root, answer);
            case "cmdline" -> request.cmdline = isOn(words, request.cmdline, answer);
            case "pids" -> pids(words, answer);
            case "format" -> format(words, answer);
            case "pretty" -> request.isPretty = isOn(words, request.isPretty, answer);
            case "compress" -> compress(words, answer);
            case "help" -> help(answer);
            default -> {
                if (isFirst && HttpExchange.isRequest(words)) {
                    http = http();
                    carryOut(line, rawStart(), rawEnd(), answer);
                } else {
                    error("unknown command \"" + words[0] + "\"; try help", answer);
                }
            }
        }
    }

    private HttpExchange http() {
        return new HttpExchange(
                new HttpPages(sampler, answers), new OwnNames(sampler.tree(), inForce), sampler.compressor());
    }

    /// Whether clients as old as the language do not say this.
    private static boolean isNew(String command) {
        return switch (command) {
            case "get", "list", "every", "patience", "format", "pretty", "compress", "help" -> true;
            default -> false;
        };
    }

    @Override
    @Nullable
    Subscription subscription() {
        return isOver() ? null : subscription;
    }

    @Override
    void sample(Sink answer) {
        request.isByClock = true;
        send(answer);
        request.isByClock = false;
    }

    @Override
    void lose(long count) {
        request.lost += count;
    }

    @Override
    void tooLong(byte[] line, int start, int end, Sink answer) {
        if (http == null && !hasBegun && HttpExchange.looksLikeRequest(line, start, end)) {
            http = http();
        }
        if (http == null) {
            super.tooLong(line, start, end, answer);
        } else {
            log(Log.Level.INFO, "line " + line() + ": longer than " + LONGEST_LINE + " bytes");
            http.tooLong(answer);
        }
    }

    @Override
    void error(String message, Sink answer) {
        log(Log.Level.INFO, "line " + line() + ": " + message);
        sampler.ledger().errors++;
        if (isMetrics()) {
            answer.clear().raw(ascii("# error in line ")).number(line()).raw(ascii(": ")).escaped(shortened(message));
            frame(answer.raw(ascii(request.format == Documents.Format.OPENMETRICS ? "\n# EOF\n" : "\n")));
        } else {
            frame(notice(answer).error(line(), shortened(message)).end());
        }
    }

    private boolean isMetrics() {
        return request.format == Documents.Format.OPENMETRICS || request.format == Documents.Format.PROMETHEUS;
    }

    @Override
    long patience(byte[] line, int start, int end) {
        return http == null && (begins(line, start, end, SEND) || begins(line, start, end, GET)) ? patience
                : Long.MAX_VALUE;
    }

    @Override
    long samplePatience() {
        return patience;
    }

    @Override
    void notYet(boolean isNotYet) {
        this.isNotYet = isNotYet;
    }

    private void patience(String[] words, Sink answer) {
        var millis = words.length == 2 ? millis(words[1], LEAST_PATIENCE) : -1;
        if (millis < 0) {
            error("patience takes milliseconds from " + LEAST_PATIENCE + " to " + Subscription.MOST_MILLIS, answer);
        } else {
            patience = millis * 1_000_000;
        }
    }

    /// Refuses a sample if it is not there and the client waits no longer.
    private boolean isRefused(Sink answer) {
        if (isNotYet) {
            error(NOT_YET, answer);
        }
        return isNotYet;
    }

    private void send(Sink answer) {
        if (isRefused(answer)) {
            return;
        }
        obey();
        sampler.send(request, answer);
        sampled(answer);
    }

    private void get(String paths, Sink answer) {
        var query = query(paths);
        if (query == null) {
            error(badPath, answer);
            return;
        }
        if (isRefused(answer)) {
            return;
        }
        obey();
        sampler.send(request, query, answer);
        sampled(answer);
    }

    /// A client that asks at all asks for the same again and again: what that is has been found out once.
    ///
    /// @return null if it is wrong, as `badPath` says
    private @Nullable Query query(String paths) {
        if (!paths.equals(lastPaths)) {
            lastPaths = paths;
            try {
                lastQuery = Query.of(paths);
            } catch (BadPathException e) {
                lastQuery = null;
                badPath = String.valueOf(e.getMessage());
            }
        }
        return lastQuery;
    }

    private void every(String[] words, Sink answer) {
        var period = words.length > 1 ? millis(words[1], Subscription.LEAST_MILLIS) : -1;
        var offset = words.length == 4 && words[2].equals("offset") ? millis(words[3], 0) : words.length == 2 ? 0 : -1;
        if (period < 0 || offset < 0) {
            error(
                    "every takes milliseconds from " + Subscription.LEAST_MILLIS + " to " + Subscription.MOST_MILLIS
                            + ", and an offset if need be: every 1000 offset 250",
                    answer);
        } else {
            subscription = new Subscription(period * 1000, offset * 1000, sampler.micros());
        }
    }

    /// A number of milliseconds; -1 if it is none or out of bounds.
    private static long millis(String word, long least) {
        var millis = 0L;
        for (var i = 0; i < word.length(); i++) {
            var digit = word.charAt(i) - '0';
            if (digit < 0 || digit > 9 || word.length() > 9) {
                return -1;
            }
            millis = millis * 10 + digit;
        }
        return millis >= least && millis <= Subscription.MOST_MILLIS && !word.isEmpty() ? millis : -1;
    }

    private void list(Sink answer) {
        // Longer than what is held of a sample, and no sample: it cannot be written again.
        var whole = new Sink();
        var notice = notice(whole);
        FieldList.write(notice);
        frame(notice.end());
        answer.clear().drain().raw(whole);
    }

    /// Takes over what the site has decided, which may have changed since.
    private void obey() {
        var settings = inForce.settings();
        request.mayHaveCmdline = settings.tellsCmdline(isTrusted);
        request.masks = settings.masks();
    }

    private void sampled(Sink answer) {
        var refusal = answers.refusal(answer.length());
        if (refusal == null) {
            answers.frame(answer, compresses());
        } else {
            sampler.takeBack(request);
            error(refusal, answer);
        }
    }

    /// Frames what is no sample, all of which is there.
    private void frame(Sink document) {
        answers.frame(document, compresses());
    }

    /// Where little of the budget is left, to compress would take more of it than to write.
    private boolean compresses() {
        return request.isDeflated && !sampler.budget().isTight();
    }

    private Notice notice(Sink answer) {
        return new Notice(answer, request.format == Documents.Format.JSON, request.isPretty);
    }

    private void format(String[] words, Sink answer) {
        var format = words.length == 2 ? Documents.Format.of(words[1]) : null;
        if (format == null) {
            error("format takes " + Documents.Format.names(), answer);
        } else {
            request.format = format;
        }
    }

    private void compress(String[] words, Sink answer) {
        if (words.length == 2 && (words[1].equals("none") || words[1].equals("deflate"))) {
            request.isDeflated = words[1].equals("deflate");
        } else {
            error("compress takes none or deflate", answer);
        }
    }

    /// A line with a bad pattern in it changes nothing.
    private void turn(String[] words, boolean on, Sink answer) {
        var next = new Selection();
        next.set(request.selection);
        next.allow(sampler.budget().mostSteps());
        var patterns = 0;
        for (var i = 1; i < words.length; i++) {
            patterns += Selection.cost(words[i]);
            if (patterns > MOST_PATTERNS) {
                error(TOO_MANY, answer);
                return;
            }
            try {
                if (!(on ? next.on(words[i]) : next.off(words[i]))) {
                    // A client of a later release may ask for more than this one knows: it gets what there is.
                    log(Log.Level.INFO, "line " + line() + ": no element is called \"" + words[i] + "\"");
                }
            } catch (BadPatternException e) {
                error(String.valueOf(e.getMessage()), answer);
                return;
            }
        }
        request.selection.set(next);
    }

    private void help(Sink answer) {
        var notice = notice(answer).open("help").list("command");
        for (var from = 0; from < HELP.length(); from = HELP.indexOf('\n', from) + 1) {
            var between = HELP.indexOf(": ", from);
            notice.item(
                    "command",
                    "usage",
                    HELP.substring(from, between),
                    HELP.substring(between + 2, HELP.indexOf('\n', from)));
        }
        frame(notice.endList().close("help").end());
    }

    private void verbose(String[] words, Sink answer) {
        if (words.length == 2 && words[1].length() == 1 && words[1].charAt(0) >= '0' && words[1].charAt(0) <= '9') {
            verbosity(words[1].charAt(0) - '0');
        } else {
            error("verbose takes a number from 0 to 9", answer);
        }
    }

    private void pids(String[] words, Sink answer) {
        if (words.length == 2 && (words[1].equals("running") || words[1].equals("all"))) {
            request.all = words[1].equals("all");
        } else {
            error("pids takes running or all", answer);
        }
    }

    private boolean isOn(String[] words, boolean before, Sink answer) {
        if (words.length == 2 && (words[1].equals("on") || words[1].equals("off"))) {
            return words[1].equals("on");
        }
        error(words[0] + " takes on or off", answer);
        return before;
    }

    private static Set<String> rest(String[] words) {
        return new HashSet<>(List.of(words).subList(1, words.length));
    }

    private static String shortened(String message) {
        return message.length() > 200 ? message.substring(0, 200) + "…" : message;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
