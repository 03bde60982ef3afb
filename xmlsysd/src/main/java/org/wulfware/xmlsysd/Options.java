package org.wulfware.xmlsysd;

import java.io.File;
import org.jspecify.annotations.Nullable;

/// What the command line says.
///
/// @param mode what to do
/// @param port to listen on; 0 lets the system choose; -1 for what the configuration says, as for the other numbers
/// @param bind the address to listen on; null for what the configuration says
/// @param connections clients at once
/// @param verbosity 0 quiet, 1 what happens, 2 every command
/// @param root below which the node's files are
/// @param config the configuration file; null for the usual one, if that is there
/// @param sensor what is to be captured; null for nothing
/// @param into the directory that this goes to
record Options(
        Mode mode,
        int port,
        @Nullable String bind,
        int connections,
        int verbosity,
        File root,
        @Nullable File config,
        @Nullable String sensor,
        @Nullable String into) {
    enum Mode {
        DAEMON,
        INETD,
        ONCE,
        CHECK,
        CAPTURE,
        HELP,
        VERSION
    }

    /// What was typed wrong, in one line for the person who did.
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static Options parse(String[] arguments) throws UsageException {
        var mode = Mode.DAEMON;
        var port = -1;
        String bind = null;
        var connections = -1;
        var verbosity = -1;
        var root = new File("/");
        File config = null;
        String sensor = null;
        String into = null;
        for (var i = 0; i < arguments.length; i++) {
            var option = arguments[i];
            String attached = null;
            var equals = option.indexOf('=');
            if (option.startsWith("--") && equals > 0) {
                attached = option.substring(equals + 1);
                option = option.substring(0, equals);
            } else if (option.length() > 2 && option.charAt(0) == '-' && "dnvb".indexOf(option.charAt(1)) >= 0) {
                attached = option.substring(2);
                option = option.substring(0, 2);
            }
            var takesValue =
                    switch (option) {
                        case "-d", "--port", "-n", "--connections", "-v", "--verbose", "-b", "--bind", "--root",
                                "--config", "--capture" ->
                            true;
                        default -> false;
                    };
            if (!takesValue && attached != null) {
                throw new UsageException(isKnown(option)
                        ? option + " takes no value, but \"" + attached + "\" stands behind it"
                        : "unknown option \"" + arguments[i] + "\"; -h lists the options");
            }
            var value = attached;
            if (takesValue && value == null) {
                if (i + 1 == arguments.length) {
                    throw new UsageException(option + " wants a value behind it");
                }
                value = arguments[++i];
            }
            switch (option) {
                case "-d", "--port" -> port = number(option, value, 0, 65_535);
                case "-b", "--bind" -> bind = value;
                case "-n", "--connections" -> connections = number(option, value, 1, Settings.MOST_CONNECTIONS);
                case "-v", "--verbose" -> verbosity = number(option, value, 0, 9);
                case "--root" -> root = directory(value);
                case "--config" -> config = new File(String.valueOf(value));
                case "--check-config" -> mode = Mode.CHECK;
                case "--capture" -> {
                    if (i + 1 == arguments.length) {
                        throw new UsageException("--capture wants a directory behind the sensor");
                    }
                    mode = Mode.CAPTURE;
                    sensor = value;
                    into = arguments[++i];
                }
                case "-i", "--inetd" -> mode = Mode.INETD;
                case "--once" -> mode = Mode.ONCE;
                case "-h", "--help" -> mode = Mode.HELP;
                case "--version" -> mode = Mode.VERSION;
                default -> throw new UsageException("unknown option \"" + option + "\"; -h lists the options");
            }
            if (mode == Mode.HELP || mode == Mode.VERSION) {
                break;
            }
        }
        return new Options(mode, port, bind, connections, verbosity, root, config, sensor, into);
    }

    private static boolean isKnown(String option) {
        return switch (option) {
            case "-i", "--inetd", "--once", "--check-config", "-h", "--help", "--version" -> true;
            default -> false;
        };
    }

    private static int number(String option, @Nullable String value, int least, int greatest) throws UsageException {
        try {
            var number = Integer.parseInt(String.valueOf(value));
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException _) { // said below
        }
        throw new UsageException(
                option + " wants a number from " + least + " to " + greatest + ", not \"" + value + "\"");
    }

    private static File directory(@Nullable String value) throws UsageException {
        var directory = new File(String.valueOf(value));
        if (!directory.isDirectory()) {
            throw new UsageException("--root wants a directory, and \"" + value + "\" is none");
        }
        return directory;
    }

    static String help(String program, int defaultPort) {
        return "usage: " + program + " [-d PORT | -i | --once] [options]\n"
                + """

                  -d, --port PORT         listen on this TCP port (DEFAULT); 0 lets the system choose
                  -i, --inetd             serve the client on standard input and output, as inetd, xinetd and
                                          systemd start it; a listening socket there is served too
                      --once              print one packet to standard output
                  -b, --bind ADDRESS      listen on this address only
                  -n, --connections N     clients at once (64)
                  -v, --verbose LEVEL     0 quiet, 1 what happens, 2 every command
                      --config FILE       the configuration (/etc/wulfware/xmlsysd.conf, if it is there);
                                          SIGHUP reads it again
                      --check-config      say what is in force, or what is wrong with the file, and end
                      --capture SENSOR DIR
                                          copy the files that this sensor reads into a new directory, to be
                                          sent with a report; "list" names the sensors
                      --root DIR          sample a recorded tree instead of /
                  -h, --help              this
                      --version           the version

                Exit status: 0 when ended by SIGTERM or done, 1 for failure, 2 for a wrong command line.
                """.replace("DEFAULT", Integer.toString(defaultPort));
    }
}
