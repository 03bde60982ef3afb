package org.wulfware.libwulf;

import module java.base;

/// Hosts in the order in which they were first named, each once, and what can be done with two such lists. A host that
/// is named without a port means, on the right side, that host on whatever port.
final class HostSet {
    private final Map<String, Host> hosts = new LinkedHashMap<>();

    /// The host, unless it is there.
    void add(Host host) {
        hosts.putIfAbsent(key(host), host);
    }

    private static String key(Host host) {
        return hasPort(host) ? host.name() + ':' + host.port() : host.name();
    }

    private static boolean hasPort(Host host) {
        return host.port() != Host.DEFAULT_PORT;
    }

    void union(HostSet other) {
        other.hosts.forEach(hosts::putIfAbsent);
    }

    void difference(HostSet other) {
        hosts.entrySet().removeIf(mine -> other.covers(mine));
    }

    void intersection(HostSet other) {
        hosts.entrySet().removeIf(mine -> !other.covers(mine));
    }

    void symmetricDifference(HostSet other) {
        var names = new HashSet<String>();
        hosts.values().forEach(host -> names.add(host.name()));
        var added = new LinkedHashMap<String, Host>();
        other.hosts.forEach((key, host) -> {
            if (hasPort(host) ? !hosts.containsKey(key) : !names.contains(host.name())) {
                added.put(key, host);
            }
        });
        difference(other);
        hosts.putAll(added);
    }

    private boolean covers(Map.Entry<String, Host> host) {
        return hosts.containsKey(host.getKey())
                || (hasPort(host.getValue()) && hosts.containsKey(host.getValue().name()));
    }

    int size() {
        return hosts.size();
    }

    Collection<Host> hosts() {
        return Collections.unmodifiableCollection(hosts.values());
    }
}
