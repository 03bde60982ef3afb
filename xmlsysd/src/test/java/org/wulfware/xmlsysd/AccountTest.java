package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Daemon;

class AccountTest {
    private final Node node = new Node();
    private final Ledger ledger = new Ledger();
    private final Account account = new Account(ledger, node, 1_795_372_011_000_000L);

    /// What the kernel says of the daemon, file by file, and how often each was opened.
    private static final class Node implements Tree {
        final Map<String, String> files = new HashMap<>();
        final Map<String, Integer> opened = new HashMap<>();

        void threads(int ticks, String... names) {
            files.put("proc/self/stat", "4711 (a) b) S 1 2 3 4 -1 5 6 7 8 9 %d 0 1 1 20 0 %d 0 100 200 300 0\n"
                    .formatted(ticks, names.length));
            files.keySet().removeIf(path -> path.startsWith("proc/self/task/"));
            for (var name : names) {
                files.put("proc/self/task/" + name + "/schedstat", name + "000000 17 3\n");
            }
        }

        @Override
        public @Nullable Text open(String path) {
            if (!files.containsKey(path)) {
                return null;
            }
            opened.merge(path, 1, Integer::sum);
            return buffer -> {
                var text = files.get(path);
                return text == null ? -1 : buffer.fill(text.getBytes(StandardCharsets.US_ASCII));
            };
        }

        @Override
        public String[] list(String directory) {
            return files.keySet()
                    .stream()
                    .filter(path -> path.startsWith(directory + "/"))
                    .map(path -> path.split("/")[3])
                    .toArray(String[]::new);
        }

        @Override
        public long[] pids() {
            return new long[0];
        }

        @Override
        public @Nullable String userName(long uid, long pid) {
            return null;
        }
    }

    private String line(String name) {
        var buffer = new TextBuffer();
        var length = account.read(buffer);
        return new String(buffer.array(), 0, length, StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElse("");
    }

    @Test
    void allOfTheLedgerIsSaid() {
        node.threads(1, "11", "12");
        node.files.put("proc/self/status", "Name:\ta\nVmRSS:\t   32100 kB\nThreads:\t2\n");
        ledger.samples = 7;
        ledger.lost = 3;
        var buffer = new TextBuffer();
        var length = account.read(buffer);
        assertThat(new String(buffer.array(), 0, length, StandardCharsets.US_ASCII))
                .isEqualTo(
                        """
                                version %s
                                started 1795372011
                                cpu_usec 23000
                                resident 32870400
                                samples 7
                                sent 0
                                answer_cpu_usec 0
                                answer_size 0
                                clients_now 0
                                clients_connections 0
                                clients_refused_address 0
                                clients_refused_count 0
                                clients_gave_way 0
                                clients_timed_out 0
                                clients_out_of_room 0
                                clients_tls_failed 0
                                errors 0
                                lost 3
                                budget_once_usec 0
                                budget_stale 0
                                budget_skipped 0
                                budget_withheld_usec 0
                                """.formatted(Xmlsysd.version()));
    }

    /// A count that is declared and never said would look as if nothing had ever happened.
    @Test
    void everyFieldOfTheSensorIsSaid() {
        node.threads(1, "11");
        node.files.put("proc/self/status", "VmRSS:\t1 kB\n");
        ledger.budget = 10_000;
        var buffer = new TextBuffer();
        var length = account.read(buffer);
        var table = new Table<>(Daemon.SENSOR);
        Daemon.SENSOR.sources().getFirst().parser().parse(new Cursor().aim(buffer.array(), 0, length), table);
        assertThat(Daemon.values()).allMatch(table::hasAny);
    }

    @Test
    void threadsAreLookedForWhenTheirNumberChanges() {
        node.threads(1, "11", "12");
        assertThat(line("cpu_usec")).isEqualTo("cpu_usec 23000");
        node.threads(1, "11", "12", "13");
        assertThat(line("cpu_usec")).isEqualTo("cpu_usec 36000");
    }

    @Test
    void aThreadThatEndsAsAnotherBeginsIsNoticed() {
        node.threads(1, "11", "12");
        assertThat(line("cpu_usec")).isEqualTo("cpu_usec 23000");
        node.threads(1, "11", "13");
        assertThat(line("cpu_usec")).isEqualTo("cpu_usec 24000");
    }

    @Test
    void theTimeOfThreadsThatHaveEndedIsNotForgotten() {
        node.threads(9, "11");
        assertThat(line("cpu_usec")).isEqualTo("cpu_usec 90000");
    }

    @Test
    void filesStayOpen() {
        node.threads(1, "11", "12");
        node.files.put("proc/self/status", "VmRSS:\t1 kB\n");
        for (var i = 0; i < 5; i++) {
            line("cpu_usec");
        }
        assertThat(node.opened.values()).containsOnly(1).hasSize(4);
    }

    @Test
    void whatTheKernelDoesNotSayIsLeftOut() {
        assertThat(line("resident")).isEmpty();
        assertThat(line("cpu_usec")).isEqualTo("cpu_usec 0");
    }
}
