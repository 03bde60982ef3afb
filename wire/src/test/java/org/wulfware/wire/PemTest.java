package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"node", "rsa", "ed25519"})
    void aKeyAndItsCertificateAreRead(String name) throws Exception {
        var both = write(Files.readString(file(name + ".key").toPath()) + "a comment\n"
                + Files.readString(file(name + ".pem").toPath()) + Files.readString(file("authority.pem").toPath()));
        var chain = Pem.certificates(both);
        assertThat(chain).hasSize(2);
        assertThat(chain[0].getSubjectX500Principal().getName()).startsWith("CN=node00");
        assertThat(Pem.key(both, chain[0], both).getFormat()).isEqualTo("PKCS#8");
        assertThat(Pem.authorities(both)).hasSize(2);
    }

    @Test
    void aKeyMustBeThatOfTheCertificate() throws Exception {
        var certificate = Pem.certificates(file("node.pem"))[0];
        assertThatThrownBy(() -> Pem.key(file("renewed.key"), certificate, file("node.pem")))
                .isInstanceOf(Pem.BadFileException.class)
                .hasMessage(file("renewed.key") + ": not the key of the certificate in " + file("node.pem"));
        assertThatThrownBy(() -> Pem.key(file("rsa.key"), certificate, file("node.pem")))
                .hasMessage(file("rsa.key") + ", line 1: no EC key, which the certificate wants");
        assertThatThrownBy(() -> Pem.key(file("encrypted.key"), certificate, file("node.pem")))
                .hasMessage(file("encrypted.key") + ", line 1: ENCRYPTED PRIVATE KEY: one in PKCS#8 without a password"
                        + " is expected: openssl pkcs8 -topk8 -nocrypt -in " + file("encrypted.key") + " -out NEW");
        assertThatThrownBy(() -> Pem.key(file("node.pem"), certificate, file("node.pem")))
                .hasMessage(file("node.pem") + ": no private key in it: -----BEGIN PRIVATE KEY----- expected");
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() throws Exception {
        refused("\n-----BEGIN CERTIFICATE-----\nMII\n", ", line 2: -----BEGIN CERTIFICATE----- without its end");
        refused("-----BEGIN CERTIFICATE-----\nMII\n-----BEGIN KEY-----\n",
                ", line 3: \"-----BEGIN KEY-----\": -----END CERTIFICATE----- expected");
        refused("-----BEGIN CERTIFICATE-----\nM*I=\n-----END CERTIFICATE-----\n",
                ", line 1: -----BEGIN CERTIFICATE----- holds no base 64: ");
        refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ", line 1: no certificate: ");
        refused("-----BEGIN X-----\nAAAA\n-----END X-----\n", ": no certificate in it");
        refused("x".repeat((1 << 20) + 1), ": larger than 1 MB");
        assertThatThrownBy(() -> Pem.certificates(new File("/nowhere.pem")))
                .hasMessage("/nowhere.pem: no such file");
    }

    private void refused(String text, String trouble) throws Exception {
        var written = write(text);
        assertThatThrownBy(() -> Pem.certificates(written))
                .isInstanceOf(Pem.BadFileException.class)
                .hasMessageStartingWith(written + trouble);
    }

    private File write(String text) throws Exception {
        return Files.writeString(directory.resolve("a.pem"), text).toFile();
    }

    private static File file(String name) {
        return Path.of("../xmlsysd/src/test/resources/tls").toAbsolutePath().normalize().resolve(name).toFile();
    }
}
