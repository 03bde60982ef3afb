package org.wulfware.display;

import module java.base;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.RegularFile;

/// Files in which a site, or a person, says something: read in the order of their names, the person's last.
///
/// @param site the directory of the site's own, `*.toml`
/// @param person the file of the person who watches
record TomlFiles(Path site, Path person) {
    private static final Path SITE = Path.of("/etc/wulfware");

    /// A larger one is none that anybody wrote.
    static final int LARGEST = 1 << 20;

    /// Takes in what stands in a file.
    @FunctionalInterface
    interface Reader {
        /// Reads one.
        ///
        /// @param file what messages call it
        void read(String file, String text);
    }

    /// Where they are for somebody: `/etc/wulfware/NAME.d/*.toml` and `~/.config/wulfware/NAME.toml`.
    ///
    /// @param environment in which `XDG_CONFIG_HOME` may say where the person's files are
    static TomlFiles of(String name, Path home, Map<String, String> environment) {
        var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        var directory = config.startsWith("/") ? Path.of(config) : home.resolve(".config");
        return new TomlFiles(SITE.resolve(name + ".d"), directory.resolve("wulfware").resolve(name + ".toml"));
    }

    /// Reads all that there are.
    ///
    /// @param told which cannot be read
    void read(Reader reader, Consumer<String> told) {
        for (var file : files(told)) {
            try {
                reader.read(file.toString(), StandardCharsets.UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(RegularFile.read(file, LARGEST)))
                        .toString());
            } catch (IOException e) {
                told.accept(file + ": " + IoFailure.reason(e));
            }
        }
    }

    private List<Path> files(Consumer<String> told) {
        var files = new ArrayList<Path>();
        try (var inside = Files.newDirectoryStream(site, "*.toml")) {
            inside.forEach(files::add);
        } catch (NoSuchFileException | NotDirectoryException _) {
            // Most sites have none.
        } catch (IOException | DirectoryIteratorException e) {
            told.accept(site + ": " + IoFailure.reason(e));
        }
        Collections.sort(files);
        if (Files.exists(person)) {
            files.add(person);
        }
        return files;
    }
}
