package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Line;
import org.wulfware.libwulf.Host;

/// What was looked for, and which host was found; it stays marked, wherever the list's order takes it.
record Find(String text, Optional<Host> host) {
    static final Find NOTHING = new Find("", Optional.empty());

    boolean matches(Line line) {
        return !text.isEmpty()
                && line.host().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    boolean isAt(Line line) {
        return host.isPresent() && line.state().host().equals(host.get());
    }

    /// The first line at or after `from`, around the end, whose host matches; -1 for none.
    int first(List<Line> lines, int from) {
        for (var i = 0; i < lines.size(); i++) {
            var at = (from + i) % lines.size();
            if (matches(lines.get(at))) {
                return at;
            }
        }
        return -1;
    }

    /// The first line of the next host that matches, `step` being 1, or of the one before, `step` being -1; -1 for none.
    int next(List<Line> lines, int top, int step) {
        var here = line(lines);
        var from = here < 0 ? top - step : here;
        for (var i = 1; i <= lines.size(); i++) {
            var at = Math.floorMod(from + i * step, lines.size());
            var line = lines.get(at);
            if (matches(line) && !isAt(line)) {
                return new Find(text, Optional.of(line.state().host())).line(lines);
            }
        }
        return here;
    }

    /// Where the found host's first line is now; -1 if nothing has been found.
    int line(List<Line> lines) {
        for (var at = 0; at < lines.size() && host.isPresent(); at++) {
            if (isAt(lines.get(at))) {
                return at;
            }
        }
        return -1;
    }
}
