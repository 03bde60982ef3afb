package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.PERCENT;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Unit;

/// AMD's graphics processors, `/sys/class/drm/cardN/device` of the driver `amdgpu`:
/// ```text
/// card0/device/gpu_busy_percent                97
/// card0/device/mem_info_vram_total             68702699520
/// card0/device/mem_info_vram_used              51234567168
/// card0/device/hwmon/hwmon3/temp1_input        61000
/// card0/device/hwmon/hwmon3/power1_average     412000000
/// ```
/// How busy it is has been told since 4.19 and its memory's traffic since 5.3; newer ones say their power at once (`power1_input`)
/// and not its average. `temp2` is the hottest place on the chip, `temp3` the memory.
public enum Amdgpu implements Field {
    CARD(text("gpu@card", "The card: card0.")),
    DEVICE(text("gpu/device", "Its address on the PCI bus.")),
    MODEL(text("gpu/model", "Its name, where the driver has one.")),
    UNIQUE_ID(text("gpu/unique_id", "The number that no other one has.")),
    BUSY(gauge("gpu/busy", PERCENT, "How busy it is.")),
    MEMORY_BUSY(gauge("gpu/memory_busy", PERCENT, "How busy its memory is.")),
    VRAM_TOTAL(gauge("gpu/vram_total", BYTES, "Its memory.")),
    VRAM_USED(gauge("gpu/vram_used", BYTES, "Its memory in use.")),
    CELSIUS(gauge("gpu/celsius", Unit.CELSIUS, "Temperature at its edge.").decimals(3)),
    CELSIUS_HOTTEST(gauge("gpu/celsius_hottest", Unit.CELSIUS, "Temperature at its hottest place.").decimals(3)),
    CELSIUS_MEMORY(gauge("gpu/celsius_memory", Unit.CELSIUS, "Temperature of its memory.").decimals(3)),
    WATTS(gauge("gpu/watts", Unit.WATTS, "Power.").decimals(6)),
    WATTS_CAP(gauge("gpu/watts_cap", Unit.WATTS, "Power that it is held below.").decimals(6));

    public static final Sensor<Amdgpu> SENSOR = Sensor.at("system/gpu", Amdgpu.class)
            .surveys(new AmdgpuSurvey(), 60)
            .beside()
            .onRequest();

    private final Spec spec;

    Amdgpu(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Amdgpu> sensor() {
        return SENSOR;
    }

    private static final class AmdgpuSurvey implements Survey<Amdgpu> {
        private static final String DIRECTORY = "sys/class/drm";

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Amdgpu> plan) {
            for (var card : node.list(DIRECTORY)) {
                var directory = DIRECTORY + "/" + card + "/device/";
                if (!Numbered.isNumbered(card, "card") || node.number(directory + "mem_info_vram_total") == ABSENT) {
                    continue;
                }
                plan.row()
                        .text(CARD, card)
                        .text(DEVICE, node.link(DIRECTORY + "/" + card + "/device"))
                        .text(MODEL, node.text(directory + "product_name"))
                        .text(UNIQUE_ID, node.text(directory + "unique_id"))
                        .number(BUSY, directory + "gpu_busy_percent")
                        .number(MEMORY_BUSY, directory + "mem_busy_percent")
                        .number(VRAM_TOTAL, directory + "mem_info_vram_total")
                        .number(VRAM_USED, directory + "mem_info_vram_used");
                for (var chip : node.list(directory + "hwmon")) {
                    var measured = directory + "hwmon/" + chip + "/";
                    var now = node.number(measured + "power1_input") != ABSENT;
                    plan.signed(CELSIUS, measured + "temp1_input")
                            .signed(CELSIUS_HOTTEST, measured + "temp2_input")
                            .signed(CELSIUS_MEMORY, measured + "temp3_input")
                            .number(WATTS, measured + (now ? "power1_input" : "power1_average"))
                            .set(WATTS_CAP, node.number(measured + "power1_cap"));
                    break;
                }
            }
        }
    }
}
