package org.wulfware.bench;

import module java.base;

/// What a polite client waits beside a crowd that asks for everything, and what the daemon uses meanwhile, with the budget that it
/// has without a configuration.
final class CrowdBench {
    private static final String EVERYTHING = "off all\non all\nroot on\npids all\nsend\n";
    private static final String SCRAPE = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final Pattern AGE = Pattern.compile("(?m)^wulf_answer_age_seconds ([0-9.]+)$");
    private static final Duration STARTS = Duration.ofSeconds(20);
    private static final int SCRAPERS = 60;

    /// In milliseconds.
    private static final double MOST_99TH = 50;

    private static final double MOST_LONGEST = 500;
    private static final double MOST_SCRAPE = 2000;
    private static final double MOST_AGE = 5000;

    /// Milliseconds of processor time: in any ten seconds, a tenth over the budget; and once, beside that.
    private static final double MOST_USED = 110;

    private static final double ONCE = 1000;
    private static final int WINDOW = 10;

    private final Laboratory lab;
    private final Path image;
    private final int seconds;
    private boolean held = true;

    /// Processor time that had been used at an instant, both in milliseconds.
    private record Used(double at, double millis) {}

    /// The daemon, and a thread that reads its processor time ten times a second.
    private final class Watched implements AutoCloseable {
        final int port = Laboratory.freePort();
        private final Process daemon = lab.started(lab.daemon(image, port, "1%"), ProcessBuilder.Redirect.DISCARD);
        private final List<Used> used = new CopyOnWriteArrayList<>();
        private final Thread reader = Thread.ofPlatform().daemon().unstarted(this::read);

        Watched() throws IOException, InterruptedException {
            var end = System.nanoTime() + STARTS.toNanos();
            while (true) {
                try {
                    connect(1, port).close();
                    break;
                } catch (IOException e) {
                    if (System.nanoTime() - end > 0) {
                        throw e;
                    }
                    Thread.sleep(20);
                }
            }
            reader.start();
        }

        private void read() {
            try {
                while (daemon.isAlive()) {
                    daemon.info().totalCpuDuration().ifPresent(time -> used.add(new Used(now(), time.toMillis())));
                    Thread.sleep(100);
                }
            } catch (InterruptedException _) { // enough
            }
        }

        /// The most that was used in ten seconds which begin within the first ten, or behind them.
        double most(boolean isFirst) {
            var most = 0.0;
            for (var from : used) {
                if (from.at - used.getFirst().at < WINDOW * 1000 != isFirst) {
                    continue;
                }
                for (var to : used) {
                    if (to.at > from.at && to.at - from.at <= WINDOW * 1000) {
                        most = Math.max(most, to.millis - from.millis);
                    }
                }
            }
            return most;
        }

