package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.HostLists;

/// The files in which a site, or a person, says what alarms there are. They are read in the order of their names, the person's
/// last; an alarm takes the place of one before it that is called the same.
public final class AlarmFiles {
    private final TomlFiles files;

    /// @param site the directory of the site's own, `*.toml`: `/etc/wulfware/alarms.d`
    /// @param person the file of the person who watches: `~/.config/wulfware/alarms.toml`
    public AlarmFiles(Path site, Path person) {
        files = new TomlFiles(site, person);
    }

    /// Where they are for somebody.
    ///
    /// @param environment in which `XDG_CONFIG_HOME` may say where the person's files are
    public static AlarmFiles of(Path home, Map<String, String> environment) {
        var usual = TomlFiles.of("alarms", home, environment);
        return new AlarmFiles(usual.site(), usual.person());
    }

    /// Beside the files of displays.
    public static AlarmFiles beside(DisplayFiles displays) {
        return new AlarmFiles(displays.site().resolveSibling("alarms.d"),
                displays.person().resolveSibling("alarms.toml"));
    }

    /// The alarms in the files. What is wrong is told, all of it; alarms in which nothing is wrong are there all the same.
    ///
    /// @param known displays, whose columns conditions may name
    public List<Alarm> read(DisplaySet known, HostLists hosts, Consumer<String> told) {
        var alarms = new LinkedHashMap<String, Alarm>();
        files.read((file, text) -> new AlarmReader(new TomlText(file, told), known, hosts).read(text)
                .forEach(alarm -> alarms.put(alarm.name(), alarm)), told);
        return List.copyOf(alarms.values());
    }

    /// Where alarms are looked for, for a message.
    @Override
    public String toString() {
        return files.site() + " and " + files.person();
    }
}
