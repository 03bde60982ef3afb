package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NfsClientTest {
    @Test
    void operationsAreNamed() {
        assertThat(parsed("""
                net 70 69 1 45
                rpc 1218785755 374636 1218815394
                proc3 22 0 197 23 1298 6 0 0 13 9 0 0 0 0 0 0 0 0 2 3 5 1 7
                """)).isEqualTo("""
                CALLS=1218785755 RETRANSMISSIONS=374636 AUTH_REFRESHES=1218815394 UDP_PACKETS=69 TCP_PACKETS=1\
                 CONNECTIONS=45
                VERSION=3 NAME='Null' COUNT=0
                VERSION=3 NAME='GetAttr' COUNT=197
                VERSION=3 NAME='SetAttr' COUNT=23
                VERSION=3 NAME='Lookup' COUNT=1298
                VERSION=3 NAME='Access' COUNT=6
                VERSION=3 NAME='ReadLink' COUNT=0
                VERSION=3 NAME='Read' COUNT=0
                VERSION=3 NAME='Write' COUNT=13
                VERSION=3 NAME='Create' COUNT=9
                VERSION=3 NAME='MkDir' COUNT=0
                VERSION=3 NAME='SymLink' COUNT=0
                VERSION=3 NAME='MkNod' COUNT=0
                VERSION=3 NAME='Remove' COUNT=0
                VERSION=3 NAME='RmDir' COUNT=0
                VERSION=3 NAME='Rename' COUNT=0
                VERSION=3 NAME='Link' COUNT=0
                VERSION=3 NAME='ReadDir' COUNT=0
                VERSION=3 NAME='ReadDirPlus' COUNT=2
                VERSION=3 NAME='FsStat' COUNT=3
                VERSION=3 NAME='FsInfo' COUNT=5
                VERSION=3 NAME='PathConf' COUNT=1
                VERSION=3 NAME='Commit' COUNT=7
                """);
    }

    @Test
    void aLineOfFewerOperationsIsOfAnotherKernelAndLeftOut() {
        assertThat(parsed("""
                rpc -1 2 18446744073709551615
                proc3 21 1 2
                proc4 35 1 2
                proc4 59 1 x 3
                """)).isEqualTo("""
                RETRANSMISSIONS=2
                VERSION=4 NAME='Null' COUNT=1
                VERSION=4 NAME='Read'
                VERSION=4 NAME='Write' COUNT=3
                """);
    }

    @Test
    void whatIsCutIsAbsent() {
        assertThat(parsed("""
                proc4 59 1 2""")).isEqualTo("""
                VERSION=4 NAME='Null' COUNT=1
                VERSION=4 NAME='Read'
                """);
    }

    @Test
    void ofAKernelWithoutFsidPresentOnlyTheFirstAreSure() {
        var counts = "1 ".repeat(53).strip();
        assertThat(parsed("proc4 53 " + counts + "\n").lines()).hasSize(37)
                .last()
                .isEqualTo("VERSION=4 NAME='Secinfo' COUNT=1");
        assertThat(parsed("proc4 54 " + counts + " 9\n").lines()).hasSize(54)
                .contains("VERSION=4 NAME='FsidPresent' COUNT=1", "VERSION=4 NAME='DestroyClientID' COUNT=9");
        assertThat(parsed("proc4 70 " + "1 ".repeat(70) + "\n").lines()).hasSize(59)
                .last()
                .isEqualTo("VERSION=4 NAME='Clone' COUNT=1");
    }

    private static String parsed(String text) {
        return Parsed.of(NfsClient.SENSOR, "proc/net/rpc/nfs", text);
    }
}
