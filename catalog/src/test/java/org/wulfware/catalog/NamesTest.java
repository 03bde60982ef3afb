package org.wulfware.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.Stat;

class NamesTest {
    @Test
    void lettersAndDigitsCountAndNothingElse() {
        var names = Names.of(Meminfo.values(), "full/");
        assertThat(slot(names, "Active(anon):")).isEqualTo(Meminfo.ACTIVE_ANON.ordinal());
        assertThat(slot(names, "Active:")).isEqualTo(Meminfo.ACTIVE.ordinal());
        assertThat(slot(names, "ACTIVE__")).isEqualTo(Meminfo.ACTIVE.ordinal());
        assertThat(slot(names, "HugePages_Total:")).isEqualTo(Meminfo.HUGEPAGES_TOTAL.ordinal());
    }

    @Test
    void everyNameOfAGroupIsFoundAndNoOther() {
        var names = Names.of(Meminfo.values(), "full/");
        for (var field : Meminfo.values()) {
            var path = field.spec().path();
            var isInside = path.startsWith("full/");
            assertThat(slot(names, path.substring(path.indexOf('/') + 1))).isEqualTo(isInside ? field.ordinal() : -1);
        }
        assertThat(slot(names, "Activ")).isEqualTo(-1);
        assertThat(slot(names, "Activea")).isEqualTo(-1);
        assertThat(slot(names, ":::")).isEqualTo(-1);
        assertThat(slot(names, "")).isEqualTo(-1);
        assertThat(slot(names, "\u00e9\u00ff\u0000")).isEqualTo(-1);
    }

    @Test
    void aKeyHasNoName() {
        assertThat(slot(Names.of(Stat.values(), "cpu"), "@id")).isEqualTo(-1);
    }

    private static int slot(Names names, String word) {
        var bytes = (word + "\n").getBytes(ISO_8859_1);
        var cursor = new Cursor().aim(bytes, 0, bytes.length);
        cursor.word();
        return names.slot(cursor);
    }
}
