package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.KILOBYTES;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PERCENT;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Arrays of disks that the kernel keeps, `/proc/mdstat`, some lines each:
/// ```text
/// Personalities : [raid1] [raid6] [raid5] [raid4]
/// md1 : active raid5 sdd1[3](S) sdc1[2](F) sdb1[1] sda1[0]
///       2096128 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [UU_]
///       [==>..................]  recovery = 12.3% (129606/1048064) finish=1.2min speed=1040K/sec
///       bitmap: 1/1 pages [4KB], 65536KB chunk
/// md2 : active (auto-read-only) raid1 sdf1[1] sde1[0]
///       1047552 blocks super 1.2 [2/2] [UU]
///       \tresync=PENDING
/// unused devices: <none>
/// ```
/// `[3/2]` is how many disks there should be and how many work; arrays without redundancy do not say it. A disk marked `(F)` has failed,
/// `(S)` is a spare; in an inactive array all are. Blocks are of 1,024 bytes.
public enum Mdstat implements Field {
    ARRAY(text("array@name", "The array's name.")),
    STATE(text("array/state", "Active or inactive.")),
    LEVEL(text("array/level", "How it is made of its disks: raid1, linear.")),
    SIZE(gauge("array/size", BYTES, "What fits in.")),
    DISKS_TOTAL(gauge("array/disks/total", NONE, "Disks that it should have.")),
    DISKS_ACTIVE(gauge("array/disks/active", NONE, "Disks that work.")),
    DISKS_FAILED(gauge("array/disks/failed", NONE, "Disks that have failed.")),
    DISKS_SPARE(gauge("array/disks/spare", NONE, "Disks that stand by.")),
    SYNC_ACTION(text("array/sync/action", "What is being done to all of it: resync, recovery, reshape, check.")),
    SYNC_WAITS(text("array/sync/waits", "Why that has not begun: PENDING, DELAYED, REMOTE.")),
    SYNC_SHARE(gauge("array/sync/share", PERCENT, "How much of it is done.").decimals(1)),
    SYNC_DONE(gauge("array/sync/done", KILOBYTES, "How far it has come.")),
    SYNC_TOTAL(gauge("array/sync/total", KILOBYTES, "How far it has to go."));

    public static final Sensor<Mdstat> SENSOR =
            Sensor.at("proc/mdstat", Mdstat.class).reads("proc/mdstat", new MdstatText()).onRequest();

    private static final byte[] COLON = Cursor.literal(": ");
    private static final byte[] ACTIVE = Cursor.literal("active");
    private static final byte[] INACTIVE = Cursor.literal("inactive");
    private static final byte[] PERCENT_SIGN = Cursor.literal("%");

    private final Spec spec;

    Mdstat(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Mdstat> sensor() {
        return SENSOR;
    }

    private static final class MdstatText implements Sensor.Parser<Mdstat> {
        @Override
        public void parse(Cursor text, Table<Mdstat> out) {
            var isInside = false;
            for (; !text.atEnd(); text.nextLine()) {
                if (text.peek() != ' ' && text.peek() != '\t') {
                    isInside = beginsArray(text, out);
                } else if (isInside) {
                    inside(text, out);
                }
            }
        }
    }

    /// `md1 : active raid5 sdd1[3](S) sdc1[2](F)`
    private static boolean beginsArray(Cursor text, Table<Mdstat> out) {
        var name = text.stepped();
        text.skip(1);
        if (!text.blanks().take(COLON)) {
            return false;
        }
        var state = text.stepped();
        var isActive = text.take(ACTIVE);
        if (!isActive && !text.take(INACTIVE)) {
            return false;
        }
        text.to(name).word();
        out.row().copy(ARRAY, text);
        if (!text.to(state).word()) {
            return true;
        }
        out.copy(STATE, text);
        var isKind = isActive;
        var failed = 0;
        var spare = 0;
        while (text.word()) {
            if (isKind && text.wordByte(0) != '(') {
                out.copy(LEVEL, text);
                isKind = false;
            }
            failed += has(text, 'F') ? 1 : 0;
            spare += has(text, 'S') ? 1 : 0;
        }
        if (!text.atEnd()) {
            out.set(DISKS_FAILED, failed).set(DISKS_SPARE, spare);
        }
        return true;
    }

    /// Whether the word that is marked has this letter in parentheses.
    private static boolean has(Cursor text, char letter) {
        for (var i = 0; i + 2 < text.wordLength(); i++) {
            if (text.wordByte(i) == '(' && text.wordByte(i + 1) == letter && text.wordByte(i + 2) == ')') {
                return true;
            }
        }
        return false;
    }

    private static void inside(Cursor text, Table<Mdstat> out) {
        var row = out.rows() - 1;
        var first = text.blanks().peek();
        if (first == '[' && !out.has(row, SYNC_ACTION)) {
            progress(text, out);
        } else if (first >= '0' && first <= '9' && !out.has(row, SIZE)) {
            var blocks = text.number();
            out.set(SIZE, blocks == ABSENT || blocks > Long.MAX_VALUE / 1024 ? ABSENT : blocks * 1024);
            if (text.upTo('[') && text.upTo('/')) {
                out.set(DISKS_TOTAL, text.marked());
                out.set(DISKS_ACTIVE, text.upTo(']') ? text.marked() : ABSENT);
            }
        } else if (!out.has(row, SYNC_ACTION) && text.upTo('=') && text.wordLength() > 0) {
            out.copy(SYNC_ACTION, text);
            if (text.word()) {
                out.copy(SYNC_WAITS, text);
            }
        }
    }

    /// `[==>......]  recovery = 12.3% (129606/1048064) finish=1.2min`; the share may touch its `=`.
    private static void progress(Cursor text, Table<Mdstat> out) {
        if (!text.upTo(']') || !text.word()) {
            return;
        }
        out.copy(SYNC_ACTION, text);
        if (!text.blanks().take('=')) {
            return;
        }
        out.set(SYNC_SHARE, text.fixed(1, PERCENT_SIGN));
        if (text.blanks().take('(') && text.upTo('/')) {
            out.set(SYNC_DONE, text.marked());
            out.set(SYNC_TOTAL, text.upTo(')') ? text.marked() : ABSENT);
        }
    }
}
