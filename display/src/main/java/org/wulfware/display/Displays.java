package org.wulfware.display;

import module java.base;

/// The displays that come with the programs. A new one is one line here.
public final class Displays {
    private static final List<Display> ALL = List.of(
            VmstatDisplay.DISPLAY,
            LoadDisplay.DISPLAY,
            MemoryDisplay.DISPLAY,
            NetDisplay.DISPLAY,
            TimeDisplay.DISPLAY,
            CpuDisplay.DISPLAY,
            UsersDisplay.DISPLAY,
            JobsDisplay.DISPLAY,
            JobsDisplay.WITH_COMMAND_LINE,
            DeviceDisplays.CORES,
            DeviceDisplays.DISK,
            DeviceDisplays.FILESYSTEMS,
            PressureDisplay.DISPLAY,
            DeviceDisplays.INTERFACES,
            DeviceDisplays.INFINIBAND,
            DeviceDisplays.SENSORS,
            GpuDisplay.DISPLAY,
            DeviceDisplays.NVIDIA,
            DeviceDisplays.AMDGPU,
            DeviceDisplays.CGROUP);

    /// What is shown when nobody says what.
    public static final Display USUAL = LoadDisplay.DISPLAY;

    private Displays() {}

    /// The displays, by number.
    public static List<Display> all() {
        return ALL;
    }

    /// The display that is called `given`, or whose number it is.
    ///
    /// @throws IllegalArgumentException if there is none; its message is for a person, and says what there is
    public static Display byNameOrNumber(String given) {
        return DisplaySet.BUILT_IN.named(given);
    }
}
