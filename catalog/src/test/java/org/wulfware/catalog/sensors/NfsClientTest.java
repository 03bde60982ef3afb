package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NfsClientTest {
    @Test
    void operationsAreNamed() {
        assertThat(parsed("""
                net 0 0 0 0
                rpc 1218785755 374636 1218815394
                proc3 22 0 197 23 1298 6 0 0 13 9 0 0 0 0 0 0 0 0 2 3 5 1 7
                """)).isEqualTo("""
                CALLS=1218785755 RETRANSMISSIONS=374636 AUTH_REFRESHES=1218815394
                VERSION=3 NAME='null' COUNT=0
                VERSION=3 NAME='getattr' COUNT=197
                VERSION=3 NAME='setattr' COUNT=23
                VERSION=3 NAME='lookup' COUNT=1298
                VERSION=3 NAME='access' COUNT=6
                VERSION=3 NAME='readlink' COUNT=0
                VERSION=3 NAME='read' COUNT=0
                VERSION=3 NAME='write' COUNT=13
                VERSION=3 NAME='create' COUNT=9
                VERSION=3 NAME='mkdir' COUNT=0
                VERSION=3 NAME='symlink' COUNT=0
                VERSION=3 NAME='mknod' COUNT=0
                VERSION=3 NAME='remove' COUNT=0
                VERSION=3 NAME='rmdir' COUNT=0
                VERSION=3 NAME='rename' COUNT=0
                VERSION=3 NAME='link' COUNT=0
                VERSION=3 NAME='readdir' COUNT=0
                VERSION=3 NAME='readdirplus' COUNT=2
                VERSION=3 NAME='fsstat' COUNT=3
                VERSION=3 NAME='fsinfo' COUNT=5
                VERSION=3 NAME='pathconf' COUNT=1
                VERSION=3 NAME='commit' COUNT=7
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
                VERSION=4 NAME='null' COUNT=1
                VERSION=4 NAME='read'
                VERSION=4 NAME='write' COUNT=3
                """);
    }

    @Test
    void whatIsCutIsAbsent() {
        assertThat(parsed("""
                proc4 59 1 2""")).isEqualTo("""
                VERSION=4 NAME='null' COUNT=1
                VERSION=4 NAME='read'
                """);
    }

    private static String parsed(String text) {
        return Parsed.of(NfsClient.SENSOR, "proc/net/rpc/nfs", text);
    }
}
