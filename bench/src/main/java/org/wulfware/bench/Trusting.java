package org.wulfware.bench;

import module java.base;

/// TLS for this benchmark alone: a certificate that the node shows, and clients that believe any.
final class Trusting {
    private static final char[] PASSWORD = "password".toCharArray();

    private Trusting() {}

    /// Makes a certificate and its key.
    static void certificate(Laboratory lab, Path certificate, Path key) throws IOException, InterruptedException {
        var store = lab.file("node.p12");
        lab.output(List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair", "-alias", "node",
                "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=node", "-validity", "2", "-storetype",
                "PKCS12",
                "-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        try (var in = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            pem(certificate, "CERTIFICATE", keys.getCertificate("node").getEncoded());
            pem(key, "PRIVATE KEY", keys.getKey("node", PASSWORD).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate could be made", e);
        }
    }

    private static void pem(Path file, String what, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /// A client's side of TLS over a connection.
    static javax.net.ssl.SSLSocket over(Socket plain) throws IOException {
        try {
            var context = javax.net.ssl.SSLContext.getInstance("TLS");
            context.init(null, new javax.net.ssl.TrustManager[]{new Anybody()}, null);
            return (javax.net.ssl.SSLSocket) context.getSocketFactory()
                    .createSocket(plain, "node", plain.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS here", e);
        }
    }

    private static final class Anybody implements javax.net.ssl.X509TrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String authType) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
