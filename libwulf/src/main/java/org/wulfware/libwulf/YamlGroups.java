package org.wulfware.libwulf;

import module java.base;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Groups in a file of `groups.d`:
/// ```yaml
/// racks:
///     rack1: 'node[001-064]'
///     rack2:
///         - node[065-128]
///         - gw2
/// ```
final class YamlGroups {
    private YamlGroups() {}

    /// The sources that a file defines, each with its groups.
    static List<GroupSource> sources(Path file) throws SyntaxException {
        var settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setAllowDuplicateKeys(false)
                .setAllowNonScalarKeys(true)
                .setCodePointLimit(GroupsConf.LARGEST)
                .build();
        try {
            var root = new Composer(
                    settings, new ParserImpl(settings, new StreamReader(settings, GroupsConf.text(file))))
                    .getSingleNode();
            var sources = new ArrayList<GroupSource>();
            if (root.isPresent()) {
                for (var source : mapping(file, root.get(), "sources of groups, such as \"racks:\"").entrySet()) {
                    sources.add(source(file, source.getKey(), source.getValue()));
                }
            }
            return sources;
        } catch (MarkedYamlEngineException e) {
            var place = e.getProblemMark().map(mark -> place(file, mark.getLine(), mark.getColumn()));
            throw new SyntaxException(place.orElse(file.toString()) + ": no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new SyntaxException(file + ": no YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"));
        }
    }

    private static GroupSource source(Path file, String name, Node groups) throws SyntaxException {
        var definitions = new LinkedHashMap<String, GroupSource.Definition>();
        for (var group : mapping(file, groups, "groups, such as \"rack1: 'node[001-064]'\"").entrySet()) {
            definitions.put(
                    group.getKey(),
                    new GroupSource.Definition(text(file, group.getValue()), place(file, group.getValue())));
        }
        return new TextGroups(name, file + ": " + name, definitions);
    }

    private static Map<String, Node> mapping(Path file, Node node, String expected) throws SyntaxException {
        if (!(node instanceof MappingNode mapping)) {
            throw new SyntaxException(place(file, node) + ": " + expected + ", are expected");
        }
        var values = new LinkedHashMap<String, Node>();
        for (var entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key) || key.getValue().isEmpty()) {
                throw new SyntaxException(place(file, entry.getKeyNode()) + ": a name is expected before the colon");
            }
            if (values.put(key.getValue(), entry.getValueNode()) != null) {
                throw new SyntaxException(place(file, key) + ": " + SyntaxException.quoted(key.getValue())
                        + " is said a second time");
            }
        }
        return values;
    }

    private static String text(Path file, Node node) throws SyntaxException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
        }
        if (node instanceof SequenceNode list) {
            var texts = new StringJoiner(" ");
            for (var item : list.getValue()) {
                if (!(item instanceof ScalarNode scalar)) {
                    throw new SyntaxException(place(file, item) + ": hosts are expected, such as 'node[001-064]'");
                }
                texts.add(scalar.getValue());
            }
            return texts.toString();
        }
        throw new SyntaxException(
                place(file, node) + ": hosts are expected, such as 'node[001-064]', or a list of them");
    }

    private static String place(Path file, Node node) {
        return node.getStartMark().map(mark -> place(file, mark.getLine(), mark.getColumn())).orElse(file.toString());
    }

    private static String place(Path file, int line, int column) {
        return file + ":" + (line + 1) + ":" + (column + 1);
    }
}
