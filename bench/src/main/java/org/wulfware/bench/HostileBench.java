package org.wulfware.bench;

import module java.base;

/// What polite clients feel of hostile ones, and what is left of those in the daemon: memory, descriptors, threads. It runs in
/// networks of its own, so that enemies may come from any address and vanish without a word.
final class HostileBench {
    private static final int PORT = 7887;
    private static final int TLS_PORT = 7888;
    private static final int HERTZ = 50;
    private static final double MOST_MEGABYTES = 56;
    private static final Duration SETTLES = Duration.ofSeconds(20);

    /// What the daemon counts of clients that it did not let in, or let go.
    private static final List<String> LET_GO = List.of("gave_way", "timed_out", "out_of_room", "tls_failed");

    private final Laboratory lab;
    private final Path image;
    private final int samples;
    private boolean held = true;

    HostileBench(Laboratory lab, Path image, int samples) {
        this.lab = lab;
        this.image = image;
        this.samples = samples;
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        if (!Enclosure.isInside()) {
            return Enclosure.outside(arguments);
        }
        var client = lab.compiled("client");
        var enclosure = new Enclosure(lab, client);
        var before = new ArrayList<>(List.of(client, "run", "-1"));
        before.addAll(List.of("/usr/bin/nice", "-n", "-30"));
        before.addAll(enclosure
                .onNode(List.of(image.resolve("bin/xmlsysd").toString(), "--config", configuration().toString())));
        lab.forget(image);
        var daemon = lab.started(before, ProcessBuilder.Redirect.DISCARD);
        awaitListening(daemon);
        var polite = List.of("/usr/bin/nice", "-n", "-30", lab.compiled("polite"));
        var often = new Polite(lab, polite, Enclosure.NODE, PORT, HERTZ);
        var seldom = new Polite(lab, polite, Enclosure.NODE, PORT, 1);
        Laboratory.progress("warming up");
        Attacks.warmUp(new Enemies(PORT));
        System.out.printf("%d and 1 packets a second asked for politely, in milliseconds until they are there%n",
                HERTZ);
        System.out.printf("%-30s %7s %7s %7s %5s %7s %4s %4s%n", "", "median", "99th", "longest", "lost", "MB", "fd",
                "thr");
        var base = settled(often, 0);
        for (var attack : Attacks.all(samples)) {
            base = under(attack, enclosure, daemon, often, seldom, base);
        }
        return held ? 0 : 1;
    }

    private Path configuration() throws IOException, InterruptedException {
        var certificate = lab.file("node.pem");
        var key = lab.file("node.key");
        Trusting.certificate(lab, certificate, key);
        var lines = "allow = " + Enclosure.ALLOWED + "\ntls-allow = " + Enclosure.ALLOWED + "\ntls-certificate = "
                + certificate + "\ntls-key = " + key + "\n";
        var file = lab.file("xmlsysd.conf");
        // What is measured is what one client does to another, and not what the daemon may use at all.
        Files.writeString(file, lines + "budget = off\n");
        try {
            lab.output(List.of(image.resolve("bin/xmlsysd").toString(), "--config", file.toString(), "--check-config"));
        } catch (IOException _) { // a daemon without a budget
            Files.writeString(file, lines);
        }
        return file;
    }

    private static void awaitListening(Process daemon) throws IOException, InterruptedException {
        for (var i = 0; i < 200 && daemon.isAlive(); i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral(Enclosure.NODE), PORT), 1000);
                return;
            } catch (IOException _) { // not yet
                Thread.sleep(50);
            }
        }
        throw new IOException("the daemon does not listen");
    }

    /// One attack, and its line.
    ///
    /// @param before what the daemon had counted
    /// @return what it has counted now
    private Map<String, Long> under(
            Attacks.Attack attack,
            Enclosure enclosure,
            Process daemon,
            Polite often,
            Polite seldom,
            Map<String, Long> before)
            throws IOException, InterruptedException {
        Laboratory.progress(attack.name());
        var pid = daemon.pid();
        var descriptors = Laboratory.entries(pid, "fd");
        var threads = Laboratory.entries(pid, "task");
        var enemies = new Enemies(attack.isOverTls() ? TLS_PORT : PORT);
        often.begin();
        seldom.begin();
        attack.deed().by(enemies, enclosure);
        var waits = often.end();
        var lost = waits.lost() + seldom.end().lost();
        var after = settled(often, Objects.requireNonNullElse(before.get("now"), 0L));
        var megabytes = Laboratory.resident(pid);
        var descriptorsAfter = Laboratory.entries(pid, "fd");
        var threadsAfter = Laboratory.entries(pid, "task");
        System.out.printf("%-30s %7.2f %7.2f %7.2f %5d %7.1f %4d %4d%n", attack.name(), waits.median(),
                waits.percentile99(), waits.longest(), lost, megabytes, descriptorsAfter, threadsAfter);
        System.out.println("    they: " + enemies);
        System.out.println("    the daemon: " + counted(before, after));
        expect(waits.percentile99() <= attack.millis(), "99 of 100 polite answers within " + attack.millis() + " ms");
        expect(lost == 0, "no polite client loses its connection");
        expect(megabytes <= MOST_MEGABYTES, "at most " + MOST_MEGABYTES + " MB");
        expect(descriptorsAfter <= descriptors, "no more descriptors than the " + descriptors + " before");
        expect(threadsAfter <= threads + 1, "no more threads than the " + threads + " before");
        var taken = grown(before, after, "connections") + grown(before, after, "refused_address")
                + grown(before, after, "refused_count");
        expect(taken >= enemies.connected.sum(), "each of " + enemies.connected + " connections counted, not " + taken);
        expect(grown(before, after, "refused_address") + grown(before, after, "refused_count") >= enemies.refused.sum(),
                "each refusal counted");
        var letGo = 0L;
        for (var name : LET_GO) {
            letGo += grown(before, after, name);
        }
        expect(letGo + grown(before, after, "errors") >= enemies.letGo.sum(),
                "each of " + enemies.letGo + " that were let go counted");
        return after;
    }

    private void expect(boolean isMet, String what) {
        if (!isMet) {
            held = false;
            System.out.println("    NOT MET: " + what);
        }
    }

    /// What the daemon says of itself once no more clients are there than these, or after a while.
    private static Map<String, Long> settled(Polite polite, long clients) throws IOException, InterruptedException {
        var end = System.nanoTime() + SETTLES.toNanos();
        while (true) {
            var says = polite.daemon();
            var now = Objects.requireNonNullElse(says.get("now"), 0L);
            if (now <= Math.max(2, clients) || System.nanoTime() - end > 0) {
                return says;
            }
            Thread.sleep(200);
        }
    }

    private static String counted(Map<String, Long> before, Map<String, Long> after) {
        var names = new ArrayList<>(List.of("connections", "refused_address", "refused_count"));
        names.addAll(LET_GO);
        names.addAll(List.of("errors", "lost", "samples"));
        return names.stream()
                .filter(name -> grown(before, after, name) != 0)
                .map(name -> String.format("%,d %s", grown(before, after, name), name))
                .collect(Collectors.joining(", "));
    }

    private static long grown(Map<String, Long> before, Map<String, Long> after, String name) {
        return after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L);
    }
}
