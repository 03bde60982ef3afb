package org.wulfware.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;

/// `docs/xmlsysd.rng`: what documents there are, as a schema in RELAX NG, made of what the catalog declares.
final class Schema {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Documents of xmlsysd, as docs/protocol.md describes them. Made of what the sensors declare; ./wulf accept writes it anew.
                 A later release adds elements: who reads documents passes over what he does not know, as a schema cannot. -->
            <grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
                datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
              <start>
                <element name="xmlsysd">
                  <choice>
                    <ref name="sample"/>
                    <ref name="error"/>
                    <ref name="list"/>
                    <ref name="help"/>
                  </choice>
                </element>
              </start>
              <define name="error">
                <oneOrMore>
                  <element name="error">
                    <optional><attribute name="line"><data type="positiveInteger"/></attribute></optional>
                    <text/>
                  </element>
                </oneOrMore>
              </define>
              <define name="list">
                <element name="list">
                  <oneOrMore>
                    <element name="field">
                      <attribute name="path"><data type="string"><param name="pattern">/xmlsysd/(system|proc)/.*</param></data></attribute>
                      <element name="kind"><choice><value>gauge</value><value>counter</value><value>text</value></choice></element>
                      <optional><element name="unit"><text/></element></optional>
                      <element name="default"><choice><value>on</value><value>off</value></choice></element>
                      <element name="source"><text/></element>
                      <element name="help"><text/></element>
                    </element>
                  </oneOrMore>
                </element>
              </define>
              <define name="help">
                <element name="help">
                  <oneOrMore>
                    <element name="command"><attribute name="usage"/><text/></element>
                  </oneOrMore>
                </element>
              </define>
              <define name="stamp">
                <optional>
                  <attribute name="tv_sec"><data type="integer"/></attribute>
                  <attribute name="tv_usec"><data type="string"><param name="pattern">[0-9]{6}</param></data></attribute>
                </optional>
              </define>
              <define name="stale">
                <optional>
                  <attribute name="age_ms"><data type="nonNegativeInteger"/></attribute>
                  <attribute name="state"><value>stale</value></attribute>
                </optional>
              </define>
              <define name="failed">
                <attribute name="state"><value>failed</value></attribute>
              </define>
            """;

    private static final String ROOT = """
              <define name="sample">
                <optional><attribute name="init"><value>1</value></attribute></optional>
                <optional><attribute name="lost"><data type="positiveInteger"/></attribute></optional>
                <optional><attribute name="age_ms"><data type="nonNegativeInteger"/></attribute></optional>
            """;

    /// An element: its attributes, and either its value or what is in it.
    private static final class Node {
        final String name;
        final List<Field> keys = new ArrayList<>();
        final Map<String, Node> inside = new LinkedHashMap<>();
        @Nullable
        Field value;
        @Nullable
        Sensor<?> sensor;

        Node(String name) {
            this.name = name;
        }

        Node at(String path) {
            var node = this;
            for (var step : path.split("/")) {
                node = step.isEmpty() ? node : node.inside.computeIfAbsent(step, Node::new);
            }
            return node;
        }
    }

    private final StringBuilder text = new StringBuilder(HEAD);

    private Schema() {}

    static String made() {
        var root = new Node("");
        for (var sensor : Catalog.sensors()) {
            declare(sensor, root.at(sensor.path()));
        }
        var schema = new Schema();
        schema.text.append(ROOT);
        // The elements around sensors stand in the catalog's order, and so do sensors.
        root.inside.values().forEach(each -> schema.group(each, 2));
        schema.text.append("  </define>\n");
        Catalog.sensors().forEach(sensor -> schema.sensor(root.at(sensor.path())));
        return schema.text.append("</grammar>\n").toString();
    }

    private static <F extends Enum<F> & Field> void declare(Sensor<F> sensor, Node element) {
        element.sensor = sensor;
        for (var field : sensor.fields()) {
            var path = field.spec().path();
            var at = path.indexOf('@');
            if (at >= 0) {
                element.at(path.substring(0, at)).keys.add(field);
            } else {
                element.at(path).value = field;
            }
        }
    }

    private static String name(Sensor<?> sensor) {
        return sensor.path().replace('/', '.');
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }

    private void group(Node node, int depth) {
        if (node.sensor != null) {
            line(depth, "<optional><ref name=\"" + name(node.sensor) + "\"/></optional>");
            return;
        }
        line(depth, "<optional>");
        line(depth + 1, "<element name=\"" + node.name + "\">");
        node.inside.values().forEach(each -> group(each, depth + 2));
        line(depth + 1, "</element>");
        line(depth, "</optional>");
    }

    private void sensor(Node node) {
        var sensor = Objects.requireNonNull(node.sensor);
        line(1, "<define name=\"" + name(sensor) + "\">");
        line(2, "<element name=\"" + node.name + "\">");
        if (sensor.isStamped()) {
            line(3, "<ref name=\"stamp\"/>");
        }
        line(3, "<choice>");
        line(4, "<ref name=\"failed\"/>");
        line(4, "<group>");
        line(5, "<ref name=\"stale\"/>");
        contents(node, 5);
        line(4, "</group>");
        line(3, "</choice>");
        line(2, "</element>");
        line(1, "</define>");
    }

    /// A row's fields stand in their order, but rows of other kinds may stand between: so any order will do.
    private void contents(Node node, int depth) {
        if (node.value != null) {
            line(depth, data(node.value));
            return;
        }
        var isOne = node.inside.size() == 1;
        if (!isOne) {
            line(depth, "<interleave>");
        }
        for (var each : node.inside.values()) {
            element(each, isOne ? depth : depth + 1);
        }
        if (!isOne) {
            line(depth, "</interleave>");
        }
    }

    private void element(Node node, int depth) {
        var times = node.keys.isEmpty() ? "optional" : "zeroOrMore";
        line(depth, "<" + times + ">");
        line(depth + 1, "<element name=\"" + node.name + "\">");
        for (var key : node.keys) {
            var spec = key.spec();
            var attribute =
                    "<attribute name=\"" + spec.path().substring(spec.path().indexOf('@') + 1) + "\">" + help(key)
                            + data(key) + "</attribute>";
            line(depth + 2, "<optional>" + attribute + "</optional>");
        }
        var value = node.value;
        if (value != null) {
            var units = value.spec().unitsAttribute();
            line(depth + 2, help(value));
            if (units != null) {
                line(depth + 2, "<attribute name=\"units\"><value>" + units + "</value></attribute>");
            }
        }
        contents(node, depth + 2);
        line(depth + 1, "</element>");
        line(depth, "</" + times + ">");
    }

    private static String help(Field field) {
        var unit = field.spec().unit().label();
        return "<a:documentation>" + escaped(field.spec().help()) + (unit.isEmpty() ? "" : " (" + escaped(unit) + ")")
                + "</a:documentation>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String data(Field field) {
        var spec = field.spec();
        if (spec.kind() == Kind.TEXT) {
            return "<text/>";
        }
        if (spec.decimals() == 0) {
            return "<data type=\"" + (spec.mayBeNegative() ? "integer" : "nonNegativeInteger") + "\"/>";
        }
        var number = (spec.mayBeNegative() ? "-?" : "") + "[0-9]+\\.[0-9]{" + spec.decimals() + "}";
        return "<data type=\"decimal\"><param name=\"pattern\">" + number + "</param></data>";
    }
}
