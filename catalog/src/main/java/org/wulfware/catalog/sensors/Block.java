package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;

/// Disks, `/sys/block`; their traffic is in `proc/diskstats`:
/// ```text
/// sda/size              3750748848
/// sda/queue/rotational  0
/// sda/device/model      INTEL SSDSC2KB01
/// ```
/// The kernel counts a disk's size in sectors of 512 bytes, whatever its own are. Devices without a size (loops and card readers
/// with nothing in them) are left out.
public enum Block implements Field {
    NAME(text("disk@name", "The disk's name.")),
    SIZE(gauge("disk/size", BYTES, "Its size.")),
    MODEL(text("disk/model", "Its model, as it calls itself.")),
    ROTATIONAL(gauge("disk/rotational", NONE, "1 if it turns, or the kernel believes so.")),
    READ_ONLY(gauge("disk/read_only", NONE, "1 if it cannot be written to.")),
    REMOVABLE(gauge("disk/removable", NONE, "1 if its medium can be taken out."));

    public static final Sensor<Block> SENSOR = Sensor.at("system/block", Block.class)
            .surveys(new BlockSurvey(), 60)
            .onRequest();

    private final Spec spec;

    Block(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Block> sensor() {
        return SENSOR;
    }

    private static final class BlockSurvey implements Survey<Block> {
        private static final String DIRECTORY = "sys/block";
        private static final int SECTOR = 512;

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Block> plan) {
            for (var name : node.list(DIRECTORY)) {
                var directory = DIRECTORY + "/" + name + "/";
                var sectors = node.number(directory + "size");
                if (sectors > 0 && sectors <= Long.MAX_VALUE / SECTOR) {
                    plan.row()
                            .text(NAME, name)
                            .set(SIZE, sectors * SECTOR)
                            .text(MODEL, node.text(directory + "device/model"))
                            .set(ROTATIONAL, node.number(directory + "queue/rotational"))
                            .set(READ_ONLY, node.number(directory + "ro"))
                            .set(REMOVABLE, node.number(directory + "removable"));
                }
            }
        }
    }
}
