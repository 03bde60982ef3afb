package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Mounts;
import org.wulfware.catalog.sensors.Stat;

class QueryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /xmlsysd/proc/loadavg/load1          | proc/loadavg/load1
            /xmlsysd/proc/loadavg                | proc/loadavg/load1 proc/loadavg/load15 proc/loadavg/load5
            //loadavg                            | proc/loadavg/load1 proc/loadavg/load15 proc/loadavg/load5
            //load1?                             | proc/loadavg/load15
            /xmlsysd//uptime/*                   | proc/uptime/idle proc/uptime/seconds
            /xmlsysd/proc/stat/cpu               | proc/stat/cpu/nice proc/stat/cpu/sys proc/stat/cpu/tot proc/stat/cpu/user
            /xmlsysd/proc/stat/cpu/iow*          | proc/stat/cpu/iowait
            //cpu_total/i*                       | proc/stat/cpu_total/idle proc/stat/cpu_total/iowait proc/stat/cpu_total/irq
            //stat//in                           | proc/stat/page/in proc/stat/swap/in
            /xmlsysd/system/users                | system/users
            //load1 //users                      | proc/loadavg/load1 system/users
            //cpu[@id="0"]/user                  | proc/stat/cpu/user
            //mount[@point='/home']/free_bytes   | system/mounts/mount/free_bytes
            /*/*/entropy                         | proc/entropy/available proc/entropy/poolsize
            """)
    void aPathMeansTheseFields(String path, String fields) throws BadPathException {
        assertThat(String.join(" ", selected(Query.of(path)))).isEqualTo(fields);
    }

    @Test
    void theRootMeansTheDefaultSelection() throws BadPathException {
        assertThat(Query.of("/xmlsysd").selection()).isEqualTo(new Selection());
    }

    @Test
    void everythingMeansEverything() throws BadPathException {
        var all = new Selection();
        all.on(Selection.ALL);
        assertThat(Query.of("//*").selection()).isEqualTo(all);
        assertThat(Query.of("//*").cells()).isNull();
    }

    @Test
    void attributesTellWhichRowsAreMeant() throws BadPathException {
        var index = Catalog.indexOf(Stat.SENSOR);
        var table = new Table<>(Stat.SENSOR);
        for (var cpu = 0; cpu < 30; cpu++) {
            table.row().set(Stat.CPU, cpu).set(Stat.CPU_USER, 7);
        }
        assertThat(rows("//cpu[@id=\"2\"]/user", index, table)).containsExactly(2);
        assertThat(rows("//cpu[@id=\"2*\"]/user", index, table))
                .containsExactly(2, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
        assertThat(rows("//cpu[@id=\"1\"]/user //cpu[@id=\"?9\"]", index, table)).containsExactly(1, 19, 29);
        assertThat(rows("//cpu[@id=\"1\"]/user //user", index, table)).hasSize(30);
        assertThat(rows("//cpu[@id=\"\"]/user", index, table)).isEmpty();
    }

    @Test
    void aValueBetweenQuotesMayHoldBlanksAndSlashes() throws BadPathException {
        var name = "/home/a b]".getBytes(StandardCharsets.UTF_8);
        var table = new Table<>(Mounts.SENSOR).row().text(0, Mounts.POINT, name, 0, name.length);
        table.set(Mounts.FREE, 3);
        assertThat(rows("//mount[@point=\"/home/a b]\"]/free_bytes", Catalog.indexOf(Mounts.SENSOR), table)).hasSize(1);
        assertThat(rows("//mount[@point=\"/home/*\"]/free_bytes", Catalog.indexOf(Mounts.SENSOR), table)).hasSize(1);
        assertThat(rows("//mount[@point=\"/home\"]/free_bytes", Catalog.indexOf(Mounts.SENSOR), table)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            load1                    | path "load1", character 1: a path begins with /
            /                        | path "/", character 2: the name of an element, or *, is missing
            /xmlsysd///x             | path "/xmlsysd///x", character 11: the name
            /xmlsysd/proc/           | path "/xmlsysd/proc/", character 15: the name
            //cpu[id="0"]            | path "//cpu[id="0"]", character 7: in brackets
            //cpu[@id=0]             | path "//cpu[@id=0]", character 11: what an attribute
            //cpu[@id="0]            | path "//cpu[@id="0]", character 11: what an attribute
            //cpu[@id="0"            | path "//cpu[@id="0"", character 14: a bracket is not closed
            //cpu[@id="0"]x          | path "//cpu[@id="0"]x", character 15: a path begins with / and has / between
            /xmlsysd/proc/cpu        | no document has a path "/xmlsysd/proc/cpu"
            /proc/stat               | no document has a path "/proc/stat"
            //nonsense               | no document has a path "//nonsense"
            //stat[@id="0"]          | no document has a path "//stat[@id="0"]"
            //cpu[@name="0"]         | no document has a path "//cpu[@name="0"]"
            //load1 //load2          | no document has a path "//load2"
            //cpu/@id                | path "//cpu/@id", character 7: the name
            """)
    void whatIsNoPathIsQuotedWithItsPlace(String path, String why) {
        assertThatThrownBy(() -> Query.of(path)).isInstanceOf(BadPathException.class).hasMessageStartingWith(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void noPathAtAllIsAnError(String nothing) {
        assertThatThrownBy(() -> Query.of(nothing)).isInstanceOf(BadPathException.class)
                .hasMessageContaining("get takes");
    }

    @Test
    void whatAPathMayCostIsBounded() {
        assertThatThrownBy(() -> Query.of("//* ".repeat(65))).isInstanceOf(BadPathException.class)
                .hasMessage("more than 64 paths");
        assertThatThrownBy(() -> Query.of("//*".repeat(33))).isInstanceOf(BadPathException.class)
                .hasMessageContaining("more than 32");
        assertThatThrownBy(() -> Query.of("//x" + "[@a=\"\"]".repeat(9)))
                .isInstanceOf(BadPathException.class)
                .hasMessageContaining("more than 8");
    }

    private static SortedSet<String> selected(Query query) {
        var found = new TreeSet<String>();
        for (var index = 0; index < Catalog.size(); index++) {
            for (var field : Catalog.sensor(index).fields()) {
                if (query.selection().wants(index, field.ordinal())) {
                    found.add(Catalog.path(index) + (field.spec().path().isEmpty() ? "" : "/" + field.spec().path()));
                }
            }
        }
        return found;
    }

    private static SortedSet<Integer> rows(String paths, int index, Table<?> table) throws BadPathException {
        var query = Query.of(paths);
        var found = new TreeSet<Integer>();
        for (var row = 0; row < table.rows(); row++) {
            for (var slot = 0; slot < table.sensor().fields().length; slot++) {
                var isThere = query.selection().wants(index, slot) && table.cell(row, slot) != Long.MIN_VALUE;
                var cells = query.cells();
                if (isThere && (cells == null || cells.wants(index, table, row, slot))) {
                    found.add(row);
                }
            }
        }
        return found;
    }
}
