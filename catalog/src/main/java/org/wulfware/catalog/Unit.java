package org.wulfware.catalog;

/// The unit of a raw value, as the kernel counts it.
public enum Unit {
    NONE(""),
    BYTES("bytes"),
    KILOBYTES("kilobytes"),
    MEGABYTES("megabytes"),
    PAGES("pages"),
    /// Hundredths of a second, as `/proc` prints them on every architecture (USER_HZ).
    JIFFIES("jiffies"),
    SECONDS("seconds"),
    PACKETS("packets"),
    MEGAHERTZ("megahertz"),
    KILOHERTZ("kilohertz"),
    CELSIUS("celsius"),
    /// Revolutions a minute.
    RPM("rpm"),
    VOLTS("volts"),
    AMPERES("amperes"),
    WATTS("watts"),
    JOULES("joules"),
    PERCENT("percent"),
    MICROSECONDS("microseconds"),
    MILLISECONDS("milliseconds"),
    /// Of 512 bytes, whatever the device.
    SECTORS("sectors"),
    BITS("bits"),
    /// Millions of bits a second.
    MEGABITS("megabits"),
    PARTS_PER_MILLION("parts per million");

    private final String label;

    Unit(String label) {
        this.label = label;
    }

    /// The unit in words for a person, empty for a bare number.
    public String label() {
        return label;
    }
}
