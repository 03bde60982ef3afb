package org.wulfware.catalog.sensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What PCI devices are called, as `lspci -D -mm` prints it, a device a line:
/// ```text
/// 0000:3b:00.0 "Ethernet controller" "Mellanox Technologies" "MT27800 Family [ConnectX-5]" -r00 "Mellanox" "Device 0008"
/// ```
/// In quotes, a quote and a backslash have a backslash before them.
final class PciNames {
    private static final int MOST = 4096;
    private static final int LONGEST = 256;

    private final Map<String, List<String>> names = new HashMap<>();

    /// The names in `text`; what is no such line is passed over.
    static PciNames of(@Nullable String text) {
        var names = new PciNames();
        if (text == null) {
            return names;
        }
        for (var from = 0; from < text.length() && names.names.size() < MOST;) {
            var end = text.indexOf('\n', from);
            if (end < 0) {
                break; // cut off
            }
            var blank = text.indexOf(' ', from);
            if (blank > from && blank < end) {
                names.names.put(text.substring(from, blank), quoted(text, blank, end));
            }
            from = end + 1;
        }
        return names;
    }

    @Nullable
    String ofClass(String address) {
        return name(address, 0);
    }

    @Nullable
    String ofVendor(String address) {
        return name(address, 1);
    }

    @Nullable
    String ofDevice(String address) {
        return name(address, 2);
    }

    private @Nullable String name(String address, int index) {
        var known = names.get(address);
        return known != null && index < known.size() ? known.get(index) : null;
    }

    /// The first three in quotes.
    private static List<String> quoted(String text, int from, int end) {
        var found = new ArrayList<String>(3);
        for (var i = text.indexOf('"', from); i >= 0 && i < end && found.size() < 3; i = text.indexOf('"', i)) {
            var name = new StringBuilder();
            for (i++; i < end && text.charAt(i) != '"'; i++) {
                if (text.charAt(i) == '\\' && i + 1 < end) {
                    i++;
                }
                if (name.length() < LONGEST) {
                    name.append(text.charAt(i));
                }
            }
            if (i >= end) {
                break; // no quote behind it
            }
            found.add(name.toString());
            i++;
        }
        return found;
    }
}
