package org.wulfware.xmlsysd;

import java.io.File;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/// Reads the configuration again when the daemon is sent SIGHUP. A file with an error in it changes nothing; what is open stays
/// open. `sun.misc.Signal` is the only door that the JDK has to signals; it is reached by name, since the compiler warns of it
/// and takes no word for it.
final class Hangup implements InvocationHandler {
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
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var door = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler}, this);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), door);
        } catch (ReflectiveOperationException e) {
            log.say(Log.Level.WARNING, "SIGHUP will end the daemon and not reload: " + e);
        }
    }

    /// The handler's one method is the only one that is ever called.
    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        reload();
        return null;
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
