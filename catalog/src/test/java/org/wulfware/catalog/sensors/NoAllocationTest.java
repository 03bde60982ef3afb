package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

class NoAllocationTest {
    private static final int ROUNDS = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Cursor cursor = new Cursor();

    @Test
    void parsingANodeAgainAndAgainAllocatesNothing() {
        var tree = Trees.all()
                .stream()
                .filter(each -> each.endsWith("golem-2.4.9"))
                .findFirst()
                .orElseThrow();
        var readings = new ArrayList<Reading<?>>();
        for (var sensor : Trees.sensors()) {
            readings.add(new Reading<>(sensor, source -> Trees.read(tree, source).orElse(new byte[0])));
        }
        assertThat(allocatedBy(readings)).isZero();
    }

    @Test
    void parsingProcessesAgainAndAgainAllocatesNothing() {
        var tree = Trees.all()
                .stream()
                .filter(each -> each.endsWith("micro-6.18"))
                .findFirst()
                .orElseThrow();
        var stat = Trees.read(tree, "proc/16239/stat").orElseThrow();
        var status = Trees.read(tree, "proc/16239/status").orElseThrow();
        var cmdline = Trees.read(tree, "proc/16239/cmdline").orElseThrow();
        var table = new Table<>(Pids.SENSOR);
        var before = 0L;
        for (var round = -100; round < ROUNDS; round++) {
            if (round == 0) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            table.clear().row();
            Pids.parseStat(cursor.aim(stat, 0, stat.length), table);
            Pids.parseStatus(cursor.aim(status, 0, status.length), table);
            Pids.parseCmdline(cursor.aim(cmdline, 0, cmdline.length), table);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
        assertThat(Parsed.show(table)).contains("UID=1000").contains("CMDLINE='python3 work.py crunch (2)");
    }

    private long allocatedBy(List<Reading<?>> readings) {
        var before = 0L;
        for (var round = -100; round < ROUNDS; round++) {
            if (round == 0) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            for (var i = 0; i < readings.size(); i++) {
                readings.get(i).again(cursor, round);
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private interface Files {
        byte[] read(String path);
    }

    private static final class Reading<F extends Enum<F> & Field> {
        private final Table<F> table;
        private final List<Sensor.Source<F>> sources;
        private final byte[][] texts;

        Reading(Sensor<F> sensor, Files files) {
            table = new Table<>(sensor);
            sources = sensor.sources();
            texts = new byte[sources.size()][];
            for (var i = 0; i < texts.length; i++) {
                texts[i] = files.read(sources.get(i).path());
            }
        }

        void again(Cursor cursor, int round) {
            table.clear().stamp(1_016_048_061_000_000L + round);
            for (var i = 0; i < texts.length; i++) {
                sources.get(i).parser().parse(cursor.aim(texts[i], 0, texts[i].length), table);
                var inFull = sources.get(i).inFull();
                if (inFull != null) {
                    table.clear();
                    inFull.parse(cursor.aim(texts[i], 0, texts[i].length), table);
                }
            }
        }
    }
}
