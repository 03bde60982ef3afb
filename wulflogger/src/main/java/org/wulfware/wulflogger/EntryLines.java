package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.libwulf.HostState;

/// The entries of each update, laid out.
record EntryLines(Recorder recorder, Layout layout) implements Lines {
    @Override
    public void begin(StringBuilder out) {
        layout.begin(out);
    }

    @Override
    public boolean update(List<HostState> states, Instant now, StringBuilder out) {
        var areAllUp = recorder.update(states, now, entry -> layout.entry(entry, out));
        layout.endUpdate(out);
        return areAllUp;
    }

    @Override
    public void finish(StringBuilder out) {
        layout.finish(out);
    }
}
