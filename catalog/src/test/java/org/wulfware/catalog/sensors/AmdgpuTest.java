package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmdgpuTest {
    private static final String DRM = "sys/class/drm/";

    @Test
    void aCardSaysHowBusyAndHowHotItIs() {
        var node = Surveying.of(DRM + "card1", """
                device -> ../../../0000:c3:00.0
                device/gpu_busy_percent: 97
                device/mem_busy_percent: 41
                device/mem_info_vram_total: 68702699520
                device/mem_info_vram_used: 51234567168
                device/product_name: Instinct MI210
                device/unique_id: 3f8d1a2b4c5e6f70
                device/hwmon/hwmon3/temp1_input: 61000
                device/hwmon/hwmon3/temp2_input: 78000
                device/hwmon/hwmon3/temp3_input: 70000
                device/hwmon/hwmon3/power1_average: 252000000
                device/hwmon/hwmon3/power1_cap: 300000000
                """);
        assertThat(node.sampled(Amdgpu.SENSOR)).isEqualTo("""
                CARD='card1' DEVICE='0000:c3:00.0' MODEL='Instinct MI210' UNIQUE_ID='3f8d1a2b4c5e6f70' BUSY=97\
                 MEMORY_BUSY=41 VRAM_TOTAL=68702699520 VRAM_USED=51234567168 CELSIUS=61000 CELSIUS_HOTTEST=78000\
                 CELSIUS_MEMORY=70000 WATTS=252000000 WATTS_CAP=300000000
                """);
    }

    @Test
    void powerAtOnceIsTakenWhereItIsSaid() {
        var node = Surveying.of(DRM + "card0/device", """
                mem_info_vram_total: 1
                hwmon/hwmon3/power1_input: 5
                hwmon/hwmon4/power1_input: 6
                """);
        assertThat(node.sampled(Amdgpu.SENSOR)).isEqualTo("CARD='card0' VRAM_TOTAL=1 WATTS=5\n");
    }

    @Test
    void othersCardsAndOutputsAreNone() {
        var node = Surveying.of(DRM + "card0/device", "vendor: 0x10de")
                .with(DRM + "card1-DP-1/device", "mem_info_vram_total: 1")
                .with(DRM + "renderD128/device", "mem_info_vram_total: 1");
        assertThat(node.sampled(Amdgpu.SENSOR)).isEmpty();
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        var node = Surveying
                .of(DRM + "card0/device", "mem_info_vram_total: 0\ngpu_busy_percent: 101%\nmem_busy_percent: -1")
                .text(DRM + "card0/device/mem_info_vram_used", "12");
        assertThat(node.sampled(Amdgpu.SENSOR)).isEqualTo("CARD='card0' VRAM_TOTAL=0\n");
    }
}
