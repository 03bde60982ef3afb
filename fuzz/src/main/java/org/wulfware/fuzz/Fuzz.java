package org.wulfware.fuzz;

import module java.base;

/// What `./wulf fuzz` runs.
public final class Fuzz {
    private static final String HELP = """
            usage: wulf fuzz [TARGET] [SECONDS]     tries the target, or each in turn, for so long (60)
                   wulf fuzz TARGET FILE...         tries these inputs and no others, such as findings

              TARGETS

            What it has learnt to try and what it has found is kept below .wulf/fuzz, a directory a target; a later run goes on from
            there. Ctrl-C ends it.

            Exit status: 0 when nothing was found, 1 when something was, 2 for a wrong command line.
            """;

    private static final int SECONDS = 60;
    private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.* cov: (\\d+) .* corp: (\\d+)/.*");

    private final Path state;
    private final Path regressions;

    private Fuzz() {
        state = Path.of(System.getProperty("wulfware.state", ".wulf/fuzz"));
        regressions = Path.of(System.getProperty("wulfware.fuzz", "fuzz"), "corpus");
    }

    /// Tries targets, and ends the machine with a status.
    public static void main(String[] arguments) {
        System.exit(new Fuzz().run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        if (List.of("-h", "--help").contains(arguments.isEmpty() ? "" : arguments.getFirst())) {
            System.out.print(HELP.replace("TARGETS", String.join(", ", Targets.names())));
            return 0;
        }
        var isForAll = arguments.isEmpty() || isNumber(arguments.getFirst());
        var rest = isForAll ? arguments : arguments.subList(1, arguments.size());
        try {
            if (!isForAll && !rest.isEmpty() && !isNumber(rest.getFirst())) {
                return replay(arguments.getFirst(), rest);
            }
            if (rest.size() > 1) {
                throw new IllegalArgumentException("\"" + rest.get(1) + "\" is one too many; -h says what is expected");
            }
            var seconds = rest.isEmpty() ? SECONDS : Integer.parseInt(rest.getFirst());
            var found = 0;
            for (var target : isForAll ? Targets.names() : List.of(arguments.getFirst())) {
                found += fuzz(target, seconds);
            }
            return found == 0 ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println("wulf fuzz: " + e.getMessage());
            return 2;
        } catch (NoSuchFileException e) {
            System.err.println("wulf fuzz: there is no file " + e.getMessage());
            return 2;
        } catch (IOException e) {
            System.err.println("wulf fuzz: " + e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            return 130;
        }
    }

    private static boolean isNumber(String word) {
        return word.matches("[0-9]{1,7}");
    }

    /// Tries given inputs, without Jazzer.
    private static int replay(String name, List<String> files) throws IOException {
        var target = Targets.named(name);
        var status = 0;
        for (var file : files) {
            var input = Files.readAllBytes(Path.of(file));
            var began = System.nanoTime();
            try {
                target.run(input);
                System.out.printf("%s: as it should be, in %.1f ms%n", file, (System.nanoTime() - began) / 1e6);
            } catch (Exception | Error e) {
                System.out.print(file + ": ");
                e.printStackTrace(System.out);
                status = 1;
            }
        }
        return status;
    }

    /// Tries a target for so long.
    ///
    /// @return how many findings are there now
    private int fuzz(String target, int seconds) throws IOException, InterruptedException {
        var campaign = new Campaign(target, state.resolve(target), regressions.resolve(target), false,
                List.of("-max_total_time=" + seconds));
        var before = findings(campaign);
        var process = campaign.start();
        var hook = new Thread(process::destroyForcibly, "end Jazzer");
        Runtime.getRuntime().addShutdownHook(hook);
        var began = System.nanoTime();
        try (var out = process.inputReader(StandardCharsets.ISO_8859_1);
                var log = Files.newBufferedWriter(campaign.directory().resolve("log"), StandardCharsets.ISO_8859_1)) {
            var shown = began;
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                log.append(line).append('\n');
                var progress = PROGRESS.matcher(line);
                if (progress.matches()) {
                    var isLast = line.contains("DONE");
                    if (isLast || System.nanoTime() - shown > 2_000_000_000L) {
                        shown = System.nanoTime();
                        System.err.printf(
                                "wulf fuzz: %-10s %5d s %9s tried, %s places reached, %s inputs worth keeping%n",
                                target, (shown - began) / 1_000_000_000L, progress.group(1), progress.group(2),
                                progress.group(3));
                    }
                } else if (line.startsWith("== Java") || line.startsWith("\tat org.wulfware")
                        || line.startsWith("Caused by") || line.contains("ERROR: libFuzzer")) {
                    System.out.println(line);
                }
            }
        }
        process.waitFor();
        Runtime.getRuntime().removeShutdownHook(hook);
        var after = findings(campaign);
        for (var file : after) {
            System.out.println(
                    (before.contains(file) ? "found before: " : "found: ") + "./wulf fuzz " + target + ' ' + file);
        }
        if (process.exitValue() != 0 && after.isEmpty()) {
            throw new IOException("Jazzer failed; what it said is in " + campaign.directory().resolve("log"));
        }
        return after.size();
    }

    private static List<Path> findings(Campaign campaign) throws IOException {
        if (!Files.isDirectory(campaign.findings())) {
            return List.of();
        }
        try (var files = Files.list(campaign.findings())) {
            return files.sorted().toList();
        }
    }
}
