package org.wulfware.libwulf;

import module java.base;

/// Groups of hosts that belong together: those of one section of a file.
interface GroupSource {
    /// What a group names.
    ///
    /// @param text an expression, in which blanks separate as commas do
    /// @param place where it stands, for messages
    record Definition(String text, String place) {}

    /// As it stands before a group: `@racks:rack1`.
    String name();

    /// Where it is defined, for messages.
    String place();

    /// The group, if there is such a one.
    ///
    /// @throws SyntaxException if the file that should say it cannot be understood, or says a command
    Optional<Definition> definition(String group) throws SyntaxException;

    /// The names of all groups, in the order in which they are defined.
    List<String> groups() throws SyntaxException;

    /// All hosts, where a source knows these by itself; else they are those of the group `all`, or of every group.
    default Optional<HostSet> all() {
        return Optional.empty();
    }
}
