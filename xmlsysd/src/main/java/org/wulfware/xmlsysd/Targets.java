package org.wulfware.xmlsysd;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Selection;

/// What the last few targets that were scraped (`/metrics?collect[]=cpu`) ask for, whoever asked: to find that out takes longer than
/// to send what has been written already, and most scrapers connect anew each time.
final class Targets {
    private static final int MOST = 8;

    /// None of them is long: a target is on a line.
    private final Map<String, Selection> known = new LinkedHashMap<>();

    /// What a target asks for, not to be changed; null if it is not known.
    @Nullable
    Selection find(String target) {
        return known.get(target);
    }

    /// Remembers what a target asks for.
    void keep(String target, Selection selection) {
        if (known.size() >= MOST) {
            known.remove(known.keySet().iterator().next());
        }
        var copy = new Selection();
        copy.set(selection);
        known.put(target, copy);
    }
}
