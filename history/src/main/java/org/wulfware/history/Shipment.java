package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Metrics;
import org.wulfware.wire.Metrics.Metric;
import org.wulfware.wire.Sample;

/// What hosts said, made into batches of metrics for [RemoteWrite]: of each host what Prometheus would have from scraping it,
/// with `instance` its name, and `up`. A sample goes out once, with the time at which it was taken, by this machine's clock.
public final class Shipment {
    /// A message is no longer than this, before it is compressed, but for its last value. Compressed it takes a tenth, and less
    /// than the 1 MB that proxies take by default.
    private static final int LONGEST = 1 << 21;

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final RemoteWrite to;
    private final Map<String, String> site;
    private final Labelling up;

    /// By the place of their sensor in the catalog and their number, once they are needed.
    private final @Nullable Labelling[] @Nullable [] labellings = new Labelling[Catalog.size()][];

    private final WriteRequest request = new WriteRequest();
    private final Map<Host, Sample> shipped = new HashMap<>();

    /// @param labels that all values have; `job` is `node`, as node_exporter's usually is, unless it is among them
    public Shipment(RemoteWrite to, Map<String, String> labels) {
        this.to = to;
        this.site = new TreeMap<>(Map.of("job", "node"));
        site.putAll(labels);
        this.up = Labelling.of("up", site);
    }

    /// Labels as a person writes them: `site=cern,row=b`.
    ///
    /// @throws IllegalArgumentException that quotes what is none
    public static Map<String, String> labels(String written) {
        var labels = new TreeMap<String, String>();
        for (var part : written.split(",")) {
            var equals = part.indexOf('=');
            var name = part.substring(0, Math.max(0, equals)).strip();
            if (!LABEL.matcher(name).matches() || name.startsWith("__") || name.equals(Labelling.INSTANCE)
                    || labels.put(name, part.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(part);
            }
        }
        return labels;
    }

    /// Sends what is new in these states. Which hosts answer goes out each time.
    ///
    /// @return how many values that was
    public int ship(Collection<HostState> states, Instant now) throws IOException {
        var before = shipped.size();
        var values = 0;
        for (var state : states) {
            var host = WriteRequest.label(Labelling.INSTANCE, state.host().name());
            if (!(state.poll() instanceof Poll.Pending)) {
                add(up, host, null, 0, state.isUp() ? 1 : 0, now.toEpochMilli());
                values++;
            }
            if (state.current().isPresent()
                    && isNew(state.host(), state.current().get())) {
                values += sample(state, state.current().get(), host);
            }
        }
        flush();
        if (before > states.size()) {
            shipped.keySet().retainAll(states.stream().map(HostState::host).collect(Collectors.toSet()));
        }
        return values;
    }

    @SuppressWarnings("ReferenceEquality") // a sample is a thing of its own, not its values
    private boolean isNew(Host host, Sample sample) {
        return shipped.put(host, sample) != sample;
    }

    private int sample(HostState state, Sample sample, byte[] host) throws IOException {
        var millis = state.sampled().orElse(state.at()).toEpochMilli();
        var before = new int[1];
        Metrics.of(sample, (metric, table, row, value) -> {
            before[0]++;
            add(labelling(metric), host, table, row, value, millis);
        });
        return before[0];
    }

    private void add(Labelling labels, byte[] host, @Nullable Table<?> table, int row, double value, long millis)
            throws IOException {
        request.add(labels, host, table, row, value, millis);
        if (request.bytes() > LONGEST) {
            flush();
        }
    }

    private Labelling labelling(Metric metric) {
        var all = labellings[metric.sensor()];
        if (all == null) {
            all = new Labelling[Metrics.count(metric.sensor())];
            labellings[metric.sensor()] = all;
        }
        var known = all[metric.number()];
        if (known == null) {
            known = Labelling.of(metric, site);
            all[metric.number()] = known;
        }
        return known;
    }

    private void flush() throws IOException {
        if (request.values() > 0) {
            try {
                to.put(request.compressed(), request.values());
            } finally {
                request.clear();
            }
        }
    }
}
