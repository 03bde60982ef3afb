package org.wulfware.wire;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A file of certificates or keys as OpenSSL writes them: blocks of base 64 between two lines. What stands around them is
/// comment.
/// ```text
/// -----BEGIN CERTIFICATE-----
/// MIIBqzCCAVGgAwIBAgIUd3…
/// -----END CERTIFICATE-----
/// ```
public final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /// Larger is none that anybody meant: all authorities of a browser are a fifth of it.
    private static final int LARGEST = 1 << 20;

    private Pem() {}

    /// What stands between two such lines.
    private static final class Block {
        /// What it says that it is: `CERTIFICATE`, `PRIVATE KEY`.
        final String label;

        /// Of its beginning, from 1.
        final int line;

        final byte[] content;

        Block(String label, int line, byte[] content) {
            this.label = label;
            this.line = line;
            this.content = content;
        }
    }

    /// What is wrong with a file: its name, the place, what was expected.
    public static final class BadFileException extends Exception {
        private static final long serialVersionUID = 1;

        public BadFileException(String message) {
            super(message, null, false, false);
        }

        BadFileException(File file, int line, String message) {
            this(file + ", line " + line + ": " + message);
        }
    }

    /// The certificates of a file, in their order, one at least; a key may stand in the same file.
    public static X509Certificate[] certificates(File file) throws BadFileException, GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var all = new ArrayList<X509Certificate>();
        for (var block : read(file)) {
            if (!block.label.equals("CERTIFICATE")) {
                continue;
            }
            try {
                all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content)));
            } catch (CertificateException e) {
                throw new BadFileException(file, block.line, "no certificate: " + e.getMessage());
            }
        }
        if (all.isEmpty()) {
            throw new BadFileException(file + ": no certificate in it: -----BEGIN CERTIFICATE----- expected");
        }
        return all.toArray(new X509Certificate[0]);
    }

    /// The authorities of a file.
    public static Set<TrustAnchor> authorities(File file) throws BadFileException, GeneralSecurityException {
        var anchors = new HashSet<TrustAnchor>();
        for (var each : certificates(file)) {
            anchors.add(new TrustAnchor(each, null));
        }
        return anchors;
    }

    /// The private key of a file, which must be that of the certificate.
    ///
    /// @param from the file that the certificate stands in
    public static PrivateKey key(File file, X509Certificate certificate, File from)
            throws BadFileException, GeneralSecurityException {
        var key = key(file, certificate);
        if (!belong(key, certificate)) {
            throw new BadFileException(file + ": not the key of the certificate in " + from);
        }
        return key;
    }

    private static PrivateKey key(File file, X509Certificate certificate)
            throws BadFileException, GeneralSecurityException {
        for (var block : read(file)) {
            if (block.label.equals("PRIVATE KEY")) {
                var algorithm = certificate.getPublicKey().getAlgorithm();
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.content));
                } catch (InvalidKeySpecException _) {
                    throw new BadFileException(file, block.line, "no " + algorithm
                            + " key, which the certificate wants");
                }
            }
            if (block.label.endsWith("PRIVATE KEY")) {
                throw new BadFileException(file, block.line, howToConvert(block.label, file));
            }
        }
        throw new BadFileException(file + ": no private key in it: -----BEGIN PRIVATE KEY----- expected");
    }

    /// What to do with a key that is encrypted or in one of the older forms.
    private static String howToConvert(String label, File file) {
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

    private static List<Block> read(File file) throws BadFileException {
        String text;
        try {
            text = new String(RegularFile.read(file.toPath(), LARGEST), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new BadFileException(file + ": " + IoFailure.reason(e));
        }
        return blocks(file, text);
    }

    private static List<Block> blocks(File file, String text) throws BadFileException {
        var blocks = new ArrayList<Block>();
        var content = new StringBuilder();
        var label = "";
        var began = 0;
        var number = 0;
        for (var each : text.split("\n", -1)) {
            var line = each.strip();
            number++;
            if (began == 0) {
                if (line.startsWith(BEGIN) && line.endsWith(DASHES) && line.length() >= BEGIN.length() + 5) {
                    label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                    began = number;
                    content.setLength(0);
                }
            } else if (line.equals(END + label + DASHES)) {
                blocks.add(new Block(label, began, decoded(file, began, label, content.toString())));
                began = 0;
            } else if (line.startsWith(DASHES)) {
                throw new BadFileException(file, number, "\"" + line + "\": " + END + label + DASHES + " expected");
            } else {
                content.append(line);
            }
        }
        if (began > 0) {
            throw new BadFileException(file, began, BEGIN + label + DASHES + " without its end");
        }
        return blocks;
    }

    private static byte[] decoded(File file, int line, String label, String content) throws BadFileException {
        // As OpenSSL once wrote a key with a password: "Proc-Type: 4,ENCRYPTED".
        if (content.startsWith("Proc-Type:")) {
            throw new BadFileException(file, line, howToConvert(label, file));
        }
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new BadFileException(file, line, BEGIN + label + DASHES + " holds no base 64: " + e.getMessage());
        }
    }
}
