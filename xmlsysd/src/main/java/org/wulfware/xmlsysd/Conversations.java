package org.wulfware.xmlsysd;

/// Begins a conversation with each client.
interface Conversations {
    /// Begins one.
    ///
    /// @param isTrusted whether the client is on this host, or comes over TLS
    Conversation begin(boolean isTrusted);
}
