package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.wulfware.testkit.Fixtures.Fixture;

/// What the daemon answers in JSON is what it answers in XML, for all of each recorded tree.
class JsonTest {
    private static final String[] ALL = {"on all", "root on", "pids all", "cmdline on", "send"};

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    static List<Fixture> treesWithAClock() throws IOException {
        return GoldenTest.treesWithAClock();
    }

    @ParameterizedTest
    @MethodSource("treesWithAClock")
    void jsonSaysWhatXmlSays(Fixture tree) throws Exception {
        var xml = GoldenTest.answer(tree, ALL);
        for (var pretty : List.of("on", "off")) {
            var json = STRICT.readTree(GoldenTest.answer(tree, with("format json", "pretty " + pretty)));
            assertThat(json.size()).isEqualTo(1);
            compare(root(xml), json.get("xmlsysd"), "xmlsysd");
        }
    }

    @ParameterizedTest
    @MethodSource("treesWithAClock")
    void withoutIndentationItIsTheSameDocument(Fixture tree) throws Exception {
        var dense = GoldenTest.answer(tree, with("pretty off"));
        assertThat(dense.indexOf('\n')).isEqualTo(dense.length() - 1);
        var blanksBetweenTags = Pattern.compile(">\n *<");
        assertThat(dense)
                .isEqualTo(blanksBetweenTags.matcher(GoldenTest.answer(tree, ALL)).replaceAll("><"));
    }

    private static String[] with(String... first) {
        return Stream.concat(Stream.of(first), Stream.of(ALL)).toArray(String[]::new);
    }

    private static Element root(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.US_ASCII)))
                .getDocumentElement();
    }

    private static void compare(Element element, JsonNode json, String path) {
        var inside = elements(element);
        var attributes = attributes(element);
        if (inside.isEmpty() && attributes.isEmpty()) {
            same(json, element.getTextContent(), path);
            return;
        }
        assertThat(json.isObject()).as(path).isTrue();
        for (var attribute : attributes.entrySet()) {
            same(json.get(attribute.getKey()), attribute.getValue(), path + "@" + attribute.getKey());
        }
        if (inside.isEmpty()) {
            same(json.get("value"), element.getTextContent(), path);
        }
        var names = new LinkedHashSet<String>();
        inside.forEach(child -> names.add(child.getTagName()));
        assertThat(json.size()).as(path).isEqualTo(names.size() + attributes.size() + (inside.isEmpty() ? 1 : 0));
        for (var name : names) {
            var same = inside.stream().filter(child -> child.getTagName().equals(name)).toList();
            var member = json.get(name);
            assertThat(member).as(path + "/" + name).isNotNull();
            if (!member.isArray()) {
                assertThat(same).as(path + "/" + name).hasSize(1);
                compare(same.getFirst(), member, path + "/" + name);
                continue;
            }
            assertThat(member.size()).as(path + "/" + name).isEqualTo(same.size());
            for (var i = 0; i < same.size(); i++) {
                compare(same.get(i), member.get(i), path + "/" + name + "[" + i + "]");
            }
        }
    }

    /// JSON has the characters that XML cannot carry.
    private static void same(JsonNode json, String text, String path) {
        if (json.isNumber()) {
            assertThat(json.decimalValue()).as(path).isEqualByComparingTo(text);
        } else {
            var carried = json.textValue().replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffd\ufffe\uffff]", "?");
            assertThat(carried).as(path).isEqualTo(text.replace('\ufffd', '?'));
        }
    }

    private static List<Element> elements(Element around) {
        var found = new ArrayList<Element>();
        for (Node child = around.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    /// Those that JSON has: units are said by `list`.
    private static Map<String, String> attributes(Element element) {
        var found = new TreeMap<String, String>();
        for (var i = 0; i < element.getAttributes().getLength(); i++) {
            var attribute = element.getAttributes().item(i);
            if (!attribute.getNodeName().equals("units")) {
                found.put(attribute.getNodeName(), attribute.getNodeValue());
            }
        }
        return found;
    }
}
