package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.KILOBYTES;
import static org.wulfware.catalog.Unit.MEGAHERTZ;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// The processors, `/proc/cpuinfo`, a paragraph each:
/// ```text
/// processor       : 0
/// vendor_id       : GenuineIntel
/// cpu family      : 6
/// model           : 8
/// model name      : Celeron (Coppermine)
/// cpu MHz         : 801.824
/// cache size      : 128 KB
/// ```
/// The kernel makes this file at some cost (it asks every processor for its clock), so it is read again only after a
/// minute; the element carries the time at which it was. Machines that are no PC say less: POWER has `cpu` for the model and
/// `clock`, ARM neither.
public enum Cpuinfo implements Field {
    PROCESSOR(gauge("processor@id", NONE, "The number of the processor.")),
    VENDOR_ID(text("processor/vendor_id", "Who made it.")),
    FAMILY(gauge("processor/family", NONE, "Family.")),
    MODEL_NUM(gauge("processor/model_num", NONE, "Model, as a number.")),
    MODEL_NAME(text("processor/model_name", "Model, in words.")),
    CLOCK(gauge("processor/clock", MEGAHERTZ, "Clock at the time of reading.").decimals(3).units("MHz")),
    CACHESIZE(gauge("processor/cachesize", KILOBYTES, "Cache of the last level.").units("KB"));

    public static final Sensor<Cpuinfo> SENSOR = Sensor.at("proc/cpuinfo", Cpuinfo.class)
            .reads("proc/cpuinfo", new CpuinfoText())
            .keeps(60);

    private static final byte[] PROCESSOR_LINE = Cursor.literal("processor");
    private static final byte[] VENDOR_LINE = Cursor.literal("vendor_id");
    private static final byte[] FAMILY_LINE = Cursor.literal("cpu family");
    private static final byte[] MODEL_LINE = Cursor.literal("model");
    private static final byte[] MODEL_NAME_LINE = Cursor.literal("model name");
    private static final byte[] MHZ_LINE = Cursor.literal("cpu MHz");
    private static final byte[] CLOCK_LINE = Cursor.literal("clock");
    private static final byte[] CACHE_LINE = Cursor.literal("cache size");
    private static final byte[] CPU_LINE = Cursor.literal("cpu");

    /// What POWER writes right behind its clock.
    private static final byte[] MHZ = Cursor.literal("MHz");

    private final Spec spec;

    Cpuinfo(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Cpuinfo> sensor() {
        return SENSOR;
    }

    private static final class CpuinfoText implements Sensor.Parser<Cpuinfo> {
        @Override
        public void parse(Cursor text, Table<Cpuinfo> out) {
            var inParagraph = false;
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(PROCESSOR_LINE)) {
                    // s390 writes "processor 0: …", old ARM "Processor : name": only a number begins a paragraph.
                    var id = colon(text) ? text.number() : ABSENT;
                    inParagraph = id != ABSENT;
                    if (inParagraph) {
                        out.row().set(PROCESSOR, id);
                    }
                } else if (text.peek() == '\n') {
                    inParagraph = false; // POWER and ARM speak of the machine behind the last one
                } else if (inParagraph) {
                    line(text, out);
                }
            }
        }
    }

    private static void line(Cursor text, Table<Cpuinfo> out) {
        switch (text.peek()) {
            case 'v' -> {
                if (text.take(VENDOR_LINE)) {
                    words(text, VENDOR_ID, out);
                }
            }
            case 'm' -> {
                if (text.take(MODEL_NAME_LINE)) {
                    words(text, MODEL_NAME, out);
                } else if (text.take(MODEL_LINE) && colon(text)) {
                    out.set(MODEL_NUM, text.number());
                }
            }
            case 'c' -> {
                if (text.take(FAMILY_LINE) && colon(text)) {
                    out.set(FAMILY, text.number());
                } else if ((text.take(MHZ_LINE) || text.take(CLOCK_LINE)) && colon(text)) {
                    out.set(CLOCK, text.fixed(3, MHZ));
                } else if (text.take(CACHE_LINE) && colon(text)) {
                    out.set(CACHESIZE, text.number());
                } else if (text.take(CPU_LINE)) {
                    words(text, MODEL_NAME, out);
                }
            }
            default -> {}
        }
    }

    private static void words(Cursor text, Cpuinfo field, Table<Cpuinfo> out) {
        if (colon(text) && text.restOfLine()) {
            out.copy(field, text);
        }
    }

    private static boolean colon(Cursor text) {
        return text.blanks().take(':');
    }
}
