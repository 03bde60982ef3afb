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
/// `[3/2]` is how many disks there should be and how many work; arrays without redundancy do not say it, and need all they have. A disk marked `(F)` has failed,
/// `(S)` is a spare; in an inactive array all are. Blocks are of 1,024 bytes.
public enum Mdstat implements Field {
    ARRAY(text("array@name", "The array's name.")),
    STATE(text("array/state", "Active, inactive, or broken: too many disks have failed.")),
    LEVEL(text("array/level", "How it is made of its disks: raid1, linear.")),
    SIZE(gauge("array/size", BYTES, "What fits in.")),
    DISKS_TOTAL(gauge("array/disks/total", NONE, "Disks that it should have; 0 while it is inactive.")),
    DISKS_ACTIVE(gauge("array/disks/active", NONE, "Disks that work.")),
    DISKS_FAILED(gauge("array/disks/failed", NONE, "Disks that have failed.")),
    DISKS_SPARE(gauge("array/disks/spare", NONE, "Disks that stand by.")),
    SYNC_ACTION(text("array/sync/action", "What is being done to all of it: resync, recovery, reshape, check.")),
    SYNC_WAITS(text("array/sync/waits", "Why that has not begun: PENDING, DELAYED, REMOTE.")),
    SYNC_SHARE(gauge("array/sync/share", PERCENT, "How much of it is done.").decimals(1)),
    SYNC_DONE(gauge("array/sync/done", KILOBYTES, "How far it has come.")),
    SYNC_TOTAL(gauge("array/sync/total", KILOBYTES, "How far it has to go.")),
    ACTIVITY(text("array/activity",
            "Its state, or what is being done to it: recovering, resyncing, checking, reshaping.")),
    BLOCKS(gauge("array/blocks", NONE, "Blocks of 1,024 bytes that fit in.")),
    BLOCKS_SYNCED(gauge("array/blocks_synced", NONE, "How many of them are done: all while nothing is being done."));

    public static final Sensor<Mdstat> SENSOR =
            Sensor.at("proc/mdstat", Mdstat.class).reads("proc/mdstat", new MdstatText()).onRequest();

