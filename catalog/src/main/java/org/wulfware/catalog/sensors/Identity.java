package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.text;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Who the node says it is: its name from `/proc/sys/kernel/hostname`, and the address that others know it by, which
/// the daemon presents on a line (the kernel has no file for it).
/// ```text
/// golem
/// ```
public enum Identity implements Field {
    HOSTNAME(text("hostname", "The node's name, as its kernel has it.")),
    HOSTIP(text("hostip", "The address of the node's first interface that is not loopback."));

    public static final Sensor<Identity> SENSOR = Sensor.at("system/identity", Identity.class)
            .reads("proc/sys/kernel/hostname", new HostnameText(), HOSTNAME)
            .reads("wulfware/hostip", new HostipText(), HOSTIP)
            .from("the interfaces' addresses", HOSTIP)
            .unstamped()
            .keeps(10);

    private final Spec spec;

    Identity(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Identity> sensor() {
        return SENSOR;
    }

    private static final class HostnameText implements Sensor.Parser<Identity> {
        @Override
        public void parse(Cursor text, Table<Identity> out) {
            // The kernel takes any bytes for a name, line ends among them, and prints one behind it.
            if (text.upToLastInAll('\n') && text.atEnd() && text.wordLength() > 0) {
                out.onlyRow().copy(HOSTNAME, text);
            }
        }
    }

    private static final class HostipText implements Sensor.Parser<Identity> {
        @Override
        public void parse(Cursor text, Table<Identity> out) {
            if (text.word()) {
                out.onlyRow().copy(HOSTIP, text);
            }
        }
    }
}
