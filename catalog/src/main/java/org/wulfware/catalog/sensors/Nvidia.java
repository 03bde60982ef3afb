package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.MEGAHERTZ;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PERCENT;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.ReadingLimits;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.Unit;

/// NVIDIA's graphics processors, as their library NVML says and the daemon presents it:
/// ```text
/// gpu 0
/// name NVIDIA A100-SXM4-40GB
/// uuid GPU-5f2c1a9e-0d6b-1c7a-9f63-2b1d4e8a7c35
/// pci 00000000:3B:00.0
/// busy 97
/// memory_total 42949672960
/// milliwatts 387412
/// throttle_reasons 4
/// ```
/// What a processor does not know is left out: most in servers have no fan. The reasons for a slower clock are bits, 0x4 for the
/// power limit, 0x8 for a slowdown by the hardware, 0x20 and 0x40 for heat, 0x80 for the power supply; 0x1 is an idle processor.
public enum Nvidia implements Field {
    INDEX(gauge("gpu@index", NONE, "Which processor, as the driver counts them.")),
    UUID(text("gpu@uuid", "The name that no other one has.")),
    NAME(text("gpu/model", "What it is called.")),
    PCI(text("gpu/device", "Its address on the PCI bus.")),
    BUSY(gauge("gpu/busy", PERCENT, "How busy it is.")),
    MEMORY_BUSY(gauge("gpu/memory_busy", PERCENT, "How busy its memory is.")),
    MEMORY_TOTAL(gauge("gpu/memory_total", BYTES, "Its memory.")),
    MEMORY_USED(gauge("gpu/memory_used", BYTES, "Its memory in use.")),
    CELSIUS(gauge("gpu/celsius", Unit.CELSIUS, "Temperature.")),
    WATTS(gauge("gpu/watts", Unit.WATTS, "Power.").decimals(3)),
    WATTS_LIMIT(gauge("gpu/watts_limit", Unit.WATTS, "Power that it is held below.").decimals(3)),
    JOULES(counter("gpu/joules", Unit.JOULES, "Energy used since the driver was loaded.").decimals(3)),
    FAN(gauge("gpu/fan", PERCENT, "How fast its fan is to turn.")),
    CLOCK_GRAPHICS(gauge("gpu/clock_graphics", MEGAHERTZ, "Clock of the graphics part.")),
    CLOCK_SM(gauge("gpu/clock_sm", MEGAHERTZ, "Clock of the processors.")),
    CLOCK_MEMORY(gauge("gpu/clock_memory", MEGAHERTZ, "Clock of the memory.")),
    PROCESSES(gauge("gpu/processes", NONE, "Processes that compute on it.")),
    THROTTLE_REASONS(gauge("gpu/throttle_reasons", NONE, "Why its clocks are held down, a bit a reason.")),
    ECC_CORRECTED(counter("gpu/ecc_corrected", NONE, "Errors in its memory that were corrected.")),
    ECC_UNCORRECTED(counter("gpu/ecc_uncorrected", NONE, "Errors in its memory that were not."));

    public static final Sensor<Nvidia> SENSOR = Sensor.at("system/nvidia", Nvidia.class)
            .reads("wulfware/nvml", new NvmlText())
            .from("libnvidia-ml.so.1")
            .beside()
            .onRequest();

    private final Spec spec;

    Nvidia(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Nvidia> sensor() {
        return SENSOR;
    }

    private static final class NvmlText implements Sensor.Parser<Nvidia> {
        private static final byte[] GPU = Cursor.literal("gpu ");
        private static final Nvidia[] FIELDS = values();
        private static final byte[][] WORDS = words("name uuid pci");
        private static final Nvidia[] TEXTS = {NAME, UUID, PCI};
        private static final byte[][] NUMBERS = words("busy memory_busy memory_total memory_used celsius milliwatts "
                + "milliwatts_limit millijoules fan clock_graphics clock_sm clock_memory processes throttle_reasons "
                + "ecc_corrected ecc_uncorrected");

        private static byte[][] words(String names) {
            var each = names.split(" ");
            var words = new byte[each.length][];
            for (var i = 0; i < each.length; i++) {
                words[i] = Cursor.literal(each[i] + " ");
            }
            return words;
        }

        @Override
        public void parse(Cursor text, Table<Nvidia> out) {
            var isIn = false;
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(GPU)) {
                    var index = text.number();
                    isIn = index != ABSENT;
                    if (isIn) {
                        out.row().set(INDEX, index);
                    }
                } else if (isIn) {
                    line(text, out);
                }
            }
        }

        private static void line(Cursor text, Table<Nvidia> out) {
            for (var i = 0; i < WORDS.length; i++) {
                if (text.take(WORDS[i])) {
                    if (text.restOfLine()) {
                        out.copy(TEXTS[i], text);
                    }
                    return;
                }
            }
            for (var i = 0; i < NUMBERS.length; i++) {
                if (text.take(NUMBERS[i])) {
                    var field = FIELDS[BUSY.ordinal() + i];
                    out.set(field, ReadingLimits.possible(field.spec(), text.number()));
                    return;
                }
            }
        }
    }
}
