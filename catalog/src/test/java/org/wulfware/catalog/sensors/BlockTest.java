package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockTest {
    @Test
    void aDiskSaysItsSizeInBytes() {
        var node = Surveying.of("sys/block/sda", """
                size: 1953525168
                ro: 0
                removable: 0
                device/model: ST91000640NS
                queue/rotational: 1
                """).with("sys/block/nvme0n1", "size: 1\nro: 1");
        assertThat(node.sampled(Block.SENSOR)).isEqualTo("""
                NAME='nvme0n1' SIZE=512 READ_ONLY=1
                NAME='sda' SIZE=1000204886016 MODEL='ST91000640NS' ROTATIONAL=1 READ_ONLY=0 REMOVABLE=0
                """);
    }

    @Test
    void aDiskWithoutASizeIsNone() {
        var node = Surveying.of("sys/block/loop0", "size: 0\nro: 0")
                .with("sys/block/a", "size: -1")
                .with("sys/block/b", "size: 18014398509481984")
                .with("sys/block/c", "size: 1 2")
                .with("sys/block/d", "ro: 0");
        assertThat(node.sampled(Block.SENSOR)).isEmpty();
    }
}
