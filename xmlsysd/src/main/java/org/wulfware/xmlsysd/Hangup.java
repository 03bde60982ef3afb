package org.wulfware.xmlsysd;

import java.io.File;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Reads the configuration again when the daemon is sent SIGHUP. A file with an error in it changes nothing; what is open stays
/// open. `sun.misc.Signal` is the only door that the JDK has to signals; the compiler warns of it and takes no word for it unless
/// it reads the JDK's own classes (see this module's pom). To go by reflection instead would cost 360 classes and 5 MB.
final class Hangup implements SignalHandler {
    private final File file;
    private final boolean isUsual;
    private final Options options;
    private final int port;
    private final InForce inForce;
    private final Log log;

    private Hangup(File file, boolean isUsual, Options options, int port, InForce inForce, Log log) {
        this.file = file;
        this.isUsual = isUsual;
        this.options = options;
        this.port = port;
        this.inForce = inForce;
        this.log = log;
    }

    /// What reads `config` again.
    ///
    /// @param config the file named on the command line; null for the usual one, which need not be there
    /// @param port the default one
    static Hangup of(@Nullable File config, Options options, int port, InForce inForce, Log log) {
        return new Hangup(config == null ? SettingsFile.USUAL : config, config == null, options, port, inForce, log);
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
            var isThere = !isUsual || file.exists();
            var next = (isThere ? SettingsFile.read(file, port) : Settings.defaults(port)).with(options);
            var before = inForce.settings();
            if (next.port() != before.port() || !String.valueOf(next.bind()).equals(String.valueOf(before.bind()))) {
                log.say(Log.Level.WARNING, "port and bind are as they were: they take a restart");
            }
            inForce.set(next);
            log.verbosity(next.verbosity());
            log.say(Log.Level.WARNING, "configuration read again: " + (isThere ? file : "there is none"));
        } catch (SettingsFile.BadSettingsException e) {
            for (var error : e.errors()) {
                log.say(Log.Level.ERROR, error);
            }
            log.say(Log.Level.ERROR, "the configuration stays as it was");
        }
    }
}
