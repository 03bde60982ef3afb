package org.wulfware.fuzz;

import module java.base;
import org.wulfware.wire.BadPathException;
import org.wulfware.wire.Query;
import org.wulfware.wire.Sink;
import org.wulfware.xmlsysd.DaemonDoor;

/// Paths as `get` takes them: either they are none, and the message quotes what is wrong, or the document is well-formed.
final class PathsTarget extends Target {
    private final Sink out = new Sink();

    PathsTarget() {
        super("paths", 1000);
    }

    @Override
    public void run(byte[] input) throws Exception {
        Query query;
        try {
            query = Query.of(text(input));
        } catch (BadPathException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw finding("no word of what is wrong");
            }
            return;
        }
        var asking = new DaemonDoor.Asking(Recorded.named("hostile"), new HandClock(), List.of());
        for (var format : List.of("xml", "json", "openmetrics", "prometheus")) {
            asking.get(query, format, out);
            var document = Arrays.copyOfRange(out.array(), out.from(), out.to());
            switch (format) {
                case "xml" -> WellFormed.xml(document);
                case "json" -> WellFormed.json(document);
                default -> WellFormed.metrics(document, format.equals("openmetrics"));
            }
        }
    }

    @Override
    List<byte[]> seeds() {
        return Stream.of("/xmlsysd/proc/loadavg/load1", "//load1", "//cpu[@id=\"0\"]/user //cpu[@id='*']",
                "/xmlsysd/*/net//receive/*", "//interface[@devtype=\"e*\"][@devid='?']/name", "//*", "/xmlsysd//stat",
                "//pids //mounts", "/*/*/*/*", "//x").map(Target::bytes).toList();
    }

    @Override
    List<String> words() {
        return List.of("//", "/xmlsysd", "/proc", "/system", "[@id=\\\"", "\\\"]", "[@devtype='*']", "*", "?", "/cpu",
                "/dev", "/interface", "/receive", "pids", "mounts", " ");
    }
}
