package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.wire.Sink;

/// What is on request makes no garbage either once it is warm, sensor by sensor, on the thread that samples. What is read beside it
/// is made up of system calls and of strings.
@Timeout(120)
class RequestAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path FIXTURES = Path.of(System.getProperty("wulfware.fixtures"));
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 200;
    private static final int TRIES = 5;

    /// Processes come and go, and their list is a new one each time: it is a list of names for the JDK. Nothing else may allocate.
    private static final Set<String> EXCEPTIONS = Set.of("proc/pids");

    @ParameterizedTest
    @ValueSource(strings = {"micro-6.18", "login1-4.18.0"})
    void aRecordedNode(String name) {
        var root = FIXTURES.resolve(name).toFile();
        try (var facts = new Facts(root)) {
            assertThat(allocating(new FileTree(root, facts))).isEqualTo(exceptions());
        }
    }

    /// All of them, or the one that the property `sensor` names.
    private static boolean isChosen(Sensor<?> sensor) {
        var named = System.getProperty("sensor", "");
        return named.isEmpty() || named.equals(sensor.path()) || named.equals(sensor.element());
    }

    private static Set<String> exceptions() {
        var exceptions = new TreeSet<>(EXCEPTIONS);
        exceptions.removeIf(path -> !isChosen(Catalog.sensor(Catalog.indexOf(path))));
        return exceptions;
    }

    @Test
    void thisNode() {
        var root = new File("/");
        try (var facts = new Facts(root)) {
            var tree = new FileTree(root, facts);
            facts.tellOf(new Ledger(), tree);
            assertThat(allocating(tree)).isSubsetOf(EXCEPTIONS);
        }
    }

    private static Set<String> allocating(Tree tree) {
        var allocating = new TreeSet<String>();
        for (var sensor : Catalog.sensors()) {
            if (!isChosen(sensor)) {
                continue;
            }
            // A living node may have very many processes.
            if (!(tree.mayHang() && EXCEPTIONS.contains(sensor.path())) && allocated(tree, sensor) != 0) {
                allocating.add(sensor.path());
            }
        }
        return allocating;
    }

    private static long allocated(Tree tree, Sensor<?> sensor) {
        var sampler = new Sampler(tree, Clock.system());
        var request = new Request();
        request.selection.clear();
        for (Field field : sensor.fields()) {
            if (!field.spec().isKey()) {
                request.selection.on(field);
            }
        }
        var out = new Sink();
        for (var round = 0; round < WARM_UP; round++) {
            sampler.send(request, out);
        }
        var least = Long.MAX_VALUE;
        // Devices come and go, and file systems are asked anew, on a node that lives.
        for (var time = 0; time < TRIES && least != 0; time++) {
            var before = THREADS.getCurrentThreadAllocatedBytes();
            for (var round = 0; round < ROUNDS; round++) {
                sampler.send(request, out);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        sampler.close();
        return least;
    }
}
