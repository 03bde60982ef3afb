package org.wulfware.bench;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Whether daemons that are asked for a sample every second take it at the second, all of them together.
final class EveryBench {
    private static final int DAEMONS = 50;
    private static final int WARM_UP = 3600;
    private static final int BATCH = 100;
    private static final long SECOND = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern STAMP = Pattern.compile("tv_sec=\"(\\d+)\" tv_usec=\"(\\d+)\"");

    private final Laboratory lab;
    private final Path image;
    private final int seconds;

    EveryBench(Laboratory lab, Path image, int seconds) {
        this.lab = lab;
        this.image = image;
        this.seconds = seconds;
    }

    int run() throws IOException, InterruptedException {
        var nodes = new ArrayList<Node>();
        for (var i = 0; i < DAEMONS; i++) {
            Laboratory.progress("starting daemon " + (i + 1) + " of " + DAEMONS);
            nodes.add(new Node());
            nodes.getLast().warmUp();
        }
        Laboratory.progress("listening for " + seconds + " s");
        var listeners = new ArrayList<Future<List<Long>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var node : nodes) {
                listeners.add(threads.submit(() -> node.stamps(seconds)));
            }
        }
        // The first samples are of daemons that have just started, fifty at once.
        var late = new ArrayList<Long>();
        var bySecond = new TreeMap<Long, List<Long>>();
        for (var listener : listeners) {
            var stamps = listener.resultNow();
            for (var stamp : stamps.subList(Math.min(2, stamps.size()), stamps.size())) {
                late.add(stamp % SECOND);
                bySecond.computeIfAbsent(stamp / SECOND, _ -> new ArrayList<>()).add(stamp);
            }
        }
        var apart = new ArrayList<Long>();
        for (var together : bySecond.values()) {
            apart.add(Collections.max(together) - Collections.min(together));
        }
        System.out.printf("%d daemons, every 1000, %d samples of the 1-minute load in %d s%n", DAEMONS, late.size(),
                seconds);
        System.out.printf("  behind the second    median %.2f ms, 99th percentile %.2f ms, worst %.2f ms%n",
                share(late, 0.5), share(late, 0.99), share(late, 1));
        System.out.printf("  apart from each other in one second   median %.2f ms, 99th percentile %.2f ms%n",
                share(apart, 0.5), share(apart, 0.99));
        var tenth = Math.max(1, late.size() / DAEMONS / 10);
        var firstTenth = new ArrayList<Long>();
        var lastTenth = new ArrayList<Long>();
        for (var listener : listeners) {
            var stamps = listener.resultNow();
            stamps.subList(Math.min(2, stamps.size()), Math.min(2 + tenth, stamps.size()))
                    .forEach(stamp -> firstTenth.add(stamp % SECOND));
            stamps.subList(stamps.size() - tenth, stamps.size()).forEach(stamp -> lastTenth.add(stamp % SECOND));
        }
        var comparison = new Comparison(lab);
        comparison.line("behind the second, 99th percentile", share(late, 0.99), 5, "ms");
        comparison.line("drift, last tenth less first, medians", share(lastTenth, 0.5) - share(firstTenth, 0.5), 1,
                "ms");
        return comparison.held() ? 0 : 1;
    }

    /// Milliseconds that so large a share of the values does not exceed.
    private static double share(List<Long> micros, double share) {
        var sorted = micros.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()))) / 1000.0;
    }

    /// A daemon and a client of it.
    private final class Node {
        private final Socket socket = new Socket();
        private @Nullable BufferedReader lines;

        Node() throws IOException, InterruptedException {
            var port = Laboratory.freePort();
            lab.started(lab.daemon(image, port, "off"), ProcessBuilder.Redirect.DISCARD);
            var end = System.nanoTime() + LIMIT.toNanos();
            while (!socket.isConnected()) {
                try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.connect(probe.getRemoteSocketAddress());
                } catch (ConnectException e) {
                    if (System.nanoTime() > end) {
                        throw e;
                    }
                    Thread.sleep(20);
                }
            }
            socket.setSoTimeout((int) LIMIT.toMillis());
        }

        /// When each sample was taken, in microseconds.
        List<Long> stamps(int count) throws IOException, InterruptedException {
            var stamps = new ArrayList<Long>();
            say("every 1000\n");
            while (stamps.size() < count) {
                // At the second itself the cores are the daemons'.
                Thread.sleep((1500 - System.currentTimeMillis() % 1000) % 1000);
                stamps.add(stamp());
            }
            return stamps;
        }

        /// Has it take as many samples as in an hour.
        void warmUp() throws IOException {
            say("off all\non load1\n");
            for (var i = 0; i < WARM_UP; i += BATCH) {
                say("send\n".repeat(BATCH));
                for (var k = 0; k < BATCH; k++) {
                    stamp();
                }
            }
        }

        private void say(String commands) throws IOException {
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
        }

        private long stamp() throws IOException {
            for (var line = lines().readLine(); line != null; line = lines().readLine()) {
                var stamp = STAMP.matcher(line);
                if (stamp.find()) {
                    return Long.parseLong(stamp.group(1)) * SECOND + Long.parseLong(stamp.group(2));
                }
            }
            throw new EOFException("a daemon hung up");
        }

        private BufferedReader lines() throws IOException {
            if (lines == null) {
                lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            }
            return lines;
        }
    }
}
