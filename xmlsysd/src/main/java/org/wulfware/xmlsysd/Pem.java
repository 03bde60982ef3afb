package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A file of certificates or keys as OpenSSL writes them: blocks of base 64 between two lines. What stands around them is
/// comment.
/// ```text
/// -----BEGIN CERTIFICATE-----
/// MIIBqzCCAVGgAwIBAgIUd3…
/// -----END CERTIFICATE-----
/// ```
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /// Larger is none that anybody meant: all authorities of a browser are a fifth of it.
    private static final int LARGEST = 1 << 20;

    private Pem() {}

    /// What stands between two such lines.
    static final class Block {
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
    static final class BadFileException extends Exception {
        private static final long serialVersionUID = 1;

        BadFileException(String message) {
            super(message, null, false, false);
        }

        BadFileException(File file, int line, String message) {
            this(file + ", line " + line + ": " + message);
        }
    }

    /// All blocks of a file, in their order.
    static List<Block> read(File file) throws BadFileException {
        String text;
        try {
            if (file.length() > LARGEST) {
                throw new BadFileException(file + ": larger than " + LARGEST + " bytes");
            }
            text = Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new BadFileException(file + ": cannot be read: " + e.getMessage());
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
            throw new BadFileException(file, line, Credentials.howToConvert(label, file));
        }
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new BadFileException(file, line, BEGIN + label + DASHES + " holds no base 64: " + e.getMessage());
        }
    }
}
