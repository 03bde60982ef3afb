package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;

class MountsTest {
    @Test
    void aFileSystemSaysItsRoomAndSinceWhen() {
        assertThat(parsed("""
                / ext4 /dev/vda2 rw ok 3 274877906944 89120317440 75083776000
                /home nfs4 nas1:/export/home ro stale 64 1099511627776 549755813888 0
                """)).isEqualTo("""
                POINT='/' TYPE='ext4' DEVICE='/dev/vda2' READ_ONLY=0 STATE='ok' AGE=3 SIZE=274877906944\
                 FREE=89120317440 AVAILABLE=75083776000
                POINT='/home' TYPE='nfs4' DEVICE='nas1:/export/home' READ_ONLY=1 STATE='stale' AGE=64\
                 SIZE=1099511627776 FREE=549755813888 AVAILABLE=0
                """);
    }

    @Test
    void oneThatHasNeverAnsweredHasNoSize() {
        assertThat(parsed("/dead nfs4 nas1:/x rw stale - - - -\n"))
                .isEqualTo("POINT='/dead' TYPE='nfs4' DEVICE='nas1:/x' READ_ONLY=0 STATE='stale'\n");
    }

    @Test
    void blanksInNamesAreWrittenAsTheKernelDoes() {
        assertThat(parsed("/a\\040b\\134c\\9\\04 t d\\011e rw ok 0 1 1 1\n")).isEqualTo(
                "POINT='/a b\\c\\9\\04' TYPE='t' DEVICE='d[09]e' READ_ONLY=0 STATE='ok' AGE=0 SIZE=1 FREE=1 AVAILABLE=1\n");
        assertThat(parsed("\\777 t\n")).isEqualTo("POINT='\\777' TYPE='t'\n");
    }

    @Test
    void whatIsCutOffOrNoNumberIsAbsent() {
        assertThat(parsed("/ ext4 /dev/vda2 rw ok 3 27487")).isEqualTo(
                "POINT='/' TYPE='ext4' DEVICE='/dev/vda2' READ_ONLY=0 STATE='ok' AGE=3\n");
        assertThat(parsed("/ ext4 /dev/vda2 xx ok -3 99999999999999999999 5 5\n\n")).isEqualTo(
                "POINT='/' TYPE='ext4' DEVICE='/dev/vda2' STATE='ok' FREE=5 AVAILABLE=5\n");
        assertThat(parsed("")).isEmpty();
    }

    @Test
    void inodesBelongToTheFileSystemOfThatName() {
        var table = new Table<>(Mounts.SENSOR);
        Parsed.into(table, "wulfware/mounts", "/a\\040b t\n/a t\n/home t\n/late t\n/cut t\n".getBytes(US_ASCII));
        Parsed.into(
                table,
                "wulfware/inodes",
                "/a\\040b 10 9\n/a\\040 1 1\n/gone 7 7\n\n/home - -\n/late 8 x\n/cut 5 4".getBytes(US_ASCII));
        assertThat(Parsed.show(table)).isEqualTo("""
                POINT='/a b' TYPE='t' INODES=10 INODES_FREE=9
                POINT='/a' TYPE='t'
                POINT='/home' TYPE='t'
                POINT='/late' TYPE='t' INODES=8
                POINT='/cut' TYPE='t' INODES=5
                """);
    }

    private static String parsed(String text) {
        return Parsed.of(Mounts.SENSOR, "wulfware/mounts", text);
    }
}
