package org.wulfware.xmlsysd;

/// The node daemon speaking the older ASCII language, `procstatd`.
public final class Procstatd {
    private Procstatd() {}

    /// Runs `procstatd`.
    public static void main(String[] arguments) {
        Xmlsysd.run("procstatd", true, arguments);
    }
}
