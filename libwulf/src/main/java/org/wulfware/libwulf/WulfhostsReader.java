package org.wulfware.libwulf;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads one `wulfhosts` document and finds all that is wrong with it, not only the first.
final class WulfhostsReader {
    private static final Set<String> ROOTS = Set.of("wulfstat", "wulfhosts");
    private static final int MOST_PROBLEMS = 20;

    private final InputStream in;
    private final String name;
    private final List<String> problems = new ArrayList<>();
    private boolean root;
    private final List<String> users = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();
    private final List<Wulfhosts.Entry> entries = new ArrayList<>();
    private long hosts;

    WulfhostsReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /// A text and the place at which its element begins.
    private record Value(String text, String place) {}

    Wulfhosts read() throws IOException, SyntaxException {
        var factory = new InputFactoryImpl();
        factory.configureForLowMemUsage();
        factory.setProperty("javax.xml.stream.isCoalescing", true);
        XMLStreamReader xml = null;
        try {
            xml = factory.createXMLStreamReader(in);
            document(xml);
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException failure) {
                throw failure;
            }
            var at = e.getLocation();
            problems.add(name + ":" + (at == null ? "" : at.getLineNumber() + ":" + at.getColumnNumber() + ":")
                    + " not XML: "
                    + firstLine(e.getMessage()));
        } catch (RuntimeException e) { // the parser's own way to refuse what it does not support
            problems.add((xml == null ? name : place(xml)) + ": not XML: " + firstLine(e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new SyntaxException(problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
        }
        return new Wulfhosts(root, users, tasks, entries);
    }

    private void document(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> problem(xml, "a document type has no place here");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (!ROOTS.contains(xml.getLocalName())) {
                        problem(xml, "<wulfstat> is expected, not " + element(xml));
                        return;
                    }
                    noAttributes(xml);
                    children(xml);
                }
                default -> {} // comments, and blanks around the root
            }
        }
    }

    private void children(XMLStreamReader xml) throws XMLStreamException {
        while (next(xml, "<root/>, <user>, <task>, <host>, <hostrange> or <iprange>")) {
            noAttributes(xml);
            switch (xml.getLocalName()) {
                case "root" -> {
                    text(xml).filter(value -> !value.text().isEmpty())
                            .ifPresent(value -> problems
                                    .add(value.place() + ": <root/> is empty, not "
                                            + SyntaxException.quoted(value.text())));
                    root = true;
                }
                case "user" -> word(xml, users);
                case "task" -> word(xml, tasks);
                case "host" -> host(place(xml), values(xml, "name", "ip", "port"));
                case "hostrange" -> hostRange(place(xml), values(xml, "hostfmt", "imin", "imax", "port"));
                case "iprange" -> addressRange(place(xml), values(xml, "ipmin", "ipmax", "port"));
                default -> {
                    problem(
                            xml,
                            "<root/>, <user>, <task>, <host>, <hostrange> or <iprange> is expected, not "
                                    + element(xml));
                    skip(xml);
                }
            }
        }
    }

    /// Steps to the next element inside the one begun; false at its end. What else stands there is a problem.
    private boolean next(XMLStreamReader xml, String expected) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!xml.getText().isBlank()) {
                        problem(xml, expected + " is expected, not " + SyntaxException.quoted(xml.getText().strip()));
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    problem(xml, "&" + xml.getLocalName() + "; is not known here");
                default -> {} // comments
            }
        }
        return false;
    }

    /// The text inside the element begun, without blanks around it; empty, and a problem, if there is more than text.
    private Optional<Value> text(XMLStreamReader xml) throws XMLStreamException {
        var place = place(xml);
        var element = element(xml);
        var text = new StringBuilder();
        var plain = true;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return plain ? Optional.of(new Value(text.toString().strip(), place)) : Optional.empty();
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    problem(xml, "text is expected in " + element + ", not " + element(xml));
                    skip(xml);
                    plain = false;
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> {
                    problem(xml, "&" + xml.getLocalName() + "; is not known here");
                    plain = false;
                }
                default -> {} // comments
            }
        }
        return Optional.empty();
    }

    private void word(XMLStreamReader xml, List<String> into) throws XMLStreamException {
        var element = element(xml);
        text(xml).ifPresent(value -> {
            var words = value.text();
            if (words.isEmpty() || words.chars().anyMatch(c -> c <= ' ' || c > '~') || words.length() > 64) {
                problems.add(value.place() + ": " + element + " wants a name without blanks, not "
                        + SyntaxException.quoted(words));
            } else {
                into.add(words);
            }
        });
    }

    private Map<String, Value> values(XMLStreamReader xml, String... known) throws XMLStreamException {
        var element = element(xml);
        var names = List.of(known);
        var expected = "<" + String.join(">, <", names.subList(0, names.size() - 1)) + "> or <" + names.getLast() + ">";
        var values = new LinkedHashMap<String, Value>();
        while (next(xml, expected)) {
            noAttributes(xml);
            var child = xml.getLocalName();
            if (!names.contains(child)) {
                problem(xml, expected + " is expected in " + element + ", not " + element(xml));
                skip(xml);
                continue;
            }
            text(xml).ifPresent(value -> {
                if (values.put(child, value) != null) {
                    problems.add(value.place() + ": <" + child + "> stands in " + element + " a second time");
                }
            });
        }
        return values;
    }

    private void host(String place, Map<String, Value> values) {
        var problemsBefore = problems.size();
        var named = hostName(values.get("name"), "name");
        var ip = hostName(values.get("ip"), "ip");
        var port = port(values.get("port"));
        if (problems.size() == problemsBefore && named.isEmpty() && ip.isEmpty()) {
            problems.add(place + ": <host> wants a <name> or an <ip>");
        }
        if (problems.size() == problemsBefore) {
            add(place, new Wulfhosts.One(named, ip, port));
        }
    }

    private void hostRange(String place, Map<String, Value> values) {
        var problemsBefore = problems.size();
        var format = required(place, "hostrange", "hostfmt", values);
        var pattern = format == null ? Optional.<HostPattern>empty() : HostPattern.of(format.text());
        if (format != null && pattern.isEmpty()) {
            problems.add(format.place() + ": <hostfmt> wants a name with one number in it, such as node%03d, not "
                    + SyntaxException.quoted(format.text()));
        }
        var imin = number(required(place, "hostrange", "imin", values), "imin", 0, Integer.MAX_VALUE);
        var imax = number(required(place, "hostrange", "imax", values), "imax", 0, Integer.MAX_VALUE);
        var port = port(values.get("port"));
        if (problems.size() == problemsBefore && imin > imax) {
            problems.add(place + ": <imin> " + imin + " is greater than <imax> " + imax);
        }
        if (problems.size() == problemsBefore) {
            add(place, new Wulfhosts.NameRange(pattern.orElseThrow(), imin, imax, port));
        }
    }

    private void addressRange(String place, Map<String, Value> values) {
        var problemsBefore = problems.size();
        var ipmin = address(required(place, "iprange", "ipmin", values), "ipmin");
        var ipmax = address(required(place, "iprange", "ipmax", values), "ipmax");
        var port = port(values.get("port"));
        if (problems.size() == problemsBefore && Integer.compareUnsigned(ipmin, ipmax) > 0) {
            problems.add(place + ": <ipmin> " + Wulfhosts.AddressRange.dotted(ipmin) + " is greater than <ipmax> "
                    + Wulfhosts.AddressRange.dotted(ipmax));
        }
        if (problems.size() == problemsBefore) {
            add(place, new Wulfhosts.AddressRange(ipmin, ipmax, port));
        }
    }

    private void add(String place, Wulfhosts.Entry entry) {
        if (entry.count() > HostNames.MOST) {
            problems.add(place + ": this range names " + entry.count() + " hosts; a million is the most");
            return;
        }
        var before = hosts;
        hosts += entry.count();
        if (hosts > HostNames.MOST && before <= HostNames.MOST) {
            problems.add(place + ": from here on the file names more than a million hosts");
        }
        entries.add(entry);
    }

    private @Nullable Value required(String place, String element, String child, Map<String, Value> values) {
        var value = values.get(child);
        if (value == null) {
            problems.add(place + ": <" + element + "> wants <" + child + ">");
        }
        return value;
    }

    private Optional<String> hostName(@Nullable Value value, String element) {
        if (value == null) {
            return Optional.empty();
        }
        var text = value.text();
        // Colons and the zone behind a % are those of an IPv6 address.
        if (text.isEmpty() || text.length() > 253
                || !text.chars().allMatch(c -> HostNames.isNameCharacter((char) c) || c == ':' || c == '%')) {
            problems.add(value.place() + ": <" + element + "> wants a host's name or address, not "
                    + SyntaxException.quoted(text));
        }
        return Optional.of(text);
    }

    private int port(@Nullable Value value) {
        return value == null ? Host.DEFAULT_PORT : number(value, "port", 1, 65_535);
    }

    private int number(@Nullable Value value, String element, int least, int greatest) {
        if (value == null) {
            return least;
        }
        if (value.text().matches("[0-9]{1,10}")) {
            var number = Long.parseLong(value.text());
            if (number >= least && number <= greatest) {
                return (int) number;
            }
        }
        problems.add(value.place() + ": <" + element + "> wants a number from " + least + " to " + greatest + ", not "
                + SyntaxException.quoted(value.text()));
        return least;
    }

    private int address(@Nullable Value value, String element) {
        if (value == null) {
            return 0;
        }
        var parts = value.text().split("\\.", -1);
        var address = 0;
        var good = parts.length == 4;
        for (var i = 0; good && i < 4; i++) {
            good = parts[i].matches("[0-9]{1,3}") && Integer.parseInt(parts[i]) <= 255;
            address = good ? (address << 8) | Integer.parseInt(parts[i]) : 0;
        }
        if (!good) {
            problems.add(value.place() + ": <" + element + "> wants an IPv4 address such as 192.168.1.1, not "
                    + SyntaxException.quoted(value.text()));
        }
        return address;
    }

    private void noAttributes(XMLStreamReader xml) {
        if (xml.getAttributeCount() > 0) {
            problem(
                    xml,
                    "no attribute is expected in " + element(xml) + ", and "
                            + SyntaxException.quoted(xml.getAttributeLocalName(0)) + " is one");
        }
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (var depth = 1; depth > 0 && xml.hasNext();) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {} // inside what is passed over
            }
        }
    }

    private void problem(XMLStreamReader xml, String what) {
        problems.add(place(xml) + ": " + what);
    }

    private String place(XMLStreamReader xml) {
        var at = xml.getLocation();
        return name + ":" + at.getLineNumber() + ":" + at.getColumnNumber();
    }

    private static String element(XMLStreamReader xml) {
        var quoted = SyntaxException.quoted(xml.getLocalName());
        return "<" + quoted.substring(1, quoted.length() - 1) + ">";
    }

    /// The parser's words, which may hold the file's own characters as they are.
    private static String firstLine(@Nullable String message) {
        return message == null
                ? "unreadable"
                : message.lines().findFirst().orElse("unreadable").replaceAll("[^ -~]", "?");
    }
}
