package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.UsageException;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

/// Finds out which hosts are meant.
final class Hosts {
    private static final Path ETC = Path.of("/etc");

    private Hosts() {}

    /// The hosts named on the command line, with the addresses and ports that the wulfhosts file has for them; without
    /// any, all of the file; without a file, this host.
    ///
    /// @param told what was found
    /// @throws UsageException if what was typed names no hosts
    /// @throws UnreadableException if the file cannot be read or understood
    static Wulfhosts of(Options options, Path directory, Path home, Consumer<String> told)
            throws UsageException, UnreadableException {
        var groups = ClusterShell.of(ETC, home, System.getenv());
        var file = options.wulfhosts().or(() -> Wulfhosts.find(directory, home, ETC));
        if (file.isPresent()) {
            told.accept("reading " + file.get());
        } else if (options.hosts().isEmpty()) {
            told.accept("no wulfhosts file: this host");
        }
        var cluster = file.isPresent() ? Optional.of(read(file.get(), groups)) : Optional.<Wulfhosts>empty();
        try {
            return Wulfhosts.chosen(cluster, options.hosts(), groups);
        } catch (SyntaxException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Wulfhosts read(Path file, ClusterShell groups) throws UnreadableException {
        try {
            return Wulfhosts.read(file, groups);
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        } catch (NoSuchFileException e) {
            throw new UnreadableException(List.of(e.getFile() + ": no such file"));
        } catch (AccessDeniedException e) {
            throw new UnreadableException(List.of(e.getFile() + ": permission denied"));
        } catch (IOException e) {
            throw new UnreadableException(List.of(file + ": " + e.getMessage()));
        }
    }
}
