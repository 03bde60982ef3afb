package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sink;

/// One client's requests over HTTP, line by line: it collects a head and answers when that has ended. It reads no bodies,
/// answers GET and HEAD alone, sends no header that lets another site's page read it, and refuses a `Host` that is no name of
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

    /// Whether a client's first line asks in HTTP.
    static boolean isRequest(String[] words) {
        return words.length == 3 && (words[2].equals("HTTP/1.1") || words[2].equals("HTTP/1.0"));
    }

    /// Whether nothing more is to be answered.
    boolean isOver() {
        return isOver;
    }

    /// Whether a request's head has begun and not ended.
    boolean isMidHead() {
        return isInHead;
    }

    /// Takes in one line, an empty one too.
    ///
    /// @param answer filled, head and body, if the line ends a request
    void line(byte[] line, int start, int end, Sink answer) {
        if (!isInHead) {
            if (end > start) {
                begin(Conversation.words(line, start, end), answer);
            }
        } else if (end == start) {
            isInHead = false;
            respond(answer);
        } else if (++headers > MOST_HEADERS) {
            refuse(431, "more than " + MOST_HEADERS + " headers", answer);
        } else {
            header(line, start, end, answer);
        }
    }

    private void begin(String[] words, Sink answer) {
        isInHead = true;
        headers = 0;
        host = null;
        accept = "";
        takesGzip = false;
        wantsClose = false;
        wantsKeep = false;
        hasBody = false;
        if (!isRequest(words)) {
            refuse(400, "no request of HTTP/1.1: " + String.join(" ", words), answer);
            return;
        }
        method = words[0];
        target = words[1];
        isOld = words[2].equals("HTTP/1.0");
    }

    private void header(byte[] line, int start, int end, Sink answer) {
        var text = new String(line, start, end - start, StandardCharsets.ISO_8859_1);
        var colon = text.indexOf(':');
        if (colon <= 0 || text.charAt(colon - 1) == ' ' || text.charAt(colon - 1) == '\t') {
            refuse(400, "no header: " + text, answer);
            return;
        }
        var value = text.substring(colon + 1).strip();
        switch (lowerCase(text.substring(0, colon))) {
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
        if (host == null ? !isOld : !names.has(host)) {
            refuse(
                    host == null ? 400 : 403,
                    host == null ? "a request without a Host"
                            : "Host \"" + host
                                    + "\" is no name of this node: ask by its address, or name it in hosts of "
                                    + "xmlsysd.conf",
                    answer);
            return;
        }
        isOver = wantsClose || (isOld && !wantsKeep);
        write(pages.page(target, accept), answer);
    }

    private void refuse(int status, String why, Sink answer) {
        isOver = true;
        isInHead = false;
        write(pages.error(status, shortened(why)), answer);
    }

    /// A head line was longer than lines may be.
    void tooLong(Sink answer) {
        refuse(431, "a line longer than " + Conversation.LONGEST_LINE + " bytes", answer);
    }

    private void write(HttpPages.Page page, Sink answer) {
        var body = page.body();
        var isCompressed = takesGzip && body.length() >= LEAST_COMPRESSED && !pages.isTight();
        if (isCompressed) {
            compressor.gzip(body);
        }
        answer.clear()
                .raw(ascii("HTTP/1.1 " + page.status() + " " + reason(page.status()) + "\r\nDate: "
                        + HttpDate.of(pages.micros() / 1_000_000)
                        + "\r\nContent-Type: " + page.type()
                        + "\r\nContent-Length: " + body.length()
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
        if (!method.equals("HEAD")) {
            answer.raw(body);
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Request Header Fields Too Large";
            default -> "Error";
        };
    }

    private static String shortened(String message) {
        return message.length() > 200 ? message.substring(0, 200) + "..." : message;
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

}
