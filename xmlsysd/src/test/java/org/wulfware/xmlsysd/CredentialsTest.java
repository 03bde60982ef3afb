package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private static final long NOW = 1_795_553_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void eachKindOfKeyIsTaken() throws Exception {
        assertThat(Credentials.read(Pki.tls("node", null), NOW))
                .hasToString("CN=node001, until Thu, 05 Jun 9997 00:00:00 GMT");
        assertThat(Credentials.read(Pki.tls("rsa", "authority"), NOW).toString()).startsWith("CN=node002, ");
        assertThat(Credentials.read(Pki.tls("ed25519", null), NOW).toString()).startsWith("CN=node003, ");
    }

    @Test
    void allMayStandInOneFileWithWordsAround() throws Exception {
        var all = write(
                "all.pem",
                "# the node's\n" + text("node.key") + "subject=CN = node001\r\n\r\n"
                        + text("node.pem").replace("\n", "\r\n")
                        + text("authority.pem"));
        assertThat(Credentials.read(tls(all, all, all), NOW).toString()).startsWith("CN=node001, ");
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() throws Exception {
        var node = Pki.file("node.pem");
        var key = Pki.file("node.key");
        var none = write("none.pem", "nothing here\n");
        assertThat(error(tls(none, key, null)))
                .isEqualTo(none + ": no certificate in it: -----BEGIN CERTIFICATE----- expected");
        assertThat(error(tls(node, none, null)))
                .isEqualTo(none + ": no private key in it: -----BEGIN PRIVATE KEY----- expected");
        assertThat(error(tls(node, key, key)))
                .isEqualTo(key + ": no certificate in it: -----BEGIN CERTIFICATE----- expected");
        assertThat(error(Pki.tls("node", null), Pki.file("renewed.key")))
                .isEqualTo(Pki.file("renewed.key") + ": not the key of the certificate in " + node);
        assertThat(error(Pki.tls("node", null), Pki.file("rsa.key")))
                .isEqualTo(Pki.file("rsa.key") + ", line 1: no EC key, which the certificate wants");
        var gone = new File(directory.toFile(), "gone");
        assertThat(error(tls(gone, key, null))).isEqualTo(gone + ": no such file");
    }

    @Test
    void keysOfOlderFormsAreAnsweredWithTheCommandThatConvertsThem() throws Exception {
        var old = Pki.file("pkcs1.key");
        assertThat(error(Pki.tls("rsa", null), old)).isEqualTo(old
                + ", line 1: RSA PRIVATE KEY: one in PKCS#8 without a password is expected: openssl pkcs8 -topk8 -nocrypt -in "
                + old + " -out NEW");
        assertThat(error(Pki.tls("node", null), Pki.file("encrypted.key")))
                .contains(", line 1: ENCRYPTED PRIVATE KEY: one in PKCS#8 without a password is expected");
        var older = write(
                "older.key",
                "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END EC PRIVATE KEY-----\n");
        assertThat(error(Pki.tls("node", null), older)).contains(", line 1: EC PRIVATE KEY: one in PKCS#8 without");
    }

    @Test
    void aFileThatIsCutOrGarbledIsRefused() throws Exception {
        var whole = text("node.pem");
        var cut = write("cut.pem", "\n" + whole.substring(0, 300));
        assertThat(error(tls(cut, Pki.file("node.key"), null)))
                .isEqualTo(cut + ", line 2: -----BEGIN CERTIFICATE----- without its end");
        var mixed = write("mixed.pem", whole.substring(0, 300) + "\n" + whole);
        assertThat(error(tls(mixed, Pki.file("node.key"), null))).isEqualTo(mixed
                + ", line 7: \"-----BEGIN CERTIFICATE-----\": -----END CERTIFICATE----- expected");
        var garbled = write("garbled.pem", whole.replaceFirst("MII", "M*I"));
        assertThat(error(tls(garbled, Pki.file("node.key"), null)))
                .startsWith(garbled + ", line 1: -----BEGIN CERTIFICATE----- holds no base 64: ");
        var lines = List.of(whole.split("\n"));
        var shortened = write("short.pem", lines.getFirst() + "\n" + lines.get(1) + "\n" + lines.getLast() + "\n");
        assertThat(error(tls(shortened, Pki.file("node.key"), null)))
                .startsWith(shortened + ", line 1: no certificate: ");
    }

    @Test
    void whatIsNotWrongButShouldBeKnownIsAWarning() throws Exception {
        var key = write("open.key", text("node.key"));
        Files.setPosixFilePermissions(key.toPath(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Credentials.read(tls(Pki.file("node.pem"), key, null), NOW).warnings())
                .containsExactly(key + ": every user of this node may read the private key");
        Files.setPosixFilePermissions(key.toPath(), PosixFilePermissions.fromString("rw-r-----"));
        var tls = tls(Pki.file("node.pem"), key, null);
        assertThat(Credentials.read(tls, NOW).warnings()).isEmpty();
        assertThat(Credentials.read(tls, 253_402_300_800_000_000L).warnings())
                .containsExactly(tls.certificate() + ": no longer valid since Thu, 05 Jun 9997 00:00:00 GMT");
        assertThat(Credentials.read(tls, 0).warnings())
                .containsExactly(tls.certificate() + ": not valid before Sat, 01 Jan 2000 00:00:00 GMT");
    }

    private static Settings.Tls tls(File certificate, File key, @Nullable File clients) {
        return new Settings.Tls(0, Access.ALL, certificate, key, clients);
    }

    private static String error(Settings.Tls tls, File key) {
        return error(tls(tls.certificate(), key, null));
    }

    private static String error(Settings.Tls tls) {
        return String.join(
                "\n",
                catchThrowableOfType(SettingsFile.BadSettingsException.class, () -> Credentials.read(tls, NOW))
                        .errors());
    }

    private static String text(String name) throws IOException {
        return Files.readString(Pki.file(name).toPath());
    }

    private File write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toFile();
    }
}
