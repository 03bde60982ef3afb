package org.wulfware.display;

import module java.base;
import org.wulfware.history.ReadBack;
import org.wulfware.history.Shipment;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.Shard;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

/// What a store of metrics has of a cluster, in place of what its hosts say: `--from prometheus=URL` and what goes with it.
public final class Stored {
    private static final String KIND = "prometheus=";

    private Stored() {}

    /// Declares what goes with it; `--from` itself is declared beside `--replay`.
    public static Usage declare(Usage usage) {
        return usage
                .option("--from-auth", "FILE",
                        "Who to be at --from prometheus=URL: user and password, or token; and authority.")
                .option("--from-labels", "NAME=VALUE,…", "Only what has these labels there: site=here.");
    }

    /// Whether `--from` names a store, in programs that read one: it may be a time, too.
    static boolean isMeant(TypedOptions typed) {
        return typed.knows("--from-auth") && typed.value("--from").filter(Stored::isMeant).isPresent();
    }

    /// Whether a value of `--from` names a store.
    public static boolean isMeant(String given) {
        return given.strip().startsWith(KIND);
    }

    /// What was typed.
    public static Optional<ReadBack.Store> of(TypedOptions typed) throws UsageException {
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
        return Optional.of(of(typed.value("--from").orElse(""), typed.value("--from-auth"),
                typed.value("--from-labels")));
    }

    /// The store that these values of `--from`, `--from-auth` and `--from-labels` name.
    public static ReadBack.Store of(String from, Optional<String> auth, Optional<String> labels)
            throws UsageException {
        return new ReadBack.Store(uri(from.strip()), credentials(auth), labels(labels));
    }

    private static URI uri(String given) throws UsageException {
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
        throw new UsageException("--from " + Usage.quoted(given.replaceFirst("//.*@", "//…@"))
                + ": expected a URL such as prometheus=http://localhost:9090; names and passwords go into the file of"
                + " --from-auth");
    }

    private static Optional<Path> credentials(Optional<String> given) throws UsageException {
        try {
            return given.map(Path::of);
        } catch (InvalidPathException _) {
            throw new UsageException("--from-auth " + Usage.quoted(given.orElse("")) + ": no name of a file");
        }
    }

    private static Map<String, String> labels(Optional<String> given) throws UsageException {
        try {
            return given.isPresent() ? Shipment.labels(given.get()) : Map.of();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--from-labels: " + Usage.quoted(String.valueOf(e.getMessage()))
                    + ": expected labels such as site=here,row=b; hosts are named behind the options");
        }
    }

    /// Begins to read what a store has of the hosts that were typed; of all that it has if none were.
    ///
    /// @param here the directory that a person is in
    /// @param file the wulfhosts file, where one was named
    /// @param shard which part of the hosts, if not all
    /// @param told trouble, a line each
    /// @throws SyntaxException if what was typed names no hosts, or the file cannot be understood
    /// @throws IOException if a file cannot be read
    public static ReadBack open(ReadBack.Store store, Path here, Optional<Path> file, List<String> hosts,
            ClusterShell groups, Optional<Shard> shard, Consumer<String> told) throws IOException, SyntaxException {
        return ReadBack.open(in(store, here), named(here, file, hosts, groups),
                name -> shard.isEmpty() || shard.get().has(name), told);
    }

    /// The same where a relative name of a file begins here.
    public static ReadBack.Store in(ReadBack.Store store, Path here) {
        return new ReadBack.Store(store.at(), store.credentials().map(here::resolve), store.labels());
    }

    /// The hosts that were typed, or those of a file; none for all.
    ///
    /// @throws SyntaxException if what was typed names no hosts, or the file cannot be understood
    /// @throws IOException if the file cannot be read
    public static List<Host> named(Path here, Optional<Path> file, List<String> hosts, ClusterShell groups)
            throws IOException, SyntaxException {
        if (file.isEmpty() && hosts.isEmpty()) {
            return List.of();
        }
        var read = file.isPresent()
                ? Optional.of(Wulfhosts.read(here.resolve(file.get()), groups))
                : Optional.<Wulfhosts>empty();
        return Wulfhosts.chosen(read, hosts, groups).hosts();
    }
}
