package org.wulfware.bench;

import module java.base;

/// What the node daemon costs, beside a floor that only re-reads the same files and answers as many bytes, the same
/// daemon written in C by hand, and node_exporter where it is installed; all in one run, in turns.
final class DaemonBench {
    /// What the default packet is read from on this kernel each time; what is read seldom is left out.
    private static final List<String> SOURCES = List.of(
            "/run/utmp",
            "/proc/stat",
            "/proc/vmstat",
            "/proc/meminfo",
            "/proc/net/dev",
            "/proc/net/sockstat",
            "/proc/loadavg",
            "/proc/sysvipc/msg",
            "/proc/sysvipc/sem",
            "/proc/sysvipc/shm");

    private static final int WARM_UP = 50_000;
    private static final int PACED_WARM_UP = 2_000;
    private static final int CROWD = 200;
    private static final String ALL_PROCESSES = "off all\non pids\nroot on\npids all\n";

    private final Laboratory lab;
    private final Path image;
    private final Comparison comparison;

    DaemonBench(Laboratory lab, Path image) {
        this.lab = lab;
        this.image = image;
        comparison = new Comparison(lab);
    }

    int run() throws IOException, InterruptedException {
        Laboratory.progress("compiling the floor");
        var client = lab.compiled("client");
        var floor = lab.compiled("floor");
        var byHand = lab.compiled("daemon");

        lab.forget(image);
        var port = Laboratory.freePort();
        var ours = new Subject(lab, client, "xmlsysd", port, lab.daemon(image, port, "off"), "xml", "");
        var bytes = ours.ask(10, 0).bytes();
        var subjects = new ArrayList<Subject>();
        subjects.add(
                comparison.floorOf(client, floor, bytes,
                        SOURCES.stream().filter(file -> Files.exists(Path.of(file))).toList()));
        port = Laboratory.freePort();
        subjects.add(
                new Subject(lab, client, "C by hand", port, List.of(byHand, Integer.toString(port)), "xml", ""));
        subjects.add(ours);
        var exporter = nodeExporter(client);
        exporter.ifPresent(subjects::add);

        Laboratory.progress("warming up, " + WARM_UP + " packets of " + bytes + " bytes");
        ours.ask(WARM_UP, 0);
        // At a pace more changes between two packets than flat out: what deals with that is to be compiled too.
        ours.ask(PACED_WARM_UP, PACED_WARM_UP / 10.0);
        for (var subject : subjects) {
            subject.ask(exporter.filter(subject::equals).isPresent() ? 500 : 5000, 0);
        }
        var flatOut = comparison.inTurns("flat out", subjects, 2000, 0);
        var slowly = comparison.inTurns("at 10 Hz", subjects, 30, 10);
        System.out.printf("CPU microseconds a packet, medians of %d turns, daemon and client on one core%n",
                Comparison.ROUNDS);
        System.out.printf("  %-16s %10s %8s %10s %8s%n", "", "flat out", "x floor", "at 10 Hz", "x floor");
        for (var subject : subjects) {
            System.out.printf("  %-16s %10.1f %8.2f %10.1f %8.2f%n", subject.name, flatOut.of(subject),
                    flatOut.of(subject) / flatOut.of(subjects.getFirst()), slowly.of(subject),
                    slowly.of(subject) / slowly.of(subjects.getFirst()));
        }
        System.out.println("numbers to be held");
        comparison.line("CPU flat out, of the floor's", flatOut.of(ours) / flatOut.of(subjects.getFirst()), 1.3, "x");
        comparison.line("CPU at 10 Hz, of the floor's", slowly.of(ours) / slowly.of(subjects.getFirst()), 1.6, "x");
        exporter.ifPresent(peer -> {
            comparison.line("CPU flat out, of node_exporter's", flatOut.of(ours) / flatOut.of(peer), 1 / 15.0, "x");
            comparison.line("CPU at 10 Hz, of node_exporter's", slowly.of(ours) / slowly.of(peer), 1 / 15.0, "x");
        });
        comparison.line("resident memory after " + WARM_UP + " packets", ours.megabytes("Rss"), 32, "MB");
        comparison.line("anonymous memory", ours.megabytes("Anonymous"), 9, "MB");
        Laboratory.progress("idle for 20 s");
        var sleeps = ours.sleeps();
        Thread.sleep(20_000);
        comparison.line("wake-ups a second, idle", (ours.sleeps() - sleeps) / 20.0, 2, "");
        subjects.forEach(Subject::end);
        comparison.line("start to first answer", start(client), 100, "ms");
        processes(client, floor);
        return comparison.held() ? 0 : 1;
    }

    /// The peer, asked over a kept connection for the same content and no more.
    private Optional<Subject> nodeExporter(String client) throws IOException, InterruptedException {
        var program = Exporter.program();
        if (program.isEmpty()) {
            Laboratory.progress("prometheus-node-exporter is not installed: it is left out");
            return Optional.empty();
        }
        var port = Laboratory.freePort();
        var command = Exporter.command(program.get(), port, Exporter.DEFAULT_PACKET);
        return Optional.of(new Subject(lab, client, "node_exporter", port, command, "http", ""));
    }

    private double start(String client) throws IOException, InterruptedException {
        var all = new ArrayList<Double>();
        for (var i = 0; i < 9; i++) {
            var port = Laboratory.freePort();
            var command = new ArrayList<>(List.of(client, "start", Integer.toString(port), "xml"));
            command.addAll(lab.daemon(image, port, "off"));
            all.add(Double.parseDouble(lab.output(command)) / 1e6);
        }
        return Laboratory.median(all);
    }

    /// Remote ps, beside open-read-close of the same files in C.
    private void processes(String client, String floor) throws IOException, InterruptedException {
        var crowd = lab.started(
                List.of(client, "crowd", Integer.toString(CROWD)), ProcessBuilder.Redirect.INHERIT);
        if (!"ready".equals(crowd.inputReader().readLine())) {
            throw new IOException("no crowd of processes to be had");
        }
        var port = Laboratory.freePort();
        var ours = new Subject(lab, client, "xmlsysd", port, lab.daemon(image, port, "off"), "xml", ALL_PROCESSES);
        var bytes = ours.ask(500, 0).bytes();
        var least = comparison.floorOf(client, floor, bytes, List.of("--processes"));
        var costs = comparison.inTurns("all processes", List.of(least, ours), 100, 0);
        System.out.printf("all processes, %d among them asleep: %.0f us, the floor %.0f us%n", CROWD, costs.of(ours),
                costs.of(least));
        comparison.line("remote ps, of open-read-close in C", costs.of(ours) / costs.of(least), 1.3, "x");
    }
}
