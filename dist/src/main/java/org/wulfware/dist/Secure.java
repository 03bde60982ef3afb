package org.wulfware.dist;

import module java.base;

/// The certificates of a directory such as the one with `ORIGIN` among the daemon's tests: a daemon's configuration with them, and
/// the client that they let in.
record Secure(Path directory) {
    private static final char[] PASSWORD = "wulfware".toCharArray();

    /// Writes a configuration of a daemon that speaks TLS, on a free port, and asks for clients' certificates.
    Path configuration(Path file) throws IOException {
        return Files.writeString(file, """
                tls-port = 0
                tls-certificate = DIRECTORY/node.pem
                tls-key = DIRECTORY/node.key
                tls-clients = DIRECTORY/authority.pem
                """.replace("DIRECTORY", directory.toString()));
    }

    /// A client of this host's daemon.
    ///
    /// @param protocol the only one that it speaks
    SSLSocket connect(int port, String protocol) throws IOException {
        return connect(port, protocol, true);
    }

    /// The same without a certificate of its own.
    SSLSocket connectWithout(int port, String protocol) throws IOException {
        return connect(port, protocol, false);
    }

    private SSLSocket connect(int port, String protocol, boolean isKnown) throws IOException {
        var client =
                (SSLSocket) context(isKnown).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(30_000);
        client.setEnabledProtocols(new String[]{protocol});
        return client;
    }

    private SSLContext context(boolean isKnown) throws IOException {
        try {
            var store = KeyStore.getInstance(directory.resolve("client.p12").toFile(), PASSWORD);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(isKnown ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
