package org.wulfware.bench;

import module java.base;

/// What clients that mean harm do to a daemon. Each attack ends by itself.
final class Attacks {
    private static final double MOST_MILLIS = 5;

    /// An answer of all groups takes longer than that, and one is waited for.
    private static final double MOST_MILLIS_BESIDE_EVERYTHING = 50;

    private static final int PORTS = 65_536;
    private static final int SCANNERS = 200;
    private static final Duration CRAWL = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Attacks() {}

    /// One of them.
    ///
    /// @param name for a person
    /// @param isOverTls whether it comes to the port for TLS
    /// @param millis within which 99 of 100 polite answers are to be there
    record Attack(String name, boolean isOverTls, double millis, Deed deed) {
        Attack(String name, boolean isOverTls, Deed deed) {
            this(name, isOverTls, MOST_MILLIS, deed);
        }

        interface Deed {
            void by(Enemies enemies, Enclosure enclosure) throws IOException, InterruptedException;
        }
    }

    static List<Attack> all(int samples) {
        return List.of(
                new Attack("nothing", false, (_, _) -> Thread.sleep(5000)),
                new Attack("1,000 send a byte a second", false, (enemies, _) -> slow(enemies, Enemies::address)),
                new Attack("the same from one address", false, (enemies, _) -> slow(enemies, _ -> Enemies.address(0))),
                new Attack("a scan of all ports, twice", false, (enemies, _) -> scan(enemies)),
                new Attack("rubbish as of TLS", false, (enemies, _) -> rubbish(enemies)),
                new Attack("rubbish to the port of TLS", true, (enemies, _) -> rubbish(enemies)),
                new Attack("handshakes and no more", true, (enemies, _) -> handshakes(enemies)),
                new Attack("10,000 connections in a row", false, (enemies, _) -> inARow(enemies)),
                new Attack("10,000 that may not connect", false, (enemies, _) -> strangers(enemies)),
                new Attack("60 that ask and do not read", false, (enemies, _) -> greedy(enemies)),
                new Attack("8 that ask for everything", false, MOST_MILLIS_BESIDE_EVERYTHING,
                        (enemies, _) -> everything(enemies, 8, _ -> Enemies.address(0))),
                new Attack("40 addresses that do", false, MOST_MILLIS_BESIDE_EVERYTHING,
                        (enemies, _) -> everything(enemies, 40, Enemies::address)),
                new Attack("60 that vanish", false, Attacks::ghosts),
                new Attack(String.format("%,d samples", samples), false, (enemies, _) -> samples(enemies, samples)));
    }

    /// What a daemon does for some minutes before it is attacked is compiled by then.
    static void warmUp(Enemies enemies) throws InterruptedException {
        samples(enemies, 20_000);
    }

    private interface From {
        String address(int number);
    }

    /// Who is let go waits a second and comes again.
    private static void slow(Enemies enemies, From from) throws InterruptedException {
        var end = System.nanoTime() + CRAWL.toNanos();
        enemies.all(1000, 1, number -> {
            while (System.nanoTime() - end < 0) {
                try {
                    enemies.crawl(enemies.connect(from.address(number % 250)), SECOND, end);
                } catch (IOException _) { // counted where it happened
                }
                Thread.sleep(SECOND);
            }
        });
    }

    private static void scan(Enemies enemies) throws InterruptedException {
        for (var round = 0; round < 2; round++) {
            enemies.all(SCANNERS, 1, number -> {
                for (var port = 1 + number; port < PORTS; port += SCANNERS) {
                    try {
                        enemies.connect(Enemies.address(number), port).close();
                        enemies.left.increment();
                    } catch (IOException _) { // nobody listens there
                    }
                }
            });
        }
    }

    /// Random bytes, the beginnings of handshakes and what claims to be long.
    private static void rubbish(Enemies enemies) throws InterruptedException {
        enemies.all(40, 50, number -> {
            var random = new Random(number);
            var bytes = new byte[1 + random.nextInt(12_000)];
            random.nextBytes(bytes);
            var beginning = new byte[][]{
                {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3}, {22, 3, 3, 64, 0}, {20, 3, 3, 0, 1, 1},
                {(byte) 0x80, 46, 1}, {}
            }[number % 5];
            System.arraycopy(beginning, 0, bytes, 0, Math.min(bytes.length, beginning.length));
            enemies.send(enemies.connect(Enemies.address(number)), bytes, Duration.ofMillis(200));
        });
    }

