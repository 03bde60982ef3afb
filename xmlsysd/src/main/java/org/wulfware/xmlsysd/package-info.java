/// The node daemon. Data flows one way: [org.wulfware.xmlsysd.Tree] → [org.wulfware.xmlsysd.Sampler] →
/// [org.wulfware.xmlsysd.Conversation] → [org.wulfware.xmlsysd.Server]. What may hang lives beside it, in
/// [org.wulfware.xmlsysd.Facts]. Nothing here may need more than `java.base`, and what the default path touches is
/// kept small: no streams, no regular expressions, no string formats.
package org.wulfware.xmlsysd;
