package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Connections that the packet filter follows, `/proc/sys/net/netfilter/nf_conntrack_{count,max}`; before 2.6.20
/// `/proc/sys/net/ipv4/netfilter/ip_conntrack_{count,max}`. A kernel that follows none has neither. What it has done is
/// in `/proc/net/stat/nf_conntrack`, a line a processor, in hexadecimal; here they are summed. `drop` is called `dropped` here, since
/// `on drop` has always meant something else:
/// ```text
/// entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart
/// 00000021  00000000 00000000 00000000 00000003 0000588a 00000000 00000000 00000000 00000000 00000000 00000000 00000000  00000000 00000000 00000000 00000000
/// ```
public enum Conntrack implements Field {
    COUNT(gauge("count", NONE, "Connections followed.")),
    MOST(gauge("most", NONE, "Connections that it would follow at the most.")),
    FOUND(counter("found", NONE, "Entries looked up and found.").onRequest()),
    INVALID(counter("invalid", NONE, "Packets that could not be followed.").onRequest()),
    IGNORE(counter("ignore", NONE, "Packets that belonged to a connection already, or to none.").onRequest()),
    INSERT(counter("insert", NONE, "Entries put into the table.").onRequest()),
    INSERT_FAILED(
            counter("insert_failed", NONE, "Entries for which that failed, as they were there already.").onRequest()),
    DROP(counter("dropped", NONE, "Packets dropped as following them failed.").onRequest()),
    EARLY_DROP(counter("early_drop", NONE, "Entries dropped to make room.").onRequest()),
    SEARCH_RESTART(counter("search_restart", NONE, "How often a look-up had to begin again.").onRequest());

    public static final Sensor<Conntrack> SENSOR = Sensor.at("proc/conntrack", Conntrack.class)
            .reads("proc/sys/net/netfilter/nf_conntrack_count", new OneNumber<>(COUNT), COUNT)
            .reads("proc/sys/net/netfilter/nf_conntrack_max", new OneNumber<>(MOST), MOST)
            .reads("proc/sys/net/ipv4/netfilter/ip_conntrack_count", new OneNumber<>(COUNT), COUNT)
            .reads("proc/sys/net/ipv4/netfilter/ip_conntrack_max", new OneNumber<>(MOST), MOST)
            .reads("proc/net/stat/nf_conntrack", new StatisticsText(), FOUND, INVALID, IGNORE, INSERT, INSERT_FAILED,
                    DROP,
                    EARLY_DROP, SEARCH_RESTART)
            .onRequest();

    private final Spec spec;

    Conntrack(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Conntrack> sensor() {
        return SENSOR;
    }

    private static final class StatisticsText implements Sensor.Parser<Conntrack> {
        private static final byte[] HEADING = Cursor.literal("entries");

        /// The field of each column; null for none.
        private static final @Nullable Conntrack[] COLUMNS = {
            null, null, FOUND, null, INVALID, IGNORE, null, null, INSERT, INSERT_FAILED, DROP, EARLY_DROP, null, null,
            null, null,
            SEARCH_RESTART};

        @Override
        public void parse(Cursor text, Table<Conntrack> out) {
            out.onlyRow();
            if (!text.at(HEADING)) {
                return;
            }
            var lines = 0;
            for (text.nextLine(); !text.atEnd(); text.nextLine()) {
                for (var field : COLUMNS) {
                    var value = text.blanks().atLineEnd() ? ABSENT : Hexadecimal.number(text);
                    if (field != null) {
                        var before = lines == 0 ? 0 : out.get(0, field);
                        if (value == ABSENT || before == ABSENT || before > Long.MAX_VALUE - value) {
                            out.remove(field);
                        } else {
                            out.set(0, field, before + value);
                        }
                    }
                }
                lines++;
            }
        }
    }
}
