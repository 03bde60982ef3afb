package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.text;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What the kernel calls itself and the node, as uname(2) does, from the files of `/proc/sys/kernel`. Of the machine it tells
/// since 6.1.
public enum Uname implements Field {
    SYSNAME(text("sysname", "The system: Linux.")),
    NODENAME(text("nodename", "The node's name, as its kernel has it.")),
    RELEASE(text("release", "Release of the running kernel.")),
    VERSION(text("version", "When and how the kernel was built.")),
    MACHINE(text("machine", "The processor's architecture.")),
    DOMAINNAME(text("domainname", "The node's NIS domain."));

    public static final Sensor<Uname> SENSOR = Sensor.at("system/uname", Uname.class)
            .reads("proc/sys/kernel/ostype", new Line(SYSNAME), SYSNAME)
            .reads("proc/sys/kernel/hostname", new Line(NODENAME), NODENAME)
            .reads("proc/sys/kernel/osrelease", new Line(RELEASE), RELEASE)
            .reads("proc/sys/kernel/version", new Line(VERSION), VERSION)
            .reads("proc/sys/kernel/arch", new Line(MACHINE), MACHINE)
            .reads("proc/sys/kernel/domainname", new Line(DOMAINNAME), DOMAINNAME)
            .unstamped()
            .keeps(10)
            .onRequest();

    private final Spec spec;

    Uname(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Uname> sensor() {
        return SENSOR;
    }

    /// A file that is one value with a line end behind it; the value may hold any other bytes, line ends among them.
    private record Line(Uname field) implements Sensor.Parser<Uname> {
        @Override
        public void parse(Cursor text, Table<Uname> out) {
            if (text.upToLastInAll('\n') && text.atEnd() && text.wordLength() > 0) {
                out.onlyRow().copy(field, text);
            }
        }
    }
}
