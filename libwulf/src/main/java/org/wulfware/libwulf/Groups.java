package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The groups that an expression may name: those of a wulfhosts file, and those of ClusterShell's files. What a group
/// stands for is worked out once. An object of this class belongs to one thread.
public final class Groups {
    /// Groups that name groups that name groups.
    private static final int DEEPEST = 64;

    private final @Nullable GroupSource own;
    private final ClusterShell others;
    private final Map<String, HostSet> known = new HashMap<>();
    private final List<String> open = new ArrayList<>();

    private Groups(@Nullable GroupSource own, ClusterShell others) {
        this.own = own;
        this.others = others;
    }

    /// No groups at all.
    public static Groups none() {
        return new Groups(null, ClusterShell.none());
    }

    /// Those of ClusterShell's files, which are read when the first group is asked for.
    public static Groups of(ClusterShell files) {
        return new Groups(null, files);
    }

    /// These, and the groups of a wulfhosts file, which are found first.
    public Groups with(Wulfhosts cluster) {
        return with(WulfhostsGroups.of(cluster));
    }

    /// These, and others that are found first.
    Groups with(GroupSource first) {
        return new Groups(first, others);
    }

    /// All groups as a person types them: `@rack1`; of a source that is not the usual one, `@racks:rack1`.
    ///
    /// @throws SyntaxException if a file that should say it cannot be understood
    public List<String> names() throws SyntaxException {
        var all = new LinkedHashSet<String>();
        for (var source : inOrder()) {
            source.groups().forEach(name -> all.add('@' + name));
        }
        for (var name : others.names()) {
            var source = others.source(name);
            if (source.isPresent() && !source.equals(others.usual())) {
                source.get().groups().forEach(group -> all.add('@' + name + ':' + group));
            }
        }
        return List.copyOf(all);
    }

    /// The hosts of what stands behind an `@`: `rack1`, `source:rack1`, `*`, `source:*`; with `@source` in place of a
    /// group, the names of all groups of that source; with `@` alone those of the groups that need no source before them.
    ///
    /// @param here the source in whose group this stands, if it does
    HostSet named(String reference, @Nullable GroupSource here) throws SyntaxException, UnknownGroupException {
        if (reference.equals("@")) {
            var all = new HostSet();
            for (var source : here == null || here.equals(own) ? inOrder() : List.of(here)) {
                all.union(names(source));
            }
            return all;
        }
        if (reference.startsWith("@")) {
            return names(source(reference.substring(1)));
        }
        var colon = reference.indexOf(':');
        if (colon >= 0) {
            var source = source(reference.substring(0, colon));
            return find(reference.substring(colon + 1), List.of(source));
        }
        return find(reference, here == null || here.equals(own) ? inOrder() : List.of(here));
    }

    private List<GroupSource> inOrder() throws SyntaxException {
        var sources = new ArrayList<GroupSource>();
        if (own != null) {
            sources.add(own);
        }
        others.usual().ifPresent(sources::add);
        return sources;
    }

    private GroupSource source(String name) throws SyntaxException, UnknownGroupException {
        if (own != null && own.name().equals(name)) {
            return own;
        }
        var found = others.source(name);
        if (found.isEmpty()) {
            var there = new ArrayList<>(others.names());
            if (own != null) {
                there.addFirst(own.name());
            }
            throw new UnknownGroupException("there is no source of groups " + SyntaxException.quoted(name)
                    + (there.isEmpty() ? "; " + others.place() : "; there are " + String.join(", ", there)));
        }
        return found.get();
    }

    private static HostSet names(GroupSource source) throws SyntaxException {
        var names = new HostSet();
        source.groups().forEach(name -> names.add(Host.named(name)));
        return names;
    }

    private HostSet find(String group, List<GroupSource> sources) throws SyntaxException, UnknownGroupException {
        for (var source : sources) {
            var found = group.equals("*") ? Optional.of(all(source)) : group(source, group);
            if (found.isPresent()) {
                return found.get();
            }
        }
        var where = sources.stream().map(GroupSource::place).collect(Collectors.joining(", nor in "));
        throw new UnknownGroupException(group.equals("*")
                ? "there are none: " + others.place()
                : "there is no group " + SyntaxException.quoted(group) + (where.isEmpty() ? ": " + others.place()
                        : " in " + where));
    }

    private HostSet all(GroupSource source) throws SyntaxException {
        var said = source.all();
        if (said.isPresent()) {
            return said.get();
        }
        var defined = group(source, "all");
        if (defined.isPresent()) {
            return defined.get();
        }
        var all = new HostSet();
        for (var name : source.groups()) {
            group(source, name).ifPresent(all::union);
        }
        return all;
    }

    private Optional<HostSet> group(GroupSource source, String group) throws SyntaxException {
        var key = source.name() + ':' + group;
        var worked = known.get(key);
        if (worked != null) {
            return Optional.of(worked);
        }
        var definition = source.definition(group);
        if (definition.isEmpty()) {
            return Optional.empty();
        }
        if (open.contains(key)) {
            throw new SyntaxException(definition.get().place() + ": the group names itself: @"
                    + String.join(" names @", open.subList(open.indexOf(key), open.size())) + " names @" + key);
        }
        if (open.size() == DEEPEST) {
            throw new SyntaxException(definition.get().place() + ": groups are nested more than " + DEEPEST + " deep");
        }
        open.add(key);
        try {
            var hosts =
                    new HostExpression(definition.get().text(), definition.get().place(), this, source).value();
            known.put(key, hosts);
            return Optional.of(hosts);
        } finally {
            open.removeLast();
        }
    }
}
