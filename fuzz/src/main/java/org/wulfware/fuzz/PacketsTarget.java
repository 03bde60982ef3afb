package org.wulfware.fuzz;

import module java.base;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Packet;
import org.wulfware.wire.PacketReader;
import org.wulfware.wire.Sample;
import org.wulfware.wire.XmlReaders;

/// What a node may answer, read as a client reads it and shown as every face shows it: an input is all that comes, and behind it one
/// byte that says in which pieces. However it is cut, and whatever came before, the same has come; and nothing that a terminal would obey is shown.
final class PacketsTarget extends Target {
    private static final int LIMIT = 1 << 20;
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
    private static final Duration SECOND = Duration.ofSeconds(1);

    PacketsTarget() {
        super("packets", 8192);
    }

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var how = input[input.length - 1];
        var come = Arrays.copyOf(input, input.length - 1);
        var packets = packets(come, Math.max(1, come.length), false);
        var others = packets(come, 1 + (how & 31) * 7, false);
        if (!told(packets).equals(told(others))) {
            throw finding("in pieces it is " + told(others) + " and not " + told(packets));
        }
        var alone = packets(come, Math.max(1, come.length), true);
        if (!told(packets).equals(told(alone))) {
            throw finding("behind those before it it is " + told(packets) + " and not " + told(alone));
        }
        show(packets);
    }

    /// @param isForgetful whether no packet is to know of those before it
    private static List<Packet> packets(byte[] come, int piece, boolean isForgetful) {
        var reader = new PacketReader(new XmlReaders(), LIMIT);
        var packets = new ArrayList<Packet>();
        for (var from = 0; from < come.length; from += piece) {
            var bytes = ByteBuffer.wrap(come, from, Math.min(piece, come.length - from));
            for (var packet = reader.read(bytes); packet.isPresent(); packet = reader.read(bytes)) {
                packets.add(packet.get());
                if (isForgetful && !(packet.get() instanceof Packet.Garbled(var _, var _, var inStep) && !inStep)) {
                    reader = new PacketReader(new XmlReaders(), LIMIT);
                }
            }
        }
        reader.close();
        return packets;
    }

    /// What has come, as far as it does not depend on where in a piece it stood.
    private static List<String> told(List<Packet> packets) {
        return packets.stream().map(packet -> switch (packet) {
            case Packet.Whole(var sample) -> "whole" + rows(sample);
            case Packet.Complaint(var words) -> "complaint " + words;
            case Packet.Garbled(var _, var _, var inStep) -> "garbled " + inStep;
        }).toList();
    }

    private static String rows(Sample sample) {
        var rows = new StringBuilder();
        for (var sensor : Catalog.sensors()) {
            rows(sample, sensor, rows);
        }
        return rows.toString();
    }

    private static <F extends Enum<F> & Field> void rows(Sample sample, Sensor<F> sensor, StringBuilder into) {
        for (var row = 0; row < sample.rows(sensor); row++) {
            into.append('\n').append(sensor).append(' ').append(sample.stamp(sensor));
            for (var field : sensor.fields()) {
                into.append(' ');
                if (field.spec().kind() == Kind.TEXT) {
                    into.append(sample.text(row, field));
                } else {
                    into.append(sample.cell(row, field));
                }
            }
        }
    }

    /// Shows what has come in every column there is.
    private static void show(List<Packet> packets) {
        var state = HostState.pending(Host.named("node"), NOW);
        for (var packet : packets) {
            if (packet instanceof Packet.Whole(var sample)) {
                state = state.answered(sample, SECOND, NOW, SECOND);
            }
        }
        Shown.of(List.of(state));
    }

    @Override
    List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var name : List.of("golem-2.4.9", "micro-6.18")) {
            var document = text(Objects.requireNonNull(Recorded.named(name).texts().get("expected-send.xml")));
            var packet = document.startsWith("Content") ? document : framed(document);
            seeds.add(bytes(packet + '\3'));
            seeds.add(bytes(packet + packet.replace("tv_sec=\"", "tv_sec=\"1") + '\21'));
        }
        var small = "<?xml version=\"1.0\"?>\n<xmlsysd init=\"1\">\n<proc><loadavg tv_sec=\"1\" tv_usec=\"2\">"
                + "<load1>0.20</load1><load5>x</load5></loadavg><stat><cpu id=\"0\"><user>1</user></cpu>"
                + "<cpu id=\"1\"><user>-1</user><new>&lt;&#9;</new></cpu></stat></proc></xmlsysd>\n";
        seeds.add(bytes(framed(small) + framed(small) + '\5'));
        seeds.add(bytes(framed("<xmlsysd><error line=\"2\">unknown &quot;x&quot;</error></xmlsysd>\n") + '\1'));
        var next = small.replace(" init=\"1\"", "").replace(">x<", ">7<").replace("&lt;&#9;", "b");
        seeds.add(bytes(
                framed(next) + framed(next.replace("0.20", "1.75")) + framed(next.replace(">b<", ">cd<")) + '\4'));
        seeds.add(bytes("content-length: 10\r\nX: y\r\n\r\n<xmlsysd/>" + framed("<a>]]></a>") + '\2'));
        seeds.add(bytes(
                framed("<!DOCTYPE x [<!ENTITY y 'z'>]><xmlsysd>&y;<!-- c --><?pi?><![CDATA[x]]></xmlsysd>") + '\7'));
        seeds.add(bytes(
                framed("<xmlsysd><proc><pids><process id=\"1\"><name>\u00c3\u00a9&#27;</name><cmdline>a b</cmdline>"
                        + "</process></pids></proc></xmlsysd>") + '\4'));
        return seeds;
    }

    private static String framed(String document) {
        return "Content-Length: " + document.length() + "\n\n" + document;
    }

    @Override
    List<String> words() {
        return List.of("Content-Length: ", "\\x0a\\x0a", "<xmlsysd>", "</xmlsysd>", "<proc>", "</proc>", "<system>",
                "<stat>", "<cpu id=\\\"0\\\">", "</cpu>", "<user>", "</user>", "<pids>", "<process id=\\\"1\\\">",
                "<name>", "</name>", "&#27;", "&amp;", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "<!DOCTYPE ",
                "&x;",
                "tv_sec=\\\"1\\\"", "tv_usec=\\\"1\\\"", "init=\\\"1\\\"", "xmlns:a=\\\"b\\\"", "<a:b/>", "<error>",
                "18446744073709551615", "1e9", "-1", "0.20");
    }
}
