package org.wulfware.bench;

import module java.base;

/// The daemon on a node of many processors and processes, whose requests come in any order: each is answered in full, and memory
/// stays within its bound and level.
final class NodeBench {
    private static final double SLACK_MB = 3;

    /// @param most megabytes that may be resident
    private record Size(int processors, int processes, double most) {}

    private static final List<Size> SIZES = List.of(new Size(768, 2000, 64), new Size(2048, 20_000, 96));
    private static final String LIST = "on pids\nroot on\npids all\ncmdline on\n";
    private static final List<String> REQUESTS = List.of(
            "GET /metrics", "GET /xml", "GET /json?on=all", "GET /xml?on=all", "send\n", "on all\nsend\n",
            "format json\non all\nsend\n", "compress deflate\non all\nsend\n", "get //cpu\n", "list\n");
    private static final List<String> LISTS =
            List.of(LIST + "send\n", LIST + "format json\nsend\n", LIST + "format openmetrics\nsend\n");

    private final Laboratory lab;
    private final Path image;
    private final int requests;

    NodeBench(Laboratory lab, Path image, int requests) {
        this.lab = lab;
        this.image = image;
        this.requests = requests;
    }

    int run() throws IOException, InterruptedException {
        var isHeld = true;
        for (var size : SIZES) {
            var tree = Files.createTempDirectory("wulf-node");
            try {
                write(tree, size);
                isHeld &= run(size, tree);
            } finally {
                Laboratory.delete(tree);
            }
        }
        return isHeld ? 0 : 1;
    }

    private boolean run(Size size, Path tree) throws IOException, InterruptedException {
        var port = Laboratory.freePort();
        var command = new ArrayList<>(lab.daemon(image, port, "off"));
        command.addAll(List.of("--root", tree.toString()));
        var daemon = lab.started(command, ProcessBuilder.Redirect.DISCARD);
        awaitListening(port);
        var random = new Random(7);
        var first = 0.0;
        var last = 0.0;
        System.out.printf("%d processors, %d processes%n", size.processors, size.processes);
        for (var tenth = 1; tenth <= 10; tenth++) {
            for (var i = 0; i < requests / 10; i++) {
                var from = random.nextInt(50) == 0 ? LISTS : REQUESTS;
                ask(port, from.get(random.nextInt(from.size())));
            }
            last = Laboratory.resident(daemon.pid());
            first = tenth == 3 ? last : first;
            System.out.printf("  %7d requests answered in full, %5.1f MB resident%n", tenth * (requests / 10), last);
        }
        daemon.destroyForcibly();
        var isHeld = last <= size.most && last <= first + SLACK_MB;
        System.out.printf("  %.1f MB, and at most %.0f; %s since the third tenth%n", last, size.most,
                last <= first + SLACK_MB ? "level" : "NOT level");
        return isHeld;
    }

    private static void awaitListening(int port) throws IOException, InterruptedException {
        var end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) { // not yet
                Thread.sleep(20);
            }
        }
        throw new IOException("the daemon does not listen on port " + port);
    }

    /// Asks on a connection of its own; throws if the answer is not whole, or is an error.
    private static void ask(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            var isHttp = request.startsWith("GET");
            var sent =
                    isHttp ? request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" : request + "quit\n";
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readAllBytes();
            var head = new String(answer, 0, Math.min(answer.length, 600), StandardCharsets.ISO_8859_1);
            var end = head.indexOf(isHttp ? "\r\n\r\n" : "\n\n") + (isHttp ? 4 : 2);
            var length = Pattern.compile("Content-Length: ([0-9]+)").matcher(head);
            if (!length.find() || answer.length - end != Integer.parseInt(length.group(1)) || head.contains("<error")
                    || (isHttp && !head.startsWith("HTTP/1.1 200 "))) {
                throw new IOException(request.strip() + " was not answered in full: " + answer.length + " bytes");
            }
        }
    }

    private static void write(Path tree, Size size) throws IOException {
        var random = new Random(size.processors);
        var stat = new StringBuilder("cpu  1 2 3 4 5 6 7 8 9 10\n");
        var info = new StringBuilder();
        var head = new StringBuilder("           ");
        for (var cpu = 0; cpu < size.processors; cpu++) {
            stat.append("cpu").append(cpu);
            for (var i = 0; i < 10; i++) {
                stat.append(' ').append(random.nextLong(1_000_000, 10_000_000_000L));
            }
            stat.append('\n');
            info.append("processor\t: ").append(cpu).append("\nmodel name\t: Processor\ncpu MHz\t\t: 2000.000\n\n");
            head.append("CPU").append(cpu).append("       ");
            var frequencies = "sys/devices/system/cpu/cpu" + cpu + "/cpufreq/";
            put(tree, frequencies + "scaling_cur_freq", random.nextInt(1_000_000, 4_000_000) + "\n");
            put(tree, frequencies + "scaling_max_freq", "3700000\n");
        }
        put(tree, "proc/stat",
                stat + "intr 5\nctxt 6\nbtime 1796000000\nprocesses 7\nprocs_running 1\nprocs_blocked 0\n");
        put(tree, "proc/cpuinfo", info.toString());
        put(tree, "proc/loadavg", "700.10 700.05 700.00 700/9000 800000\n");
        put(tree, "proc/softirqs", table(head, size.processors, 10, random));
        put(tree, "proc/interrupts", table(head, size.processors, 2000, random));
        put(tree, "proc/net/dev", devices());
        for (var pid = 1; pid <= size.processes; pid++) {
            put(tree, "proc/" + pid + "/stat", pid + " (solver) S 1 1 1 0 -1 64 3240 0 1520 0 " + random.nextInt(9999)
                    + " 35 0 0 20 0 1 0 " + (100 + pid) + " 22781952 2210" + " 0".repeat(28) + "\n");
            put(tree, "proc/" + pid + "/status",
                    "Name:\tsolver\nUid:\t1000\t1000\t1000\t1000\nVmRSS:\t8840 kB\nThreads:\t1\n");
            put(tree, "proc/" + pid + "/cmdline", "/opt/app/bin/solver\0--input\0" + "x".repeat(170) + "\0");
        }
    }

    private static String table(StringBuilder head, int processors, int lines, Random random) {
        var text = new StringBuilder(head).append('\n');
        for (var line = 0; line < lines; line++) {
            text.append(line).append(':');
            for (var cpu = 0; cpu < processors; cpu++) {
                text.append(' ').append(random.nextInt(100_000));
            }
            text.append(" PCI-MSI ").append(line).append(" eth0-").append(line).append('\n');
        }
        return text.toString();
    }

    private static String devices() {
        var text = new StringBuilder("Inter-|   Receive |  Transmit\n face |bytes packets |bytes\n");
        for (var i = 0; i < 1000; i++) {
            text.append("veth")
                    .append(i)
                    .append(": 1234")
                    .append(i)
                    .append(" 5 0 0 0 0 0 0 678")
                    .append(i)
                    .append(" 9 0 0 0 0 0 0\n");
        }
        return text.toString();
    }

    private static void put(Path tree, String path, String text) throws IOException {
        var file = tree.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
