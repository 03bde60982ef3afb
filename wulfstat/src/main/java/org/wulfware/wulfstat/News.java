package org.wulfware.wulfstat;

import module java.base;

/// What has been learnt of the hosts and not been looked at: the latest of it alone. On a busy machine it comes faster than it
/// can be shown, and each piece of it holds two samples of every host: a queue of it took hundreds of megabytes.
final class News {
    private Optional<Cluster> latest = Optional.empty();

    /// Takes the place of what has not been looked at; the alarms that it brought stay news.
    ///
    /// @return whether there was nothing of that kind
    synchronized boolean add(Cluster cluster) {
        var before = latest;
        latest = Optional.of(before.isEmpty() ? cluster
                : cluster.alarmed(before.get().alarmed().then(cluster.alarmed())));
        return before.isEmpty();
    }

    /// What there is, which is none any more then.
    synchronized Cluster take() {
        var cluster = latest.orElseThrow();
        latest = Optional.empty();
        return cluster;
    }
}
