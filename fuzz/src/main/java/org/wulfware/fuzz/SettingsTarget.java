package org.wulfware.fuzz;

import module java.base;
import org.wulfware.xmlsysd.DaemonDoor;

/// The daemon's configuration file. What is wrong is said with its line; what is right is, printed as it is in force, a file that
/// says the same.
final class SettingsTarget extends Target {
    private static final Pattern ERROR = Pattern.compile(".*(, line [0-9]+|: cannot be read): .*", Pattern.DOTALL);

    private final File file;

    SettingsTarget() throws IOException {
        super("settings", 2000);
        file = File.createTempFile("wulf-fuzz", ".conf");
        file.deleteOnExit();
    }

    @Override
    public void run(byte[] input) throws Exception {
        Files.write(file.toPath(), input);
        var settled = DaemonDoor.settled(file);
        for (var error : settled.errors()) {
            if (!ERROR.matcher(error).matches()) {
                throw finding("an error without its place: " + error);
            }
        }
        if (settled.inForce().isEmpty() != !settled.errors().isEmpty()) {
            throw finding("neither in force nor wrong");
        }
        if (settled.inForce().isPresent()) {
            Files.writeString(file.toPath(), settled.inForce().get());
            var again = DaemonDoor.settled(file);
            if (!again.equals(settled)) {
                throw finding("read again it is " + again + " and not " + settled);
            }
        }
    }

    @Override
    List<byte[]> seeds() {
        return Stream.of("# nothing\n\nport = 7887\nbind = 127.0.0.1\nconnections = 64\nconnections-per-address=8\n",
                "allow = local subnets 10.0.0.0/8 fd00::/8, 192.0.2.7\nhosts = a b\ncmdline = own\nmask = default pin\n",
                "line-timeout = 10 s\nidle-timeout = 60s\nverbosity = 2\nport = 7888\n", "allow = all\nmask = none\n",
                "cmdline\nx = y\nport = 99999\nallow = 10.0.0.0/33\nbind = x\n").map(Target::bytes).toList();
    }

    @Override
    List<String> words() {
        return List.of("port", "bind", "connections", "connections-per-address", "allow", "hosts", "cmdline", "mask",
                "line-timeout", "idle-timeout", "verbosity", " = ", "\\x0a", "#", "local", "subnets", "all", "none",
                "own",
                "default", "10.0.0.0/8", "fd00::/8", "::1", "\\x00", "\\xff");
    }
}
