package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.UsageException;
import org.wulfware.libwulf.Roster;
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
    static Roster named(Options options, Path directory, Path home, Consumer<String> told) {
        var roster = new Roster(options.wulfhosts(), options.hosts(), directory, home, ETC, System.getenv());
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
        } catch (NoSuchFileException e) {
            throw new UnreadableException(List.of(e.getFile() + ": no such file"));
        } catch (AccessDeniedException e) {
            throw new UnreadableException(List.of(e.getFile() + ": permission denied"));
        } catch (IOException e) {
            throw new UnreadableException(
                    List.of(roster.file().map(file -> file + ": ").orElse("") + e.getMessage()));
        }
    }
}
