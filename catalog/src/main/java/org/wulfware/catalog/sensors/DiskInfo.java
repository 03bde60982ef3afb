package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.RPM;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;

/// What udev knows of each disk and partition in `/proc/diskstats`, `/run/udev/data/bMAJOR:MINOR`, and whether it rotates:
/// ```text
/// E:ID_MODEL=TOSHIBA_KSDB4U86
/// E:ID_FS_TYPE=LVM2_member
/// ```
/// The serial number is what the disk says of itself (`SCSI_IDENT_SERIAL`, as on its label), else `ID_SERIAL_SHORT`, else `ID_SERIAL`.
public enum DiskInfo implements Field {
    NAME(text("device@name", "The device: sda1.")),
    MAJOR(gauge("device/major_number", NONE, "Its first number.")),
    MINOR(gauge("device/minor_number", NONE, "Its second number.")),
    MODEL(text("device/model", "Model.")),
    PATH(text("device/path", "Where it is connected.")),
    REVISION(text("device/revision", "Revision of its firmware.")),
    WWN(text("device/wwn", "World Wide Name.")),
    FS_TYPE(text("device/fs_type", "The file system on it, or what else.")),
    FS_USAGE(text("device/fs_usage", "What that is used for: filesystem, raid, other.")),
    FS_UUID(text("device/fs_uuid", "Its UUID.")),
    FS_VERSION(text("device/fs_version", "Its version.")),
    DM_NAME(text("device/dm_name", "The device mapper's name of it.")),
    DM_UUID(text("device/dm_uuid", "The device mapper's UUID of it.")),
    VG_NAME(text("device/vg_name", "The volume group that it is in.")),
    LV_NAME(text("device/lv_name", "The logical volume that it is.")),
    LV_LAYER(text("device/lv_layer", "Which layer of that.")),
    SERIAL(text("device/serial", "Serial number.")),
    ROTATES(gauge("device/rotates", NONE, "1 if it rotates, 0 if not or if nobody knows.")),
    ATA_CACHE(gauge("device/ata_write_cache", NONE, "1 if a disk of ATA has a write cache.")),
    ATA_CACHE_ON(gauge("device/ata_write_cache_enabled", NONE, "1 if that is on.")),
    ATA_RPM(gauge("device/ata_rotation_rate", RPM, "How fast a disk of ATA rotates, 0 if it does not."));

    public static final Sensor<DiskInfo> SENSOR = Sensor.at("system/disk_info", DiskInfo.class)
            .surveys(new DiskInfoSurvey(), 60)
            .onRequest();

    private static final DiskInfo[] FIELDS = values();
    private static final String[] KEYS = {"ID_MODEL", "ID_PATH", "ID_REVISION", "ID_WWN", "ID_FS_TYPE", "ID_FS_USAGE",
        "ID_FS_UUID", "ID_FS_VERSION", "DM_NAME", "DM_UUID", "DM_VG_NAME", "DM_LV_NAME", "DM_LV_LAYER"};
    private static final String[] SERIALS = {"SCSI_IDENT_SERIAL", "ID_SERIAL_SHORT", "ID_SERIAL"};

    private final Spec spec;

    DiskInfo(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<DiskInfo> sensor() {
        return SENSOR;
    }

    private static final class DiskInfoSurvey implements Survey<DiskInfo> {
        private static final String DIRECTORY = "run/udev/data";

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<DiskInfo> plan) {
            var text = node.whole("proc/diskstats");
            for (var line : text == null ? new String[0] : text.split("\n")) {
                var words = line.strip().split(" +", 4);
                var major = Numbered.number(words[0], "");
                var minor = words.length < 4 ? ABSENT : Numbered.number(words[1], "");
                if (major == ABSENT || minor == ABSENT) {
                    continue;
                }
                var rotates = node.number("sys/block/" + words[2] + "/queue/rotational");
                plan.row().text(NAME, words[2]).set(MAJOR, major).set(MINOR, minor).set(ROTATES, rotates == 1 ? 1 : 0);
                properties(node.whole(DIRECTORY + "/b" + major + ":" + minor), plan);
            }
        }

        private static void properties(@Nullable String text, Plan<DiskInfo> plan) {
            if (text == null) {
                return;
            }
            var said = new HashMap<String, String>();
            for (var line : text.split("\n")) {
                var equals = line.indexOf('=');
                if (line.startsWith("E:") && equals > 0) {
                    said.put(line.substring(2, equals), line.substring(equals + 1).strip());
                }
            }
            for (var i = 0; i < KEYS.length; i++) {
                plan.text(FIELDS[MODEL.ordinal() + i], said.get(KEYS[i]));
            }
            for (var key : SERIALS) {
                var serial = said.getOrDefault(key, "");
                if (!serial.isEmpty()) {
                    plan.text(SERIAL, serial);
                    break;
                }
            }
            if (said.containsKey("ID_ATA")) {
                plan.set(ATA_CACHE, number(said.get("ID_ATA_WRITE_CACHE")))
                        .set(ATA_CACHE_ON, number(said.get("ID_ATA_WRITE_CACHE_ENABLED")))
                        .set(ATA_RPM, number(said.get("ID_ATA_ROTATION_RATE_RPM")));
            }
        }

        private static long number(@Nullable String text) {
            return text == null ? ABSENT : Numbered.number(text, "");
        }
    }
}
