/// The vocabulary: what a field and a sensor are, and two of the three mutable classes of the sampling path
/// ([Cursor] over bytes, [Table] of longs; the third is the writer of the wire). Requires nothing.
package org.wulfware.catalog;
