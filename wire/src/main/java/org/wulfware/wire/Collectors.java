package org.wulfware.wire;

import java.util.ArrayList;
import java.util.List;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Catalog;

/// The parts of which a client of metrics may ask for some: node_exporter's collectors, and each sensor that it has no
/// collector for, by the name of its element.
public final class Collectors {
    private Collectors() {}

    /// Whether there is one of this name.
    public static boolean has(String collector) {
        return isNodeExporters(collector) || !sensors(collector).isEmpty();
    }

    /// Becomes what node_exporter would answer, as far as this daemon knows it. Where an element of this daemon's is called as a
    /// collector is, `collect` asks for what node_exporter has no name for beside it.
    ///
    /// @param collect the collectors that are wanted; empty for all that node_exporter has
    /// @param exclude those that are not
    public static void select(List<String> collect, List<String> exclude, Selection into) {
        into.clear();
        for (var line : NodeExporter.LINES) {
            var isWanted = collect.isEmpty() || collect.contains(line.collector());
            if (isWanted && !exclude.contains(line.collector())) {
                turnOn(line, into);
            }
        }
        for (var collector : collect) {
            if (!exclude.contains(collector)) {
                for (var index : sensors(collector)) {
                    // Words that are others each second would be a series each.
                    if (Catalog.sensor(index).tellsTheSecond()) {
                        continue;
                    }
                    for (Field field : Catalog.sensor(index).fields()) {
                        if (!field.spec().isKey() && !field.spec().isOnRequest()
                                && !(isNodeExporters(collector) && isNamed(index, field))) {
                            into.on(field);
                        }
                    }
                }
            }
        }
    }

    /// Whether node_exporter has a name for it.
    private static boolean isNamed(int sensor, Field field) {
        for (var line : NodeExporter.LINES) {
            if (line.sensor().equals(Catalog.path(sensor)) && line.isOf(field)) {
                return true;
            }
        }
        return false;
    }

    /// Whether node_exporter has a collector of this name, of which there is anything here.
    public static boolean isNodeExporters(String collector) {
        for (var line : NodeExporter.LINES) {
            if (line.collector().equals(collector)) {
                return true;
            }
        }
        return false;
    }

    /// Whether metrics of this name are the daemon's own, so that none from elsewhere may be called so.
    public static boolean isMetric(String name) {
        if (name.startsWith("wulf_") || name.startsWith("node_scrape_collector_")) {
            return true;
        }
        for (var line : NodeExporter.LINES) {
            if (line.metric().equals(name) || line.metric().equals(name + "_total")) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> sensors(String element) {
        var found = new ArrayList<Integer>();
        for (var index = 0; index < Catalog.size(); index++) {
            if (Catalog.path(index).substring(Catalog.path(index).lastIndexOf('/') + 1).equals(element)) {
                found.add(index);
            }
        }
        return found;
    }

    private static void turnOn(NodeExporter.Line line, Selection into) {
        for (Field field : Catalog.sensor(Catalog.indexOf(line.sensor())).fields()) {
            // What a site's files say has its own names.
            var isSites = line.sensor().equals(SiteMetrics.SENSOR);
            if (!field.spec().isKey() && (isSites || line.isOf(field))) {
                into.on(field);
            }
        }
    }
}
