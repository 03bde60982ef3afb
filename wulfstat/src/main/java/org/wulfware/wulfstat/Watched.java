package org.wulfware.wulfstat;

import module java.base;
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
