package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The groups of a wulfhosts file and of those that it includes.
final class WulfhostsGroups implements GroupSource {
    static final String NAME = "wulfhosts";

    private final Map<String, Wulfhosts.Group> groups = new LinkedHashMap<>();
    private final @Nullable HostSet all;
    private final String place;

    private WulfhostsGroups(Collection<Wulfhosts.Group> groups, @Nullable HostSet all, String place) {
        groups.forEach(group -> this.groups.putIfAbsent(group.name(), group));
        this.all = all;
        this.place = place;
    }

    /// For what a person types: all hosts are those of the file.
    static WulfhostsGroups of(Wulfhosts cluster) {
        var all = new HostSet();
        // By their names alone: what more the file says of a host is found again by its name.
        cluster.asNamed().forEach(host -> all.add(Host.named(host.name())));
        return new WulfhostsGroups(cluster.allGroups(), all, "the wulfhosts file");
    }

    /// For what stands in the file itself: which hosts are all is only being found out.
    static WulfhostsGroups within(String file, Collection<Wulfhosts.Group> groups) {
        return new WulfhostsGroups(groups, null, file);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Optional<Definition> definition(String group) {
        return Optional.ofNullable(groups.get(group)).map(found -> new Definition(found.expression(), found.place()));
    }

    @Override
    public List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    @Override
    public Optional<HostSet> all() {
        return Optional.ofNullable(all);
    }
}
