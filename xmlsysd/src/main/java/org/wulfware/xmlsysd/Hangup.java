package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Reads the configuration again, and the certificates that it names, when the daemon is sent SIGHUP. An error in them changes
/// nothing; what is open stays open. `sun.misc.Signal` is the only door that the JDK has to signals; the compiler warns of it and
/// takes no word for it unless it reads the JDK's own classes (see this module's pom). To go by reflection instead would cost 360
/// classes and 5 MB.
final class Hangup implements SignalHandler {
    private final Configuration configuration;
    private final InForce inForce;
    private final Log log;

    Hangup(Configuration configuration, InForce inForce, Log log) {
        this.configuration = configuration;
        this.inForce = inForce;
        this.log = log;
    }

    /// From now on, SIGHUP has the configuration read again.
    void listen() {
        Signal.handle(new Signal("HUP"), this);
    }

    @Override
    public void handle(Signal signal) {
        reload();
    }

    void reload() {
        try {
            var next = configuration.settings();
            var before = inForce.settings();
            if (next.port() != before.port() || !String.valueOf(next.bind()).equals(String.valueOf(before.bind()))) {
                log.say(Log.Level.WARNING, "port and bind are as they were: they take a restart");
            }
            if (tlsPort(next) != tlsPort(before)) {
                log.say(Log.Level.WARNING,
                        "whether TLS is spoken and on which port is as it was: that takes a restart");
            }
            if ((next.tls() == null) != (before.tls() == null)) {
                inForce.set(next.with(before.tls()), inForce.credentials());
            } else {
                inForce.set(next, warned(Configuration.credentials(next), log));
            }
            log.verbosity(next.verbosity());
            var file = configuration.file();
            log.say(Log.Level.WARNING, "configuration read again: " + (file == null ? "there is none" : file));
        } catch (SettingsFile.BadSettingsException e) {
            log.say(Log.Level.ERROR, e.summary() + "; the configuration stays as it was");
        }
    }

    private static int tlsPort(Settings settings) {
        return settings.tls() == null ? -1 : settings.tls().port();
    }

    /// Says what should be known of `credentials`, which are returned.
    static @Nullable Credentials warned(@Nullable Credentials credentials, Log log) {
        if (credentials != null) {
            for (var warning : credentials.warnings()) {
                log.say(Log.Level.WARNING, warning);
            }
        }
        return credentials;
    }
}
