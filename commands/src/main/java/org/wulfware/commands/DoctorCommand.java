package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Settings;

/// `wulf doctor`: why nothing is seen of a host, and what to type next.
final class DoctorCommand {
    /// Of fewer hosts none says that the clock here is wrong.
    private static final int LEAST_WITNESSES = 3;

    private final Hosts known;
    private final OutputStream out;
    private final Progress progress;
    private final String release;
    private final Settings settings;

    /// @param release of this program
    /// @param settings how hosts are asked, but for the limits
    DoctorCommand(Hosts known, OutputStream out, Progress progress, String release, Settings settings) {
        this.known = known;
        this.out = out;
        this.progress = progress;
        this.release = release;
        this.settings = settings;
    }

    static Usage usage() {
        return Usage.plain("wulf doctor", Wulf.version(),
                "Says why nothing is seen of hosts, or not all, and what to type next.", "HOSTS", "Which hosts.")
                .hosts()
                .shards()
                .option("--format", "FORMAT", PsTable.formats() + "; table.")
                .footer("It takes four to eight seconds, however many hosts there are.",
                        "Exit status: 0 if all is well, 3 if anything was found, 2 if what was typed is wrong, 1 if a file"
                                + " cannot be read.");
    }

    /// Looks at the hosts, prints what it finds, and returns the status.
    int run(String... arguments) throws UsageException, UnreadableException, IOException, InterruptedException {
        var typed = usage().parse(arguments);
        if (typed.answer().isPresent()) {
            print(typed.answer().get());
            return Wulf.DONE;
        }
        var format = PsTable.format(typed.value("--format").orElse("table"));
        var cluster =
                Hosts.part(known.chosen(typed.value("-f").orElse(""), typed.hosts()), typed.shard());
        var report = report(new Examination(progress, settings).of(cluster.hosts()));
        progress.end();
        print(format.isPresent() ? report.rows(format.get()) : report.table());
        return report.isAllWell() ? Wulf.DONE : Wulf.SOME_DOWN;
    }

    private DoctorReport report(List<HostFacts> all) {
        var shift = shift(all);
        var ofAll = Math.abs(shift) > 0
                ? List.of(new Finding(Cause.CLOCK, "the clock of this machine is " + UpDiagnosis.words(-shift)
                        + ", going by most of the hosts", "timedatectl"))
                : List.<Finding>of();
        var findings = new LinkedHashMap<String, List<Finding>>();
        for (var facts : all) {
            findings.put(facts.host().name(), findings(facts, shift));
        }
        return new DoctorReport(findings, ofAll);
    }

    private List<Finding> findings(HostFacts facts, double shift) {
        var advice = Advice.of(facts.host(), facts.address());
        if (!facts.first().poll().isUp()) {
            return List.of(new DownDiagnosis(facts.first(), facts.others(), advice).finding());
        }
        var findings = new ArrayList<>(new UpDiagnosis(facts, advice, release, shift).findings());
        // It answered at first, and does no longer; that it is silent has been said.
        facts.full()
                .filter(attempt -> !attempt.poll().isUp() && !(attempt.poll() instanceof Poll.Silent))
                .ifPresent(attempt -> findings.add(new DownDiagnosis(attempt, List.of(), advice).finding()));
        return findings;
    }

    /// Seconds by which the hosts' clocks are ahead of the one here, where so many of them agree that it is this one which is
    /// wrong; else 0.
    private static double shift(List<HostFacts> all) {
        var offsets = all.stream()
                .filter(facts -> facts.first().poll().isUp())
                .map(UpDiagnosis::offset)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        if (offsets.length < LEAST_WITNESSES) {
            return 0;
        }
        var middle = offsets[offsets.length / 2];
        var agree =
                Arrays.stream(offsets).filter(offset -> Math.abs(offset - middle) < UpDiagnosis.LEAST_OFFSET).count();
        return Math.abs(middle) >= UpDiagnosis.LEAST_OFFSET && 3 * agree >= 2L * offsets.length ? middle : 0;
    }

    private void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
