package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.Pem;
import org.wulfware.wire.RegularFile;

/// Who one is, as a file says it that nobody else may read:
/// ```text
/// # basic: both of these
/// user = wulf
/// password = s3cret
/// # or bearer
/// token = eyJhbGciOi…
/// # whose certificates are believed, where that is not those of all
/// authority = /etc/ssl/site.pem
/// ```
///
/// @param header of HTTP; empty for none
/// @param authority the file of PEM with certificates of authorities; null for those that Java comes with
record Credentials(String header, @Nullable Path authority) {
    static final Credentials NONE = new Credentials("", null);

    private static final Set<String> KEYS = Set.of("user", "password", "token", "authority");
    private static final int LONGEST = 1 << 16;

    /// @throws IOException that says what is wrong, with the line, and never what stands there
    static Credentials read(Path file) throws IOException {
        var said = new HashMap<String, String>();
        var number = 0;
        for (var line : new String(RegularFile.read(file, LONGEST), StandardCharsets.UTF_8).lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            var equals = line.indexOf('=');
            var key = equals < 0 ? "" : line.substring(0, equals).strip();
            if (!KEYS.contains(key) || said.put(key, line.substring(equals + 1).strip()) != null) {
                throw new IOException(file + ":" + number
                        + ": expected a line each of user = …, password = …, token = … or authority = …");
            }
        }
        var user = said.getOrDefault("user", "");
        var password = said.getOrDefault("password", "");
        var token = said.getOrDefault("token", "");
        var isBasic = said.containsKey("user") && said.containsKey("password") && !user.isEmpty();
        var isHalf = said.containsKey("user") != said.containsKey("password");
        if (isHalf || (isBasic && !token.isEmpty())
                || (!isBasic && token.isEmpty() && !said.containsKey("authority"))) {
            throw new IOException(file + ": expected either user and password, or a token");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IOException(file + ": the token is no word of printable ASCII");
        }
        var authority = said.get("authority");
        var basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Credentials(
                !token.isEmpty() ? "Bearer " + token : user.isEmpty() ? "" : "Basic " + basic,
                authority == null ? null : file.toAbsolutePath().resolveSibling(authority));
    }

    /// What checks the other side's certificate.
    SSLContext context() throws IOException {
        try {
            if (authority == null) {
                return SSLContext.getDefault();
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var number = 0;
            for (var certificate : Pem.certificates(authority.toFile())) {
                store.setCertificateEntry("authority" + number++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (Pem.BadFileException e) {
            throw new IOException(e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException(authority + ": " + IoFailure.reason(e), e);
        }
    }

    @Override
    public String toString() {
        return header.isEmpty() ? "no credentials" : header.substring(0, header.indexOf(' ')) + " …";
    }
}
