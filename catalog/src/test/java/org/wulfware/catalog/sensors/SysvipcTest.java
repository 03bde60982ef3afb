package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SysvipcTest {
    private static final String SHM_HEADING =
            "       key      shmid perms       size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime\n";

    @Test
    void segmentsAreCountedAndAddedUp() {
        assertThat(shm(SHM_HEADING + """
                         0          0  1600     393216  1402  1391      2   500   500   500   500 1016031442 1016031442 1016031440
                -559038737      32769  1600     393217  1467  1391      2   500   500   500   500 1016031460 1016031460 1016031460
                """)).isEqualTo("SHMBUFS=2 SHMTOT=786433\n");
    }

    @Test
    void aHeadingAloneSaysThatThereAreNone() {
        assertThat(shm(SHM_HEADING)).isEqualTo("SHMBUFS=0 SHMTOT=0\n");
    }

    @Test
    void queuesAndSemaphoresHaveColumnsOfTheirOwn() {
        assertThat(Parsed.of(Sysvipc.SENSOR, "proc/sysvipc/msg", """
                       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid      stime      rtime      ctime
                     19731          1   660        8192          4  2110     0    26    26    26    26 1655251186          0 1654820059
                """)).isEqualTo("MSGBUFS=1 MSGTOT=8192\n");
        assertThat(Parsed.of(Sysvipc.SENSOR, "proc/sysvipc/sem", """
                       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime
                   5432001          0   600         17    26    26    26    26 1655251195 1654820059
                   5432002          1   600         18    26    26    26    26 1655251195 1654820059
                """)).isEqualTo("SEMBUFS=2 SEMTOT=35\n");
    }

    @Test
    void aTextThatIsCutShortSaysNothing() {
        assertThat(shm("")).isEmpty();
        assertThat(shm(SHM_HEADING.substring(0, 40))).isEmpty();
        assertThat(shm(SHM_HEADING + "0 0 1600 393216 1402 1391\n0 1 1600 3932")).isEmpty();
        assertThat(shm(SHM_HEADING + "0 0 1600 393216 1402 1391\n0 1 1600 393216 14")).isEmpty();
    }

    @Test
    void aSumThatDoesNotFitOrLacksAPartIsAbsent() {
        assertThat(shm(SHM_HEADING + "0 0 1600 9223372036854775807 1\n0 1 1600 1 1\n")).isEqualTo("SHMBUFS=2\n");
        assertThat(shm(SHM_HEADING + "0 0 1600 -5 1\n0 1 1600 1 1\n")).isEqualTo("SHMBUFS=2\n");
    }

    private static String shm(String text) {
        return Parsed.of(Sysvipc.SENSOR, "proc/sysvipc/shm", text);
    }
}
