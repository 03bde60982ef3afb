package org.wulfware.bench;

import module java.base;

/// What `./wulf bench` runs.
public final class Bench {
    private static final String HELP = """
            usage: wulf bench daemon | node [REQUESTS] | groups [NAME…] | metrics | tls | noise [QUANTA] | every [SECONDS] | soak [SAMPLES] |
                   crowd [SECONDS] | hostile [SAMPLES] | cluster [SECONDS] | screen [SECONDS] | alarms [SECONDS] | history [DAYS] |
                   scale [SECONDS] | hosts

              daemon           the node daemon's CPU, memory, start and wake-ups, beside a floor in C and its peers
              node [REQUESTS]  memory after so many mixed requests (10000) to nodes of 768 and 2,048 processors
              groups [NAME…]   each group by itself, beside a floor in C of its own files; of those named at 10 Hz too
              metrics          what a scrape of /metrics costs, beside node_exporter
              tls              memory, and CPU of a packet and a handshake, over TLS
              noise [QUANTA]   by how much a job's work takes longer beside the daemon, and beside node_exporter
              every [SECONDS]  how close to the second fifty daemons sample that are asked to (60)
              cluster [SECONDS] polling 10,000 hosts for so long (60), 1,000 beside Prometheus, reading a document
              screen [SECONDS] wulfstat on 1,000 and 10,000 hosts: keys, CPU for so long (30), memory, the first table
              alarms [SECONDS] false alarms of wulfstat on 10,000 hosts, on a busy machine, stopped and cut off (600)
              soak [SAMPLES]   memory, descriptors and threads over so many samples (200000), xmlsysd's and procstatd's quik and jobs
              crowd [SECONDS]  what a polite client waits beside 8 and 40 that ask for everything (30), and the budget; 60 scrapes
              hostile [SAMPLES] what polite clients feel of hostile ones, and what is left of those in the daemon (100000)
              history [DAYS]   what recording costs over polling, on the disk, and how soon a week of it answers (7)
              scale [SECONDS]  shipping 1,000 and 5,000 hosts to a VictoriaMetrics for so long (120), and reading them back
              hosts            how long it takes to read and to fold names of hosts, such as have nothing in common

            Exit status: 0 when all numbers are held, 1 when one is not, 2 for a wrong command line.
            """;

    private Bench() {}

    /// Runs one benchmark, and ends the machine with its status.
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        if (arguments.isEmpty() || List.of("-h", "--help").contains(arguments.getFirst())) {
            System.out.print(HELP);
            return arguments.isEmpty() ? 2 : 0;
        }
        var image = Path.of(System.getProperty("wulfware.images", "dist/target"), "xmlsysd");
        if (!Files.isExecutable(image.resolve("bin/xmlsysd"))) {
            System.err.println("wulf bench: no daemon at " + image + "; ./wulf build makes it");
            return 1;
        }
        try (var lab = new Laboratory()) {
            return switch (arguments.getFirst()) {
                case "daemon" -> new DaemonBench(lab, image).run();
                case "node" -> new NodeBench(lab, image, number(arguments, 10_000)).run();
                case "groups" -> new GroupsBench(lab, image, arguments.subList(1, arguments.size())).run();
                case "metrics" -> new MetricsBench(lab, image).run();
                case "tls" -> new TlsBench(lab, image, certificates()).run();
                case "noise" -> new NoiseBench(lab, image, number(arguments, 6000)).run();
                case "hosts" -> HostsBench.run();
                case "every" -> new EveryBench(lab, image, number(arguments, 60)).run();
                case "cluster" -> new ClusterBench(lab, image.resolveSibling("."), number(arguments, 60)).run();
                case "screen" -> new ScreenBench(lab, image.resolveSibling("."), number(arguments, 30)).run();
                case "alarms" -> new AlarmSoak(lab, image.resolveSibling("."), number(arguments, 600)).run();
                case "history" -> new HistoryBench(lab, image.resolveSibling("."), days(arguments)).run();
                case "scale" -> new ScaleBench(lab, image.resolveSibling("."), number(arguments, 120)).run();
                case "soak" -> new Soak(lab, image, number(arguments, 200_000)).run();
                case "crowd" -> new CrowdBench(lab, image, number(arguments, 30)).run();
                case "hostile" -> new HostileBench(lab, image, number(arguments, 100_000)).run(arguments);
                default -> throw new IllegalArgumentException("unknown benchmark \"" + arguments.getFirst()
                        + "\"; there are daemon, node, groups, metrics, tls, noise, every, soak, crowd, hostile, cluster, screen, alarms, history, scale and hosts");
            };
        } catch (IllegalArgumentException e) {
            System.err.println("wulf bench: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            System.err.println("wulf bench: " + e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            return 1;
        }
    }

    private static Path certificates() {
        return Path.of(System.getProperty("wulfware.fixtures", "fixtures"))
                .resolveSibling("xmlsysd/src/test/resources/tls");
    }

    private static int days(List<String> arguments) {
        if (arguments.size() > 1 && !arguments.get(1).matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("a number of days from 1 is expected, not \"" + arguments.get(1) + "\"");
        }
        return arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : 7;
    }

    private static int number(List<String> arguments, int otherwise) {
        if (arguments.size() == 1) {
            return otherwise;
        }
        var text = arguments.get(1);
        if (!text.matches("[0-9]{2,9}")) {
            throw new IllegalArgumentException("a number from 10 is expected, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
