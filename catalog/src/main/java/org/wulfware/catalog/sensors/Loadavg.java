package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Run-queue averages, `/proc/loadavg`:
/// ```text
/// 0.20 0.18 0.12 1/80 11206
/// ```
/// The threads behind them are those of the moment, the reader's own among them. The kernel renews the averages every five seconds; a faster poll sees steps.
public enum Loadavg implements Field {
    LOAD1(gauge("load1", NONE, "Runnable and uninterruptible tasks, one-minute mean.").decimals(2)),
    LOAD5(gauge("load5", NONE, "Runnable and uninterruptible tasks, five-minute mean.").decimals(2)),
    LOAD15(gauge("load15", NONE, "Runnable and uninterruptible tasks, fifteen-minute mean.").decimals(2)),
    RUNNING(gauge("running", NONE, "Threads that run or could, now.").onRequest()),
    TOTAL(gauge("threads", NONE, "Threads that there are.").onRequest()),
    LAST_PID(gauge("last_pid", NONE, "The number of the process begun last.").onRequest());

    public static final Sensor<Loadavg> SENSOR =
            Sensor.at("proc/loadavg", Loadavg.class)
                    .reads("proc/loadavg", new LoadavgText())
                    .upToAll()
                    .inFull(new LoadavgInFull());

    private final Spec spec;

    Loadavg(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Loadavg> sensor() {
        return SENSOR;
    }

    private static final class LoadavgText implements Sensor.Parser<Loadavg> {
        @Override
        public void parse(Cursor text, Table<Loadavg> out) {
            means(text, out);
        }
    }

    private static final class LoadavgInFull implements Sensor.Parser<Loadavg> {
        @Override
        public void parse(Cursor text, Table<Loadavg> out) {
            means(text, out);
            // A word of two numbers: 1/80.
            if (text.blanks().upTo('/')) {
                out.set(RUNNING, text.marked());
                out.set(TOTAL, text.number());
                out.set(LAST_PID, text.number());
            }
        }
    }

    private static void means(Cursor text, Table<Loadavg> out) {
        out.row().set(LOAD1, text.fixed(2)).set(LOAD5, text.fixed(2)).set(LOAD15, text.fixed(2));
    }
}
