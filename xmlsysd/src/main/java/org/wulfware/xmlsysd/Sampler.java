package org.wulfware.xmlsysd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.Selection;
import org.wulfware.wire.Sink;
import org.wulfware.wire.XmlWriter;

/// Takes samples: reads the sources that a request needs, parses them, writes the document. One serves all
/// connections, and it is for one thread. For the default selection it allocates nothing after its first samples.
public final class Sampler {
    private static final long RETRY_NANOS = 30_000_000_000L;

    /// How many bytes more of a text are read than sufficed last time: its numbers may have grown.
    private static final int SLACK = 64;

    private final Tree tree;
    private final Clock clock;
    private final TextBuffer buffer = new TextBuffer();
    private final Cursor cursor = new Cursor();
    private final XmlWriter writer = new XmlWriter();
    private final Probe<?>[] probes;
    private final Processes processes;
    private final int pidsIndex = Catalog.indexOf(Pids.SENSOR);

    /// Samples `tree` at the times that `clock` says.
    public Sampler(Tree tree, Clock clock) {
        this.tree = tree;
        this.clock = clock;
        this.processes = new Processes(tree, buffer, cursor);
        List<Sensor<?>> sensors = Catalog.sensors();
        probes = new Probe<?>[sensors.size()];
        for (var i = 0; i < probes.length; i++) {
            probes[i] = new Probe<>(i, sensors.get(i));
        }
    }

    /// Samples now and writes one packet of what `request` wants into `out`.
    void send(Request request, Sink out) {
        writer.begin(out.clear(), request.init);
        request.init = false;
        var now = clock.nanos();
        for (var i = 0; i < probes.length; i++) {
            if (request.selection.wantsAny(i)) {
                writer.write(i, probes[i].sample(request, now), request.selection);
            }
        }
        writer.end();
    }

    /// Samples one sensor now, all its fields.
    Table<?> sample(Sensor<?> sensor, Request request) {
        return probes[Catalog.indexOf(sensor)].sample(request, clock.nanos());
    }

    /// Closes all files.
    void close() {
        for (var probe : probes) {
            for (var source : probe.sources) {
                source.close();
            }
        }
        tree.close();
    }

    /// One sensor of this node: its table and its open sources.
    private final class Probe<F extends Enum<F> & Field> {
        final int index;
        final Sensor<F> sensor;
        final Table<F> table;
        final Open<F>[] sources;
        long expires;
        boolean everRead;

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
        Probe(int index, Sensor<F> sensor) {
            this.index = index;
            this.sensor = sensor;
            this.table = new Table<>(sensor);
            this.sources = new Open[sensor.sources().size()];
            for (var i = 0; i < sources.length; i++) {
                sources[i] = new Open<>(sensor.sources().get(i), i == 0);
            }
        }

        Table<F> sample(Request request, long now) {
            if (sensor.keepsSeconds() == Sensor.EVERY_SAMPLE) {
                begin();
                if (index == pidsIndex) {
                    samplePids(request);
                }
                for (var source : sources) {
                    if (isNeeded(source, request.selection)) {
                        source.parse(table, now);
                    }
                }
            } else if (!everRead || now - expires >= 0) {
                begin();
                for (var source : sources) {
                    source.parse(table, now);
                }
                everRead = true;
                expires = now + Math.min(sensor.keepsSeconds(), 1_000_000_000) * 1_000_000_000L;
            }
            return table;
        }

        private void begin() {
            table.clear();
            if (sensor.isStamped()) {
                table.stamp(clock.micros());
            }
        }

        @SuppressWarnings("unchecked") // the sensor at this index is Pids'
        private void samplePids(Request request) {
            processes.sample(
                    request,
                    Processes.wants(request.selection, index, Pids.UID)
                            || Processes.wants(request.selection, index, Pids.USER)
                            || Processes.wants(request.selection, index, Pids.RSS),
                    request.cmdline && Processes.wants(request.selection, index, Pids.CMDLINE),
                    (Table<Pids>) (Table<?>) table);
        }

        /// Whether a wanted field of this source did not come from those before it.
        private boolean isNeeded(Open<F> source, Selection selection) {
            for (var field : source.supplies) {
                if (selection.wants(index, field.ordinal()) && !table.hasAny(field)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// A source of this node: opened when it is first needed, read again and again.
    private final class Open<F extends Enum<F> & Field> {
        final Sensor.Source<F> source;
        final F[] supplies;
        final F[] suffices;
        final boolean isFirst;
        Tree.@Nullable Text text;
        int enough = TextBuffer.CHUNK;
        long nextTry;
        boolean tried;

        @SuppressWarnings("unchecked") // as many as there are, of the enum's own type
        Open(Sensor.Source<F> source, boolean isFirst) {
            this.source = source;
            this.supplies = (F[]) source.supplies().toArray(new Enum<?>[0]);
            this.suffices = (F[]) source.suffices().toArray(new Enum<?>[0]);
            this.isFirst = isFirst;
        }

        void parse(Table<F> into, long now) {
            if (text == null) {
                if (tried && now - nextTry < 0) {
                    return;
                }
                tried = true;
                nextTry = now + RETRY_NANOS;
                text = tree.open(source.path());
                if (text == null) {
                    return;
                }
            }
            if (suffices.length == 0) {
                parse(text.read(buffer), into);
                return;
            }
            parse(text.readBeginning(buffer, enough), into);
            if (text == null || buffer.isWhole()) {
                return;
            }
            if (hasSufficed(into)) {
                enough = cursor.stepped() + SLACK;
                return;
            }
            enough = TextBuffer.CHUNK;
            if (isFirst) {
                var stamp = into.stamp();
                into.clear().stamp(stamp);
            }
            parse(text.readOn(buffer), into);
        }

        private void parse(int length, Table<F> into) {
            if (length < 0) {
                close();
            } else {
                source.parser().parse(cursor.aim(buffer.array(), 0, length), into);
            }
        }

        private boolean hasSufficed(Table<F> table) {
            for (var field : suffices) {
                if (!table.hasAny(field)) {
                    return false;
                }
            }
            return true;
        }

        void close() {
            if (text != null) {
                text.close();
                text = null;
            }
        }
    }
}
