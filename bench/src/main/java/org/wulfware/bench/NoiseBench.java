package org.wulfware.bench;

import module java.base;

/// By how much a job's work takes longer on a node that is watched: a fixed quantum of it again and again on one core, with
/// nothing beside it and with daemons that are asked at a pace, held to that core and not.
final class NoiseBench {
    private static final int QUANTUM_MICROS = 1000;

    /// As many rounds, each of every case.
    private static final int ROUNDS = 5;

    /// The asking itself is to disturb as little as may be: it happens on another core.
    private static final int CLIENT_CORE = Laboratory.CORE + 1;

    private static final int ANY = -1;

    private final Laboratory lab;
    private final Path image;
    private final int quanta;

    /// @param quanta of work a round and case
    NoiseBench(Laboratory lab, Path image, int quanta) {
        this.lab = lab;
        this.image = image;
        this.quanta = quanta;
    }

    /// What runs beside the work.
    ///
    /// @param subject empty for nothing
    /// @param rounds what each took
    private record Case(String name, Optional<Subject> subject, int hertz, List<Round> rounds) {
        static Case of(String name, Optional<Subject> subject, int hertz) {
            return new Case(name, subject, hertz, new ArrayList<>());
        }

        /// By what share the work takes longer than in the same round with nothing beside it: the median, since a host that was
        /// busy with others in one round says nothing of what is measured.
        double slower(Case nothing) {
            return Laboratory.median(
                    IntStream.range(0, rounds.size())
                            .mapToObj(i -> rounds.get(i).took() / nothing.rounds.get(i).took() - 1)
                            .toList());
        }

        /// The share of the time in which the work waited for its core.
        double waited() {
            return Laboratory.median(rounds.stream().map(round -> round.waited / round.took()).toList());
        }

        /// Microseconds that so large a share of the quanta does not exceed.
        double share(double share) {
            var sorted = rounds.stream().flatMap(round -> round.nanos.stream()).sorted().toList();
            return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()))) / 1e3;
        }
    }

    /// @param waited nanoseconds without a core
    /// @param nanos that each quantum took
    private record Round(double waited, List<Long> nanos) {
        static Round of(String answer) {
            var words = Stream.of(answer.split(" ")).map(Long::valueOf).toList();
            return new Round(words.getFirst(), words.subList(1, words.size()));
        }

        double took() {
            return nanos.stream().mapToLong(Long::longValue).sum();
        }
    }

    int run() throws IOException, InterruptedException {
        if (Runtime.getRuntime().availableProcessors() <= CLIENT_CORE) {
            throw new IOException("the work needs a core, and those who ask need another: there is only one");
        }
        var client = lab.compiled("client");
        var cases = cases(client);
        var noise = lab.started(
                List.of(lab.compiled("noise"), Integer.toString(Laboratory.CORE), Integer.toString(QUANTUM_MICROS)),
                ProcessBuilder.Redirect.INHERIT);
        var answers = noise.inputReader();
        var orders = noise.outputWriter();
        if (!"ready".equals(answers.readLine())) {
            throw new IOException("no quantum of work to be had");
        }
        for (var round = 1; round <= ROUNDS; round++) {
            Laboratory.progress("round " + round + " of " + ROUNDS);
            for (var each : cases) {
                orders.write(quanta + "\n");
                orders.flush();
                if (each.subject().isPresent()) {
                    // For as long as the work would take undisturbed; it is done at least that long.
                    each.subject().get().ask(Math.max(1, quanta * each.hertz() / 1000), each.hertz());
                }
                var answer = answers.readLine();
                if (answer == null) {
                    throw new IOException("the work has ended");
                }
                each.rounds().add(Round.of(answer));
            }
        }
        print(cases);
        return 0;
    }

    private List<Case> cases(String client) throws IOException, InterruptedException {
        var cases = new ArrayList<Case>();
        cases.add(Case.of("nothing", Optional.empty(), 0));
        var program = Exporter.program();
        if (program.isEmpty()) {
            Laboratory.progress("prometheus-node-exporter is not installed: it is left out");
        }
        for (var core : List.of(Laboratory.CORE, ANY)) {
            var where = core == ANY ? ", on any core" : ", on that core";
            var port = Laboratory.freePort();
            add(cases, where,
                    new Subject(lab, client, "xmlsysd", port, lab.daemon(image, port, "off"), "xml", "", core,
                            CLIENT_CORE),
                    20_000);
            if (program.isPresent()) {
                port = Laboratory.freePort();
                add(cases, where, new Subject(lab, client, "node_exporter", port,
                        Exporter.command(program.get(), port, Exporter.DEFAULT_PACKET), "http", "", core, CLIENT_CORE),
                        500);
            }
        }
        return cases;
    }

    private static void add(List<Case> cases, String where, Subject subject, int warmUp) throws IOException {
        Laboratory.progress("warming up " + subject.name + where);
        subject.ask(warmUp, 0);
        for (var hertz : List.of(1, 10)) {
            cases.add(Case.of(subject.name + " at " + hertz + " Hz" + where, Optional.of(subject), hertz));
        }
    }

    private void print(List<Case> cases) {
        var nothing = cases.getFirst();
        System.out.printf("%d quanta of work a case, %.0f us each with nothing beside them, in %d rounds by turns%n",
                quanta * ROUNDS, nothing.share(0.5), ROUNDS);
        System.out.printf("  %-36s %9s %9s %9s %9s %9s %9s%n", "", "waiting", "slower", "median us", "99 %", "99.9 %",
                "greatest");
        for (var each : cases) {
            System.out.printf("  %-36s %7.3f %% %7.3f %% %9.1f %9.1f %9.1f %9.1f%n", each.name(), each.waited() * 100,
                    each.slower(nothing) * 100, each.share(0.5), each.share(0.99), each.share(0.999), each.share(1));
        }
    }
}
