package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.MILLISECONDS;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PAGES;
import static org.wulfware.catalog.Unit.SECONDS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What went through each file system of NFS, `/proc/self/mountstats`; of other file systems it only has the first line:
/// ```text
/// device nas1:/export/home mounted on /home with fstype nfs4 statvers=1.1
///         opts:   rw,vers=4.2,hard,proto=tcp,timeo=600
///         age:    3221
///         bytes:  4096 8192 0 0 4096 8192 1 2
///         per-op statistics
///                 READ: 12 13 0 2112 51234 3 45 52 0
/// ```
/// The bytes are read and written by programs, the same past the cache, read from and written to the server; then pages read and
/// written by mapping. An operation's numbers are calls, transmissions, timeouts, bytes sent and received, milliseconds waiting
/// to be sent, until the answer, and in all; since 5.3 errors. Those that were never called are left out.
///
/// Several may be mounted in one place, one over the other, and all of them are counted: what is mounted, by which protocol and
/// from which address tells them apart. The address stands in `/proc/self/mounts`, which has them in the same order:
/// ```text
/// nas1:/export/home /home nfs4 rw,vers=4.2,hard,proto=tcp,timeo=600,clientaddr=10.1.0.42,addr=10.1.0.1 0 0
/// ```
public enum Mountstats implements Field {
    POINT(text("mount@point", "Where it is mounted.")),
    DEVICE(text("mount@device", "The server, and what of it: the export.")),
    PROTOCOL(text("mount@protocol", "How it is reached: tcp, udp, rdma.")),
    ADDRESS(text("mount@address", "The server's address.")),
    TYPE(text("mount/type", "The kind of NFS.")),
    AGE(counter("mount/seconds", SECONDS, "Since it was mounted.")),
    READ(counter("mount/read", BYTES, "Read by programs.")),
    WRITTEN(counter("mount/written", BYTES, "Written by programs.")),
    DIRECT_READ(counter("mount/direct_read", BYTES, "Read by programs past the cache.")),
    DIRECT_WRITTEN(counter("mount/direct_written", BYTES, "Written by programs past the cache.")),
    SERVER_READ(counter("mount/server_read", BYTES, "Read from the server.")),
    SERVER_WRITTEN(counter("mount/server_written", BYTES, "Written to the server.")),
    READ_PAGES(counter("mount/read_pages", PAGES, "Read by mapping.")),
    WRITTEN_PAGES(counter("mount/written_pages", PAGES, "Written by mapping.")),
    OF(text("operation@mount", "Where the file system is mounted that was asked.")),
    OF_DEVICE(text("operation@device", "The export that was asked.")),
    OF_PROTOCOL(text("operation@protocol", "How it is reached.")),
    OF_ADDRESS(text("operation@address", "The server's address.")),
    NAME(text("operation@name", "What it was asked for, by the kernel's name.")),
    CALLS(counter("operation/calls", NONE, "How often it was called.")),
    TRANSMISSIONS(counter("operation/transmissions", NONE, "How often it was sent, again included.")),
    TIMEOUTS(counter("operation/timeouts", NONE, "How often no answer came in time.")),
    SENT(counter("operation/sent", BYTES, "Sent for it.")),
    RECEIVED(counter("operation/received", BYTES, "Received for it.")),
    QUEUE(counter("operation/queue_ms", MILLISECONDS, "Waited until it was sent.")),
    ROUND_TRIP(counter("operation/rtt_ms", MILLISECONDS, "Waited for the answer.")),
    EXECUTION(counter("operation/execute_ms", MILLISECONDS, "Waited in all.")),
    ERRORS(counter("operation/errors", NONE, "How often it failed."));

    public static final Sensor<Mountstats> SENSOR = Sensor.at("proc/mountstats", Mountstats.class)
            .reads("proc/self/mountstats", new MountstatsText())
            .reads("proc/self/mounts", new AddressesText(), ADDRESS, OF_ADDRESS)
            .beside()
            .onRequest();

    private final Spec spec;

