package org.wulfware.xmlsysd;

import org.wulfware.wire.Sink;

/// An answer of which the beginning is known when all is there, and which can be made only once: lines about processes that come and
/// go. What is long is held compressed meanwhile.
final class Collected implements Sink.Drain {
    private final Sampler sampler;
    private final Sink lines;
    private boolean isLong;

    Collected(Sampler sampler) {
        this.sampler = sampler;
        this.lines = sampler.page();
    }

    /// Begins one: what it is written into. [Sink#length] says how long it is.
    Sink begin() {
        isLong = false;
        return lines.clear().drainTo(this);
    }

    @Override
    public void take(byte[] bytes, int from, int to) {
        if (!isLong) {
            isLong = true;
            sampler.compressor().begin(false);
        }
        sampler.compressor().take(bytes, from, to);
    }

    /// Writes it all.
    void to(Sink answer) {
        if (isLong) {
            lines.flush();
            sampler.compressor().end().expand(answer);
        } else {
            answer.raw(lines);
        }
    }
}
