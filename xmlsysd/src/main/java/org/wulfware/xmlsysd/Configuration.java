package org.wulfware.xmlsysd;

import java.io.File;
import org.jspecify.annotations.Nullable;

/// Where a daemon's settings come from: its command line, which decides, and the file that this names, or the usual one if that is
/// there.
///
/// @param isAscii whether it is procstatd, which does not speak TLS
record Configuration(Options options, boolean isAscii) {
    private static final int ASCII_PORT = 7885;

    int defaultPort() {
        return isAscii ? ASCII_PORT : Settings.XML_PORT;
    }

    /// The file that [#settings] reads; null if there is none and none was named.
    @Nullable
    File file() {
        var named = options.config();
        return named != null ? named : SettingsFile.USUAL.exists() ? SettingsFile.USUAL : null;
    }

    /// The settings as they are now.
    Settings settings() throws SettingsFile.BadSettingsException {
        var file = file();
        var settings = file == null ? Settings.defaults(defaultPort()) : SettingsFile.read(file, defaultPort());
        return (isAscii ? settings.with((Settings.Tls) null) : settings).with(options);
    }

    /// What the files that are named in the settings hold now; null without TLS.
    static @Nullable Credentials credentials(Settings settings) throws SettingsFile.BadSettingsException {
        var tls = settings.tls();
        return tls == null ? null : Credentials.read(tls, System.currentTimeMillis() * 1000);
    }
}
