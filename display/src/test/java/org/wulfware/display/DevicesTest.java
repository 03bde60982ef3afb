package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Packet;
import org.wulfware.wire.Sample;
import org.wulfware.wire.XmlReader;

/// What recorded machines say of their devices, as documents of theirs: the second one five seconds later, in which counters
/// have grown.
@Tag("golden")
class DevicesTest {
    private static final Path FIXTURES = Path.of(System.getProperty("wulfware.fixtures"));

    /// What grows in these five seconds, and by how much.
    private static final Map<String, Long> GROWS = grows("""
            requests 5000
            sectors 204800
            ms 4000
            busy_ms 3000
            weighted_ms 12000
            bytes 600000000
            packets 500000
            usage_usec 25000000
            rcv_data 90000
            user 200
            nice 10
            sys 40
            iowait 20
            softirq 5
            steal 5
            idle 220
            tot 500
            """);

    private static Map<String, Long> grows(String table) {
        return table.lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> Long.parseLong(line[1])));
    }

    private static final Path EXPECTED =
            FIXTURES.resolveSibling("display").resolve("src/test/resources/device-displays.txt");

    /// So many lines of a display are enough to see it.
    private static final int MOST = 6;

    @Test
    void displaysOfDevicesLookAsTheyDid() throws IOException {
        var shown = new StringBuilder();
        for (var display : Displays.all()) {
            if (!display.hasNumber()) {
                shown.append("== ").append(display.name()).append('\n');
                var lines = new ArrayList<Line>();
                for (var tree : List.of("n042-3.10.0", "gpu02-5.4.0", "fat-256cpu", "hostile", "micro-6.18",
                        "b013-2.6.18")) {
                    var some = display.lines(List.of(twice(tree)));
                    lines.addAll(some.subList(0, Math.min(MOST, some.size())));
                }
                shown.append(Hosts.shown(display, lines));
            }
        }
        if (Boolean.getBoolean("wulfware.accept")) {
            Files.createDirectories(EXPECTED.getParent());
            Files.writeString(EXPECTED, shown);
        }
        assertThat(shown).hasToString(Files.readString(EXPECTED));
    }

    private static HostState twice(String tree) throws IOException {
        // Of what stands in both, the one that says more is taken.
        var rest = inner(tree, "expected-rest.xml");
        var usual = inner(tree, "expected-send.xml").replaceFirst("(?s)<stat .*</stat>", "");
        var document = usual + rest;
        return Hosts.up(tree.replaceFirst("-.*", ""), sample(document), sample(later(document)));
    }

    private static String inner(String tree, String file) throws IOException {
        var document = Files.readString(FIXTURES.resolve(tree).resolve(file));
        return document.substring(document.indexOf("<xmlsysd>") + 9, document.indexOf("</xmlsysd>"));
    }

    private static String later(String document) {
        var stamped = Pattern.compile("tv_sec=\"([0-9]+)\"")
                .matcher(document)
                .replaceAll(stamp -> "tv_sec=\"" + (Long.parseLong(stamp.group(1)) + 5) + "\"");
        return Pattern.compile("<([a-z_]+)>([0-9]{1,17})<")
                .matcher(stamped)
                .replaceAll(
                        element -> "<" + element.group(1) + ">"
                                + (Long.parseLong(element.group(2)) + GROWS.getOrDefault(element.group(1), 0L)) + "<");
    }

    private static Sample sample(String inner) {
        var read = new XmlReader().read(("<xmlsysd>" + inner + "</xmlsysd>").getBytes(StandardCharsets.US_ASCII));
        if (read instanceof Packet.Whole(var sample)) {
            return sample;
        }
        throw new AssertionError(read);
    }
}
