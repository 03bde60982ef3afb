package org.wulfware.wire;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLInputFactory;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Packing;

/// The document readers of one thread. Thousands of connections share the few that are needed while a document is on
/// its way, and all share what the parser knows of names.
public final class XmlReaders {
    /// More names than these in one document that the catalog does not know are no daemon's.
    static final int MOST_STRANGE_NAMES = 4096;

    /// Readers kept for the next document.
    private static final int MOST_IDLE = 64;

    /// The parser keeps every name that it ever saw. Once strange ones come to so many characters it starts afresh.
    private static final int MOST_STRANGE_CHARACTERS = 1 << 18;

    /// Documents that are held until they are whole, at most.
    private static final int MOST_HELD = 64;

    private final Packing packing = new Packing();
    private final Templates templates = new Templates(packing);
    private final Trace trace = new Trace();
    private final ArrayDeque<byte[]> buffers = new ArrayDeque<>();
    private int held;
    private final ArrayDeque<XmlReader> idle = new ArrayDeque<>();
    private final Set<String> strange = new HashSet<>();
    private int strangeCharacters;
    private int strangeNames;
    private AsyncXMLInputFactory factory = factory();

    public XmlReaders() {}

    Packing packing() {
        return packing;
    }

    Templates templates() {
        return templates;
    }

    Trace trace() {
        return trace;
    }

    /// Room for a document that is on its way; null if so many are that they are better parsed as they come.
    byte @Nullable [] hold(int length) {
        if (length > Templates.LONGEST || held >= MOST_HELD) {
            return null;
        }
        held++;
        var buffer = buffers.poll();
        return buffer == null ? new byte[Templates.LONGEST] : buffer;
    }

    void release(byte[] buffer) {
        held--;
        buffers.push(buffer);
    }

    XmlReader take() {
        var reader = idle.poll();
        return reader == null ? new XmlReader(this) : reader;
    }

    void giveBack(XmlReader reader) {
        if (idle.size() < MOST_IDLE) {
            idle.push(reader);
        }
    }

    AsyncXMLStreamReader<AsyncByteArrayFeeder> parser() {
        if (strangeCharacters > MOST_STRANGE_CHARACTERS) {
            factory = factory();
            strange.clear();
            strangeCharacters = 0;
        }
        return factory.createAsyncForByteArray();
    }

    /// Remembers a name unless it is the catalog's.
    void strange(String name) {
        if (!Markup.ATTRIBUTES.contains(name) && strange.add(name)) {
            strangeNames++;
            strangeCharacters += name.length();
        }
    }

    /// A document was garbled: the name that was wrong with it may have been of so many characters.
    void garbled(int characters) {
        strangeCharacters += characters;
    }

    /// How many characters the parser may have been made to remember.
    int strangeCharacters() {
        return strangeCharacters;
    }

    /// How many strange names were new since this began; wraps.
    int strangeNames() {
        return strangeNames;
    }

    private static AsyncXMLInputFactory factory() {
        var factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }
}
