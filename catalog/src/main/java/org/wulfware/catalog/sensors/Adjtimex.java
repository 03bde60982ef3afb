package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.MICROSECONDS;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PARTS_PER_MILLION;
import static org.wulfware.catalog.Unit.SECONDS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// How well the kernel's clock keeps time, as adjtimex(2) says and the daemon presents it:
/// ```text
/// state 0
/// status 8193
/// offset -271839
/// frequency -1073152
/// maxerror 163000
/// esterror 271
/// tick 10000
/// tai 37
/// constant 7
/// ppsfreq 0
/// jitter 0
/// shift 0
/// stabil 0
/// jitcnt 0
/// calcnt 0
/// errcnt 0
/// stbcnt 0
/// ```
/// The offset is in nanoseconds where the status has the bit `STA_NANO` (2.6.26 and later), else in microseconds like the errors;
/// 65536 of the frequency are a millionth. State 5, `TIME_ERROR`, is a clock that nobody disciplines.
public enum Adjtimex implements Field {
    SYNCHRONISED(gauge("synchronised", NONE, "1 if the clock is synchronised to another.")),
    STATE(text("state", "What the clock is about to do at a leap second: ok, insert, delete, leap, wait or error.")),
    STATUS(gauge("status", NONE, "The kernel's status bits, of which 64 says that the clock is not synchronised.")),
    OFFSET(gauge("offset", SECONDS, "What is still to be corrected.").decimals(9).signed()),
    MAX_ERROR(gauge("max_error", SECONDS, "The clock is wrong by no more than this.").decimals(6)),
    EST_ERROR(gauge("est_error", SECONDS, "By how much the clock is thought to be wrong.").decimals(6)),
    FREQUENCY(gauge("frequency", PARTS_PER_MILLION, "By how much the clock is made faster.").decimals(3)),
    TICK(gauge("tick", MICROSECONDS, "What a hundredth of a second is taken for.")),
    TAI(gauge("tai_offset", SECONDS, "By how much international atomic time is ahead; 0 if nobody has said.").signed()),
    ADJUSTMENT(gauge("adjustment", NONE, "How many seconds the clock makes of one, as it is made faster.").decimals(9)
            .onRequest()),
    TIME_CONSTANT(
            gauge("time_constant", NONE, "How slowly the clock is corrected: the exponent of the loop's time constant.")
                    .onRequest()),
    PPS_FREQUENCY(
            gauge("pps_frequency", NONE, "The clock's error, by a pulse per second.").decimals(9).signed().onRequest()),
    PPS_JITTER(gauge("pps_jitter", SECONDS, "By how much the pulse wavers.").decimals(9).signed().onRequest()),
    PPS_SHIFT(gauge("pps_shift", SECONDS, "Over how long it is measured: the exponent of that.").onRequest()),
    PPS_STABILITY(gauge("pps_stability", NONE, "By how much that error changes.").decimals(9).signed().onRequest()),
    PPS_JITTER_EXCEEDED(counter("pps_jitter_exceeded", NONE, "How often the pulse wavered too much.").onRequest()),
    PPS_CALIBRATIONS(counter("pps_calibrations", NONE, "How often it was measured.").onRequest()),
    PPS_ERRORS(counter("pps_errors", NONE, "How often that failed.").onRequest()),
    PPS_STABILITY_EXCEEDED(
            counter("pps_stability_exceeded", NONE, "How often the error changed too much.").onRequest());

    public static final Sensor<Adjtimex> SENSOR = Sensor.at("system/timesync", Adjtimex.class)
            .reads("wulfware/adjtimex", new AdjtimexText())
            .from("adjtimex(2), which changes nothing")
            .besideAtFirst()
            .onRequest();

    private final Spec spec;

