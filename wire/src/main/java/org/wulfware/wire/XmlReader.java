package org.wulfware.wire;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// Reads one document after the other, each as its bytes arrive: [#begin], [#feed] as often as needed, [#end]. It is
/// re-aimed by [#begin] and belongs to one thread.
///
/// A document is data from a stranger. What the catalog does not know is stepped over, what it misses is absent, a
/// number that is none is absent, and a text is cut where nobody would read on. What is not well-formed, has a document
/// type or an entity, or is nested or named as no node would, is [Packet.Garbled]; nothing that it can hold throws.
public final class XmlReader {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 256;
    private static final int MOST_ATTRIBUTES = 64;
    private static final int LONGEST_TEXT = 8192;
    private static final int LONGEST_NUMBER = 32;

    /// Processes of a large node; each row is some hundred bytes here.
    private static final int MOST_ROWS = 1 << 16;

    /// A table that has come to more is not filled again.
    private static final int MOST_ROWS_SPARE = 256;

    private static final int MOST_TEXTS_SPARE = 1 << 14;

    /// The parser is given so much at once, and something must come of a few such helpings: a name, a tag or a comment
    /// does not go on for ever.
    private static final int HELPING = 4096;

    private static final int LONGEST_TOKEN = 4 * HELPING;

    private final XmlReaders readers;
    private final Markup[] open = new Markup[DEEPEST];
    private final int[] scalarRows = new int[Catalog.sensors().size()];
    private @Nullable AsyncXMLStreamReader<AsyncByteArrayFeeder> parser;
    /// Those of the document that is open.
    private final @Nullable Table<?>[] tables = new Table<?>[scalarRows.length];
    /// Those of documents before it, to be filled again.
    private final @Nullable Table<?>[] spare = new Table<?>[scalarRows.length];
    private boolean init;
    private long age = Field.ABSENT;
    private int depth;
    /// Elements open inside one that the catalog does not know.
    private int ignored;
    /// How many elements are open with the one that is a row, 0 if none is.
    private int rowDepth;
    /// The row of that element, -1 as long as nothing was said about it.
    private int row;
    /// The place of the element that was closed last inside the one that is open.
    private int lastPlace;
    /// What stands in the open element: kept for a field's value, and for an error's words.
    private char[] text = new char[256];
    private int textLength;
    private boolean isErrorOpen;
    private @Nullable String complaint;
    private byte[] encoded = new byte[256];
    private long fed;
    private long lastEventAt;
    private int helpingStart;
    private int namesBefore;
    private Packet.@Nullable Garbled garbled;
    /// What becomes of each value, for a document that others may be measured by.
    private @Nullable Trace trace;

    /// A reader on its own.
    public XmlReader() {
        this(new XmlReaders());
    }

    XmlReader(XmlReaders readers) {
        this.readers = readers;
    }

    /// Reads a whole document that is at hand.
    public Packet read(byte[] document) {
        begin();
        feed(document, 0, document.length);
        return end();
    }

    /// Reads a whole document that is at hand, and remembers it as one that others may be like.
    Packet learn(byte[] document, int from, int to, Trace traced) {
        begin();
        traced.clear();
        trace = traced;
        try {
            feed(document, from, to);
            return end((packet, read) -> {
                if (packet instanceof Packet.Whole && !init && age == Field.ABSENT) {
                    var template = Template.of(document, from, to, traced, read);
                    if (template != null) {
                        readers.templates().add(template);
                    }
                }
            });
        } finally {
            trace = null;
        }
    }

    /// Begins a document; one that had been begun is forgotten.
    public void begin() {
        forget();
        parser = readers.parser();
        Arrays.fill(scalarRows, -1);
        init = false;
        age = Field.ABSENT;
        depth = 0;
        ignored = 0;
        rowDepth = 0;
        lastPlace = -1;
        textLength = 0;
        isErrorOpen = false;
        complaint = null;
        fed = 0;
        lastEventAt = 0;
        namesBefore = readers.strangeNames();
        garbled = null;
    }

