package org.wulfware.dist;

import module java.base;

/// The build's last step: makes the images below a directory from the jars in its `lib`.
/// ```text
/// target/lib/*.jar       what the programs run on, put there by Maven
/// target/xmlsysd/        the node daemon: bin/xmlsysd, bin/procstatd
/// target/wulfware/       what runs where a person sits: bin/wulfstat, bin/wulflogger, bin/wulf
/// target/built           when the build that made these began
/// ```
/// An image is left alone while nothing that goes into it has changed.
final class Images {
    private Images() {}

    /// Arguments: the directory, the instant at which the build began, where the sources of this module are, certificates for a
    /// rehearsal over TLS, and the time that all files of an image bear.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var target = Path.of(arguments[0]).toAbsolutePath();
        var began = Instant.parse(arguments[1]);
        var lib = target.resolve("lib");
        var daemon = new DaemonImage(lib, target.resolve("xmlsysd"), Path.of(arguments[2]),
                new Secure(Path.of(arguments[3]).toAbsolutePath()));
        var clients = new ClientImage(
                lib, target.resolve("wulfware"), daemon.home().resolve("bin/xmlsysd"),
                Path.of(arguments[2], "clients"));
        var time = FileTime.from(Instant.parse(arguments[4]));
        renew(daemon.image(), time);
        renew(clients.image(), time);
        var built = target.resolve("built");
        Files.writeString(built, "");
        Files.setLastModifiedTime(built, FileTime.from(began));
    }

    private static void renew(RuntimeImage image, FileTime time) throws IOException, InterruptedException {
        var ingredients = image.ingredients();
        var kept = image.home().resolveSibling(image.home().getFileName() + ".ingredients");
        if (Files.exists(kept) && Files.readString(kept).equals(ingredients)) {
            return;
        }
        Files.deleteIfExists(kept);
        image.make(time);
        Files.writeString(kept, ingredients);
    }

    /// A line for whoever builds: what the images do without.
    static void say(String line) {
        System.out.println(line);
    }
}
