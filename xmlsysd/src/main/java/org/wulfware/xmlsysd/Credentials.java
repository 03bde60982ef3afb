package org.wulfware.xmlsysd;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// What the daemon shows that it is, over TLS, and by what it knows its clients: read from files at once and checked, so that
/// an error is said when the configuration is read and not to the first client. Nothing of this is loaded without TLS.
final class Credentials {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    static {
        // A client of TLS 1.2 may ask for handshake after handshake, each of which costs the daemon more than the client.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        // Who asks again and again keeps the connection: no session is kept to come back to, which would take a megabyte.
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
        System.setProperty("jdk.tls.server.newSessionTicketCount", "0");
    }

    private final SSLContext context;
    private final String[] ciphers;
    private final boolean wantsClients;
    private final X509Certificate certificate;
    private final List<String> warnings;

    private Credentials(
            SSLContext context, boolean wantsClients, X509Certificate certificate, List<String> warnings) {
        this.context = context;
        this.ciphers = ciphers(context);
        this.wantsClients = wantsClients;
        this.certificate = certificate;
        this.warnings = warnings;
    }

    /// Reads what the settings name.
    ///
    /// @param now in microseconds since 1970
    /// @throws SettingsFile.BadSettingsException with the file, the place in it and what was expected
    static Credentials read(Settings.Tls tls, long now) throws SettingsFile.BadSettingsException {
        try {
            var chain = certificates(tls.certificate());
            var key = key(tls.key(), chain[0]);
            if (!belong(key, chain[0])) {
                throw new Pem.BadFileException(
                        tls.key() + ": not the key of the certificate in " + tls.certificate());
            }
            var warnings = new ArrayList<String>();
            if (isOpenToAll(tls.key())) {
                warnings.add(tls.key() + ": every user of this node may read the private key");
            }
            warnOfTime(tls.certificate(), chain[0], now / 1_000_000, warnings);
            var clients = tls.clients();
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[]{new OneKey(key, chain)},
                    clients == null ? new TrustManager[0] : authorities(certificates(clients)),
                    null);
            context.getServerSessionContext().setSessionCacheSize(1);
            return new Credentials(context, clients != null, chain[0], warnings);
        } catch (Pem.BadFileException e) {
            throw new SettingsFile.BadSettingsException(List.of(String.valueOf(e.getMessage())));
        } catch (GeneralSecurityException e) {
            throw new SettingsFile.BadSettingsException(List.of("TLS: " + e.getMessage()));
        }
    }

    /// The daemon's side of one connection.
    SSLEngine engine() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setEnabledCipherSuites(ciphers);
        engine.setNeedClientAuth(wantsClients);
        return engine;
    }

    /// What is not wrong but should be known, a line each.
    List<String> warnings() {
        return warnings;
    }

    /// Whose certificate it is and until when: `CN=node001, until Tue, 24 Nov 2026 08:49:37 GMT`.
    @Override
    public String toString() {
        return certificate.getSubjectX500Principal().getName() + ", until "
                + HttpDate.of(certificate.getNotAfter().toInstant().getEpochSecond());
    }

    private static X509Certificate[] certificates(File file) throws Pem.BadFileException, CertificateException {
        var factory = CertificateFactory.getInstance("X.509");
        var all = new ArrayList<X509Certificate>();
        for (var block : Pem.read(file)) {
            if (!block.label.equals("CERTIFICATE")) {
                continue; // a key may stand in the same file, or parameters
            }
            try {
                all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content)));
            } catch (CertificateException e) {
                throw new Pem.BadFileException(file, block.line, "no certificate: " + e.getMessage());
            }
        }
        if (all.isEmpty()) {
            throw new Pem.BadFileException(file + ": no certificate in it: -----BEGIN CERTIFICATE----- expected");
        }
        return all.toArray(new X509Certificate[0]);
    }

    private static PrivateKey key(File file, X509Certificate certificate)
            throws Pem.BadFileException, GeneralSecurityException {
        for (var block : Pem.read(file)) {
            if (block.label.equals("PRIVATE KEY")) {
                var algorithm = certificate.getPublicKey().getAlgorithm();
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.content));
                } catch (InvalidKeySpecException _) {
                    throw new Pem.BadFileException(file, block.line, "no " + algorithm
                            + " key, which the certificate wants");
                }
            }
            if (block.label.endsWith("PRIVATE KEY")) {
                throw new Pem.BadFileException(file, block.line, howToConvert(block.label, file));
            }
        }
        throw new Pem.BadFileException(file + ": no private key in it: -----BEGIN PRIVATE KEY----- expected");
    }

    /// What to do with a key that is encrypted or in one of the older forms.
    static String howToConvert(String label, File file) {
        return label + ": one in PKCS#8 without a password is expected: openssl pkcs8 -topk8 -nocrypt -in " + file
                + " -out NEW";
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        var algorithm =
                switch (certificate.getPublicKey().getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> throw new GeneralSecurityException("keys for RSA, EC and Ed25519 are expected, not "
                            + certificate.getPublicKey().getAlgorithm());
                };
        var text = new byte[32];
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        var signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        return signature.verify(signed);
    }

    private static boolean isOpenToAll(File file) {
        try {
            return Files.getPosixFilePermissions(file.toPath()).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException _) { // it was read: how it may be is not known, and nothing is said
            return false;
        }
    }

    private static void warnOfTime(File file, X509Certificate certificate, long now, List<String> warnings) {
        var until = certificate.getNotAfter().toInstant().getEpochSecond();
        var from = certificate.getNotBefore().toInstant().getEpochSecond();
        if (now > until) {
            warnings.add(file + ": no longer valid since " + HttpDate.of(until));
        } else if (now < from) {
            warnings.add(file + ": not valid before " + HttpDate.of(from));
        }
    }

    /// Those who may sign a client's certificate. No list of revoked ones is asked for: a site takes the authority away.
    private static TrustManager[] authorities(X509Certificate[] certificates) throws GeneralSecurityException {
        var anchors = new HashSet<TrustAnchor>();
        for (var each : certificates) {
            anchors.add(new TrustAnchor(each, null));
        }
        var parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    /// Those of the JDK's by which nobody can read later what was said (forward secrecy) and nobody change it. ChaCha20 comes
    /// first: the compiler that the daemon runs with has no instructions for AES, by which a packet of 5.7 KB costs 108
    /// microseconds more than a plain one, and 33 by ChaCha20.
    private static String[] ciphers(SSLContext context) {
        var first = new ArrayList<String>();
        var then = new ArrayList<String>();
        for (var name : context.getDefaultSSLParameters().getCipherSuites()) {
            var isOfToday = name.startsWith("TLS_ECDHE_") || !name.contains("_WITH_"); // of TLS 1.3 all are
            if (isOfToday && name.contains("_CHACHA20_")) {
                first.add(name);
            } else if (isOfToday && name.contains("_GCM_")) {
                then.add(name);
            }
        }
        first.addAll(then);
        return first.toArray(new String[0]);
    }

    /// The one key that there is, for whoever asks for its kind.
    private static final class OneKey extends X509ExtendedKeyManager {
        private static final String ALIAS = "node";
        private final PrivateKey key;
        private final X509Certificate[] chain;

        OneKey(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String kind, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return kind.equals(chain[0].getPublicKey().getAlgorithm()) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return chooseEngineServerAlias(kind, issuers, null);
        }

        @Override
        public String[] getServerAliases(String kind, Principal @Nullable [] issuers) {
            return new String[]{ALIAS};
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String kind, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