    /// Takes the next bytes, all of them: the array is the caller's again. False, and it need not go on, once no document
    /// can come of it.
    public boolean feed(byte[] bytes, int from, int to) {
        for (var at = from; at < to && garbled == null; at += HELPING) {
            var stop = Math.min(to, at + HELPING);
            helpingStart = at;
            try {
                var aim = aimed();
                aim.getInputFeeder().feedInput(bytes, at, stop - at);
                while (garbled == null && step(aim)) {
                    lastEventAt = fed;
                }
            } catch (XMLStreamException e) {
                garbled(firstLine(e.getMessage()), e);
            } catch (RuntimeException e) {
                // The parser has not learnt general entities, and says so unchecked.
                garbled("an entity, or something else that no daemon sends", null);
            }
            fed += stop - at;
            if (garbled == null && fed - lastEventAt > LONGEST_TOKEN) {
                garbled = new Packet.Garbled("one name, tag or comment of more than " + LONGEST_TOKEN + " bytes", fed,
                        true);
            }
        }
        return garbled == null;
    }

    /// Ends the document: what has come of it.
    public Packet end() {
        return end((_, _) -> {});
    }

    private Packet end(BiConsumer<Packet, @Nullable Table<?>[]> last) {
        if (garbled == null) {
            try {
                var aim = aimed();
                aim.getInputFeeder().endOfInput();
                while (garbled == null && step(aim)) {
                    // Whatever was held back until it was known that nothing follows.
                }
                if (garbled == null && aim.getEventType() != XMLStreamConstants.END_DOCUMENT) {
                    garbled = cutShort();
                }
            } catch (XMLStreamException e) {
                garbled = cutShort();
            } catch (RuntimeException e) {
                // As in feed.
                garbled = cutShort();
            }
        }
        if (garbled != null) {
            readers.garbled(LONGEST_TOKEN);
        }
        var words = complaint;
        var result = garbled != null
                ? garbled
                : words != null
                        ? new Packet.Complaint(words)
                        : new Packet.Whole(new Sample(packed(), init, age, (int) Math.min(Integer.MAX_VALUE, fed)));
        last.accept(result, tables);
        forget();
        return result;
    }

    private AsyncXMLStreamReader<AsyncByteArrayFeeder> aimed() {
        if (parser == null) {
            throw new IllegalStateException("no document begun");
        }
        return parser;
    }

    private Packet.Garbled cutShort() {
        return new Packet.Garbled(
                depth == 0 ? "no document" : "cut short inside <" + open[depth - 1].name + ">", fed, true);
    }

    /// Gives back what a document in the middle holds.
    void forget() {
        if (parser != null) {
            try {
                parser.close();
            } catch (XMLStreamException _) {
                // Closing: only buffers are given back.
            }
            parser = null;
        }
        for (var i = 0; i < tables.length; i++) {
            var table = tables[i];
            if (table != null && table.rows() <= MOST_ROWS_SPARE && table.textsLength() <= MOST_TEXTS_SPARE) {
                spare[i] = table;
            }
            tables[i] = null;
        }
    }

    /// What the document came to, in as little room as it needs: thousands of hosts are kept, and few documents are open.
    private @Nullable Table<?>[] packed() {
        var packed = new Table<?>[tables.length];
        for (var i = 0; i < packed.length; i++) {
            var table = tables[i];
            packed[i] = table == null ? null : table.packed(readers.packing());
        }
        return packed;
    }

    /// One event; false when more bytes are needed, or none are to come.
    private boolean step(AsyncXMLStreamReader<AsyncByteArrayFeeder> aim) throws XMLStreamException {
        var event = aim.next();
        switch (event) {
            case AsyncXMLStreamReader.EVENT_INCOMPLETE, XMLStreamConstants.END_DOCUMENT -> {
                return false;
            }
            case XMLStreamConstants.START_ELEMENT -> start(aim);
            case XMLStreamConstants.END_ELEMENT -> endElement();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters(aim);
            case XMLStreamConstants.DTD -> garbled("a document type", null);
            case XMLStreamConstants.ENTITY_REFERENCE -> garbled("an entity", null);
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> strange(null, aim.getPITarget());
            default -> {
                // The declaration, a comment: no daemon's values stand there.
            }
        }
        return true;
    }

