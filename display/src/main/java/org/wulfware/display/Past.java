package org.wulfware.display;

import module java.base;
import org.wulfware.history.Moments;
import org.wulfware.history.Playback;
import org.wulfware.history.Zones;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.Shard;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

/// What was recorded, in place of what is: `--replay` and what goes with it.
///
/// @param from the first that is shown
/// @param to the last that is shown
/// @param speed how many times as fast as it was; empty where nothing was said
/// @param doubts lines about times that the clocks showed twice
public record Past(Path directory, Instant from, Instant to, OptionalDouble speed, List<String> doubts) {
    private static final Pattern SPEED = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?");
    private static final int LONGEST_LIST = 1000;

    /// Where no time was typed that may be meant in two ways.
    public Past(Path directory, Instant from, Instant to, OptionalDouble speed) {
        this(directory, from, to, speed, List.of());
    }

    /// Declares the options.
    ///
    /// @param usual what is done where no speed is said: `1`
    public static Usage declare(Usage usage, String usual) {
        return usage.option("--replay", "DIR", "Show what was recorded there, in place of what is.")
                .option("--from", "TIME",
                        "Show it from there on: 'yesterday 22:00', '2026-11-23 22:00', -2h; all of it. Without --replay"
                                + " prometheus=URL: what is stored there, in place of what hosts say.")
                .option("--to", "TIME", "Show it up to there; now.")
                .option("--speed", "FACTOR", "How many times as fast as it was; " + usual + ".");
    }

    /// What was typed, now and here.
    public static Optional<Past> of(TypedOptions typed) throws UsageException {
        if (!typed.has("--replay")) {
            return of(typed, new Moments(Instant.now(), ZoneOffset.UTC)); // in which zone does not matter
        }
        try {
            return of(typed, new Moments(Instant.now(), Zones.of(System.getenv())));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /// What was typed.
    public static Optional<Past> of(TypedOptions typed, Moments moments) throws UsageException {
        var directory = typed.value("--replay");
        if (directory.isEmpty()) {
            for (var option : List.of("--from", "--to", "--speed")) {
                if (typed.has(option) && !Stored.isMeant(typed)) {
                    throw new UsageException(option + " goes with --replay, which names the recording");
                }
            }
            return Optional.empty();
        }
        var from = moment(typed, "--from", moments).orElse(Instant.MIN);
        var to = moment(typed, "--to", moments).orElse(Instant.MAX);
        if (!from.isBefore(to)) {
            throw new UsageException(
                    "--from " + Usage.quoted(typed.value("--from").orElse("").strip()) + " is not before --to "
                            + Usage.quoted(typed.value("--to").orElse("").strip()));
        }
        var doubts = Stream.of("--from", "--to")
                .flatMap(option -> typed.value(option)
                        .flatMap(moments::doubt)
                        .map(doubt -> option + " " + Usage.quoted(typed.value(option).orElse("").strip()) + ": "
                                + doubt)
                        .stream())
                .toList();
        return Optional.of(new Past(directory(directory.get(), "--replay"), from, to, speed(typed), doubts));
    }

    private static OptionalDouble speed(TypedOptions typed) throws UsageException {
        var given = typed.value("--speed");
        if (given.isEmpty()) {
            return OptionalDouble.empty();
        }
        var factor = SPEED.matcher(given.get()).matches() ? Double.parseDouble(given.get()) : 0;
        if (factor == 0) {
            throw new UsageException("--speed " + Usage.quoted(given.get())
                    + ": expected how many times as fast, such as 60 or 0.5");
        }
        return OptionalDouble.of(factor);
    }

    /// A time that an option says.
    public static Optional<Instant> moment(TypedOptions typed, String option, Moments moments) throws UsageException {
        var given = typed.value(option).map(String::strip);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var moment = moments.moment(given.get());
        if (moment.isEmpty()) {
            throw new UsageException(option + " " + Usage.quoted(given.get()) + ": " + moments.expected(given.get()));
        }
        return moment;
    }

    /// A directory that an option names.
    public static Path directory(String given, String option) throws UsageException {
        try {
            if (!given.isEmpty()) {
                return Path.of(given);
            }
        } catch (InvalidPathException _) {
            // As below.
        }
        throw new UsageException(option + " " + Usage.quoted(given) + ": no name of a directory");
    }

    /// Begins to play it; what is wanted and thrown is as with [#chosen].
    ///
    /// @param shard which part of the hosts, if not all
    public Playback open(
            Path here, Optional<Wulfhosts> file, List<String> typed, ClusterShell groups, Optional<Shard> shard,
            Consumer<String> told)
            throws IOException, SyntaxException {
        var chosen = chosen(here, recorded(here, told), file, typed, groups, told);
        return Playback.open(here.resolve(directory),
                name -> chosen.test(name) && (shard.isEmpty() || shard.get().has(name)), from, to);
    }

    /// What was recorded.
    ///
    /// @param here the directory that a person is in
    /// @throws IOException if that is nothing; its message is for a person
    public Playback.Contents recorded(Path here, Consumer<String> told) throws IOException {
        var recording = here.resolve(directory);
        doubts.forEach(told);
        Playback.warning(recording).ifPresent(told);
        try (var all = Playback.open(recording, _ -> true, from, to)) {
            var contents = all.contents();
            if (contents.names().isEmpty()) {
                all.losses().forEach(loss -> told.accept(recording + ": " + loss));
                throw new IOException(directory + ": nothing was recorded there in that time");
            }
            return contents;
        }
    }

    /// Which of the hosts that were recorded are meant, by name.
    ///
    /// @param here the directory that a person is in
    /// @param contents what was recorded
    /// @param file the hosts that are meant, and where names of groups come from; empty for those that were recorded
    /// @param typed lists of hosts; none for all
    /// @param told which of the hosts that are meant were not recorded
    /// @throws SyntaxException if what was typed names no hosts
    /// @throws IOException if nothing was recorded of them; its message is for a person
    public Predicate<String> chosen(
            Path here, Playback.Contents contents, Optional<Wulfhosts> file, List<String> typed, ClusterShell groups,
            Consumer<String> told) throws IOException, SyntaxException {
        var recorded = contents.names();
        if (file.isEmpty() && typed.isEmpty()) {
            return _ -> true;
        }
        var known = file.orElseGet(() -> Wulfhosts.of(recorded.stream().map(Host::named).toList()));
        var meant = Wulfhosts.chosen(Optional.of(known), typed, groups)
                .hosts()
                .stream()
                .map(Host::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var missing = meant.stream().filter(name -> !recorded.contains(name)).toList();
        if (missing.size() == meant.size()) {
            throw new IOException(directory + ": none of these hosts was recorded there in that time: "
                    + Folding.brief(missing, LONGEST_LIST));
        }
        if (!missing.isEmpty()) {
            told.accept("not recorded in that time: " + Folding.brief(missing, LONGEST_LIST));
        }
        return meant::contains;
    }
}
