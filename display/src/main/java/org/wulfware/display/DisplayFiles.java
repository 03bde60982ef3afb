package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.HostLists;

/// The files in which a site, or a person, adds displays: they are looked for when a display is needed, and read in the order
/// of their names, the person's last. A display takes the place of one before it that is called the same.
///
/// @param site the directory of the site's own, `*.toml`: `/etc/wulfware/displays.d`
/// @param person the file of the person who watches: `~/.config/wulfware/displays.toml`
public record DisplayFiles(Path site, Path person) {
    /// Where they are for somebody.
    ///
    /// @param environment in which `XDG_CONFIG_HOME` may say where the person's files are
    public static DisplayFiles of(Path home, Map<String, String> environment) {
        var usual = TomlFiles.of("displays", home, environment);
        return new DisplayFiles(usual.site(), usual.person());
    }

    /// Those that come with the programs and those in the files. What is wrong in a file is told, all of it; displays in
    /// which nothing is wrong are there all the same.
    public DisplaySet read(Consumer<String> told) {
        return read(told, HostLists.WITHOUT_GROUPS);
    }

    /// The same where expressions may name these hosts.
    public DisplaySet read(Consumer<String> told, HostLists hosts) {
        var read = new ArrayList<List<Display>>();
        new TomlFiles(site, person).read(
                (file, text) -> read.add(new DisplayReader(new TomlText(file, told), hosts).read(text)), told);
        var displays = DisplaySet.BUILT_IN.naming(hosts);
        for (var added : read) {
            displays = displays.and(added);
        }
        return displays;
    }
}