    private void start(AsyncXMLStreamReader<AsyncByteArrayFeeder> aim) {
        if (depth + ignored >= DEEPEST) {
            garbled("elements nested too deep", null);
            return;
        }
        var attributes = aim.getAttributeCount();
        if (attributes > MOST_ATTRIBUTES) {
            garbled("an element with more than " + MOST_ATTRIBUTES + " attributes", null);
            return;
        }
        if (aim.getNamespaceCount() > 0) {
            strangeNamespaces(aim);
        }
        var name = aim.getLocalName();
        var element = ignored > 0 ? null : depth == 0 ? root(name) : open[depth - 1].child(name, lastPlace);
        if (element == null) {
            for (var i = 0; i < attributes; i++) {
                strange(aim.getAttributePrefix(i), aim.getAttributeLocalName(i));
                traced(Trace.Taken.FREE);
            }
            strangeElement(name, aim);
            return;
        }
        open[depth++] = element;
        lastPlace = -1;
        textLength = 0;
        if (element.keys.length > 0) {
            rowDepth = depth;
            row = -1;
        }
        if (attributes > 0) {
            attributes(element, aim, attributes);
        }
    }

    /// Takes what the attributes say, each looked at once: a document has more of them than elements with a value.
    private void attributes(Markup element, AsyncXMLStreamReader<AsyncByteArrayFeeder> aim, int count) {
        var seconds = Field.ABSENT;
        var micros = Field.ABSENT;
        var milliseconds = Field.ABSENT;
        var state = "";
        for (var i = 0; i < count; i++) {
            var name = aim.getAttributeLocalName(i);
            if (!aim.getAttributePrefix(i).isEmpty()) {
                strange(aim.getAttributePrefix(i), name);
                traced(Trace.Taken.FIXED);
            } else if (!key(element, name, aim, i)) {
                var taken = Trace.Taken.FIXED;
                switch (name) {
                    case "tv_sec" -> {
                        seconds = number(aim.getAttributeValue(i));
                        taken = element.isSensors ? Trace.Taken.SECONDS : Trace.Taken.FREE;
                    }
                    case "tv_usec" -> {
                        if (trace != null && seconds == Field.ABSENT) {
                            trace.useless();
                        }
                        micros = number(aim.getAttributeValue(i));
                        taken = element.isSensors ? Trace.Taken.MICROSECONDS : Trace.Taken.FREE;
                    }
                    case "age_ms" -> milliseconds = number(aim.getAttributeValue(i));
                    case "state" -> state = aim.getAttributeValue(i);
                    case "init" -> init |= depth == 1 && aim.getAttributeValue(i).equals("1");
                    default -> strange(null, name);
                }
                if (trace != null) {
                    trace.add(taken, Math.max(0, element.sensor), 0, 0, 0);
                }
            }
        }
        if (trace != null && (milliseconds != Field.ABSENT || !state.isEmpty())) {
            trace.useless();
        }
        if (depth == 1) {
            age = milliseconds;
        } else if (element.isSensors) {
            if (seconds >= 0 && seconds < 1L << 40 && micros >= 0 && micros < 1_000_000) {
                table(element).stamp(seconds * 1_000_000 + micros);
            } else if (trace != null && (seconds != Field.ABSENT || micros != Field.ABSENT)) {
                trace.useless();
            }
            if (state.equals("stale")) {
                table(element).stale(Math.max(0, milliseconds));
            } else if (state.equals("failed")) {
                table(element).failed();
            }
        }
    }

    /// Takes the attribute at `at` if it is one that tells repeated elements apart.
    private boolean key(Markup element, String name, AsyncXMLStreamReader<AsyncByteArrayFeeder> aim, int at) {
        for (var key : element.keys) {
            if (key.name.equals(name)) {
                var value = aim.getAttributeValue(at);
                if (rowBegun(element)) {
                    put(element, key, value);
                }
                traced(element, key, row, 0, key.isText ? 0 : number(value));
                return true;
            }
        }
        return false;
    }

    private void put(Markup element, Markup key, String value) {
        if (key.isText) {
            var length = Math.min(value.length(), LONGEST_TEXT);
            roomForText(length);
            value.getChars(0, length, text, 0);
            putText(table(element), row, key.slot, length);
        } else {
            table(element).set(row, key.slot, number(value));
        }
    }

