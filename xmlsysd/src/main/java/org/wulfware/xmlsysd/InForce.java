package org.wulfware.xmlsysd;

/// The settings that are in force: those of the start, until a file is read again. Any thread may set them.
final class InForce {
    private volatile Settings settings;

    InForce(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    void set(Settings next) {
        settings = next;
    }
}
