package org.wulfware.libwulf;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.Pem;

/// What a [Tls] names, read from its files at once and checked: whom to trust, and what to show.
final class Credentials {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /// Daemons give no tickets to come back with; of others no more are kept than this, since each holds certificates.
    private static final int MOST_SESSIONS = 100;

    /// For a store that never leaves this process's memory.
    private static final char[] PASSWORD = {};

    private final SSLContext context;
    private final boolean hasOwn;

    private Credentials(SSLContext context, boolean hasOwn) {
        this.context = context;
        this.hasOwn = hasOwn;
    }

    /// @throws Pem.BadFileException with the file, the place in it and what was expected
    static Credentials read(Tls tls) throws Pem.BadFileException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(own(tls), new TrustManager[]{new Authorities(trusted(tls), tls.ca())}, null);
            context.getClientSessionContext().setSessionCacheSize(MOST_SESSIONS);
            return new Credentials(context, tls.certificate().isPresent());
        } catch (GeneralSecurityException | IOException e) {
            throw new Pem.BadFileException("TLS: " + IoFailure.message(e));
        }
    }

    private static X509ExtendedTrustManager trusted(Tls tls) throws GeneralSecurityException, Pem.BadFileException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        if (tls.ca().isEmpty()) {
            factory.init((KeyStore) null);
        } else {
            var anchors = Pem.authorities(tls.ca().get().toFile());
            var parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            factory.init(new CertPathTrustManagerParameters(parameters));
        }
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trusted) {
                return trusted;
            }
        }
        throw new GeneralSecurityException("this JDK knows nobody who could check a certificate");
    }

    private static KeyManager[] own(Tls tls) throws GeneralSecurityException, IOException, Pem.BadFileException {
        if (tls.certificate().isEmpty()) {
            return new KeyManager[0];
        }
        Path certificate = tls.certificate().get();
        var chain = Pem.certificates(certificate.toFile());
        var key = Pem.key(tls.key().orElse(certificate).toFile(), chain[0], certificate.toFile());
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("own", key, PASSWORD, chain);
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, PASSWORD);
        return factory.getKeyManagers();
    }

    /// Whether there is a certificate to show.
    boolean hasOwn() {
        return hasOwn;
    }

    /// Our side of one connection to a host.
    SSLEngine engine(Host host) {
        var engine = context.createSSLEngine(host.certifiedName(), host.port());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
}
