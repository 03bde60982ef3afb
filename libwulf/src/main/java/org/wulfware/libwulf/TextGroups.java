package org.wulfware.libwulf;

import module java.base;

/// Groups that a file has named in so many words.
///
/// @param name of the source
/// @param place where they are defined
/// @param definitions by the group's name, in the order of the file
record TextGroups(String name, String place, Map<String, Definition> definitions) implements GroupSource {
    /// The groups of a file of lines `group: nodes`; none if there is no such file.
    static TextGroups ofLines(String name, Path file) throws SyntaxException {
        var definitions = new LinkedHashMap<String, Definition>();
        if (Files.exists(file)) {
            var number = 0;
            for (var line : GroupsConf.lines(file)) {
                var place = file + ":" + ++number;
                var colon = line.indexOf(':');
                if (colon > 0 && !line.startsWith("#")) {
                    // Two lines of one group are one list.
                    definitions.merge(
                            line.substring(0, colon).strip(),
                            new Definition(line.substring(colon + 1), place),
                            (before, now) -> new Definition(before.text() + " " + now.text(), before.place()));
                }
            }
        }
        return new TextGroups(name, file.toString(), definitions);
    }

    @Override
    public Optional<Definition> definition(String group) {
        return Optional.ofNullable(definitions.get(group));
    }

    @Override
    public List<String> groups() {
        return List.copyOf(definitions.keySet());
    }
}
