package org.wulfware.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;

/// What the comments above the sensors' declarations say: the shape of the kernel's text, and what differs between kernels.
///
/// @param directory of the sources
record Comments(Path directory) {
    /// ` (see [PciNames])`, `[NetDev]`.
    private static final Pattern REFERENCE = Pattern.compile("( \\((?:see )?)?\\[(\\w+)\\](\\))?(?!\\()");

    /// The comment, as Markdown for a page that has a section for each sensor.
    String of(Sensor<?> sensor) {
        var name = sensor.type().getSimpleName();
        var comment = new ArrayList<String>();
        for (var line : lines(directory.resolve(name + ".java"))) {
            if (line.startsWith("public enum ")) {
                return linked(String.join("\n", comment));
            }
            if (line.startsWith("///")) {
                comment.add(line.length() > 4 ? line.substring(4) : "");
            }
        }
        throw new IllegalStateException(name + ".java declares no enum");
    }

    private static String linked(String comment) {
        return REFERENCE.matcher(comment).replaceAll(Comments::link);
    }

    private static String link(MatchResult reference) {
        for (var sensor : Catalog.sensors()) {
            if (sensor.type().getSimpleName().equals(reference.group(2))) {
                var link = "[`" + sensor.path() + "`](#" + anchor(sensor) + ")";
                return (reference.group(1) == null ? "" : reference.group(1)) + link
                        + (reference.group(3) == null ? "" : reference.group(3));
            }
        }
        var isAside = reference.group(1) != null && reference.group(3) != null;
        return isAside ? "" : reference.group().replace("[", "`").replace("]", "`");
    }

    /// What a heading that is a sensor's path is found by.
    static String anchor(Sensor<?> sensor) {
        return sensor.path().replace("/", "");
    }

    private static java.util.List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