    private @Nullable Markup root(String name) {
        return name.equals(Markup.ROOT.name) ? Markup.ROOT : null;
    }

    private void strangeNamespaces(AsyncXMLStreamReader<AsyncByteArrayFeeder> aim) {
        for (var i = 0; i < aim.getNamespaceCount(); i++) {
            strange(aim.getNamespacePrefix(i), String.valueOf(aim.getNamespaceURI(i)));
        }
    }

    /// Steps into an element that the catalog does not know.
    private void strangeElement(String name, AsyncXMLStreamReader<AsyncByteArrayFeeder> aim) {
        if (name.length() > LONGEST_NAME) {
            garbled("an element with a name of more than " + LONGEST_NAME + " characters", null);
            return;
        }
        if (depth == 0 && ignored == 0) {
            garbled("the root is <" + name + ">, not <xmlsysd>", null);
            return;
        }
        isErrorOpen = isErrorOpen || (ignored == 0 && depth == 1 && name.equals("error"));
        ignored++;
        textLength = ignored == 1 ? 0 : textLength;
        strange(aim.getPrefix(), name);
    }

    /// The parser remembers every name that it has seen: strange ones are counted, so that nobody can make it remember
    /// without end.
    private void strange(@Nullable String prefix, String name) {
        readers.strange(name);
        if (prefix != null && !prefix.isEmpty()) {
            readers.strange(prefix + ':' + name);
        }
        if (readers.strangeNames() - namesBefore > XmlReaders.MOST_STRANGE_NAMES) {
            garbled("more unknown names than any daemon would send", null);
        }
    }

    private long number(String value) {
        if (value.length() > LONGEST_NUMBER) {
            return Field.ABSENT;
        }
        value.getChars(0, value.length(), text, 0);
        return number(text, value.length(), 0);
    }

    private void characters(AsyncXMLStreamReader<AsyncByteArrayFeeder> aim) {
        var isWanted = ignored == 0 ? depth > 0 && open[depth - 1].slot >= 0 : ignored == 1 && isErrorOpen;
        if (!isWanted && ignored == 0) {
            return;
        }
        // Asking for the length makes the parser take the text as far as it is there. Where text is stepped over without
        // that, a long one would look like a tag that does not end.
        var length = aim.getTextLength();
        if (isWanted) {
            var fits = Math.min(length, LONGEST_TEXT - textLength);
            roomForText(textLength + fits);
            System.arraycopy(aim.getTextCharacters(), aim.getTextStart(), text, textLength, fits);
            textLength += fits;
        }
    }

    private void roomForText(int length) {
        if (length > text.length) {
            text = Arrays.copyOf(text, Math.max(length, text.length * 2));
        }
    }

    private void endElement() {
        if (ignored > 0) {
            traced(Trace.Taken.FREE);
            ignored--;
            if (ignored == 0 && isErrorOpen) {
                isErrorOpen = false;
                if (complaint == null) {
                    complaint = new String(text, 0, textLength).strip();
                }
            }
            return;
        }
        var element = open[--depth];
        lastPlace = element.place;
        if (element.slot < 0) {
            traced(Trace.Taken.FREE);
        } else if (textLength > 0) {
            value(element);
        } else {
            traced(Trace.Taken.FIXED);
        }
        textLength = 0;
        if (depth < rowDepth) {
            rowDepth = 0;
        }
    }

    private void value(Markup element) {
        var number = element.isText ? 0 : number(text, textLength, element.decimals);
        if (number < 0 && !element.mayBeNegative) {
            number = Field.ABSENT; // whoever says that is wrong
        }
        if (number == Field.ABSENT || !(rowDepth > 0 ? rowBegun(element) : scalarRow(element))) {
            traced(element, element, -1, 0, Field.ABSENT);
            return;
        }
        traced(element, element, rowDepth > 0 ? row : scalarRows[element.sensor], element.decimals, number);
        var at = rowDepth > 0 ? row : scalarRows[element.sensor];
        if (element.isText) {
            putText(table(element), at, element.slot, textLength);
        } else {
            table(element).set(at, element.slot, number);
        }
    }

