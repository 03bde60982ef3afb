package org.wulfware.bench;

import module java.base;

/// The daemon over TLS beside itself in clear: memory with as many clients as it takes, CPU a packet and a handshake.
final class TlsBench {
    private static final int CLIENTS = 64;
    private static final int PACKETS = 50;
    private static final char[] PASSWORD = "wulfware".toCharArray();
    private static final byte[] SEND = "send\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+), for TLS on port (\\d+)");

    private final Laboratory lab;
    private final Path image;
    private final Path certificates;

    /// @param certificates the directory of the daemon's tests that has them
    TlsBench(Laboratory lab, Path image, Path certificates) {
        this.lab = lab;
        this.image = image;
        this.certificates = certificates;
    }

    int run() throws IOException, InterruptedException {
        lab.forget(image);
        var configuration = Files.writeString(lab.file("xmlsysd.conf"), """
                connections = 200
                budget = off
                tls-port = 0
                tls-certificate = DIRECTORY/node.pem
                tls-key = DIRECTORY/node.key
                tls-clients = DIRECTORY/authority.pem
                """.replace("DIRECTORY", certificates.toAbsolutePath().toString()));
        var daemon = lab.started(
                List.of(image.resolve("bin/xmlsysd").toString(), "-b", "127.0.0.1", "-d", "0", "--config",
                        configuration.toString()),
                ProcessBuilder.Redirect.PIPE);
        var said = daemon.errorReader().readLine();
        var ports = LISTENING.matcher(String.valueOf(said));
        if (!ports.find()) {
            throw new IOException("the daemon does not listen: " + said);
        }
        var account = Path.of("/proc", Long.toString(daemon.pid()));
        var atStart = megabytes(account);
        var factory = context().getSocketFactory();
        var plain = clients(SocketFactory.getDefault(), Integer.parseInt(ports.group(1)));
        var before = cpuMicros(account);
        var secured = clients(factory, Integer.parseInt(ports.group(2)));
        var first = (cpuMicros(account) - before) / CLIENTS;
        Laboratory.progress("warming up");
        for (var i = 0; i < 3; i++) {
            ask(plain);
            ask(secured);
        }
        var inClear = new ArrayList<Double>();
        var overTls = new ArrayList<Double>();
        for (var round = 1; round <= Comparison.ROUNDS; round++) {
            Laboratory.progress("packets, turn " + round + " of " + Comparison.ROUNDS);
            inClear.add(micros(account, plain));
            overTls.add(micros(account, secured));
        }
        close(plain);
        Laboratory.progress("waiting until the allocator has given back what is free");
        Thread.sleep(35_000);
        var resident = megabytes(account);
        close(secured);
        before = cpuMicros(account);
        close(clients(factory, Integer.parseInt(ports.group(2))));
        var later = (cpuMicros(account) - before) / CLIENTS;

        var comparison = new Comparison(lab);
        System.out.printf("CPU microseconds of the daemon, medians of %d turns, %d clients%n", Comparison.ROUNDS,
                CLIENTS);
        System.out.printf("  %-42s %10.1f%n", "a packet in clear", Laboratory.median(inClear));
        System.out.printf("  %-42s %10.1f%n", "a packet over TLS", Laboratory.median(overTls));
        System.out.printf("  %-42s %10.1f%n", "a handshake, both with certificates, first", first);
        System.out.printf("  %-42s %10.1f%n", "the same, later", later);
        System.out.printf("resident memory at the start %.1f MB%n", atStart);
        comparison.line("a packet over TLS, of one in clear", Laboratory.median(overTls) / Laboratory.median(inClear),
                2.5,
                "x");
        comparison.line("resident with " + CLIENTS + " clients over TLS", resident, 48, "MB");
        return comparison.held() ? 0 : 1;
    }

    private static double micros(Path account, List<Socket> clients) throws IOException {
        var before = cpuMicros(account);
        ask(clients);
        return (cpuMicros(account) - before) / (PACKETS * clients.size());
    }

    private static void ask(List<Socket> clients) throws IOException {
        for (var i = 0; i < PACKETS; i++) {
            for (var client : clients) {
                client.getOutputStream().write(SEND);
                readPacket(client.getInputStream());
            }
        }
    }

    private static void readPacket(InputStream in) throws IOException {
        var header = new StringBuilder();
        while (header.indexOf("\n\n") < 0) {
            var octet = in.read();
            if (octet < 0) {
                throw new EOFException("the daemon closed: " + header);
            }
            header.append((char) octet);
        }
        in.skipNBytes(Integer.parseInt(header.substring("Content-Length: ".length(), header.length() - 2)));
    }

    /// Connects, and asks each once, so that its handshake is over.
    private static List<Socket> clients(SocketFactory factory, int port) throws IOException {
        var clients = new ArrayList<Socket>();
        for (var i = 0; i < CLIENTS; i++) {
            var client = factory.createSocket(InetAddress.getLoopbackAddress(), port);
            client.setTcpNoDelay(true);
            if (client instanceof SSLSocket secured) {
                secured.startHandshake();
            }
            clients.add(client);
        }
        for (var client : clients) {
            client.getOutputStream().write(SEND);
            readPacket(client.getInputStream());
        }
        return clients;
    }

    private static void close(List<Socket> clients) throws IOException {
        for (var client : clients) {
            client.close();
        }
    }

    /// All threads' account of the scheduler.
    private static double cpuMicros(Path account) throws IOException {
        var nanos = 0L;
        try (var threads = Files.list(account.resolve("task"))) {
            for (var thread : threads.toList()) {
                nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
            }
        }
        return nanos / 1000.0;
    }

    private static double megabytes(Path account) throws IOException {
        for (var line : Files.readAllLines(account.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("no account of the daemon's memory");
    }

    private SSLContext context() throws IOException {
        try {
            var store = KeyStore.getInstance(certificates.resolve("client.p12").toFile(), PASSWORD);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
