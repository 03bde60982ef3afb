package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountstatsTest {
    @Test
    void ofFileSystemsOfNfsItSaysWhatWentThrough() {
        assertThat(parsed("""
                device proc mounted on /proc with fstype proc
                \tage:\t1
                device nas1:/my\\040home mounted on /home\\0401 with fstype nfs4 statvers=1.1
                \topts:\trw,vers=4.2
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
                POINT='/home 1' DEVICE='nas1:/my home' TYPE='nfs4' AGE=3221 READ=4096 WRITTEN=8192 DIRECT_READ=1\
                 DIRECT_WRITTEN=2 SERVER_READ=4097 SERVER_WRITTEN=8193 READ_PAGES=3 WRITTEN_PAGES=4
                OF='/home 1' NAME='READ' CALLS=12 TRANSMISSIONS=13 TIMEOUTS=1 SENT=2112 RECEIVED=51234 QUEUE=3\
                 ROUND_TRIP=45 EXECUTION=52 ERRORS=2
                POINT='/apps' DEVICE='nas2:/apps' TYPE='nfs'
                OF='/apps' NAME='GETATTR' CALLS=2 TRANSMISSIONS=2 TIMEOUTS=0 SENT=232 RECEIVED=224 QUEUE=0\
                 ROUND_TRIP=1 EXECUTION=1
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
