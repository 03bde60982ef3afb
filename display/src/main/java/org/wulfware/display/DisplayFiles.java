package org.wulfware.display;

import module java.base;

/// The files in which a site, or a person, adds displays: they are looked for when a display is needed, and read in the order
/// of their names, the person's last. A display takes the place of one before it that is called the same.
///
/// @param site the directory of the site's own, `*.toml`: `/etc/wulfware/displays.d`
/// @param person the file of the person who watches: `~/.config/wulfware/displays.toml`
public record DisplayFiles(Path site, Path person) {
    private static final Path SITE = Path.of("/etc/wulfware/displays.d");
    private static final String PERSON = "wulfware/displays.toml";

    /// A larger one is none that anybody wrote.
    static final long LARGEST = 1 << 20;

    /// Where they are for somebody.
    ///
    /// @param environment in which `XDG_CONFIG_HOME` may say where the person's files are
    public static DisplayFiles of(Path home, Map<String, String> environment) {
        var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        var directory = config.startsWith("/") ? Path.of(config) : home.resolve(".config");
        return new DisplayFiles(SITE, directory.resolve(PERSON));
    }

    /// Those that come with the programs and those in the files. What is wrong in a file is told, all of it; displays in
    /// which nothing is wrong are there all the same.
    public DisplaySet read(Consumer<String> told) {
        var displays = DisplaySet.BUILT_IN;
        for (var file : files(told)) {
            try {
                if (Files.size(file) > LARGEST) {
                    told.accept(file + ": larger than " + LARGEST + " bytes");
                    continue;
                }
                displays = displays.and(new DisplayReader(file.toString(), told).read(Files.readString(file)));
            } catch (IOException e) {
                told.accept(file + ": cannot be read: " + e);
            }
        }
        return displays;
    }

    private List<Path> files(Consumer<String> told) {
        var files = new ArrayList<Path>();
        try (var inside = Files.newDirectoryStream(site, "*.toml")) {
            inside.forEach(files::add);
        } catch (NoSuchFileException | NotDirectoryException _) {
            // Most sites have none.
        } catch (IOException | DirectoryIteratorException e) {
            told.accept(site + ": cannot be read: " + e);
        }
        Collections.sort(files);
        if (Files.exists(person)) {
            files.add(person);
        }
        return files;
    }
}
