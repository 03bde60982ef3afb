package org.wulfware.display;

/// A host's graphics processors, whoever made them.
final class GpuDisplay {
    static final Display DISPLAY = Display.of(
            Display.NO_NUMBER,
            "gpu",
            "Graphics processors",
            "A host's graphics processors together; the types nvidia and amdgpu have a line for each.",
            Column.of("gpus", "either(count(nvidia.gpu), count(gpu.gpu))", "How many there are.")
                    .width(4)
                    .shown(Look.FIXED0),
            Column.of("busy_pct", "either(mean(nvidia.gpu.busy), mean(gpu.gpu.busy))", "How busy they are, on average.")
                    .heading("busy%")
                    .judged(Thresholds.DEVICE),
            Column.of("idle", "either(count(nvidia.gpu where busy < 5), count(gpu.gpu where busy < 5))",
                    "How many of them are next to idle.")
                    .width(4)
                    .shown(Look.FIXED0),
            Column.of("memory", "either(sum(nvidia.gpu.memory_used), sum(gpu.gpu.vram_used))", "Their memory in use."),
            Column.of("memory_pct", "either(nvidia.gpu.memory_used%, gpu.gpu.vram_used%)",
                    "Their memory in use, of all that they have.")
                    .heading("mem%")
                    .judged(Thresholds.MEMORY),
            Column.of("celsius",
                    "either(max(nvidia.gpu.celsius), max(either(gpu.gpu.celsius_hottest, gpu.gpu.celsius)))",
                    "Temperature of the hottest.")
                    .heading("°C")
                    .judged(Thresholds.GPU_CELSIUS),
            Column.of("watts", "either(sum(nvidia.gpu.watts), sum(gpu.gpu.watts))", "Their power together.")
                    .decimals(1)
                    .shown(Look.FIXED0));

    private GpuDisplay() {}
}