    private static final byte[] COLON = Cursor.literal(": ");
    private static final byte[] ACTIVE = Cursor.literal("active");
    private static final byte[] INACTIVE = Cursor.literal("inactive");
    private static final byte[] BROKEN = Cursor.literal("broken");
    private static final byte[] RAID0 = Cursor.literal("raid0");
    private static final byte[] LINEAR = Cursor.literal("linear");
    private static final byte[] RECOVERY = Cursor.literal("recovery");
    private static final byte[] RESYNC = Cursor.literal("resync");
    private static final byte[] CHECK = Cursor.literal("check");
    private static final byte[] RESHAPE = Cursor.literal("reshape");
    private static final byte[] RECOVERING = Cursor.literal("recovering");
    private static final byte[] RESYNCING = Cursor.literal("resyncing");
    private static final byte[] CHECKING = Cursor.literal("checking");
    private static final byte[] RESHAPING = Cursor.literal("reshaping");
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
                    if (isInside) {
                        end(out);
                    }
                    isInside = beginsArray(text, out);
                } else if (isInside) {
                    inside(text, out);
                }
            }
        }
    }

    /// Behind an array's last line it is known that nothing is being done to it.
    private static void end(Table<Mdstat> out) {
        var row = out.rows() - 1;
        if (!out.has(row, ACTIVITY) && out.has(row, STATE)) {
            var first = out.textByte(row, STATE.ordinal(), 0);
            say(first == 'a' ? ACTIVE : first == 'i' ? INACTIVE : BROKEN, out);
        }
        if (!out.has(row, BLOCKS_SYNCED) && !out.has(row, SYNC_ACTION)) {
            out.set(BLOCKS_SYNCED, out.get(row, BLOCKS));
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
        var isInactive = text.at(INACTIVE);
        if (!isInactive && !text.at(ACTIVE) && !text.at(BROKEN)) {
            return false;
        }
        text.to(name).word();
        out.row().copy(ARRAY, text);
        if (!text.to(state).word()) {
            return true;
        }
        out.copy(STATE, text);
        disks(text, isInactive, out);
        return true;
    }

    /// `raid5 sdd1[3](S) sdc1[2](F)`; `(auto-read-only)` may stand before the level, and an inactive array may have none.
    private static void disks(Cursor text, boolean isInactive, Table<Mdstat> out) {
        var isKind = true;
        var isPlain = false;
        var disks = 0;
        var failed = 0;
        var spare = 0;
        while (text.word()) {
            var isDisk = has(text, '[');
            if (isKind && !isDisk && text.wordByte(0) != '(') {
                out.copy(LEVEL, text);
                isPlain = is(text, RAID0) || is(text, LINEAR);
                isKind = false;
            }
            disks += isDisk ? 1 : 0;
            failed += hasMark(text, 'F') ? 1 : 0;
            spare += hasMark(text, 'S') ? 1 : 0;
        }
        if (text.atEnd()) {
            return;
        }
        out.set(DISKS_FAILED, failed).set(DISKS_SPARE, spare);
        if (isPlain) {
            out.set(DISKS_TOTAL, disks).set(DISKS_ACTIVE, disks); // it has those that it needs, or is not there
        } else if (isInactive) {
            out.set(DISKS_TOTAL, 0).set(DISKS_ACTIVE, 0);
        }
    }

    private static boolean is(Cursor text, byte[] literal) {
        var isSo = text.wordLength() == literal.length;
        for (var i = 0; isSo && i < literal.length; i++) {
            isSo = text.wordByte(i) == literal[i];
        }
        return isSo;
    }

    private static boolean has(Cursor text, char letter) {
        for (var i = 0; i < text.wordLength(); i++) {
            if (text.wordByte(i) == letter) {
                return true;
            }
        }
        return false;
    }

    /// Whether the word that is marked has this letter in parentheses.
    private static boolean hasMark(Cursor text, char letter) {
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
            out.set(BLOCKS, blocks);
            if (!out.has(row, DISKS_TOTAL) && text.upTo('[') && text.upTo('/')) {
                out.set(DISKS_TOTAL, text.marked());
                out.set(DISKS_ACTIVE, text.upTo(']') ? text.marked() : ABSENT);
            }
        } else if (!out.has(row, SYNC_ACTION) && text.upTo('=') && text.wordLength() > 0) {
            begins(text, out);
            if (text.word()) {
                out.copy(SYNC_WAITS, text);
                out.set(BLOCKS_SYNCED, 0);
            }
        }
    }

    /// What the mark says is being done.
    private static void begins(Cursor text, Table<Mdstat> out) {
        out.copy(SYNC_ACTION, text);
        if (is(text, RECOVERY)) {
            say(RECOVERING, out);
        } else if (is(text, RESYNC)) {
            say(RESYNCING, out);
        } else if (is(text, CHECK)) {
            say(CHECKING, out);
        } else if (is(text, RESHAPE)) {
            say(RESHAPING, out);
        }
    }

    private static void say(byte[] activity, Table<Mdstat> out) {
        out.text(out.rows() - 1, ACTIVITY, activity, 0, activity.length);
    }

    /// `[==>......]  recovery = 12.3% (129606/1048064) finish=1.2min`; the share may touch its `=`.
    private static void progress(Cursor text, Table<Mdstat> out) {
        if (!text.upTo(']') || !text.word()) {
            return;
        }
        begins(text, out);
        if (!text.blanks().take('=')) {
            return;
        }
        out.set(SYNC_SHARE, text.fixed(1, PERCENT_SIGN));
        if (text.blanks().take('(') && text.upTo('/')) {
            var done = text.marked();
            out.set(SYNC_DONE, done).set(BLOCKS_SYNCED, done);
            out.set(SYNC_TOTAL, text.upTo(')') ? text.marked() : ABSENT);
        }
    }
}
