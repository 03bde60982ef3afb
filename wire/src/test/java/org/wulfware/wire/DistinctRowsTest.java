package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Mounts;
import org.wulfware.catalog.sensors.Mountstats;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Stat;

class DistinctRowsTest {
    private final DistinctRows<Mounts> mounts = new DistinctRows<>(Mounts.SENSOR);

    /// A character a byte.
    private List<String> shown(String... points) {
        var table = new Table<>(Mounts.SENSOR);
        for (var point : points) {
            table.row().text(table.rows() - 1, Mounts.POINT, point.getBytes(ISO_8859_1), 0, point.length());
        }
        mounts.apply(table);
        var shown = new ArrayList<String>();
        for (var row = 0; row < table.rows(); row++) {
            shown.add(table.text(row, Mounts.POINT));
        }
        return shown;
    }

    @Test
    void bytesThatNoDocumentCarriesAreQuestionMarksAndNamesStayApart() {
        assertThat(shown("/a", "/\u00fc", "/\u00fd", "/\u00c3\u00bc", "/\u0001"))
                .containsExactly("/a", "/?", "/?~2", "/\u00fc", "/?~3");
    }

    @Test
    void aNameKeepsItsSuffixAsLongAsItExists() {
        assertThat(shown("/\u00fc")).containsExactly("/?");
        assertThat(shown("/\u00fd", "/\u00fc")).containsExactly("/?~2", "/?");
        assertThat(shown("/\u00fd")).containsExactly("/?~2");
        assertThat(shown("/\u00fc", "/\u00fd")).containsExactly("/?", "/?~2");
        assertThat(shown()).isEmpty();
        assertThat(shown("/\u00fd")).containsExactly("/?");
    }

    @Test
    void whatIsReallyCalledSoIsAnotherToo() {
        assertThat(shown("/\u00fc", "/?", "/?~2")).containsExactly("/?~3", "/?", "/?~2");
        assertThat(shown("/\u00fc")).containsExactly("/?~3");
        assertThat(shown("/x")).containsExactly("/x");
        assertThat(shown("/\u00fc")).containsExactly("/?");
        assertThat(shown("/?", "/\u00fc")).containsExactly("/?~2", "/?");
        assertThat(shown("/?")).containsExactly("/?~2");
    }

    @Test
    void aSourceThatCannotBeReadForOnceForgetsNothing() {
        assertThat(shown("/\u00fc", "/\u00fd")).containsExactly("/?", "/?~2");
        mounts.apply(new Table<>(Mounts.SENSOR).failed());
        assertThat(shown("/\u00fd")).containsExactly("/?~2");
    }

    @Test
    void rowsThatAreTheSameToTheByteAreNumbered() {
        assertThat(shown("/a", "/b", "/a", "/a", "/a~2")).containsExactly("/a", "/b", "/a~2", "/a~3", "/a~2~2");
    }

    @Test
    void operationsAreCalledAfterTheirMount() {
        var table = new Table<>(Mountstats.SENSOR);
        for (var name : List.of("\u00fc", "\u00fd")) {
            table.row().text(table.rows() - 1, Mountstats.POINT, name.getBytes(ISO_8859_1), 0, 1);
        }
        table.row().text(2, Mountstats.OF, new byte[]{(byte) 0xfd}, 0, 1);
        new DistinctRows<>(Mountstats.SENSOR).apply(table);
        assertThat(table.text(1, Mountstats.POINT)).isEqualTo("?~2");
        assertThat(table.text(2, Mountstats.OF)).isEqualTo("?~2");
    }

    @Test
    void theWholeNameOfAnInterfaceIsKeptApartAsItsPartsAre() {
        var table = new Table<>(NetDev.SENSOR);
        for (var octet : new byte[]{(byte) 0xfc, (byte) 0xfd}) {
            table.row();
            table.text(table.rows() - 1, NetDev.DEVTYPE, new byte[]{octet}, 0, 1);
            table.text(table.rows() - 1, NetDev.DEVID, new byte[]{'0'}, 0, 1);
            table.text(table.rows() - 1, NetDev.NAME, new byte[]{octet, '0'}, 0, 2);
        }
        new DistinctRows<>(NetDev.SENSOR).apply(table);
        assertThat(table.text(1, NetDev.DEVTYPE) + table.text(1, NetDev.DEVID)).isEqualTo("?~20");
        assertThat(table.text(0, NetDev.NAME)).isEqualTo("?0");
        assertThat(table.text(1, NetDev.NAME)).isEqualTo("?0~2");
    }

    @Test
    void whereNumbersIdentifyThereIsNothingToDo() {
        assertThat(DistinctRows.isNeeded(Stat.SENSOR)).isFalse();
        assertThat(DistinctRows.isNeeded(Mounts.SENSOR)).isTrue();
    }
}
