package org.wulfware.wulfstat;

import org.wulfware.wulfstat.screen.Size;

/// Where the windows of the screen are, in rows. They share the lines between them:
/// ```text
/// ┌ wulfstat ── 14:03:22 ┐
/// │ header               │
/// ├ 1 Load ──────────────┤
/// │ headings             │
/// │ list                 │
/// ├ debug ───────────────┤
/// │ log                  │
/// └──────────────────────┘
///   footer
/// ```
///
/// @param list the first row of the list
/// @param listRows how many there are
/// @param log the first row of the debug window; its upper line is the row before
/// @param logRows none if it is closed
record Layout(int list, int listRows, int log, int logRows, int bottom, int footer) {
    /// The least size that all of it can be read on.
    static final Size LEAST = new Size(80, 20);

    static final int HEADER = 1;
    static final int RULE = 3;
    static final int HEADINGS = 4;

    private static final int LIST = 5;
    private static final int LEAST_LOG = 4;
    private static final int MOST_LOG = 12;

    static Layout of(Size size, boolean hasLog) {
        var footer = size.rows() - 1;
        var bottom = size.rows() - 2;
        var logRows = hasLog ? Math.clamp(size.rows() / 4, LEAST_LOG, MOST_LOG) : 0;
        var listRows = Math.max(1, bottom - LIST - (hasLog ? logRows + 1 : 0));
        return new Layout(LIST, listRows, bottom - logRows, logRows, bottom, footer);
    }

    /// The first line to be seen, when `wanted` is what was asked for: no emptiness below the last one.
    int top(int wanted, int lines) {
        return Math.clamp(wanted, 0, Math.max(0, lines - listRows));
    }
}
