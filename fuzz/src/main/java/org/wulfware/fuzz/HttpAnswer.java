package org.wulfware.fuzz;

import module java.base;

/// An answer over HTTP: its head is one, no header has been smuggled into it, and the body is as long and as well-formed as the
/// head says.
final class HttpAnswer {
    private static final Pattern STATUS =
            Pattern.compile("HTTP/1\\.1 (200|400|403|404|405|414|431|503|505) [A-Z][A-Za-z ]*");

    /// No others are ever sent.
    private static final Set<String> HEADERS = Set.of("Date", "Content-Type", "Content-Length", "Cache-Control", "Vary",
            "X-Content-Type-Options", "Allow", "Content-Encoding", "Connection");

    private HttpAnswer() {}

    static void check(byte[] answer) throws IOException {
        var text = Target.text(answer);
        var end = text.indexOf("\r\n\r\n");
        var lines = end < 0 ? new String[0] : text.substring(0, end).split("\r\n", -1);
        if (lines.length == 0 || !STATUS.matcher(lines[0]).matches()) {
            throw Target.finding("no head: " + WellFormed.shown(answer));
        }
        var headers = new HashMap<String, String>();
        for (var line : List.of(lines).subList(1, lines.length)) {
            var colon = line.indexOf(": ");
            if (colon < 0 || !HEADERS.contains(line.substring(0, colon))
                    || headers.put(line.substring(0, colon), line.substring(colon + 2)) != null
                    || !line.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw Target.finding("no header of ours, or a second one: " + line);
            }
        }
        var body = Arrays.copyOfRange(answer, end + 4, answer.length);
        var length = Integer.parseInt(headers.getOrDefault("Content-Length", "-1"));
        if (length < 0 || (body.length != length && body.length != 0)) {
            throw Target.finding("a body of " + body.length + " bytes, and not " + length);
        }
        if (body.length > 0) {
            check(headers.getOrDefault("Content-Type", ""), decoded(headers.get("Content-Encoding"), body));
        }
    }

    private static byte[] decoded(@org.jspecify.annotations.Nullable String encoding, byte[] body) throws IOException {
        if (encoding == null) {
            return body;
        }
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return plain.readAllBytes();
        }
    }

    private static void check(String type, byte[] body) throws IOException {
        if (type.startsWith("application/xml")) {
            WellFormed.xml(body);
        } else if (type.startsWith("application/json")) {
            WellFormed.json(body);
        } else if (type.startsWith("application/openmetrics-text")) {
            WellFormed.metrics(body, true);
        } else if (type.contains("version=0.0.4")) {
            WellFormed.metrics(body, false);
        } else if (!type.startsWith("text/plain")) {
            throw Target.finding("a type that nobody reads: " + type);
        }
    }
}
