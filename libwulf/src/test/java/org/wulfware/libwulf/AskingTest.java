package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Amdgpu;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Nvidia;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.libwulf.Asking.Mask;
import org.wulfware.wire.Packet;
import org.wulfware.wire.Sample;
import org.wulfware.wire.Selection;
import org.wulfware.wire.XmlReader;

class AskingTest {
    private static final Asking ALL = new Asking(List.of("off all", "on time pids", "root off"));

    @Test
    void anExpressionIsAskedForWithWhatItIsFormedFromAndNothingElse() throws ExpressionException {
        assertThat(Asking.of(Expression.of("load1 / cpus")).commands()).containsExactly("off all", "on time load1 tot");
        assertThat(Asking.of(Expression.of("load1"), Expression.of("memory.free")).commands())
                .containsExactly("off all", "on time load1 free");
        assertThat(Asking.of().commands()).containsExactly("off all", "on time");
    }

    /// As everything that metrics are made of is asked for at once, and `on mem` means something else than UDP's.
    @Test
    void whatNoNameTurnsOnHindersNothing() {
        for (var sensor : org.wulfware.catalog.sensors.Catalog.sensors()) {
            for (org.wulfware.catalog.Field field : sensor.fields()) {
                assertThat(Elements.commands(List.of(field), true)).as(field.spec().path()).startsWith("off all");
            }
        }
    }

    @Test
    void ratesNeedTheKernelsReleaseAndProcessesTheirStart() throws ExpressionException {
        assertThat(Asking.of(Expression.of("rate(ctxt)")).commands())
                .containsExactly("off all", "on time ctxt version");
        assertThat(Asking.of(Expression.of("max(rss)")).commands()).containsExactly("off all", "on time rss start");
    }

    @Test
    void anElementThatAnotherSensorHasTooIsTakenBackThere() throws ExpressionException {
        var gpu = Asking.of(Expression.of("max(nvidia.gpu.celsius)")).commands();
        assertThat(gpu).first().isEqualTo("off all");
        var selection = new Selection();
        for (var command : gpu) {
            var words = command.split(" ");
            for (var name : List.of(words).subList(1, words.length)) {
                assertThat(words[0].equals("on") ? selection.on(name) : selection.off(name)).as(command).isTrue();
            }
        }
        assertThat(selection.wantsAny(Catalog.indexOf(Nvidia.SENSOR))).isTrue();
        assertThat(selection.wantsAny(Catalog.indexOf(Amdgpu.SENSOR))).isFalse();
    }

    @Test
    void whereOnlyAKeyIsWantedItsElementIsAskedForWithSomethingInIt() throws ExpressionException {
        assertThat(Asking.of(Expression.of("count(disk)")).commands()).containsExactly("off all", "on time major");
    }

    @Test
    void namesThatALineHoldsAreTheDaemonsToLookFor() {
        var user = "u".repeat(4096 - "user ".length());
        assertThat(ALL.processes(new Wulfhosts(true, List.of(user), List.of("mpirun", "a.out"), List.of())))
                .isEqualTo(new Asking(
                        List.of("off all", "on time pids", "root off", "root on", "user " + user,
                                "task mpirun a.out")));
        assertThat(ALL.processes(Wulfhosts.thisHost())).isEqualTo(ALL);
    }

    @Test
    void ofMoreNamesThanALineHoldsAllProcessesAreAskedFor() {
        var users = List.of("u".repeat(2045), "v".repeat(2046));
        assertThat("user " + String.join(" ", users)).hasSize(4097);
        assertThat(ALL.processes(new Wulfhosts(false, users, List.of("a.out"), List.of())))
                .isEqualTo(new Asking(
                        List.of("off all", "on time pids", "root off", "root on", "pids all"),
                        Optional.of(new Mask(Set.copyOf(users), Set.of("a.out")))));
    }

    @Test
    void thoseThatNobodyNamedAreDropped() {
        var asking = ALL.processes(new Wulfhosts(false, List.of("jane"), many(), List.of()));
        var kept = asking.kept(processes("1 init root", "7 a.out kim", "8 sh jane", "9 task999 root", "10 sh nobody"));
        assertThat(kept.rows(Pids.SENSOR)).isEqualTo(2);
        assertThat(kept.cell(0, Pids.PID)).isEqualTo(8);
        assertThat(kept.text(0, Pids.NAME)).isEqualTo("sh");
        assertThat(kept.text(0, Pids.STATE)).isEmpty();
        assertThat(kept.cell(1, Pids.PID)).isEqualTo(9);
        assertThat(kept.stamp(Pids.SENSOR)).isEqualTo(1_000_000_005_000_000L);
    }

    @Test
    void ofNoneLeftAndOfNoneSentNothingIsSaid() {
        var asking = ALL.processes(new Wulfhosts(false, List.of(), many(), List.of()));
        assertThat(asking.kept(processes("1 init root")).has(Pids.SENSOR)).isFalse();
        assertThat(asking.kept(Sample.of(List.of())).has(Pids.SENSOR)).isFalse();
    }

    private static List<String> many() {
        return IntStream.range(0, 1000).mapToObj(number -> "task" + number).toList();
    }

    /// @param lines number, name and user of each
    private static Sample processes(String... lines) {
        var samples = Samples.at(5);
        var table = samples.table(Pids.SENSOR);
        for (var line : lines) {
            var words = line.split(" ");
            table.row().set(Pids.PID, Long.parseLong(words[0]));
            Samples.text(table, Pids.NAME, words[1]);
            Samples.text(table, Pids.USER, words[2]);
        }
        return samples.sample();
    }

    @Test
    void ofALargeAnswerNothingIsKeptThatWasNotAskedFor() {
        var tasks = new StringBuilder("<xmlsysd><proc><loadavg><load1>0.5</load1></loadavg><pids>");
        for (var pid = 1; pid <= 3000; pid++) {
            tasks.append("<task pid=\"")
                    .append(pid)
                    .append("\"><name>")
                    .append("x".repeat(80))
                    .append("</name></task>");
        }
        var document = tasks.append("</pids></proc></xmlsysd>").toString().getBytes(StandardCharsets.US_ASCII);
        var sample = ((Packet.Whole) new XmlReader().read(document)).sample();
        assertThat(sample.rows(Pids.SENSOR)).isEqualTo(3000);
        var load = new Asking(List.of("off all", "on loadavg time")).kept(sample);
        assertThat(load.rows(Pids.SENSOR)).isZero();
        assertThat(load.number(Loadavg.LOAD1)).hasValue(0.5);
        for (var asking : List.of(Asking.DEFAULT, new Asking(List.of("on loadavg", "off all", "on pids")),
                new Asking(List.of("user root")))) {
            assertThat(asking.kept(sample).rows(Pids.SENSOR)).as(asking.toString()).isEqualTo(3000);
        }
    }
}
