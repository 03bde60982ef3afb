package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.MICROSECONDS;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.SECONDS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Names;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What the daemon itself costs and has been through since it started, as it presents that:
/// ```text
/// version 0.1.0
/// started 1795372011
/// cpu_usec 120000
/// samples 4711
/// ```
public enum Daemon implements Field {
    VERSION(text("version", "The daemon's release.")),
    STARTED(gauge("started", SECONDS, "When the daemon started, after 1970.")),
    CPU(counter("cpu_usec", MICROSECONDS, "CPU time of the daemon, all its threads together.")),
    RESIDENT(gauge("resident", BYTES, "Memory that the daemon occupies.")),
    SAMPLES(counter("samples", NONE, "Documents made.")),
    SENT(counter("sent", BYTES, "Bytes of all answers.")),
    ANSWER_CPU(gauge("answer/cpu_usec", MICROSECONDS, "CPU time that the answer before this one took.")),
    ANSWER_BYTES(gauge("answer/size", BYTES, "Size of the answer before this one.")),
    CLIENTS(gauge("clients/now", NONE, "Clients that are connected.")),
    CONNECTIONS(counter("clients/connections", NONE, "Clients that were let in.")),
    REFUSED_ADDRESS(counter("clients/refused_address", NONE, "Clients refused since their address may not connect.")),
    REFUSED_COUNT(
            counter("clients/refused_count", NONE, "Clients refused since their address has as many as it may have.")),
    GAVE_WAY(counter("clients/gave_way", NONE, "Clients that gave way to new ones when all places were taken.")),
    TIMED_OUT(counter("clients/timed_out", NONE, "Clients let go since they kept the daemon waiting.")),
    OUT_OF_ROOM(counter("clients/out_of_room", NONE, "Clients let go since there was no room for their answers.")),
    TLS_FAILED(counter("clients/tls_failed", NONE, "Connections over TLS that came to nothing.")),
    ERRORS(counter("errors", NONE, "Lines that were answered with an error.")),
    LOST(counter("lost", NONE, "Documents not sent to clients that had not read the one before.")),
    BUDGET(gauge("budget/millionths", NONE, "What the daemon may use of a processor, in millionths.")),
    ONCE(gauge("budget/once_usec", MICROSECONDS, "CPU time beyond the budget that the daemon may still use, once.")),
    STALE(counter("budget/stale", NONE, "Documents of which not all was read for them, to keep to the budget.")),
    SKIPPED(counter("budget/skipped", NONE, "Documents by the clock that were not sent, to keep to the budget.")),
    WITHHELD(counter("budget/withheld_usec", MICROSECONDS, "Time in which clients waited, to keep to the budget."));

    public static final Sensor<Daemon> SENSOR = Sensor.at("system/daemon", Daemon.class)
            .reads("wulfware/daemon", new DaemonText())
            .from("the daemon, /proc/self")
            .onRequest();

    private final Spec spec;

    Daemon(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Daemon> sensor() {
        return SENSOR;
    }

    private static final class DaemonText implements Sensor.Parser<Daemon> {
        private static final byte[] VERSION_WORD = Cursor.literal("version ");

        private final Names names = Names.of(Daemon.values(), "");

        @Override
        public void parse(Cursor text, Table<Daemon> out) {
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(VERSION_WORD)) {
                    if (text.word()) {
                        out.onlyRow().copy(VERSION, text);
                    }
                    continue;
                }
                var slot = text.word() ? names.slot(text) : -1;
                if (slot >= 0) {
                    out.onlyRow().set(0, slot, text.number());
                }
            }
        }
    }
}
