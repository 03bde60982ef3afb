package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.UsageException;
import org.wulfware.libwulf.Groups;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostNames;
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
        var named = named(options.hosts());
        var file = options.wulfhosts().or(() -> Wulfhosts.find(directory, home, ETC));
        if (file.isPresent()) {
            told.accept("reading " + file.get());
        } else if (named.isEmpty()) {
            told.accept("no wulfhosts file: this host");
        }
        try {
            return Wulfhosts.chosen(named, file);
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        } catch (NoSuchFileException e) {
            throw new UnreadableException(List.of(e.getFile() + ": no such file"));
        } catch (AccessDeniedException e) {
            throw new UnreadableException(List.of(e.getFile() + ": permission denied"));
        } catch (IOException e) {
            throw new UnreadableException(List.of(file.orElseThrow() + ": " + e.getMessage()));
        }
    }

    private static List<Host> named(List<String> lists) throws UsageException {
        try {
            return HostNames.hosts(lists, Groups.none());
        } catch (SyntaxException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
