package org.wulfware.testkit;

import module java.base;

/// An answer of a real daemon in which time goes on: its stamps are those of now, its counters have grown, and its node has
/// another name. It is made by changing digits in place, so that one process can answer as thousands of nodes do. It
/// belongs to one thread and hands its bytes out until the next call.
final class MovingPacket {
    /// Digits of a counter, so that it has room to grow.
    private static final int WIDTH = 13;

    private static final Pattern STAMP = Pattern.compile("tv_sec=\"(\\d+)\" tv_usec=\"(\\d+)\"");
    private static final Pattern COUNTER = Pattern.compile(
            "<(user|nice|sys|tot|idle|intr|ctxt|processes|bytes|packets|in|out)>(\\d+)</");
    private static final Pattern METRIC = Pattern.compile("(?m)^[a-z_]+_total(?:\\{[^}\n]*\\})? ([0-9.e+]+)$");
    private static final String NAME = "<hostname>";

    /// What a counter grows by in a second: three quarters of a processor's time and as many of whatever else.
    private static final long PER_SECOND = 75;

    private record Counter(int at, long value) {}

    private final byte[] bytes;
    private final List<Counter> counters = new ArrayList<>();
    private final int[] stamps;
    private final int nameAt;
    private long renderedFor = Long.MIN_VALUE;

    private MovingPacket(byte[] bytes, List<Counter> counters, int[] stamps, int nameAt) {
        this.bytes = bytes;
        this.counters.addAll(counters);
        this.stamps = stamps;
        this.nameAt = nameAt;
    }

    /// @param document XML as a daemon answers it
    /// @param nameLength of the names that it will have
    static MovingPacket xml(String document, int nameLength) {
        var text = STAMP.matcher(document).replaceAll("tv_sec=\"0000000000\" tv_usec=\"000000\"");
        text = widened(COUNTER, 2, text);
        text = text.replaceFirst(NAME + "[^<]*<", NAME + "n".repeat(nameLength) + "<");
        var packet = "Content-Length: " + text.length() + "\n\n" + text;
        var stamps = STAMP.matcher(packet).results().mapToInt(found -> found.start(1)).toArray();
        var name = packet.indexOf(NAME);
        return new MovingPacket(
                packet.getBytes(StandardCharsets.ISO_8859_1), counters(COUNTER, 2, packet), stamps,
                name < 0 ? -1 : name + NAME.length());
    }

    /// @param page metrics as Prometheus scrapes them
    static MovingPacket metrics(String page) {
        var text = widened(METRIC, 1, page);
        var answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: "
                + text.length() + "\r\n\r\n" + text;
        return new MovingPacket(
                answer.getBytes(StandardCharsets.ISO_8859_1), counters(METRIC, 1, answer), new int[0], -1);
    }

    private static String widened(Pattern number, int group, String text) {
        var out = new StringBuilder();
        var from = 0;
        for (var found : number.matcher(text).results().toList()) {
            var value = (long) Double.parseDouble(found.group(group));
            out.append(text, from, found.start(group)).append(String.format(Locale.ROOT, "%0" + WIDTH + "d", value));
            from = found.end(group);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static List<Counter> counters(Pattern number, int group, String text) {
        return number.matcher(text)
                .results()
                .map(found -> new Counter(found.start(group), Long.parseLong(found.group(group))))
                .toList();
    }

    /// The whole answer, frame and all.
    ///
    /// @param micros since 1970, what the node's clock says
    /// @param seconds for which it has been counting
    byte[] at(long micros, double seconds, byte[] name) {
        if (renderedFor != micros) {
            renderedFor = micros;
            for (var at : stamps) {
                digits(at, 10, micros / 1_000_000);
                digits(at + "0000000000\" tv_usec=\"".length(), 6, micros % 1_000_000);
            }
            var grown = (long) (seconds * PER_SECOND);
            for (var counter : counters) {
                digits(counter.at, WIDTH, counter.value + grown);
            }
        }
        if (nameAt >= 0) {
            System.arraycopy(name, 0, bytes, nameAt, name.length);
        }
        return bytes;
    }

    private void digits(int at, int count, long value) {
        var left = value;
        for (var i = at + count - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
