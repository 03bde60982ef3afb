package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Past;
import org.wulfware.history.Playback;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.Roster;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

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

    /// @throws SyntaxException with all that is wrong with a name or a file
    static Wulfhosts of(Roster roster) throws IOException, SyntaxException {
        try {
            return roster.read();
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + e.getFile(), e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot read " + roster.file().map(Path::toString).orElse("the hosts") + ": " + e.getMessage(), e);
        }
    }
}
