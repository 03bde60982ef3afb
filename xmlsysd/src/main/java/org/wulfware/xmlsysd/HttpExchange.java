package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sink;

/// One client's requests over HTTP, line by line: it collects a head and answers when that has ended. A head that is not as
/// RFC 9112 has it gets 400 and the end of the connection: what stands between it and the client may read it in another way.
/// It reads no bodies, answers GET and HEAD alone, sends no header that lets another site's page read it, and refuses a `Host` that is no name of
/// this node: a page whose name was made to mean this address gets nothing.
final class HttpExchange {
    private static final int MOST_HEADERS = 100;

    /// Below this a body is not worth compressing.
    private static final int LEAST_COMPRESSED = 512;

    private static final byte[] GZIP = ascii("Content-Encoding: gzip\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP = ascii("Connection: keep-alive\r\n");

    private final HttpPages pages;
    private final OwnNames names;
    private final Compressor compressor;
    private String method = "";
    private String target = "";
    private boolean isOld;
    private int headers;
    private @Nullable String host;
    private String accept = "";
    private boolean takesGzip;
    private boolean wantsClose;
    private boolean wantsKeep;
    private boolean hasBody;
    private boolean isInHead;
    private boolean isOver;

    HttpExchange(HttpPages pages, OwnNames names, Compressor compressor) {
        this.pages = pages;
        this.names = names;
        this.compressor = compressor;
    }

    /// Whether a client's first line asks in HTTP, of whatever version and however strictly.
    static boolean isRequest(String[] words) {
        return words.length >= 3 && words[words.length - 1].startsWith("HTTP/");
    }

    /// Whether the beginning of a line, `line[start, end)`, is that of a request: a method, a blank, `/` or a URL.
    static boolean looksLikeRequest(byte[] line, int start, int end) {
        var at = start;
        while (at < end && line[at] >= 'A' && line[at] <= 'Z') {
            at++;
        }
        return at > start && at + 1 < end && line[at] == ' ' && (line[at + 1] == '/' || line[at + 1] == 'h');
    }

    /// Whether nothing more is to be answered.
    boolean isOver() {
        return isOver;
    }

    /// Whether a request's head has begun and not ended.
    boolean isMidHead() {
        return isInHead;
    }

    /// Takes in one line as it came, without its LF or CR LF; an empty one too.
    ///
    /// @param answer filled, head and body, if the line ends a request
    void line(byte[] line, int start, int end, Sink answer) {
        if (!isInHead) {
            // An empty line before a request is left over from the one before: RFC 9112, 2.2.
            if (end > start) {
                begin(text(line, start, end), answer);
            }
        } else if (end == start) {
            isInHead = false;
            respond(answer);
        } else if (++headers > MOST_HEADERS) {
            refuse(431, "more than " + MOST_HEADERS + " headers", answer);
        } else {
            header(text(line, start, end), answer);
        }
    }

    private static String text(byte[] line, int start, int end) {
        return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /// About how many nanoseconds it takes to carry the next line out.
    ///
    /// @param isEmpty whether that ends a head
    /// @param isRepeated whether a page would come from the last sample
    long cost(boolean isEmpty, boolean isRepeated) {
        return Conversation.LINE_COST + (isEmpty && isInHead ? pages.cost(target, accept, isRepeated) : 0);
    }

    /// Does a part of what the next line takes, if that can be done in parts.
    ///
    /// @param isEmpty whether the line is
    boolean prepare(boolean isEmpty, long nanos) {
        return !isEmpty || !isInHead || pages.prepare(target, nanos);
    }

    /// `GET /metrics HTTP/1.1`, with one blank in each place.
    private void begin(String line, Sink answer) {
        isInHead = true;
        headers = 0;
        host = null;
        accept = "";
        takesGzip = false;
        wantsClose = false;
        wantsKeep = false;
        hasBody = false;
        method = "";
        var one = line.indexOf(' ');
        var two = line.lastIndexOf(' ');
        if (one <= 0 || one + 1 >= two || line.indexOf(' ', one + 1) != two || hasControls(line, false)
                || !isToken(line.substring(0, one))) {
            refuse(400, "not a request line of HTTP/1.1: \"" + line + "\"", answer);
            return;
        }
        method = line.substring(0, one);
        target = line.substring(one + 1, two);
        var version = line.substring(two + 1);
        if (!isVersion(version) || version.charAt(5) != '1') {
            refuse(isVersion(version) ? 505 : 400, "\"" + version + "\" is not HTTP/1.1", answer);
            return;
        }
        isOld = version.equals("HTTP/1.0");
    }

    /// `HTTP/2.0`
    private static boolean isVersion(String word) {
        return word.length() == 8 && word.startsWith("HTTP/") && word.charAt(6) == '.' && isDigit(word.charAt(5))
                && isDigit(word.charAt(7));
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private void header(String line, Sink answer) {
        var colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line.substring(0, colon))) {
            refuse(400, "not a header: \"" + line + "\"", answer);
            return;
        }
        if (hasControls(line, true)) {
            refuse(400, "control characters in a header: \"" + line.substring(0, colon) + "\"", answer);
            return;
        }
        var value = line.substring(colon + 1).strip();
        switch (lowerCase(line.substring(0, colon))) {
            case "host" -> {
                if (host != null) {
                    refuse(400, "more than one Host", answer);
                }
                host = value;
            }
            case "accept" -> accept = accept + "," + lowerCase(value);
            case "accept-encoding" -> takesGzip |= takesGzip(lowerCase(value));
            case "connection" -> {
                wantsClose |= lowerCase(value).contains("close");
                wantsKeep |= lowerCase(value).contains("keep-alive");
            }
            case "content-length" -> hasBody |= !value.equals("0");
            case "transfer-encoding" -> hasBody = true;
            default -> {}
        }
    }

    /// A token of RFC 9110: letters, digits and some signs. A line that is folded, or has a blank before its colon, has none.
    private static boolean isToken(String text) {
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            var isAlphanumeric = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                    || isDigit(letter);
            if (!isAlphanumeric && "!#$%&'*+-.^_`|~".indexOf(letter) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// Whether there is a control character: a CR without LF and a NUL are such.
    private static boolean hasControls(String text, boolean mayHaveTabs) {
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if ((letter < ' ' && !(mayHaveTabs && letter == '\t')) || letter == 0x7f) {
                return true;
            }
        }
        return false;
    }

    private static boolean takesGzip(String accepted) {
        for (var one : accepted.split(",")) {
            var coding = one.strip();
            if (coding.equals("gzip") || (coding.startsWith("gzip;") && !isNever(coding))) {
                return true;
            }
        }
        return false;
    }

    /// `gzip;q=0`
    private static boolean isNever(String coding) {
        var weight = coding.substring(coding.indexOf(';') + 1).strip();
        for (var i = 2; i < weight.length(); i++) {
            if (weight.charAt(i) != '0' && weight.charAt(i) != '.') {
                return false;
            }
        }
        return weight.startsWith("q=");
    }

    private void respond(Sink answer) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            refuse(405, method + " is not answered here, only GET and HEAD", answer);
            return;
        }
        if (hasBody) {
            refuse(400, "a request with a body", answer);
            return;
        }
        var path = path(answer);
        if (path.isEmpty()) {
            return;
        }
        isOver = wantsClose || (isOld && !wantsKeep);
        write(pages.page(path, accept), answer);
    }

