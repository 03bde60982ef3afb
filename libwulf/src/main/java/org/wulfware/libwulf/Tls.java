package org.wulfware.libwulf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a host is asked over TLS. The files are PEM, as OpenSSL writes them; a [Poller] reads them.
///
/// @param ca the authorities of which one must have signed for the host; those that the JDK trusts unless it is said
/// @param certificate what is shown to a host that wants to know who asks, and those above it
/// @param key the private one that belongs to it; it may stand in the same file
/// @param name for which the host's certificate must be; the name by which the host is shown unless it is said
public record Tls(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key, Optional<String> name) {
    /// With the authorities that the JDK trusts, and no certificate of one's own.
    public static final Tls USUAL = new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// What is checked, and what is shown.
    ///
    /// @throws IllegalArgumentException if there is a key without its certificate
    public Tls {
        if (key.isPresent() && certificate.isEmpty()) {
            throw new IllegalArgumentException("a key without its certificate: " + key.get());
        }
    }

    /// The files that it names.
    List<Path> files() {
        return Stream.of(ca, certificate, key).flatMap(Optional::stream).toList();
    }

    /// With these authorities alone.
    public static Tls by(Path ca) {
        return new Tls(Optional.of(ca), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
