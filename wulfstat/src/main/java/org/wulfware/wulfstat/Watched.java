package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

/// Finds out which hosts are meant.
final class Watched {
    private static final Path ETC = Path.of("/etc");

    private Watched() {}

    /// The hosts named on the command line, with the addresses and ports that the wulfhosts file has for them; without
    /// any, all of the file; without a file, this host.
    ///
    /// @throws SyntaxException with all that is wrong with a name or a file
    static Wulfhosts by(Options options, Path directory, Path home) throws IOException, SyntaxException {
        var groups = ClusterShell.of(ETC, home, System.getenv());
        var file = options.wulfhosts().or(() -> Wulfhosts.find(directory, home, ETC));
        try {
            var cluster = file.isPresent() ? Optional.of(Wulfhosts.read(file.get(), groups))
                    : Optional.<Wulfhosts>empty();
            return Wulfhosts.chosen(cluster, options.hosts(), groups);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + e.getFile(), e);
        } catch (IOException e) {
            throw new IOException("cannot read " + file.orElseThrow() + ": " + e.getMessage(), e);
        }
    }
}
