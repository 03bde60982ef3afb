package org.wulfware.xmlsysd;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The certificates of `tls/ORIGIN`, and clients who trust their authority.
final class Pki {
    private static final char[] PASSWORD = "wulfware".toCharArray();

    private Pki() {}

    static File file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Pki.class.getResource("/tls/" + name)).toURI()).toFile();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// TLS with the certificate and key called so.
    static Settings.Tls tls(String name, @Nullable String clients) {
        return new Settings.Tls(0, Access.ALL, file(name + ".pem"), file(name + ".key"),
                clients == null ? null : file(clients + ".pem"));
    }

    /// The defaults, with TLS.
    static InForce inForce(Settings.Tls tls) throws SettingsFile.BadSettingsException {
        var settings = Settings.defaults(0).with(tls);
        return new InForce(settings, Configuration.credentials(settings));
    }

    /// What a client does: trusts the authority, and shows the certificate called so, if any.
    static SSLContext client(@Nullable String name) throws GeneralSecurityException, IOException {
        var trusted = empty();
        trusted.setCertificateEntry("authority", certificate("authority"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var own = empty();
        if (name != null) {
            var text = Files.readString(file(name + ".key").toPath()).replaceAll("-.*-", "").replaceAll("\\s", "");
            var key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
            own.setKeyEntry("own", key, PASSWORD, new Certificate[]{certificate(name)});
        }
        var keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(own, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(String name) throws GeneralSecurityException, IOException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Files.readAllBytes(file(name + ".pem").toPath())));
    }
}
