/// The wire: selections, the writer of documents and (for clients only, since it needs a library) the reader.
package org.wulfware.wire;
