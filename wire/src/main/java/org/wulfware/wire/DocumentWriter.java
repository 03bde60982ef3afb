package org.wulfware.wire;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Table;

/// Writes documents of one format: [#begin], [#write] for each table in the catalog's order, [#end]. What frames a document
/// is put around it by whoever sends it.
public interface DocumentWriter {
    /// In the place of an age: all was read for this document.
    long NEW = -1;

    /// Begins a document in `into`, all of which was read for it.
    ///
    /// @param init whether it says that the selection was reset
    /// @param lost how many documents the client was not sent because it did not read; 0 says nothing
    default void begin(Sink into, boolean init, long lost) {
        begin(into, init, lost, NEW);
    }

    /// Begins a document in `into`.
    ///
    /// @param age how many milliseconds ago the oldest of what is in it was read; [#NEW] says nothing
    void begin(Sink into, boolean init, long lost, long age);

    /// Writes the wanted fields of one table, that of the catalog's sensor `index`.
    ///
    /// @param cells which of their cells are wanted; null for all
    void write(int index, Table<?> table, Selection selection, @Nullable Cells cells);

    /// Ends the document.
    void end();
}
