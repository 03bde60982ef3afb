package org.wulfware.libwulf;

import module java.base;

/// Names that an expression may use beside those of the catalog: the columns of displays.
public interface Scope {
    /// What stands behind a name.
    ///
    /// @param text an expression
    /// @param scope of the names in that; the name itself means in it what it means without this definition
    record Definition(String text, Scope scope) {}

    /// No names.
    Scope NOTHING = new Scope() {
        @Override
        public Optional<Definition> near(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Definition> far(String name) {
            return Optional.empty();
        }
    };

    /// A name that means this even where the catalog has one like it.
    Optional<Definition> near(String name);

    /// A name that means this where the catalog has none like it; empty if it may mean several things.
    Optional<Definition> far(String name);

    /// The names that tell apart the several things that a name may mean for which there is no [#far] meaning; none if there is
    /// nothing that it may mean.
    default List<String> ambiguous(String name) {
        return List.of();
    }

    /// Which hosts stand behind `host in`.
    default HostLists hosts() {
        return HostLists.WITHOUT_GROUPS;
    }
}