    private static void handshakes(Enemies enemies) throws InterruptedException {
        enemies.all(8, 100, number -> {
            var plain = enemies.connect(Enemies.address(number));
            try (plain; var socket = Trusting.over(plain)) {
                socket.startHandshake();
            } finally {
                enemies.left.increment();
            }
        });
    }

    private static void inARow(Enemies enemies) throws InterruptedException {
        enemies.all(4, 2500, number -> {
            try (var socket = enemies.connect(Enemies.address(number))) {
                socket.setSoTimeout(10_000);
                if (number % 2 == 0) {
                    socket.getOutputStream()
                            .write("off all\non loadavg\nsend\nquit\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                }
                enemies.left.increment();
            }
        });
    }

    private static void strangers(Enemies enemies) throws InterruptedException {
        enemies.all(4, 2500, number -> {
            try (var socket = enemies.connect("192.0.2." + (1 + number))) {
                socket.setSoTimeout(10_000);
                if (socket.getInputStream().read() < 0) {
                    enemies.refused.increment();
                }
            } catch (SocketException _) { // closed before it could wait for that
                enemies.refused.increment();
            }
        });
    }

    /// Far more than the kernel keeps for a connection; nothing of it is read until the node is tired of it.
    private static void greedy(Enemies enemies) throws InterruptedException {
        var lines = "list\n".repeat(400).getBytes(StandardCharsets.US_ASCII);
        enemies.all(60, 1, number -> {
            try (var socket = enemies.connect(Enemies.address(number))) {
                socket.getOutputStream().write(lines);
                Thread.sleep(CRAWL);
                socket.setSoTimeout(1000);
                try {
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                    enemies.letGo.increment();
                } catch (SocketTimeoutException _) { // still there
                    enemies.left.increment();
                } catch (IOException _) { // reset: what it had not read is lost
                    enemies.letGo.increment();
                }
            }
        });
    }

    /// The dearest that there is to ask for: all groups, all processes, patterns.
    private static void everything(Enemies enemies, int count, From from) throws InterruptedException {
        var lines = "off all\non /^(.*)*$/\non all\nroot on\npids all\nsend\n".getBytes(StandardCharsets.US_ASCII);
        var end = System.nanoTime() + CRAWL.toNanos();
        enemies.all(count, 1, number -> {
            try (var socket = enemies.connect(from.address(number))) {
                socket.setSoTimeout(60_000);
                var in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
                while (System.nanoTime() - end < 0) {
                    socket.getOutputStream().write(lines);
                    skipPacket(in);
                }
                enemies.left.increment();
            }
        });
    }

    /// A third each poll, are sent samples, and are in the middle of a line when they vanish. Those that the node does not miss
    /// keep their places until somebody else wants them.
    private static void ghosts(Enemies enemies, Enclosure enclosure) throws IOException, InterruptedException {
        var sockets = new ArrayList<Socket>();
        for (var i = 0; i < 60; i++) {
            var socket = enemies.connect("10.79.0." + (1 + i));
            sockets.add(socket);
            var lines = List.of("send\n", "every 50\n", "sen").get(i % 3);
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
        }
        Thread.sleep(1000);
        enclosure.vanish();
        Thread.sleep(CRAWL);
        enclosure.appear();
        for (var socket : sockets) {
            socket.close();
            enemies.left.increment();
        }
    }

    private static void samples(Enemies enemies, int samples) throws InterruptedException {
        enemies.all(4, 1, number -> {
            try (var socket = enemies.connect(Enemies.address(number))) {
                socket.setSoTimeout(10_000);
                var in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
                for (var i = 0; i < samples / 4; i++) {
                    socket.getOutputStream().write("send\n".getBytes(StandardCharsets.US_ASCII));
                    skipPacket(in);
                }
                enemies.left.increment();
            }
        });
    }

    static void skipPacket(InputStream in) throws IOException {
        var length = 0;
        for (var octet = in.read(); octet != '\n'; octet = in.read()) {
            length = octet >= '0' && octet <= '9' ? length * 10 + octet - '0' : length;
            if (octet < 0) {
                throw new EOFException();
            }
        }
        in.skipNBytes(length + 1L);
    }
}
