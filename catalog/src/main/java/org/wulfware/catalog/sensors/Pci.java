package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;

/// PCI devices, `/sys/bus/pci/devices`:
/// ```text
/// 0000:3b:00.0/class      0x020000
/// 0000:3b:00.0/vendor     0x15b3
/// 0000:3b:00.0/device     0x1017
/// 0000:3b:00.0/driver     -> ../../../../bus/pci/drivers/mlx5_core
/// 0000:3b:00.0/numa_node  0
/// ```
/// Of a device that belongs to no node of memory the kernel says that it is at -1. How fast its link is has been told since 4.13.
/// What it is called is told by `lspci`, which knows all makers' lists (see [PciNames]): the daemon runs it once. The interfaces
/// of a network card are in `net/`, those of a virtual one in `virtioN/net/`.
public enum Pci implements Field {
    ADDRESS(text("device@address", "Domain, bus, slot and function.")),
    CLASS(text("device/class", "What it is: class, subclass and interface as hexadecimal digits.")),
    VENDOR(text("device/vendor", "The number of who made it.")),
    DEVICE(text("device/device_id", "The maker's number of it.")),
    SUBSYSTEM_VENDOR(text("device/subsystem_vendor", "The number of who made the card.")),
    SUBSYSTEM_DEVICE(text("device/subsystem_device", "That maker's number of the card.")),
    REVISION(text("device/revision", "Its revision.")),
    DRIVER(text("device/driver", "The driver that it is bound to.")),
    NUMA_NODE(gauge("device/numa_node", NONE, "The node of memory that it is next to.")),
    LINK_SPEED(text("device/link_speed", "How fast its link is now.")),
    LINK_WIDTH(gauge("device/link_width", NONE, "Lanes of its link in use.")),
    LINK_WIDTH_MAX(gauge("device/link_width_max", NONE, "Lanes that it could use.")),
    CLASS_NAME(text("device/class_name", "What it is, in words.")),
    VENDOR_NAME(text("device/vendor_name", "Who made it.")),
    DEVICE_NAME(text("device/device_name", "What the maker calls it.")),
    INTERFACE(text("device/interface", "The network interfaces that belong to it."));

    public static final Sensor<Pci> SENSOR = Sensor.at("system/pci", Pci.class)
            .surveys(new PciSurvey(), 300)
            .from("lspci -D -mm, run once", CLASS_NAME, VENDOR_NAME, DEVICE_NAME)
            .beside()
            .onRequest();

    private final Spec spec;

    Pci(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Pci> sensor() {
        return SENSOR;
    }

    private static final class PciSurvey implements Survey<Pci> {
        private static final String DIRECTORY = "sys/bus/pci/devices";

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Pci> plan) {
            var names = PciNames.of(node.whole("wulfware/lspci"));
            for (var address : node.list(DIRECTORY)) {
                var directory = DIRECTORY + "/" + address + "/";
                plan.row()
                        .text(ADDRESS, address)
                        .text(CLASS, node.text(directory + "class"))
                        .text(VENDOR, node.text(directory + "vendor"))
                        .text(DEVICE, node.text(directory + "device"))
                        .text(SUBSYSTEM_VENDOR, node.text(directory + "subsystem_vendor"))
                        .text(SUBSYSTEM_DEVICE, node.text(directory + "subsystem_device"))
                        .text(REVISION, node.text(directory + "revision"))
                        .text(DRIVER, node.link(directory + "driver"))
                        .set(NUMA_NODE, node.number(directory + "numa_node"))
                        .text(LINK_SPEED, node.text(directory + "current_link_speed"))
                        .set(LINK_WIDTH, node.number(directory + "current_link_width"))
                        .set(LINK_WIDTH_MAX, node.number(directory + "max_link_width"))
                        .text(CLASS_NAME, names.ofClass(address))
                        .text(VENDOR_NAME, names.ofVendor(address))
                        .text(DEVICE_NAME, names.ofDevice(address))
                        .text(INTERFACE, interfaces(node, directory));
            }
        }

        /// Their names, a blank between two.
        private static String interfaces(Node node, String directory) {
            var found = new StringBuilder();
            append(node.list(directory + "net"), found);
            if (found.isEmpty()) {
                for (var name : node.list(directory.substring(0, directory.length() - 1))) {
                    if (Numbered.isNumbered(name, "virtio")) {
                        append(node.list(directory + name + "/net"), found);
                    }
                }
            }
            return found.toString();
        }

        private static void append(String[] names, StringBuilder found) {
            for (var name : names) {
                found.append(found.isEmpty() ? "" : " ").append(name);
            }
        }
    }
}
