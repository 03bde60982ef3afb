package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.display.TypedOptions;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.history.RemoteWrite;
import org.wulfware.history.Shipment;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.Metrics;

/// Where what hosts say is shipped to, as Prometheus takes it in.
///
/// @param to such as `https://metrics:9090/api/v1/write`
/// @param credentials the file that they are in
/// @param labels of all values
/// @param queue where batches wait; one of the person's own unless it is said
/// @param most bytes of them
/// @param isAll whether all is shipped that node_exporter has metrics of, or only what was asked for by type or columns
public record Shipping(
        URI to, Optional<Path> credentials, Map<String, String> labels, Optional<Path> queue, long most,
        boolean isAll) {
    private static final long USUAL_MOST = 1L << 30;
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})([kMG])");

    /// The options.
    static Usage declare(Usage usage) {
        return usage.option("--remote-write", "URL",
                "Ship what hosts say to Prometheus and its like as well.")
                .option("--remote-write-auth", "FILE", "Who to be there: user and password, or token; and authority.")
                .option("--remote-write-labels", "NAME=VALUE,…", "Labels of all values there.")
                .option("--remote-write-queue", "DIR", "Where what is to be sent waits; ~/.local/state/wulfware.")
                .option("--remote-write-most", "SIZE", "How much may wait, such as 500M; 1G.");
    }

    /// What was typed.
    static Optional<Shipping> of(TypedOptions typed) throws UsageException {
        var url = typed.value("--remote-write");
        if (url.isEmpty()) {
            for (var option : List.of("auth", "labels", "queue", "most")) {
                if (typed.has("--remote-write-" + option)) {
                    throw new UsageException("--remote-write-" + option + " goes with --remote-write");
                }
            }
            return Optional.empty();
        }
        return Optional.of(new Shipping(
                uri(url.get()),
                path(typed, "--remote-write-auth"),
                labels(typed),
                path(typed, "--remote-write-queue"),
                most(typed.value("--remote-write-most")),
                !typed.has("-t") && !typed.has("--columns")));
    }

    private static URI uri(String given) throws UsageException {
        try {
            var uri = new URI(given);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // As below.
        }
        // It may hold a password, which belongs elsewhere.
        throw new UsageException("--remote-write " + Usage.quoted(given.replaceFirst("//.*@", "//…@"))
                + ": expected a URL such as http://localhost:9090/api/v1/write; names and passwords go into the file of"
                + " --remote-write-auth");
    }

    private static Map<String, String> labels(TypedOptions typed) throws UsageException {
        try {
            var given = typed.value("--remote-write-labels");
            return given.isPresent() ? Shipment.labels(given.get()) : Map.of();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--remote-write-labels: " + Usage.quoted(String.valueOf(e.getMessage()))
                    + ": expected labels such as site=here,row=b; instance is the host's name");
        }
    }

    private static Optional<Path> path(TypedOptions typed, String option) throws UsageException {
        var given = typed.value(option);
        try {
            return given.map(Path::of);
        } catch (InvalidPathException _) {
            throw new UsageException(option + " " + Usage.quoted(given.orElse("")) + ": no name that can be used");
        }
    }

    private static long most(Optional<String> given) throws UsageException {
        if (given.isEmpty()) {
            return USUAL_MOST;
        }
        var size = SIZE.matcher(given.get());
        if (!size.matches()) {
            throw new UsageException("--remote-write-most " + Usage.quoted(given.get())
                    + ": expected a size such as 500M or 2G");
        }
        return Long.parseLong(size.group(1)) << (10 * (1 + "kMG".indexOf(size.group(2))));
    }

    /// What hosts have to be asked for beside what is shown.
    Set<Field> fields(Set<Field> shown) {
        var fields = new LinkedHashSet<>(isAll ? Metrics.nodeExporterFields() : Set.of());
        fields.addAll(Metrics.labelsOf(fields));
        fields.addAll(Metrics.labelsOf(shown));
        return fields;
    }

    /// Begins.
    ///
    /// @param here the directory that the person is in
    /// @param home the person's own
    /// @param told trouble
    /// @param dropped is called at the end if values are lost for good
    Shipped open(Path here, Path home, Map<String, String> environment, Consumer<String> told, Runnable dropped)
            throws UnreadableException {
        try {
            var directory = queue.map(here::resolve).orElseGet(() -> usualQueue(home, environment));
            var write = RemoteWrite.start(to, credentials.map(here::resolve), directory, most, told);
            return new Shipped(write, new Shipment(write, labels), told, dropped);
        } catch (IOException e) {
            throw new UnreadableException(List.of("cannot ship: " + IoFailure.message(e)));
        }
    }

    /// Each place that is shipped to has its own.
    private Path usualQueue(Path home, Map<String, String> environment) {
        var state = environment.getOrDefault("XDG_STATE_HOME", "");
        return (state.isEmpty() ? home.resolve(".local/state") : Path.of(state))
                .resolve("wulfware/remote-write")
                .resolve(to.getHost() + "-" + HexFormat.of().toHexDigits(to.hashCode()));
    }

    /// The shipping as it goes on.
    static final class Shipped implements AutoCloseable {
        private final RemoteWrite write;
        private final Shipment shipment;
        private final Consumer<String> told;
        private final Runnable dropped;
        private long lost;
        private boolean hasLost;

        /// Whether the end has come: what is put in meanwhile, on another thread, nobody waits for.
        private volatile boolean isOver;

        private Shipped(RemoteWrite write, Shipment shipment, Consumer<String> told, Runnable dropped) {
            this.write = write;
            this.shipment = shipment;
            this.told = told;
            this.dropped = dropped;
        }

        /// Takes an update in. Where it cannot be kept until it is sent, that is told, and the log goes on.
        void update(List<HostState> states, Instant now) {
            try {
                shipment.ship(states, now);
                if (lost > 0) {
                    told.accept("remote write: there is room again; " + lost + " updates are lost, or parts of them");
                    lost = 0;
                }
            } catch (IOException e) {
                if (isOver) {
                    return;
                }
                hasLost = true;
                if (lost++ == 0) {
                    told.accept(
                            "remote write: what is to be sent cannot be kept, and is lost: " + IoFailure.message(e));
                }
            }
        }

        /// Sends what can be sent within two seconds, and tells what could not.
        @Override
        public void close() {
            isOver = true;
            try {
                write.close();
            } catch (IOException e) {
                told.accept("remote write: " + IoFailure.message(e));
            }
            var counts = write.counts();
            if (hasLost || counts.refused() + counts.dropped() > 0) {
                dropped.run();
            }
            if (counts.waiting() + counts.refused() + counts.dropped() > 0) {
                told.accept("remote write: %d values sent, %d refused, %d dropped; %d wait for the next time".formatted(
                        counts.sent(), counts.refused(), counts.dropped(), counts.waiting()));
            }
        }
    }
}
