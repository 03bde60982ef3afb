package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What NVIDIA's driver says of its graphics processors by its library NVML, as a text (see the sensor `Nvidia`). A driver can
/// hang, and so this is for a thread beside the sample. What a processor or an older library does not know is left out.
final class Nvml implements Tree.Text {
    private static final String LIBRARY = "libnvidia-ml.so.1";
    private static final int MOST = 64;
    private static final int LONGEST = 96;

    /// `nvmlPciInfo_t` has the address behind 16 bytes of an older form and five numbers.
    private static final int PCI_ADDRESS_AT = 36;

    private static final int PCI_ADDRESS_LENGTH = 32;
    private static final int TEMPERATURE_OF_THE_CHIP = 0;
    private static final int CLOCK_OF_GRAPHICS = 0;
    private static final int CLOCK_OF_PROCESSORS = 1;
    private static final int CLOCK_OF_MEMORY = 2;
    private static final int CORRECTED = 0;
    private static final int UNCORRECTED = 1;

    private final String name;
    private final StringBuilder lines = new StringBuilder();
    private @Nullable NvmlFunctions nvml;

    Nvml() {
        this(LIBRARY);
    }

    /// @param library its name, or where it is
    Nvml(String library) {
        name = library;
    }

    @Override
    public int read(TextBuffer buffer) {
        var known = nvml;
        if (known == null) {
            known = NvmlFunctions.begin(name);
            nvml = known;
        }
        if (known == null || !known.ask("nvmlDeviceGetCount_v2")) {
            nvml = null; // the driver may have been taken out, perhaps for a newer one
            return -1;
        }
        lines.setLength(0);
        var count = Math.min(MOST, known.number(0));
        for (var i = 0; i < count; i++) {
            if (known.choose(i)) {
                line("gpu", i);
                whatItIs(known);
                whatItDoes(known);
                itsTroubles(known);
            }
        }
        return buffer.fill(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void whatItIs(NvmlFunctions nvml) {
        if (nvml.askName("nvmlDeviceGetName", LONGEST)) {
            line("name", 0, LONGEST, nvml);
        }
        if (nvml.askName("nvmlDeviceGetUUID", LONGEST)) {
            line("uuid", 0, LONGEST, nvml);
        }
        if (nvml.askDevice("nvmlDeviceGetPciInfo_v3")) {
            line("pci", PCI_ADDRESS_AT, PCI_ADDRESS_LENGTH, nvml);
        }
    }

    private void whatItDoes(NvmlFunctions nvml) {
        if (nvml.askDevice("nvmlDeviceGetUtilizationRates")) {
            line("busy", nvml.number(0));
            line("memory_busy", nvml.number(Integer.BYTES));
        }
        if (nvml.askDevice("nvmlDeviceGetMemoryInfo")) {
            line("memory_total", nvml.longNumber(0));
            line("memory_used", nvml.longNumber(2 * Long.BYTES));
        }
        if (nvml.askDevice("nvmlDeviceGetTemperature", TEMPERATURE_OF_THE_CHIP)) {
            line("celsius", nvml.number(0));
        }
        number("milliwatts", nvml, nvml.askDevice("nvmlDeviceGetPowerUsage"));
        number("milliwatts_limit", nvml, nvml.askDevice("nvmlDeviceGetEnforcedPowerLimit"));
        longNumber("millijoules", nvml, nvml.askDevice("nvmlDeviceGetTotalEnergyConsumption"));
        number("fan", nvml, nvml.askDevice("nvmlDeviceGetFanSpeed"));
        number("clock_graphics", nvml, nvml.askDevice("nvmlDeviceGetClockInfo", CLOCK_OF_GRAPHICS));
        number("clock_sm", nvml, nvml.askDevice("nvmlDeviceGetClockInfo", CLOCK_OF_PROCESSORS));
        number("clock_memory", nvml, nvml.askDevice("nvmlDeviceGetClockInfo", CLOCK_OF_MEMORY));
        number("processes", nvml, nvml.askProcesses());
    }

    private void itsTroubles(NvmlFunctions nvml) {
        longNumber("throttle_reasons", nvml, nvml.askDevice("nvmlDeviceGetCurrentClocksThrottleReasons"));
        longNumber("ecc_corrected", nvml, nvml.askErrors(CORRECTED));
        longNumber("ecc_uncorrected", nvml, nvml.askErrors(UNCORRECTED));
    }

    private void number(String name, NvmlFunctions nvml, boolean isKnown) {
        if (isKnown) {
            line(name, nvml.number(0));
        }
    }

    private void longNumber(String name, NvmlFunctions nvml, boolean isKnown) {
        if (isKnown) {
            line(name, nvml.longNumber(0));
        }
    }

    private void line(String name, long value) {
        lines.append(name).append(' ').append(value).append('\n');
    }

    /// The words that end with a 0 in the answer.
    private void line(String name, int at, int most, NvmlFunctions nvml) {
        lines.append(name).append(' ');
        for (var i = 0; i < most; i++) {
            var octet = nvml.octet(at + i);
            if (octet == 0) {
                break;
            }
            lines.append(octet >= ' ' && octet < 0x7f ? (char) octet : '?');
        }
        lines.append('\n');
    }
}
