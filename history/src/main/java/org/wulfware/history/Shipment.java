package org.wulfware.history;

import module java.base;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Metrics;
import org.wulfware.wire.Metrics.Label;
import org.wulfware.wire.Sample;

/// What hosts said, made into batches of metrics for [RemoteWrite]: of each host what Prometheus would have from scraping it,
/// with `instance` its name, and `up`. A sample goes out once, with the time at which it was taken, by this machine's clock.
public final class Shipment {
    /// A message is no longer than this, before it is compressed, but for its last value.
    private static final int LONGEST = 1 << 20;

    private static final String NAME = "__name__";
    private static final String INSTANCE = "instance";
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final RemoteWrite to;
    private final List<Label> site;
    private final WriteRequest request = new WriteRequest();
    private final Map<Host, Sample> shipped = new HashMap<>();

    /// @param labels that all values have; `job` is `node`, as node_exporter's usually is, unless it is among them
    public Shipment(RemoteWrite to, Map<String, String> labels) {
        this.to = to;
        var all = new TreeMap<>(Map.of("job", "node"));
        all.putAll(labels);
        this.site = all.entrySet().stream().map(label -> new Label(label.getKey(), label.getValue())).toList();
    }

    /// Labels as a person writes them: `site=cern,row=b`.
    ///
    /// @throws IllegalArgumentException that quotes what is none
    public static Map<String, String> labels(String written) {
        var labels = new TreeMap<String, String>();
        for (var part : written.split(",")) {
            var equals = part.indexOf('=');
            var name = part.substring(0, Math.max(0, equals)).strip();
            if (!LABEL.matcher(name).matches() || name.startsWith("__") || name.equals(INSTANCE)
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
            if (!(state.poll() instanceof Poll.Pending)) {
                add("up", List.of(), state, state.isUp() ? 1 : 0, now.toEpochMilli());
                values++;
            }
            if (state.current().isPresent()
                    && isNew(state.host(), state.current().get())) {
                values += sample(state, state.current().get());
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

    private int sample(HostState state, Sample sample) throws IOException {
        var millis = state.sampled().orElse(state.at()).toEpochMilli();
        var before = new int[1];
        try {
            Metrics.of(sample, (name, labels, value) -> {
                before[0]++;
                try {
                    add(name, labels, state, value, millis);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return before[0];
    }

    private void add(String name, List<Label> own, HostState state, double value, long millis) throws IOException {
        var labels = new TreeMap<String, String>();
        site.forEach(label -> labels.put(label.name(), label.value()));
        for (var label : own) {
            // One of the node's that is called like one of the site's is known by another name, as Prometheus does it.
            labels.put(labels.containsKey(label.name()) || label.name().equals(INSTANCE)
                    ? "exported_" + label.name()
                    : label.name(), label.value());
        }
        labels.put(INSTANCE, state.host().name());
        labels.put(NAME, name);
        // A label without a value is none.
        request.add(labels.entrySet()
                .stream()
                .filter(label -> !label.getValue().isEmpty())
                .map(label -> new Label(label.getKey(), label.getValue()))
                .toList(), value, millis);
        if (request.bytes() > LONGEST) {
            flush();
        }
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
