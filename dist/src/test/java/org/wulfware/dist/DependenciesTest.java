package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import module java.xml;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/// Every library and every plugin costs something: `docs/dependencies.md` says for each what it is worth.
class DependenciesTest {
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.source"));

    @Test
    void everyDependencyAndPluginIsExplainedWithItsVersion() throws Exception {
        var explained = Files.readAllLines(SOURCE.resolve("docs/dependencies.md"));
        var wanted = new TreeMap<String, String>();
        for (var pom : poms()) {
            collect(pom, wanted);
        }
        assertThat(wanted).hasSizeGreaterThan(20);
        assertThat(wanted.entrySet()).allSatisfy(entry -> assertThat(explained)
                .anyMatch(line -> line.startsWith("| `" + entry.getKey() + "` | " + entry.getValue() + " |")));
    }

    @Test
    void nothingIsExplainedThatIsGone() throws Exception {
        var used = new TreeMap<String, String>();
        for (var pom : poms()) {
            collect(pom, used);
        }
        var explained = Files.readAllLines(SOURCE.resolve("docs/dependencies.md"))
                .stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)));
        assertThat(explained).isSubsetOf(used.keySet());
    }

    @Test
    void versionsStandInTheRootAlone() throws Exception {
        for (var pom : poms()) {
            if (!SOURCE.equals(pom.getParent())) {
                assertThat(Files.readString(pom).replaceFirst("(?s)<parent>.*</parent>", "")).as(pom.toString())
                        .doesNotContainPattern("<version>[^$]")
                        .doesNotContain("<version.");
            }
        }
    }

    private static List<Path> poms() throws IOException {
        try (var inside = Files.list(SOURCE)) {
            return Stream.concat(Stream.of(SOURCE), inside)
                    .map(directory -> directory.resolve("pom.xml"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    /// Adds what a pom names, `group:artifact` to its version; a version that another pom said stays.
    private static void collect(Path pom, Map<String, String> into) throws Exception {
        var root = parsed(pom);
        for (var kind : List.of("dependency", "plugin", "path")) {
            for (var element : elements(root, kind)) {
                var group = text(element, "groupId");
                if (!group.equals("org.wulfware")) {
                    into.merge(
                            group + ":" + text(element, "artifactId"),
                            resolved(root, text(element, "version")),
                            (before, now) -> before.isEmpty() ? now : before);
                }
            }
        }
    }

    /// A version that is a property of the pom's own or of the root's. Only the root says what it is.
    private static String resolved(Element pom, String version) throws Exception {
        if (!version.startsWith("${")) {
            return version;
        }
        var name = version.substring(2, version.length() - 1);
        var own = elements(pom, name);
        return (own.isEmpty() ? elements(parsed(SOURCE.resolve("pom.xml")), name) : own).getFirst().getTextContent();
    }

    private static Element parsed(Path pom) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    private static List<Element> elements(Element root, String name) {
        var found = root.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    private static String text(Element element, String name) {
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return child.getTextContent();
            }
        }
        return "";
    }
}
