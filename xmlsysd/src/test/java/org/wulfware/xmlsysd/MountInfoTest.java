package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MountInfoTest {
    private static final String HOST = """
            25 1 254:2 / / rw,relatime shared:1 - ext4 /dev/vda2 rw,errors=remount-ro
            26 25 0:23 / /run rw,nosuid shared:5 - tmpfs tmpfs rw,size=803088k
            27 25 8:1 / /home rw,relatime shared:7 - xfs /dev/sda1 rw,attr2
            28 25 8:2 / /scratch rw,relatime shared:8 master:2 - ext4 /dev/sdb ro,data=ordered
            29 25 254:2 /srv/data /exports rw,relatime - ext4 /dev/vda2 rw
            """;

    @Test
    void theFileSystemsThemselvesAreReadOnlyOrNot() {
        assertThat(lines(HOST)).isEqualTo("""
                / ext4 /dev/vda2 rw
                /run tmpfs tmpfs rw
                /home xfs /dev/sda1 rw
                /scratch ext4 /dev/sdb ro
                /exports ext4 /dev/vda2 rw
                """);
    }

    /// As systemd 252 lays them for DynamicUser=yes, ProtectKernelModules=yes and ProtectKernelTunables=yes.
    @Test
    void inTheSandboxOfAServiceThereIsWhatThereIsOutside() {
        assertThat(lines(HOST.replace(" rw,relatime ", " ro,relatime ").replace(" rw,nosuid ", " ro,nosuid ") + """
                30 25 254:2 /root /root ro,relatime shared:78 master:1 - ext4 /dev/vda2 rw
                31 26 0:23 /user /run/user ro,nosuid shared:68 master:6 - tmpfs tmpfs rw,size=803088k
                32 26 0:23 /systemd/inaccessible/dir /run/credentials ro,nosuid shared:66 - tmpfs tmpfs rw,size=803088k
                33 26 0:23 /systemd/propagate/xmlsysd.service /run/systemd/incoming ro - tmpfs tmpfs rw,size=803088k
                34 25 0:23 /systemd/inaccessible/dir /usr/lib/modules ro,nosuid master:6 - tmpfs tmpfs rw,size=803088k
                35 25 254:2 /tmp/systemd-private-3d14-xmlsysd.service-PadzU8/tmp /tmp rw - ext4 /dev/vda2 rw
                36 25 254:2 /var/tmp/systemd-private-3d14-xmlsysd.service-NGR20c/tmp /var/tmp rw - ext4 /dev/vda2 rw
                """)).isEqualTo(lines(HOST));
    }

    /// A subvolume has a name of its own, wherever it is mounted.
    @Test
    void partsOfAFileSystemThatAreMountedElsewhereStay() {
        assertThat(lines("""
                25 1 0:30 /@ / rw,relatime shared:1 - btrfs /dev/vda2 rw,subvol=/@
                26 25 0:30 /@home /home rw,relatime shared:2 - btrfs /dev/vda2 rw,subvol=/@home
                27 25 0:30 /@/opt /opt rw,relatime shared:3 - btrfs /dev/vda2 rw
                """)).isEqualTo("/ btrfs /dev/vda2 rw\n/home btrfs /dev/vda2 rw\n");
    }

    @Test
    void whatIsNoMountIsPassedOver() {
        assertThat(lines("\n25 1 254:2 / / rw\nnone\n25 1 254:2 / / rw shared:1 - ext4"))
                .isEmpty();
        assertThat(lines("7 7 0:1 / / rw - tmpfs a\\040b rw\n")).isEqualTo("/ tmpfs a\\040b rw\n");
    }

    @Test
    void whatIsHiddenUnderALaterMountIsLeftOut() {
        assertThat(lines("""
                25 1 254:2 / / rw,relatime shared:1 - ext4 /dev/vda2 rw
                42 25 0:39 / /srv/empty rw,relatime - tmpfs  rw,size=2048k
                43 25 0:40 / /srv/low rw,relatime - tmpfs lowA rw,size=3072k
                44 43 0:41 / /srv/low/sub rw,relatime - tmpfs subB rw,size=4096k
                45 43 0:42 / /srv/low rw,relatime - tmpfs topC rw,size=5120k
                46 25 0:43 / /srv/lower rw,relatime - tmpfs dev\\040with\\040space rw
                47 45 0:44 / /srv/low/sub rw,relatime - tmpfs - rw
                48 25 0:45 / /data/a rw,relatime - tmpfs a rw
                49 25 0:46 / /data rw,relatime - tmpfs data rw
                """)).isEqualTo("""
                / ext4 /dev/vda2 rw
                /srv/empty tmpfs  rw
                /srv/low tmpfs topC rw
                /srv/lower tmpfs dev\\040with\\040space rw
                /srv/low/sub tmpfs - rw
                /data tmpfs data rw
                """);
    }

    /// A chroot sees no parent of its mounts.
    @Test
    void parentsThatAreNotInTheTableHideNothing() {
        assertThat(lines("""
                43 25 0:40 / / rw - tmpfs a rw
                44 26 0:41 / /x rw - tmpfs b rw
                45 25 0:42 / /y rw - tmpfs c rw
                7 7 0:42 / /z rw - tmpfs d rw
                8 9 0:42 / /8 rw - tmpfs d rw
                9 8 0:42 / /9 rw - tmpfs d rw
                """)).startsWith("/ tmpfs a rw\n/x tmpfs b rw\n/y tmpfs c rw\n/z tmpfs d rw\n");
    }

    private static String lines(String text) {
        return MountInfo.entries(text)
                .stream()
                .map(entry -> entry.point() + " " + entry.type() + " " + entry.device()
                        + (entry.isReadOnly() ? " ro\n" : " rw\n"))
                .collect(Collectors.joining());
    }
}
