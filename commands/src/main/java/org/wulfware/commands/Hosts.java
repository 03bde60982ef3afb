package org.wulfware.commands;

import module java.base;
import org.wulfware.display.UsageException;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.HostLists;
import org.wulfware.libwulf.Roster;
import org.wulfware.libwulf.Shard;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.IoFailure;

/// Where hosts and groups are named.
///
/// @param directory that the person is in
/// @param home the person's own
/// @param etc the system's
/// @param groups ClusterShell's own
record Hosts(Path directory, Path home, Path etc, Map<String, String> environment, ClusterShell groups) {
    static Hosts of(Path directory, Path home, Path etc, Map<String, String> environment) {
        return new Hosts(directory, home, etc, environment, ClusterShell.of(etc, home, environment));
    }

    /// The wulfhosts file, if there is one.
    ///
    /// @param named empty for the first of those that are looked for
    Optional<Path> file(String named) throws UsageException {
        try {
            return named.isEmpty() ? Wulfhosts.find(directory, home, etc) : Optional.of(directory.resolve(named));
        } catch (InvalidPathException _) {
            throw new UsageException("-f " + Wulf.quoted(named) + ": no name of a file");
        }
    }

    /// The cluster that a file describes, if there is one.
    ///
    /// @param named the file; empty for the first of those that are looked for
    Optional<Wulfhosts> cluster(String named) throws UsageException, UnreadableException {
        var file = file(named);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Wulfhosts.read(file.get(), groups));
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        } catch (FileSystemException e) {
            throw new UnreadableException(List.of(IoFailure.message(e)));
        } catch (IOException e) {
            throw new UnreadableException(List.of(file.get() + ": " + IoFailure.reason(e)));
        }
    }

    /// The hosts that conditions may name.
    ///
    /// @param file the wulfhosts file; empty for the first of those that are looked for
    HostLists lists(Optional<Path> file) {
        return expression -> new Roster(file.map(directory::resolve), List.of(), directory, home, etc, environment)
                .hosts(expression);
    }

    /// Of the hosts that a person asks about those of a shard.
    static Wulfhosts part(Wulfhosts chosen, Optional<Shard> shard) throws UnreadableException {
        try {
            return shard.isPresent() ? chosen.only(shard.get()) : chosen;
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        }
    }

    /// What a person asks about: the hosts that were typed; without any, those of the file; without a file, this one.
    Wulfhosts chosen(String file, List<String> typed) throws UsageException, UnreadableException {
        var cluster = cluster(file);
        try {
            return Wulfhosts.chosen(cluster, typed, groups);
        } catch (SyntaxException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
