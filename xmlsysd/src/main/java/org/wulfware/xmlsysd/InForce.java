package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;

/// The settings that are in force: those of the start, until a file is read again. Any thread may set them.
final class InForce {
    private volatile Settings settings;
    private volatile @Nullable Credentials credentials;

    InForce(Settings settings) {
        this(settings, null);
    }

    /// @param credentials what [Settings#tls] names; null where TLS is not spoken
    InForce(Settings settings, @Nullable Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    Settings settings() {
        return settings;
    }

    /// For those who come over TLS from now on.
    @Nullable
    Credentials credentials() {
        return credentials;
    }

    void set(Settings next, @Nullable Credentials nextCredentials) {
        settings = next;
        credentials = nextCredentials;
    }
}
