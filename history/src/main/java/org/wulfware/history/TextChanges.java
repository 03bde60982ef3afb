package org.wulfware.history;

import module java.base;

/// When one host's texts changed, and to what.
final class TextChanges {
    /// More of them are asked for by mistake.
    private static final int MOST = 100_000;

    private final String host;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, String> known = new LinkedHashMap<>();
    private final Map<String, String> said = new LinkedHashMap<>();
    private boolean isDown;
    private boolean isFull;

    TextChanges(String host) {
        this.host = host;
    }

    void row(String row, String text) {
        said.put(row, text);
    }

    /// All rows of that time have been said.
    void end(long at) {
        for (var entry : said.entrySet()) {
            if (isDown || !entry.getValue().equals(known.get(entry.getKey()))) {
                add(new Change(Told.instant(at), host, entry.getKey(), entry.getValue(), false));
            }
        }
        for (var row : known.keySet()) {
            if (!said.containsKey(row) && !isDown) {
                add(new Change(Told.instant(at), host, row, "", false));
            }
        }
        isDown = false;
        known.clear();
        known.putAll(said);
        said.clear();
    }

    /// The host did not answer.
    void down(long at) {
        if (!isDown) {
            isDown = true;
            add(new Change(Told.instant(at), host, "", "", true));
        }
    }

    private void add(Change change) {
        if (changes.size() < MOST) {
            changes.add(change);
        } else {
            isFull = true;
        }
    }

    List<Change> changes() {
        return changes;
    }

    /// Whether there were more than are kept.
    boolean isFull() {
        return isFull;
    }
}