    Adjtimex(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Adjtimex> sensor() {
        return SENSOR;
    }

    private static final class AdjtimexText implements Sensor.Parser<Adjtimex> {
        private static final byte[] STATE_WORD = Cursor.literal("state ");
        private static final byte[] STATUS_WORD = Cursor.literal("status ");
        private static final byte[] OFFSET_WORD = Cursor.literal("offset ");
        private static final byte[] FREQUENCY_WORD = Cursor.literal("frequency ");
        private static final byte[] MAX_ERROR_WORD = Cursor.literal("maxerror ");
        private static final byte[] EST_ERROR_WORD = Cursor.literal("esterror ");
        private static final byte[] TICK_WORD = Cursor.literal("tick ");
        private static final byte[] TAI_WORD = Cursor.literal("tai ");
        private static final byte[] JITTER_WORD = Cursor.literal("jitter ");
        private static final byte[][] FURTHER = {
            Cursor.literal("constant "),
            Cursor.literal("ppsfreq "),
            Cursor.literal("shift "),
            Cursor.literal("stabil "),
            Cursor.literal("jitcnt "),
            Cursor.literal("calcnt "),
            Cursor.literal("errcnt "),
            Cursor.literal("stbcnt ")};
        private static final Adjtimex[] FURTHER_FIELDS = {
            TIME_CONSTANT, PPS_FREQUENCY, PPS_SHIFT, PPS_STABILITY, PPS_JITTER_EXCEEDED, PPS_CALIBRATIONS, PPS_ERRORS,
            PPS_STABILITY_EXCEEDED};
        private static final long ONE = 1_000_000_000L;
        private static final byte[][] STATES = {
            Cursor.literal("ok"),
            Cursor.literal("insert"),
            Cursor.literal("delete"),
            Cursor.literal("leap"),
            Cursor.literal("wait"),
            Cursor.literal("error")};
        private static final int ERROR = 5;
        private static final int STA_NANO = 0x2000;
        private static final long MOST = Long.MAX_VALUE / 1_000_000;

        @Override
        public void parse(Cursor text, Table<Adjtimex> out) {
            out.row();
            var offset = ABSENT;
            var status = ABSENT;
            var jitter = ABSENT;
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(STATE_WORD)) {
                    state(text.number(), out);
                } else if (text.take(STATUS_WORD)) {
                    status = text.number();
                    out.set(STATUS, status);
                } else if (text.take(OFFSET_WORD)) {
                    offset = text.signed();
                } else if (text.take(FREQUENCY_WORD)) {
                    var frequency = text.signed();
                    out.set(FREQUENCY, isSmall(frequency) ? frequency * 1000 / 65536 : ABSENT);
                    out.set(ADJUSTMENT, isSmall(frequency) ? ONE + ratio(frequency) : ABSENT);
                } else if (text.take(MAX_ERROR_WORD)) {
                    out.set(MAX_ERROR, text.number());
                } else if (text.take(EST_ERROR_WORD)) {
                    out.set(EST_ERROR, text.number());
                } else if (text.take(TICK_WORD)) {
                    out.set(TICK, text.number());
                } else if (text.take(TAI_WORD)) {
                    out.set(TAI, text.signed());
                } else if (text.take(JITTER_WORD)) {
                    jitter = text.signed();
                } else {
                    further(text, out);
                }
            }
            if (status != ABSENT && isSmall(jitter)) {
                out.set(PPS_JITTER, (status & STA_NANO) != 0 ? jitter : jitter * 1000);
            }
            if (status != ABSENT && isSmall(offset)) {
                out.set(OFFSET, (status & STA_NANO) != 0 ? offset : offset * 1000);
            }
        }

        private static void further(Cursor text, Table<Adjtimex> out) {
            for (var i = 0; i < FURTHER.length; i++) {
                if (text.take(FURTHER[i])) {
                    var value = text.signed();
                    var field = FURTHER_FIELDS[i];
                    var isRatio = field == PPS_FREQUENCY || field == PPS_STABILITY;
                    out.set(field, isRatio ? isSmall(value) ? ratio(value) : ABSENT : value < 0 ? ABSENT : value);
                    return;
                }
            }
        }

        /// Of 65536ths of a millionth, with nine decimals.
        private static long ratio(long value) {
            return value / 65536 * 1000 + value % 65536 * 1000 / 65536;
        }

        private static boolean isSmall(long value) {
            return value > -MOST && value < MOST;
        }

        private static void state(long state, Table<Adjtimex> out) {
            if (state >= 0 && state < STATES.length) {
                var word = STATES[(int) state];
                out.text(out.rows() - 1, STATE, word, 0, word.length);
                out.set(SYNCHRONISED, state == ERROR ? 0 : 1);
            }
        }
    }
}
