package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.wire.Sink;

/// What the daemon says of itself, as a text that is made when it is read: see the sensor `system/daemon`. What the kernel says
/// of the daemon is read from files that stay open: opened each time, they took three quarters of what the whole cost.
final class Account implements Tree.Text {
    private static final long TICK_MICROS = 10_000;
    private static final String TASKS = "proc/self/task";

    /// Where these stand in `/proc/self/stat`, counted in words behind the name.
    private static final int UTIME = 11;

    private static final int THREADS = 17;

    private static final byte[] VERSION = line("version", false);
    private static final byte[] STARTED = line("started");
    private static final byte[] CPU = line("cpu_usec");
    private static final byte[] RESIDENT = line("resident");
    private static final byte[] SAMPLES = line("samples");
    private static final byte[] SENT = line("sent");
    private static final byte[] ANSWER_CPU = line("answer_cpu_usec");
    private static final byte[] ANSWER_SIZE = line("answer_size");
    private static final byte[] NOW = line("clients_now");
    private static final byte[] CONNECTIONS = line("clients_connections");
    private static final byte[] REFUSED_ADDRESS = line("clients_refused_address");
    private static final byte[] REFUSED_COUNT = line("clients_refused_count");
    private static final byte[] GAVE_WAY = line("clients_gave_way");
    private static final byte[] TIMED_OUT = line("clients_timed_out");
    private static final byte[] OUT_OF_ROOM = line("clients_out_of_room");
    private static final byte[] TLS_FAILED = line("clients_tls_failed");
    private static final byte[] ERRORS = line("errors");
    private static final byte[] LOST = line("lost");
    private static final byte[] BUDGET = line("budget_millionths");
    private static final byte[] ONCE = line("budget_once_usec");
    private static final byte[] STALE = line("budget_stale");
    private static final byte[] SKIPPED = line("budget_skipped");
    private static final byte[] WITHHELD = line("budget_withheld_usec");
    private static final byte[] LINE_END = Cursor.literal("\n");
    private static final byte[] VM_RSS = Cursor.literal("VmRSS:");

    private final Ledger ledger;
    private final Tree tree;
    private final long started;
    private final byte[] version = Xmlsysd.version().getBytes(US_ASCII);

    /// The kernel makes each of these files in one go: nobody need ask for its end.
    private final TextBuffer buffer = new TextBuffer(new TextBuffer(), true);

    private final Cursor cursor = new Cursor();
    private final Sink text = new Sink();
    private final Kept stat = new Kept("proc/self/stat");
    private final Kept status = new Kept("proc/self/status");
    private Kept[] threads = new Kept[0];

    /// @param ledger of this daemon
    /// @param tree this node, for what the kernel says of the daemon
    /// @param started in microseconds since 1970
    Account(Ledger ledger, Tree tree, long started) {
        this.ledger = ledger;
        this.tree = tree;
        this.started = started;
    }

    private static byte[] line(String name) {
        return line(name, true);
    }

    private static byte[] line(String name, boolean endsOther) {
        return Cursor.literal((endsOther ? "\n" : "") + name + " ");
    }

    @Override
    public int read(TextBuffer into) {
        text.clear().raw(VERSION).raw(version);
        text.raw(STARTED).number(started / 1_000_000);
        text.raw(CPU).number(cpuMicros());
        var resident = resident();
        if (resident != Field.ABSENT) {
            text.raw(RESIDENT).number(resident);
        }
        text.raw(SAMPLES).number(ledger.samples);
        text.raw(SENT).number(ledger.bytes);
        text.raw(ANSWER_CPU).number(ledger.answerMicros);
        text.raw(ANSWER_SIZE).number(ledger.answerBytes);
        text.raw(NOW).number(ledger.clients);
        text.raw(CONNECTIONS).number(ledger.connections);
        text.raw(REFUSED_ADDRESS).number(ledger.refusedAddress);
        text.raw(REFUSED_COUNT).number(ledger.refusedCount);
        text.raw(GAVE_WAY).number(ledger.gaveWay);
        text.raw(TIMED_OUT).number(ledger.timedOut);
        text.raw(OUT_OF_ROOM).number(ledger.outOfRoom);
        text.raw(TLS_FAILED).number(ledger.tlsFailed);
        text.raw(ERRORS).number(ledger.errors);
        text.raw(LOST).number(ledger.lost);
        if (ledger.budget > 0) {
            text.raw(BUDGET).number(ledger.budget);
        }
        text.raw(ONCE).number(ledger.once / 1000);
        text.raw(STALE).number(ledger.stale);
        text.raw(SKIPPED).number(ledger.skipped);
        text.raw(WITHHELD).number(ledger.withheld / 1000).raw(LINE_END);
        return into.fill(text.array(), text.from(), text.length());
    }

    /// The account of the scheduler, to the microsecond, is one a thread; that of the process, which those that have ended are
    /// in too, is in hundredths of a second.
    private long cpuMicros() {
        var length = stat.read();
        if (length < 0) {
            return threadsMicros();
        }
        cursor.aim(buffer.array(), behindName(length), length);
        var ticks = 0L;
        for (var word = 0; word < THREADS; word++) {
            if (word == UTIME || word == UTIME + 1) {
                ticks += Math.max(0, cursor.number());
            } else {
                cursor.word();
            }
        }
        if (cursor.number() != threads.length) {
            findThreads();
        }
        var micros = threadsMicros();
        if (micros < 0) {
            findThreads();
            micros = threadsMicros();
        }
        return Math.max(micros, ticks * TICK_MICROS);
    }

    /// The name is in parentheses, and may hold some.
    private int behindName(int length) {
        var at = length;
        while (at > 0 && buffer.array()[at - 1] != ')') {
            at--;
        }
        return at;
    }

    /// -1 if one of the threads that are known has ended.
    private long threadsMicros() {
        var micros = 0L;
        for (var thread : threads) {
            var length = thread.read();
            if (length < 0) {
                return -1;
            }
            micros += Math.max(0, cursor.aim(buffer.array(), 0, length).number() / 1000);
        }
        return micros;
    }

    private void findThreads() {
        for (var thread : threads) {
            thread.close();
        }
        var names = tree.list(TASKS);
        threads = new Kept[names.length];
        for (var i = 0; i < names.length; i++) {
            threads[i] = new Kept(TASKS + "/" + names[i] + "/schedstat");
        }
    }

    private long resident() {
        var length = status.read();
        for (cursor.aim(buffer.array(), 0, Math.max(0, length)); !cursor.atEnd(); cursor.nextLine()) {
            if (cursor.take(VM_RSS)) {
                var kilobytes = cursor.number();
                return kilobytes == Field.ABSENT ? kilobytes : kilobytes * 1024;
            }
        }
        return Field.ABSENT;
    }

    @Override
    public void close() {
        stat.close();
        status.close();
        for (var thread : threads) {
            thread.close();
        }
        threads = new Kept[0];
    }

    /// A file that is opened when it is first read, and stays open.
    private final class Kept {
        private final String path;
        private Tree.@Nullable Text open;

        Kept(String path) {
            this.path = path;
        }

        /// Reads it into `buffer`; -1 if it cannot be read.
        int read() {
            var file = open;
            if (file == null) {
                file = tree.open(path);
                open = file;
            }
            var length = file == null ? -1 : file.read(buffer);
            if (length < 0) {
                close();
            }
            return length;
        }

        void close() {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
