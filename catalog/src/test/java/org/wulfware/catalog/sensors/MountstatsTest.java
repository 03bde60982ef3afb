package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;

class MountstatsTest {
    @Test
    void ofFileSystemsOfNfsItSaysWhatWentThrough() {
        assertThat(parsed("""
                device proc mounted on /proc with fstype proc
                \tage:\t1
                device nas1:/my\\040home mounted on /home\\0401 with fstype nfs4 statvers=1.1
                \topts:\trw,vers=4.2,mountproto=udp,proto=tcp,clientaddr=10.0.0.9
                \tage:\t3221
                \tbytes:\t4096 8192 1 2 4097 8193 3 4
                \tRPC iostats version: 1.1  p/v: 100003/4 (nfs)
                \tper-op statistics
                \t        NULL: 0 0 0 0 0 0 0 0 0
                \t        READ: 12 13 1 2112 51234 3 45 52 2

                device nas2:/apps mounted on /apps with fstype nfs statvers=1.1
                \tper-op statistics
                \t     GETATTR: 2 2 0 232 224 0 1 1
                """)).isEqualTo("""
                POINT='/home 1' DEVICE='nas1:/my home' PROTOCOL='tcp' TYPE='nfs4' AGE=3221 READ=4096 WRITTEN=8192 DIRECT_READ=1\
                 DIRECT_WRITTEN=2 SERVER_READ=4097 SERVER_WRITTEN=8193 READ_PAGES=3 WRITTEN_PAGES=4
                OF='/home 1' OF_DEVICE='nas1:/my home' OF_PROTOCOL='tcp' NAME='READ' CALLS=12 TRANSMISSIONS=13 TIMEOUTS=1 SENT=2112 RECEIVED=51234 QUEUE=3\
                 ROUND_TRIP=45 EXECUTION=52 ERRORS=2
                POINT='/apps' DEVICE='nas2:/apps' TYPE='nfs'
                OF='/apps' OF_DEVICE='nas2:/apps' NAME='GETATTR' CALLS=2 TRANSMISSIONS=2 TIMEOUTS=0 SENT=232 RECEIVED=224 QUEUE=0\
                 ROUND_TRIP=1 EXECUTION=1
                """);
    }

    @Test
    void theServersAddressTellsTwoMountsInOnePlaceApart() {
        var table = Parsed.into(new Table<>(Mountstats.SENSOR), "proc/self/mountstats", """
                device nas:/a mounted on /data with fstype nfs statvers=1.1
                \topts:\trw,proto=udp
                \tper-op statistics
                \tREAD: 1 1 0 1 1 0 0 0
                device /dev/sda1 mounted on /srv with fstype ext4
                device nas:/a mounted on /data with fstype nfs4 statvers=1.1
                \topts:\trw,proto=rdma
                \tper-op statistics
                \tREAD: 2 2 0 2 2 0 0 0
                \tWRITE: 3 3 0 3 3 0 0 0
                """.getBytes(StandardCharsets.ISO_8859_1));
        Parsed.into(table, "proc/self/mounts", """
                nas:/a /data nfs rw,mountaddr=10.0.0.7,addr=10.0.0.1 0 0
                /dev/sda1 /srv ext4 rw,addr=10.0.0.9 0 0
                nas:/b /data nfs rw,addr=10.0.0.8 0 0
                nas:/a /data nfs4 rw,clientaddr=10.0.0.5,addr=10.0.0.2,local_lock=none 0 0
                """.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Parsed.show(table)).isEqualTo("""
                POINT='/data' DEVICE='nas:/a' PROTOCOL='udp' ADDRESS='10.0.0.1' TYPE='nfs'
                OF='/data' OF_DEVICE='nas:/a' OF_PROTOCOL='udp' OF_ADDRESS='10.0.0.1' NAME='READ' CALLS=1\
                 TRANSMISSIONS=1 TIMEOUTS=0 SENT=1 RECEIVED=1 QUEUE=0 ROUND_TRIP=0 EXECUTION=0
                POINT='/data' DEVICE='nas:/a' PROTOCOL='rdma' ADDRESS='10.0.0.2' TYPE='nfs4'
                OF='/data' OF_DEVICE='nas:/a' OF_PROTOCOL='rdma' OF_ADDRESS='10.0.0.2' NAME='READ' CALLS=2\
                 TRANSMISSIONS=2 TIMEOUTS=0 SENT=2 RECEIVED=2 QUEUE=0 ROUND_TRIP=0 EXECUTION=0
                OF='/data' OF_DEVICE='nas:/a' OF_PROTOCOL='rdma' OF_ADDRESS='10.0.0.2' NAME='WRITE' CALLS=3\
                 TRANSMISSIONS=3 TIMEOUTS=0 SENT=3 RECEIVED=3 QUEUE=0 ROUND_TRIP=0 EXECUTION=0
                """);
    }

    @Test
    void whatIsCutOffIsAbsent() {
        assertThat(parsed("device a mounted on /a with fstype nfs4 statvers=1.1\n\tage:\t32"))
                .isEqualTo("POINT='/a' DEVICE='a' TYPE='nfs4'\n");
        assertThat(parsed("device a mounted on /a with fstype nf")).isEmpty();
        assertThat(parsed("device nfsd mounted on /proc/fs/nfsd with fstype nfsd\n\tage:\t3\n")).isEmpty();
        assertThat(parsed("device a mounted on /a\n\tage:\t3\n")).isEmpty();
        assertThat(parsed("")).isEmpty();
    }

    private static String parsed(String text) {
        return Parsed.of(Mountstats.SENSOR, "proc/self/mountstats", text);
    }
}
