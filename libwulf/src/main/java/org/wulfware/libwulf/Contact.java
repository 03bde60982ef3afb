package org.wulfware.libwulf;

import java.net.InetSocketAddress;
import java.util.Optional;

/// How far the last attempt at a host came: for whoever looks for the cause of a failure, beside the words of its [Poll].
///
/// @param stage that the attempt had reached
/// @param here this machine's end of the connection; empty if there was none
/// @param there the address that was tried last; empty if none was found
/// @param heard the first bytes that came on the connection, decrypted, a character each; whoever shows them must clean them
/// @param fault what was wrong with TLS, if that was it
public record Contact(
        Stage stage, Optional<InetSocketAddress> here, Optional<InetSocketAddress> there, String heard,
        Optional<TlsFault> fault) {
    /// So many bytes are remembered of what comes first.
    static final int MOST_HEARD = 64;

    /// Before the first attempt.
    static final Contact NONE =
            new Contact(Stage.NAME, Optional.empty(), Optional.empty(), "", Optional.empty());

    /// What an attempt goes through.
    public enum Stage {
        /// Looking up the host's address.
        NAME,
        /// Waiting for the connection.
        CONNECTING,
        /// Connected, and not yet agreed on TLS.
        HANDSHAKE,
        /// Connected, and asked.
        TALKING
    }
}
