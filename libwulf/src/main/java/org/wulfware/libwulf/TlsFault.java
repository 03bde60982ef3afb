package org.wulfware.libwulf;

/// What is wrong with TLS between this machine and a host.
public enum TlsFault {
    /// The files that a [Tls] names cannot be used.
    OUR_FILES,
    /// What came is no TLS: the port is another one, or the daemon was given no certificate.
    NOT_SPOKEN,
    /// The host's certificate, or one above it, has run out.
    EXPIRED,
    /// The host's certificate, or one above it, is not valid yet.
    NOT_YET_VALID,
    /// The host's certificate is signed by no authority that is trusted here.
    UNKNOWN_AUTHORITY,
    /// The host's certificate is for another name.
    OTHER_NAME,
    /// Something else is wrong with the host's certificate.
    CERTIFICATE,
    /// The host wants to see a certificate, and was shown none.
    WANTS_OURS,
    /// The host ends the handshake: it does not take the certificate that it was shown, or how we speak.
    REFUSES_OURS,
    /// Whatever else ends a handshake.
    OTHER
}
