package org.wulfware.commands;

/// Why nothing, or not all, is seen of a host. In this order findings are listed.
enum Cause {
    UNKNOWN_HOST("unknown-host"),
    NAME_SERVER("name-server"),
    /// This machine cannot even try.
    HERE("here"),
    NO_DAEMON("no-daemon"),
    UNREACHABLE("unreachable"),
    FIREWALL("firewall"),
    NO_ANSWER("no-answer"),
    REFUSED_ADDRESS("refused-address"),
    TOO_MANY_CONNECTIONS("too-many-connections"),
    OTHER_SERVER("other-server"),
    GARBLED("garbled"),
    /// Asked in clear, the port speaks TLS.
    TLS_ONLY("tls-only"),
    /// Asked over TLS, the port does not speak it.
    NO_TLS("no-tls"),
    TLS_FILES("tls-files"),
    EXPIRED("expired"),
    NOT_YET_VALID("not-yet-valid"),
    UNKNOWN_AUTHORITY("unknown-authority"),
    OTHER_NAME("other-name"),
    CERTIFICATE("certificate"),
    WANTS_CERTIFICATE("wants-certificate"),
    REFUSES_CERTIFICATE("refuses-certificate"),
    TLS("tls"),
    CLOCK("clock"),
    OLDER("older"),
    NEWER("newer"),
    SENSOR("sensor"),
    BUDGET("budget");

    private final String word;

    Cause(String word) {
        this.word = word;
    }

    /// What programs know it by.
    String word() {
        return word;
    }
}
