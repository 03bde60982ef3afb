package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.libwulf.HostState;

/// The entries of each update, laid out.
///
/// @param averages where there are to be any
record EntryLines(Recorder recorder, Layout layout, Optional<Averages> averages) implements Lines {
    @Override
    public void begin(StringBuilder out) {
        layout.begin(out);
    }

    @Override
    public boolean update(List<HostState> states, Instant now, StringBuilder out) {
        var areAllUp = recorder.update(states, now, entry -> {
            layout.entry(entry, out);
            averages.ifPresent(all -> all.add(entry));
        });
        averages.ifPresent(Averages::endUpdate);
        layout.endUpdate(out);
        return areAllUp;
    }

    @Override
    public void summary(StringBuilder out) {
        averages.ifPresent(all -> layout.summary(all.entries(), out));
    }

    @Override
    public void finish(StringBuilder out) {
        layout.finish(out);
    }
}
