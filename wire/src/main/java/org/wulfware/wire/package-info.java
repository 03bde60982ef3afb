/// The wire: selections, the writer of documents and, for clients only since it needs a library, the readers of packets
/// and of the documents in them.
package org.wulfware.wire;
