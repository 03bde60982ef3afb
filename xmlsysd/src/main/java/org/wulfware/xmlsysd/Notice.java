package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import org.wulfware.wire.Sink;

/// Writes a document that is no sample: an error, the list of what there is. In XML or in JSON, from the same calls, which
/// nest as the elements do. Values are text that an answer's writer has made and are escaped all the same.
final class Notice {
    private static final byte[] INDENT = ascii("  ");

    private final Sink out;
    private final boolean isJson;
    private final boolean isPretty;
    private int depth;
    private boolean isFirst = true;

    /// Begins a document in `out`, which is cleared.
    Notice(Sink out, boolean isJson, boolean isPretty) {
        this.out = out.clear();
        this.isJson = isJson;
        this.isPretty = isPretty;
        if (isJson) {
            out.octet((byte) '{');
            depth = 1;
            open("xmlsysd");
        } else {
            out.raw(ascii("<?xml version=\"1.0\"?>"));
            open("xmlsysd");
        }
    }

    /// Opens an element that stands alone in its parent.
    Notice open(String name) {
        if (isJson) {
            member(name).octet((byte) '{');
            isFirst = true;
        } else {
            newLine();
            tag("<", name, ">");
        }
        depth++;
        return this;
    }

    /// Begins a run of elements of this name.
    Notice list(String name) {
        if (isJson) {
            member(name).octet((byte) '[');
            isFirst = true;
            depth++;
        }
        return this;
    }

    /// Opens an element of a run, told apart by an attribute.
    Notice item(String name, String key, String value) {
        if (isJson) {
            next();
            out.octet((byte) '{');
            isFirst = true;
            depth++;
            return leaf(key, value);
        }
        newLine();
        tag("<", name, " ");
        attribute(key, value);
        out.raw(ascii(">"));
        depth++;
        return this;
    }

    /// An element of a run that holds nothing but text.
    Notice item(String name, String key, String value, String text) {
        if (isJson) {
            return item(name, key, value).leaf("value", text).close(name);
        }
        newLine();
        tag("<", name, " ");
        attribute(key, value);
        out.raw(ascii(">")).escaped(text);
        tag("</", name, ">");
        return this;
    }

    /// An element that holds text.
    Notice leaf(String name, String text) {
        if (isJson) {
            member(name).quoted(text);
        } else {
            newLine();
            tag("<", name, ">");
            out.escaped(text);
            tag("</", name, ">");
        }
        return this;
    }

    /// An error, with the number of the line that was wrong.
    Notice error(long line, String text) {
        if (isJson) {
            open("error");
            member("line").number(line);
            return leaf("value", text).close("error");
        }
        return item("error", "line", Long.toString(line), text);
    }

    /// Closes what was opened last.
    Notice close(String name) {
        depth--;
        newLine();
        if (isJson) {
            out.octet((byte) '}');
            isFirst = false;
        } else {
            tag("</", name, ">");
        }
        return this;
    }

    /// Ends a run.
    Notice endList() {
        if (isJson) {
            depth--;
            newLine();
            out.octet((byte) ']');
            isFirst = false;
        }
        return this;
    }

    /// Ends the document.
    Sink end() {
        close("xmlsysd");
        if (isJson) {
            depth--;
            newLine();
            out.octet((byte) '}');
        }
        return out.octet((byte) '\n');
    }

    private Sink member(String name) {
        next();
        return out.quoted(name).raw(ascii(isPretty ? ": " : ":"));
    }

    private void next() {
        if (!isFirst) {
            out.octet((byte) ',');
        }
        isFirst = false;
        newLine();
    }

    private void attribute(String key, String value) {
        out.raw(ascii(key)).raw(ascii("=\"")).escaped(value).raw(ascii("\""));
    }

    private void tag(String before, String name, String behind) {
        out.raw(ascii(before)).raw(ascii(name)).raw(ascii(behind));
    }

    private void newLine() {
        if (isPretty) {
            out.octet((byte) '\n');
            for (var i = 0; i < depth; i++) {
                out.raw(INDENT);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