    private void traced(Trace.Taken taken) {
        if (trace != null) {
            trace.add(taken);
        }
    }

    private void traced(Markup element, Markup holder, int at, int decimals, long number) {
        if (trace == null) {
            return;
        }
        if (number == Field.ABSENT || at < 0) {
            // Another one there may be a number, and begin a row.
            trace.useless();
        }
        trace.add(holder.isText ? Trace.Taken.TEXT : Trace.Taken.NUMBER, element.sensor, at, holder.slot, decimals);
    }

    /// Begins the row of the open repeated element if that is still to be done; false if there are too many.
    private boolean rowBegun(Markup element) {
        if (row < 0) {
            row = newRow(element);
        }
        return row >= 0;
    }

    /// The same for the one row of what stands once.
    private boolean scalarRow(Markup element) {
        if (scalarRows[element.sensor] < 0) {
            scalarRows[element.sensor] = newRow(element);
        }
        return scalarRows[element.sensor] >= 0;
    }

    private int newRow(Markup element) {
        var table = table(element);
        if (table.rows() >= MOST_ROWS) {
            return -1;
        }
        table.row();
        return table.rows() - 1;
    }

    private Table<?> table(Markup element) {
        var table = tables[element.sensor];
        if (table == null) {
            var again = spare[element.sensor];
            spare[element.sensor] = null;
            table = again == null ? new Table<>(element.of()) : again.clear();
            tables[element.sensor] = table;
        }
        return table;
    }

    /// Puts the first `length` characters at hand into a cell.
    private void putText(Table<?> table, int at, int slot, int length) {
        if (encoded.length < length) {
            encoded = new byte[text.length];
        }
        for (var i = 0; i < length; i++) {
            if (text[i] >= 0x80) {
                var bytes = new String(text, 0, length).getBytes(StandardCharsets.UTF_8);
                table.text(at, slot, bytes, 0, bytes.length);
                return;
            }
            encoded[i] = (byte) text[i];
        }
        table.text(at, slot, encoded, 0, length);
    }

    /// `[blanks][-]digits[.digits][blanks]`, times ten to the power `decimals`; digits beyond are cut off. ABSENT if it
    /// is anything else or needs more than 63 bits.
    static long number(char[] digits, int length, int decimals) {
        var at = 0;
        var end = length;
        while (at < end && digits[at] <= ' ') {
            at++;
        }
        while (end > at && digits[end - 1] <= ' ') {
            end--;
        }
        var negative = at < end && digits[at] == '-';
        at += negative ? 1 : 0;
        var value = 0L;
        var shift = -1;
        var seen = 0;
        for (; at < end; at++) {
            var digit = digits[at] - '0';
            if (digit >= 0 && digit <= 9) {
                seen++;
                if (shift == decimals) {
                    continue;
                }
                if (value > (Long.MAX_VALUE - digit) / 10) {
                    return Field.ABSENT;
                }
                value = value * 10 + digit;
                shift += shift >= 0 ? 1 : 0;
            } else if (digits[at] == '.' && shift < 0 && seen > 0) {
                shift = 0;
            } else {
                return Field.ABSENT;
            }
        }
        for (var i = Math.max(0, shift); i < decimals; i++) {
            if (value > Long.MAX_VALUE / 10) {
                return Field.ABSENT;
            }
            value *= 10;
        }
        return seen == 0 ? Field.ABSENT : negative ? -value : value;
    }

    private void garbled(String reason, @Nullable XMLStreamException thrown) {
        var location = thrown != null && thrown.getLocation() != null
                ? thrown.getLocation()
                : aimed().getLocationInfo().getCurrentLocation();
        // The parser counts from the start of the array that it was given.
        var at = location.getCharacterOffset() - (long) helpingStart;
        garbled = new Packet.Garbled(reason, Math.max(0, Math.min(at, fed + HELPING)), true);
    }

    /// A parser's message without the place (it knows only its own) and without what could disturb a screen.
    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "not well-formed";
        }
        var line = new StringBuilder();
        for (var i = 0; i < message.length() && i < 160 && message.charAt(i) != '\n'; i++) {
            var c = message.charAt(i);
            line.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return line.toString();
    }
}
