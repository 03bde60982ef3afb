package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelinuxTest {
    @Test
    void whatItDoesAndWillDoIsSaid() {
        assertThat(new Surveying().text("sys/fs/selinux/enforce", "1")
                .text("etc/selinux/config", "# SELINUX=disabled\nSELINUX=permissive\nSELINUXTYPE=targeted\n")
                .sampled(Selinux.SENSOR)).isEqualTo("ENABLED=1 CURRENT=1 CONFIGURED=0\n");
    }

    @Test
    void aKernelWithoutItSaysNo() {
        assertThat(Surveying.of("sys/fs/cgroup", "x: 1").sampled(Selinux.SENSOR)).isEqualTo("ENABLED=0\n");
        assertThat(new Surveying().sampled(Selinux.SENSOR)).isEmpty();
    }
}