    Mountstats(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Mountstats> sensor() {
        return SENSOR;
    }

    private static final class MountstatsText implements Sensor.Parser<Mountstats> {
        private static final int MOST_ROWS = 4096;
        private static final byte[] DEVICE_WORD = Cursor.literal("device ");
        private static final byte[] MOUNTED_ON = Cursor.literal("mounted on ");
        private static final byte[] WITH_NFS = Cursor.literal("with fstype nfs ");
        private static final byte[] WITH_NFS4 = Cursor.literal("with fstype nfs4 ");
        private static final byte[] OPTIONS = Cursor.literal("opts:");
        private static final byte[] PROTO = Cursor.literal("proto=");
        private static final byte[] AGE_WORD = Cursor.literal("age:");
        private static final byte[] BYTES_WORD = Cursor.literal("bytes:");
        private static final byte[] OPERATIONS = Cursor.literal("per-op statistics");
        private static final Mountstats[] BYTES_FIELDS = {
            READ, WRITTEN, DIRECT_READ, DIRECT_WRITTEN, SERVER_READ, SERVER_WRITTEN, READ_PAGES, WRITTEN_PAGES};
        private static final Mountstats[] OPERATION_FIELDS = {
            CALLS, TRANSMISSIONS, TIMEOUTS, SENT, RECEIVED, QUEUE, ROUND_TRIP, EXECUTION, ERRORS};

        @Override
        public void parse(Cursor text, Table<Mountstats> out) {
            // Where the words stand that the rows of a file system have in common; -1 for those that it has not.
            var point = -1;
            var device = -1;
            var protocol = -1;
            var mount = -1; // its row
            var isOperation = false;
            for (; !text.atEnd() && out.rows() < MOST_ROWS; text.nextLine()) {
                if (text.take(DEVICE_WORD)) {
                    device = text.stepped();
                    point = begin(text, out);
                    protocol = -1;
                    mount = out.rows() - 1;
                    isOperation = false;
                    continue;
                }
                text.blanks();
                if (point < 0) {
                    continue;
                }
                if (isOperation) {
                    operation(text, point, device, protocol, out);
                } else if (text.take(OPTIONS)) {
                    protocol = option(text.blanks(), PROTO);
                    marked(PROTOCOL, text, protocol, out);
                } else if (text.take(AGE_WORD)) {
                    out.set(mount, AGE, text.number());
                } else if (text.take(BYTES_WORD)) {
                    for (var field : BYTES_FIELDS) {
                        out.set(mount, field, text.number());
                    }
                } else if (text.at(OPERATIONS)) {
                    isOperation = true;
                }
            }
        }

        /// Begins the row of a file system of NFS.
        ///
        /// @return where the name of its place stands, or -1 if it is another
        private static int begin(Cursor text, Table<Mountstats> out) {
            var device = text.stepped();
            text.skip(1).blanks();
            if (!text.take(MOUNTED_ON)) {
                return -1;
            }
            var point = text.stepped();
            text.skip(1).blanks();
            if (!text.at(WITH_NFS) && !text.at(WITH_NFS4)) {
                return -1;
            }
            out.row();
            text.skip(2);
            if (text.word()) {
                out.copy(TYPE, text);
            }
            var here = text.stepped();
            escaped(DEVICE, text.to(device), out);
            escaped(POINT, text.to(point), out);
            text.to(here);
            return point;
        }

        private static void escaped(Mountstats field, Cursor text, Table<Mountstats> out) {
            if (text.word()) {
                Escaped.copy(field, text, out);
            }
        }

        /// Copies the value of an option.
        private static void marked(Mountstats field, Cursor text, int at, Table<Mountstats> out) {
            var here = text.stepped();
            if (at >= 0 && markOption(text.to(at))) {
                out.copy(field, text);
            }
            text.to(here);
        }

        private static void operation(Cursor text, int point, int device, int protocol, Table<Mountstats> out) {
            var name = text.stepped();
            if (!text.upTo(':')) {
                return;
            }
            var numbers = text.stepped();
            var calls = text.number();
            if (calls == ABSENT || calls == 0) {
                return;
            }
            out.row();
            escaped(OF, text.to(point), out);
            escaped(OF_DEVICE, text.to(device), out);
            marked(OF_PROTOCOL, text, protocol, out);
            text.to(name);
            if (text.upTo(':')) {
                out.copy(NAME, text);
            }
            text.to(numbers);
            for (var field : OPERATION_FIELDS) {
                out.set(field, text.number());
            }
        }
    }

    /// Where the value of an option of a mount begins, which is written behind its name, `proto=`; -1 if it is not among
    /// those that begin here.
    private static int option(Cursor text, byte[] name) {
        while (!text.take(name)) {
            if (!text.upTo(',')) {
                return -1;
            }
        }
        return text.stepped();
    }

    /// Marks the value that begins here, whatever option it is of.
    private static boolean markOption(Cursor text) {
        var from = text.stepped();
        if (!text.word()) {
            return false;
        }
        var length = text.wordLength();
        for (var i = 0; i < length; i++) {
            if (text.wordByte(i) == ',') {
                length = i;
            }
        }
        text.to(from).bytes(length);
        return length > 0;
    }

    private static final class AddressesText implements Sensor.Parser<Mountstats> {
        private static final byte[] NFS = Cursor.literal("nfs ");
        private static final byte[] NFS4 = Cursor.literal("nfs4 ");
        private static final byte[] ADDR = Cursor.literal("addr=");

        @Override
        public void parse(Cursor text, Table<Mountstats> out) {
            var next = 0;
            for (; !text.atEnd(); text.nextLine()) {
                var device = text.stepped();
                text.skip(1).blanks();
                var point = text.stepped();
                text.skip(1).blanks();
                if (text.at(NFS) || text.at(NFS4)) {
                    text.skip(1).blanks();
                    var address = option(text, ADDR);
                    var row = address < 0 ? -1 : mount(text, device, point, next, out);
                    if (row >= 0 && markOption(text.to(address))) {
                        next = set(text, row, out);
                    }
                }
            }
        }

        /// The first row behind `from` of what is mounted there and has no address yet, or -1.
        private static int mount(Cursor text, int device, int point, int from, Table<Mountstats> out) {
            for (var i = 0; i < out.rows(); i++) {
                var row = from + i < out.rows() ? from + i : from + i - out.rows();
                if (out.has(row, POINT) && !out.has(row, ADDRESS) && text.to(point).word()
                        && Escaped.is(row, POINT, text, out) && text.to(device).word()
                        && Escaped.is(row, DEVICE, text, out)) {
                    return row;
                }
            }
            return -1;
        }

        /// Gives a mount its address, and its operations, which stand behind it; the row behind these.
        private static int set(Cursor address, int mount, Table<Mountstats> out) {
            out.copy(mount, ADDRESS, address, 0, address.wordLength());
            var row = mount + 1;
            for (; row < out.rows() && !out.has(row, POINT); row++) {
                out.copy(row, OF_ADDRESS, address, 0, address.wordLength());
            }
            return row;
        }
    }
}
