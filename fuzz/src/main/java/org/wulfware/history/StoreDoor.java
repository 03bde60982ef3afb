package org.wulfware.history;

import module java.base;
import org.wulfware.libwulf.HostState;

/// What reads a cluster back from a store, without HTTP, for whoever hands it answers directly. It stands in the package of what
/// reads them, since that is nobody else's business.
public final class StoreDoor {
    private static final int LONGEST = 1 << 20;

    private final ReadBack.Store store =
            new ReadBack.Store(URI.create("http://localhost"), Optional.empty(), Map.of());
    private final QueryApi api;

    public StoreDoor() throws IOException {
        api = new QueryApi(store.at(), store.credentials(), Duration.ofSeconds(1), LONGEST);
    }

    /// How hosts are once the store has given these answers, a minute after each other.
    ///
    /// @return those after each answer that was one
    public List<List<HostState>> after(List<byte[]> answers, Instant from)
            throws IOException {
        var reading = new ReadBack(store, api, List.of(), _ -> true, _ -> {});
        var all = new ArrayList<List<HostState>>();
        var at = from;
        for (var answer : answers) {
            var series = new ArrayList<Series>();
            var reader = new SeriesReader(LONGEST, series::add);
            try {
                reader.read(new ByteArrayInputStream(answer));
                reading.answered(new QueryApi.Answer(series, at, reader.warning()));
                all.add(reading.states());
            } catch (StoreException _) {
                // It is none, and that was said.
            }
            at = at.plus(Duration.ofMinutes(1));
        }
        return all;
    }
}
