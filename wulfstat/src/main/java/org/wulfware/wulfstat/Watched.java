package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Past;
import org.wulfware.display.Stored;
import org.wulfware.history.Playback;
import org.wulfware.history.ReadBack;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.HostLists;
import org.wulfware.libwulf.Roster;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.IoFailure;

/// Finds out which hosts are meant.
final class Watched {
    private static final Path ETC = Path.of("/etc");

    private Watched() {}

    /// The hosts named on the command line, with the addresses and ports that the wulfhosts file has for them; without
    /// any, all of the file; without a file, this host.
    static Roster by(Options options, Path directory, Path home) {
        return new Roster(options.wulfhosts(), options.hosts(), directory, home, ETC, System.getenv())
                .shard(options.shard());
    }

    /// The hosts that conditions may name.
    ///
    /// @param file the wulfhosts file, where one was named
    static HostLists lists(Optional<Path> file, Path directory, Path home) {
        return expression -> new Roster(file, List.of(), directory, home, ETC, System.getenv()).hosts(expression);
    }

    /// What was recorded of the hosts named on the command line; without any, of those of the file, if one was named; else of all.
    ///
    /// @param told which of them were not recorded
    /// @throws SyntaxException if what was typed names no hosts
    static Playback recorded(Options options, Past past, Path directory, Path home, Consumer<String> told)
            throws IOException, SyntaxException {
        var groups = ClusterShell.of(ETC, home, System.getenv());
        var file = Optional.<Wulfhosts>empty();
        if (options.wulfhosts().isPresent()) {
            file = Optional.of(of(new Roster(options.wulfhosts(), List.of(), directory, home, ETC, System.getenv())));
        }
        return past.open(directory, file, options.hosts(), groups, options.shard(), told);
    }

    /// What a store has of the hosts named on the command line; without any, of those of the file, if one was named; else all.
    ///
    /// @param told trouble
    /// @throws SyntaxException if what was typed names no hosts
    static ReadBack stored(
            Options options, ReadBack.Store store, Path directory, Path home, Consumer<String> told)
            throws IOException, SyntaxException {
        try {
            return Stored.open(store, directory, options.wulfhosts(), options.hosts(),
                    ClusterShell.of(ETC, home, System.getenv()), options.shard(), told);
        } catch (FileSystemException e) {
            throw new IOException(IoFailure.message(e), e);
        }
    }

    /// @throws SyntaxException with all that is wrong with a name or a file
    static Wulfhosts of(Roster roster) throws IOException, SyntaxException {
        try {
            return roster.read();
        } catch (FileSystemException e) {
            throw new IOException(IoFailure.message(e), e);
        } catch (IOException e) {
            throw new IOException(roster.file().map(file -> file + ": ").orElse("") + IoFailure.reason(e), e);
        }
    }
}
