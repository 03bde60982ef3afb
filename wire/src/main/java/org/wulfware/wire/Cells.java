package org.wulfware.wire;

import org.wulfware.catalog.Table;

/// Which cells of a table are wanted, where a selection of fields does not tell: one processor's, one disk's.
public interface Cells {
    /// Whether the cell of a wanted field is wanted, in the table of the catalog's sensor `index`.
    boolean wants(int index, Table<?> table, int row, int slot);
}
