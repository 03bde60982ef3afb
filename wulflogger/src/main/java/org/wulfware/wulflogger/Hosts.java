package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Past;
import org.wulfware.display.Stored;
import org.wulfware.display.UsageException;
import org.wulfware.history.Playback;
import org.wulfware.history.ReadBack;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.HostLists;
import org.wulfware.libwulf.Roster;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.IoFailure;

/// Finds out which hosts are meant.
final class Hosts {
    private static final Path ETC = Path.of("/etc");

    private Hosts() {}

    /// The hosts that conditions may name.
    ///
    /// @param file the wulfhosts file, where one was named
    static HostLists lists(Optional<Path> file, Path directory, Path home) {
        return expression -> new Roster(file, List.of(), directory, home, ETC, System.getenv()).hosts(expression);
    }

    /// What was recorded of the hosts named on the command line.
    ///
    /// @param told which of them were not recorded
    static Playback recorded(Options options, Past past, Path directory, Path home, Consumer<String> told)
            throws UsageException, UnreadableException {
        try {
            var groups = ClusterShell.of(ETC, home, System.getenv());
            var file = options.wulfhosts().isPresent()
                    ? Optional.of(Wulfhosts.read(directory.resolve(options.wulfhosts().get()), groups))
                    : Optional.<Wulfhosts>empty();
            return past.open(directory, file, options.hosts(), groups, options.shard(), told);
        } catch (SyntaxException e) {
            expectTyped(e);
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UnreadableException(List.of(reason(e)));
        }
    }

    /// What a store has of the hosts named on the command line; of all that it has if none are.
    ///
    /// @param told trouble
    static ReadBack stored(Options options, ReadBack.Store store, Path directory, Path home, Consumer<String> told)
            throws UsageException, UnreadableException {
        try {
            return Stored.open(store, directory, options.wulfhosts(), options.hosts(),
                    ClusterShell.of(ETC, home, System.getenv()), options.shard(), told);
        } catch (SyntaxException e) {
            expectTyped(e);
            throw new UsageException(String.join("\n", e.problems()));
        } catch (IOException e) {
            throw new UnreadableException(List.of(reason(e)));
        }
    }

    private static void expectTyped(SyntaxException e) throws UnreadableException {
        if (e.isOfFile()) {
            throw new UnreadableException(e.problems());
        }
    }

    /// What is wrong with a file, in words.
    static String reason(IOException e) {
        return e instanceof FileAlreadyExistsException other
                ? other.getFile() + ": not a directory"
                : IoFailure.message(e);
    }

    /// The hosts named on the command line, with the addresses and ports that the wulfhosts file has for them; without
    /// any, all of the file; without a file, this host.
    ///
    /// @param told what was found
    static Roster named(Options options, Path directory, Path home, Consumer<String> told) {
        var roster = new Roster(options.wulfhosts(), options.hosts(), directory, home, ETC, System.getenv())
                .shard(options.shard());
        if (roster.file().isPresent()) {
            told.accept("reading " + roster.file().get());
        } else if (options.hosts().isEmpty()) {
            told.accept("no wulfhosts file: this host");
        }
        return roster;
    }

    /// @throws UsageException if what was typed names no hosts
    /// @throws UnreadableException if the file cannot be read or understood
    static Wulfhosts of(Roster roster) throws UsageException, UnreadableException {
        try {
            return roster.read();
        } catch (Roster.TypedException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        } catch (FileSystemException e) {
            throw new UnreadableException(List.of(IoFailure.message(e)));
        } catch (IOException e) {
            throw new UnreadableException(
                    List.of(roster.file().map(file -> file + ": ").orElse("") + IoFailure.reason(e)));
        }
    }
}
