package org.wulfware.fuzz;

import module java.base;
import module java.xml;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Whether documents are what others can read: asked of others' readers where there is one. For one thread.
final class WellFormed {
    private static final JsonFactory JSON = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final DefaultHandler IGNORING = new DefaultHandler();

    private static @Nullable SAXParser xml;

    private WellFormed() {}

    /// @throws AssertionError if the bytes are no XML in ASCII
    static void xml(byte[] document) throws IOException {
        for (var octet : document) {
            if (octet < 0) {
                throw Target.finding("a byte beyond ASCII in " + shown(document));
            }
        }
        try {
            parser().parse(new InputSource(new ByteArrayInputStream(document)), IGNORING);
        } catch (SAXException | ParserConfigurationException e) {
            throw new AssertionError(shown(document), e);
        }
    }

    private static SAXParser parser() throws SAXException, ParserConfigurationException {
        var known = xml;
        if (known == null) {
            known = SAXParserFactory.newDefaultInstance().newSAXParser();
            xml = known;
        } else {
            known.reset();
        }
        return known;
    }

    /// @throws AssertionError if the bytes are not one value of JSON, or a name stands twice in an object
    static void json(byte[] document) throws IOException {
        try (var parser = JSON.createParser(document)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw Target.finding("something behind the value in " + shown(document));
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(shown(document), e);
        }
    }

    /// @param isOpen whether it is OpenMetrics, and not the older text of Prometheus
    static void metrics(byte[] document, boolean isOpen) {
        var text = new String(document, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), document)) {
            throw Target.finding("no UTF-8: " + shown(document));
        }
        new MetricsText(text, isOpen).check();
    }

    static String shown(byte[] document) {
        return Target.text(Arrays.copyOf(document, Math.min(document.length, 4000)));
    }
}
