package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Pem;

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
            var chain = Pem.certificates(tls.certificate());
            var key = Pem.key(tls.key(), chain[0], tls.certificate());
            var warnings = new ArrayList<String>();
            if (isOpenToAll(tls.key())) {
                warnings.add(tls.key() + ": every user of this node may read the private key");
            }
            warnOfTime(tls.certificate(), chain[0], now / 1_000_000, warnings);
            var clients = tls.clients();
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[]{new OneKey(key, chain)},
                    clients == null ? new TrustManager[0] : authorities(clients),
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
    private static TrustManager[] authorities(File file) throws Pem.BadFileException, GeneralSecurityException {
        var anchors = Pem.authorities(file);
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
