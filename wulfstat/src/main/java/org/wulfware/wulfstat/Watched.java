package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Display;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostNames;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

/// What is watched: which hosts, and whose processes on them.
record Watched(List<Host> hosts, boolean root, List<String> users, List<String> tasks) {
    /// What the command line names, else the wulfhosts file that it names or that there is, else this host.
    ///
    /// @throws SyntaxException with all that is wrong with a name or a file
    static Watched by(Options options) throws IOException, SyntaxException {
        if (!options.hosts().isEmpty()) {
            return of(HostNames.hosts(options.hosts()));
        }
        var file = options.wulfhosts()
                .or(() -> Wulfhosts.find(Path.of(""), Path.of(System.getProperty("user.home", "/")), Path.of("/etc")));
        return of(file.isEmpty() ? Wulfhosts.thisHost() : read(file.get()));
    }

    private static Wulfhosts read(Path file) throws IOException, SyntaxException {
        try {
            return Wulfhosts.read(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Watched of(List<Host> hosts) {
        return new Watched(hosts, false, List.of(), List.of());
    }

    private static Watched of(Wulfhosts file) {
        return new Watched(file.hosts(), file.root(), file.users(), file.tasks());
    }

    /// What hosts are asked for a display. The last word on processes is the file's.
    Asking asking(Display display) {
        if (display.rows() == Display.Rows.ONE_A_HOST) {
            return display.asking();
        }
        var commands = new ArrayList<>(display.asking().commands());
        if (root) {
            commands.add("root on");
        }
        if (!users.isEmpty()) {
            commands.add("user " + String.join(" ", users));
        }
        if (!tasks.isEmpty()) {
            commands.add("task " + String.join(" ", tasks));
        }
        return new Asking(commands);
    }
}
