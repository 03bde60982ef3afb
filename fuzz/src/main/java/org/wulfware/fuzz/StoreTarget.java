package org.wulfware.fuzz;

import module java.base;
import org.wulfware.history.StoreDoor;
import org.wulfware.libwulf.HostState;

/// What a store of metrics may answer, read as every program does that shows a cluster from there: an input is two answers, one
/// after the other, with a zero between them. What comes of it is shown; of the same answers the same comes.
final class StoreTarget extends Target {
    private static final Instant AT = Instant.ofEpochSecond(1_764_050_000L);

    private final StoreDoor door = new StoreDoor();

    StoreTarget() throws IOException {
        super("store", 4096);
    }

    @Override
    public void run(byte[] input) throws Exception {
        var zero = 0;
        while (zero < input.length && input[zero] != 0) {
            zero++;
        }
        var answers = List.of(Arrays.copyOf(input, zero),
                Arrays.copyOfRange(input, Math.min(zero + 1, input.length), input.length));
        var states = door.after(answers, AT);
        states.forEach(Shown::of);
        var again = door.after(answers, AT);
        if (!told(states).equals(told(again))) {
            throw finding("once it is " + told(states) + " and then " + told(again));
        }
    }

    private static List<String> told(List<List<HostState>> all) {
        return all.stream()
                .flatMap(List::stream)
                .map(state -> state.host().name() + ' ' + state.isUp() + ' ' + state.between())
                .toList();
    }

    @Override
    List<byte[]> seeds() {
        var one = matrix(
                series("node_load1", "\"instance\":\"n1:9100\",\"job\":\"node\"",
                        "[1764049985,\"0.5\"],[1764050000.5,\"1.25\"]"),
                series("node_cpu_seconds_total",
                        "\"instance\":\"n1:9100\",\"job\":\"node\",\"cpu\":\"0\",\"mode\":\"idle\"",
                        "[1764049985,\"100.5\"],[1764050000,\"110\"]"),
                series("up", "\"instance\":\"n2:9100\",\"job\":\"node\"", "[1764050000,\"0\"]"));
        var next = matrix(
                series("node_network_receive_bytes_total",
                        "\"instance\":\"[::1]:9100\",\"job\":\"a\",\"device\":\"eth0\\u001b[2J\"",
                        "[1764050030,\"1e9\"],[1764050045,\"NaN\"],[1764050060,\"2e9\"]"),
                series("node_boot_time_seconds", "\"instance\":\"n1\",\"job\":\"b\"", "[1764050060,\"1.7e9\"]"),
                series("node_filesystem_size_bytes",
                        "\"instance\":\"n1\",\"job\":\"b\",\"mountpoint\":\"/\",\"exported_job\":\"x\"",
                        "[1764050060,\"-1\"]"));
        return List.of(bytes(one + '\0' + next), bytes(one + '\0' + one), bytes(next + '\0'),
                bytes("{\"status\":\"error\",\"error\":\"too many\"}\0{\"status\":\"success\",\"warnings\":[\"w\"],"
                        + "\"isPartial\":true,\"data\":{\"resultType\":\"vector\",\"result\":[]}}"));
    }

    private static String matrix(String... series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + String.join(",", series)
                + "]}}";
    }

    private static String series(String name, String labels, String values) {
        return "{\"metric\":{\"__name__\":\"" + name + "\"," + labels + "},\"values\":[" + values + "]}";
    }

    @Override
    List<String> words() {
        return Stream.of("\"status\":\"success\"", "\"data\":", "\"resultType\":\"matrix\"", "\"result\":[",
                "\"metric\":{",
                "\"__name__\":", "\"instance\":", "\"job\":", "\"exported_", "\"values\":[", "[1764050000,", "\"+Inf\"",
                "\"NaN\"", "1e308", "-1", "null", "node_time_seconds", "node_memory_MemTotal_bytes", "node_uname_info",
                "node_disk_reads_completed_total", "\\\\u001b", "\\x00")
                .map(word -> word.replace("\"", "\\\""))
                .toList();
    }
}