        @Override
        public void close() {
            reader.interrupt();
            daemon.destroy();
            try {
                daemon.waitFor();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    CrowdBench(Laboratory lab, Path image, int seconds) {
        this.lab = lab;
        this.image = image;
        this.seconds = seconds;
    }

    int run() throws IOException, InterruptedException {
        crowd(8, 1);
        crowd(40, 40);
        scrapes();
        return held ? 0 : 1;
    }

    private void crowd(int clients, int addresses) throws IOException, InterruptedException {
        Laboratory.progress(clients + " clients from " + addresses + " addresses for " + seconds + " s");
        var isOver = new AtomicBoolean();
        var answers = new LongAdder();
        var waits = new ArrayList<Double>();
        try (var daemon = new Watched(); var polite = connect(1, daemon.port)) {
            asked(polite, "send\n");
            for (var i = 0; i < clients; i++) {
                var address = 2 + i % addresses;
                Thread.ofVirtual().start(() -> ask(daemon.port, address, isOver, answers));
            }
            var end = now() + seconds * 1000.0;
            while (now() < end) {
                var began = now();
                asked(polite, "send\n");
                waits.add(now() - began);
                Thread.sleep(Math.max(0, (long) (1000 - (now() - began))));
            }
            isOver.set(true);
            Collections.sort(waits);
            var longest = waits.getLast();
            var percentile = waits.get((int) (0.99 * (waits.size() - 1)));
            System.out.printf(
                    "%d clients from %d addresses ask for everything, with %d answers: a polite one waits %.1f ms in the median, "
                            + "%.1f at the 99th percentile, %.1f at the most%n",
                    clients, addresses, answers.sum(), Laboratory.median(waits), percentile, longest);
            expect(percentile <= MOST_99TH, "99 of 100 polite answers within " + MOST_99TH + " ms");
            expect(longest <= MOST_LONGEST, "all within " + MOST_LONGEST + " ms");
            used(daemon);
        }
    }

    private void used(Watched daemon) {
        System.out.printf("    processor time in ten seconds: at first %.0f ms at the most, later %.0f%n",
                daemon.most(true), daemon.most(false));
        expect(daemon.most(true) <= MOST_USED + ONCE, "at first " + (MOST_USED + ONCE) + " ms");
        expect(daemon.most(false) <= MOST_USED, "later " + MOST_USED + " ms");
    }

    private static void ask(int port, int address, AtomicBoolean isOver, LongAdder answers) {
        while (!isOver.get()) {
            try (var socket = connect(address, port)) {
                while (!isOver.get()) {
                    asked(socket, EVERYTHING);
                    answers.increment();
                }
            } catch (IOException _) { // comes again
            }
        }
    }

    /// Sixty scrapes at once of a daemon that has just started, and again.
    private void scrapes() throws IOException, InterruptedException {
        try (var daemon = new Watched()) {
            for (var round = 0; round < 3; round++) {
                Laboratory.progress("scrapes at once, round " + (round + 1));
                var waits = new ConcurrentLinkedQueue<Double>();
                var ages = new ConcurrentLinkedQueue<Double>();
                var threads = new ArrayList<Thread>();
                for (var i = 0; i < SCRAPERS; i++) {
                    threads.add(Thread.ofVirtual().start(() -> scrape(daemon.port, waits, ages)));
                }
                for (var thread : threads) {
                    thread.join();
                }
                var longest = waits.isEmpty() ? 0 : Collections.max(waits);
                var oldest = ages.isEmpty() ? 0 : Collections.max(ages);
                System.out.printf("%d scrapes at once: %d answered, the last within %.0f ms, the oldest %.0f ms old%n",
                        SCRAPERS, waits.size(), longest, oldest);
                expect(waits.size() == SCRAPERS && longest <= MOST_SCRAPE, "all within " + MOST_SCRAPE + " ms");
                expect(oldest <= MOST_AGE, "none older than " + MOST_AGE + " ms");
                Thread.sleep(5000);
            }
        }
    }

    private static void scrape(int port, Collection<Double> waits, Collection<Double> ages) {
        var began = now();
        try (var socket = connect(1, port)) {
            socket.getOutputStream().write(SCRAPE.getBytes(StandardCharsets.US_ASCII));
            var page = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (page.startsWith("HTTP/1.1 200 ")) {
                waits.add(now() - began);
                var age = AGE.matcher(page);
                ages.add(age.find() ? 1000 * Double.parseDouble(age.group(1)) : 0);
            }
        } catch (IOException _) { // not answered
        }
    }

    private void expect(boolean isMet, String what) {
        if (!isMet) {
            held = false;
            System.out.println("    NOT MET: " + what);
        }
    }

    private static double now() {
        return System.nanoTime() / 1e6;
    }

    /// Of this host's own addresses, by the last byte.
    private static Socket connect(int address, int port) throws IOException {
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + address), 0));
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 10_000);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void asked(Socket socket, String commands) throws IOException {
        socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
        Attacks.skipPacket(socket.getInputStream());
    }
}
