package org.wulfware.wire;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Packing;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// The templates of one thread. Thousands of hosts have few kinds of documents among them.
final class Templates {
    /// A longer document is parsed each time.
    static final int LONGEST = 1 << 15;

    private static final int MOST = 32;

    private final Packing packing;
    private final @Nullable Template[] all = new Template[MOST];
    private final Template.Tables tables = new Template.Tables();
    private long clock;

    Templates(Packing packing) {
        this.packing = packing;
    }

    /// Reads a document that is like one of them.
    ///
    /// @param likely that of the one before it
    /// @return where the one stands that it is like, -1 if there is none
    int like(byte[] document, int from, int to, int likely) {
        if (likely >= 0 && isLike(document, from, to, likely)) {
            return likely;
        }
        for (var i = 0; i < MOST && all[i] != null; i++) {
            if (i != likely && isLike(document, from, to, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isLike(byte[] document, int from, int to, int at) {
        var template = all[at];
        if (template == null || !template.read(document, from, to, tables)) {
            return false;
        }
        template.used = ++clock;
        return true;
    }

    /// What the document says that was like one of them.
    Sample sample(int bytes) {
        @Nullable
        Table<?>[] packed = new Table<?>[Catalog.sensors().size()];
        for (var i = 0; i < packed.length; i++) {
            var table = tables.table(i);
            packed[i] = table == null ? null : table.packed(packing);
        }
        return new Sample(packed, false, Field.ABSENT, bytes);
    }

    /// Remembers one, in place of that which was of no use for the longest time.
    void add(Template template) {
        var place = 0;
        for (var i = 0; i < MOST; i++) {
            var known = all[i];
            if (known == null) {
                place = i;
                break;
            }
            var other = all[place];
            if (other != null && known.used < other.used) {
                place = i;
            }
        }
        template.used = ++clock;
        all[place] = template;
    }
}
