package org.wulfware.display;

import module java.base;
import org.wulfware.history.ReadBack;
import org.wulfware.history.Shipment;

/// What a store of metrics has of a cluster, in place of what its hosts say: `--from prometheus=URL` and what goes with it.
public final class Stored {
    private static final String KIND = "prometheus=";

    private Stored() {}

    /// Declares what goes with it; `--from` itself is declared beside `--replay`.
    public static Usage declare(Usage usage) {
        return usage.option("--from-auth", "FILE", "Who to be at --from prometheus=URL, as --remote-write-auth has it.")
                .option("--from-labels", "NAME=VALUE,…", "Only what has these labels there: site=here.");
    }

    /// Whether `--from` names a store, in programs that read one: it may be a time, too.
    static boolean isMeant(Usage.Typed typed) {
        return typed.knows("--from-auth") && typed.value("--from").map(String::strip).orElse("").startsWith(KIND);
    }

    /// What was typed.
    public static Optional<ReadBack.Store> of(Usage.Typed typed) throws UsageException {
        if (!isMeant(typed)) {
            for (var option : List.of("--from-auth", "--from-labels")) {
                if (typed.has(option)) {
                    throw new UsageException(option + " goes with --from prometheus=URL");
                }
            }
            return Optional.empty();
        }
        for (var option : List.of("--replay", "--to", "--speed")) {
            if (typed.has(option)) {
                throw new UsageException("--from prometheus=… and " + option + ": one of them");
            }
        }
        return Optional.of(store(typed, typed.value("--from").orElse("").strip(), "--from"));
    }

    /// A store that an option names, `prometheus=URL`.
    static ReadBack.Store store(Usage.Typed typed, String given, String option) throws UsageException {
        return new ReadBack.Store(uri(given, option), credentials(typed), labels(typed));
    }

    private static URI uri(String given, String option) throws UsageException {
        try {
            var uri = new URI(given.substring(KIND.length()));
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
                    && uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // As below.
        }
        // It may hold a password, which belongs elsewhere.
        throw new UsageException(option + " " + Usage.quoted(given.replaceFirst("//.*@", "//…@"))
                + ": expected a URL such as prometheus=http://localhost:9090; names and passwords go into the file of"
                + " --from-auth");
    }

    private static Optional<Path> credentials(Usage.Typed typed) throws UsageException {
        var given = typed.value("--from-auth");
        try {
            return given.map(Path::of);
        } catch (InvalidPathException _) {
            throw new UsageException("--from-auth " + Usage.quoted(given.orElse("")) + ": no name of a file");
        }
    }

    private static Map<String, String> labels(Usage.Typed typed) throws UsageException {
        try {
            var given = typed.value("--from-labels");
            return given.isPresent() ? Shipment.labels(given.get()) : Map.of();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--from-labels: " + Usage.quoted(String.valueOf(e.getMessage()))
                    + ": expected labels such as site=here,row=b; hosts are named behind the options");
        }
    }
}
