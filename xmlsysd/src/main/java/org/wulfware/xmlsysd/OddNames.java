package org.wulfware.xmlsysd;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.wulfware.catalog.Utf8;

/// Files whose names hold more than ASCII. `java.io.File` carries their bytes only as far as the locale knows them: in `C` none above
/// 127, in UTF-8 none of Latin-1. A `java.nio.file.Path` holds bytes whatever the locale, but hands them out in its URI alone. So this
/// goes by URIs, and only where a name asks for it: it takes a few classes and some time.
final class OddNames {
    private static final String HEX = "0123456789ABCDEF";

    private OddNames() {}

    /// Whether `name`, a string of [Utf8], may be one that the locale does not know.
    static boolean isOdd(String name) {
        for (var i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7e) {
                return true;
            }
        }
        return false;
    }

    /// The absolute path of these words.
    static Path path(String words) {
        return isOdd(words) ? Path.of(URI.create(uri(words))) : Path.of(words);
    }

    /// One name in a directory.
    static Path name(String words) {
        return isOdd(words) ? path("/" + words).getFileName() : Path.of(words);
    }

    private static String uri(String words) {
        var uri = new StringBuilder("file://");
        for (var octet : Utf8.encode(words)) {
            var isPlain = (octet >= '0' && octet <= '9') || (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z') || octet == '/';
            if (isPlain) {
                uri.append((char) octet);
            } else {
                uri.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
            }
        }
        return uri.toString();
    }

    /// The words of a path, as [Utf8] forms them.
    static String words(Path path) {
        var plain = path.toString();
        if (plain.indexOf('\ufffd') < 0) {
            return plain;
        }
        if (!path.isAbsolute()) {
            return words(Path.of("/").resolve(path)).substring(1);
        }
        var uri = path.toUri().getRawPath();
        var bytes = new byte[uri.length()];
        var length = 0;
        for (var i = 0; i < uri.length(); i++) {
            var c = uri.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) Integer.parseInt(uri, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        // A directory's ends with a slash.
        return Utf8.decode(bytes, 0, length > 1 && bytes[length - 1] == '/' ? length - 1 : length);
    }

    /// The names in a directory; none if there is none.
    static String[] list(Path directory) {
        var names = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                var words = words(file);
                names.add(words.substring(words.lastIndexOf('/') + 1));
            }
        } catch (IOException | DirectoryIteratorException _) { // there is none, or it has gone meanwhile
            return new String[0];
        }
        return names.toArray(new String[0]);
    }
}
