package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PACKETS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What each processor has done for packets received, `/proc/net/softnet_stat`, a line a processor that is on, in hexadecimal:
/// ```text
/// 00049279 00000000 00000001 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
/// ```
/// The eleventh column came with 3.11, the length of the backlog and the number of the processor with 5.10; before that, lines are counted.
public enum Softnet implements Field {
    CPU(gauge("softnet_queue@cpu", NONE, "The number of the processor.")),
    PROCESSED(counter("softnet_queue/processed", PACKETS, "Packets processed.")),
    DROPPED(counter("softnet_queue/dropped", PACKETS, "Packets dropped as the backlog was full.")),
    SQUEEZED(counter("softnet_queue/time_squeezed", NONE, "How often there was more to do and no time left.")),
    COLLISION(counter("softnet_queue/cpu_collision", NONE, "How often another processor was sending on the device.")),
    RECEIVED_RPS(counter("softnet_queue/received_rps", NONE, "How often another processor woke this one for packets.")),
    FLOW_LIMIT(counter("softnet_queue/flow_limit", NONE, "How often a flow was limited.")),
    BACKLOG(gauge("softnet_queue/backlog", PACKETS, "Packets waiting now."));

    public static final Sensor<Softnet> SENSOR = Sensor.at("proc/net/softnet", Softnet.class)
            .reads("proc/net/softnet_stat", new SoftnetText())
            .onRequest();

    private final Spec spec;

    Softnet(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Softnet> sensor() {
        return SENSOR;
    }

    private static final class SoftnetText implements Sensor.Parser<Softnet> {
        private static final int UNUSED_COLUMNS = 5;

        @Override
        public void parse(Cursor text, Table<Softnet> out) {
            for (var line = 0; !text.atEnd(); line++, text.nextLine()) {
                if (text.blanks().atLineEnd()) {
                    continue;
                }
                out.row().set(CPU, line);
                out.set(PROCESSED, Hexadecimal.number(text));
                out.set(DROPPED, Hexadecimal.number(text));
                out.set(SQUEEZED, Hexadecimal.number(text));
                text.skip(UNUSED_COLUMNS);
                out.set(COLLISION, Hexadecimal.number(text));
                out.set(RECEIVED_RPS, Hexadecimal.number(text));
                out.set(FLOW_LIMIT, Hexadecimal.number(text));
                out.set(BACKLOG, Hexadecimal.number(text));
                var cpu = Hexadecimal.number(text);
                if (cpu != ABSENT) {
                    out.set(CPU, cpu);
                }
            }
        }
    }
}