    /// The target without what names this node, once that has been checked; empty if the request was refused. A URL as the
    /// target outranks the Host: RFC 9112, 3.2.2.
    private String path(Sink answer) {
        var named = host;
        if (named == null && !isOld) {
            refuse(400, "a request without a Host", answer);
            return "";
        }
        var path = target;
        if (!target.startsWith("/")) {
            var scheme = lowerCase(target).startsWith("http://") ? 7 : lowerCase(target).startsWith("https://") ? 8 : 0;
            if (scheme == 0) {
                refuse(400, "neither a path nor a URL of HTTP: \"" + target + "\"", answer);
                return "";
            }
            var end = scheme;
            while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
                end++;
            }
            named = target.substring(scheme, end);
            path = (end < target.length() && target.charAt(end) == '/' ? "" : "/") + target.substring(end);
        }
        if (named != null && !names.has(named)) {
            refuse(
                    403,
                    "Host \"" + named
                            + "\" is not a name of this node: ask by its address, or add the name to hosts in xmlsysd.conf",
                    answer);
            return "";
        }
        return path;
    }

    private void refuse(int status, String why, Sink answer) {
        isOver = true;
        isInHead = false;
        write(pages.error(status, shortened(why)), answer);
    }

    /// A line of the head was longer than lines may be.
    void tooLong(Sink answer) {
        refuse(isInHead ? 431 : 414, "a line longer than " + Conversation.LONGEST_LINE + " bytes", answer);
    }

    private void write(HttpPages.Page page, Sink answer) {
        var body = page.body();
        var isCompressed = takesGzip && body.length() >= LEAST_COMPRESSED && !pages.isTight();
        var pieces = isCompressed && body.isCut() ? pages.gzip(page) : null;
        if (isCompressed && pieces == null) {
            compressor.gzip(body);
        }
        answer.clear()
                .drain()
                .raw(ascii("HTTP/1.1 " + page.status() + " " + reason(page.status()) + "\r\nDate: "
                        + HttpDate.of(pages.micros() / 1_000_000)
                        + "\r\nContent-Type: " + page.type()
                        + "\r\nContent-Length: " + (pieces == null ? body.length() : pieces.length())
                        + "\r\nCache-Control: no-store\r\nVary: Accept, Accept-Encoding\r\nX-Content-Type-Options: nosniff\r\n"));
        if (page.status() == 405) {
            answer.raw(ascii("Allow: GET, HEAD\r\n"));
        }
        if (isCompressed) {
            answer.raw(GZIP);
        }
        if (isOver) {
            answer.raw(CLOSE);
        } else if (isOld) {
            answer.raw(KEEP);
        }
        answer.raw(ascii("\r\n"));
        if (method.equals("HEAD")) {
            return;
        }
        if (pieces == null) {
            pages.write(page, answer);
        } else {
            pieces.to(answer);
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 414 -> "URI Too Long";
            case 505 -> "HTTP Version Not Supported";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }

    /// A message that a terminal may show, whatever a client sent.
    private static String shortened(String message) {
        var shown = message.length() > 200 ? message.substring(0, 200) + "..." : message;
        var clean = new StringBuilder(shown.length());
        for (var i = 0; i < shown.length(); i++) {
            var letter = shown.charAt(i);
            clean.append(letter < ' ' || (letter >= 0x7f && letter < 0xa0) ? '?' : letter);
        }
        return clean.toString();
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

}
