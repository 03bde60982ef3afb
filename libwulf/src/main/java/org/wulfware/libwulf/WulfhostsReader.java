package org.wulfware.libwulf;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.RegularFile;

/// Reads one `wulfhosts` document, and those that it includes, and finds all that is wrong with them, not only the
/// first. What names hosts by an expression is worked out when all files are read: any of them may define the groups.
final class WulfhostsReader {
    private static final Set<String> ROOTS = Set.of("wulfstat", "wulfhosts");
    private static final String CHILDREN =
            "<root/>, <user>, <task>, <group>, <host>, <hostrange>, <iprange>, <nodeset> or <include/>";
    private static final Set<String> TLS = Set.of("ca", "certificate", "key", "name");
    private static final int MOST_PROBLEMS = 20;
    /// Files that include files that include files.
    private static final int DEEPEST = 16;
    private static final int MOST_FILES = 1000;
    /// A million hosts, each in lines of its own.
    private static final long LARGEST = 256 << 20;

    private final Path file;
    private final String name;
    private final List<Path> above;
    private final Shared shared;
    private final List<String> problems;
    private boolean root;
    private final List<String> users = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();
    private final List<Wulfhosts.Group> groups = new ArrayList<>();
    private final List<Draft> entries = new ArrayList<>();

    /// What all files have in common.
    private static final class Shared {
        private final List<String> problems = new ArrayList<>();
        private final Map<String, Wulfhosts.Group> groups = new LinkedHashMap<>();
        private final Seen seen;
        private final Map<String, Placed> named = new HashMap<>();
        private int files = 1;
        private long hosts;

        Shared(Seen seen) {
            this.seen = seen;
        }
    }

    /// A host, and where it was first named so.
    private record Placed(Host host, String place) {}

    /// An entry that may have to be worked out yet.
    @FunctionalInterface
    private interface Draft {
        Wulfhosts.Entry entry(Groups groups, GroupSource source) throws SyntaxException;
    }

    WulfhostsReader(Path file) {
        this(file, new Seen());
    }

    /// @param seen is told which files are read
    WulfhostsReader(Path file, Seen seen) {
        this(file, List.of(), new Shared(seen));
    }

    private WulfhostsReader(Path file, List<Path> above, Shared shared) {
        this.file = file;
        name = file.toString();
        this.above = above;
        this.shared = shared;
        problems = shared.problems;
    }

    /// A text and the place at which its element begins.
    ///
    /// @param tls what the element says, if it is that one
    private record Value(String text, String place, Optional<Tls> tls) {
        Value(String text, String place) {
            this(text, place, Optional.empty());
        }
    }

    Wulfhosts read(ClusterShell others) throws IOException, SyntaxException {
        shared.seen.look(file);
        try (var in = RegularFile.open(file, LARGEST)) {
            return read(in, others);
        }
    }

    Wulfhosts read(InputStream in, ClusterShell others) throws IOException, SyntaxException {
        parse(in);
        complain();
        var source = WulfhostsGroups.within(name, shared.groups.values());
        var known = Groups.of(others).with(source);
        for (var group : shared.groups.keySet()) {
            try {
                known.named(group, source);
            } catch (SyntaxException e) {
                shared.problems.addAll(e.problems());
            } catch (UnknownGroupException e) {
                throw new IllegalStateException(e); // it was defined a moment ago
            }
        }
        var cluster = finished(known, source);
        complain();
        return cluster;
    }

    private void complain() throws SyntaxException {
        if (!problems.isEmpty()) {
            throw SyntaxException.ofFile(problems.stream().distinct().limit(MOST_PROBLEMS).toList());
        }
    }

    private Wulfhosts finished(Groups known, GroupSource source) {
        var finished = new ArrayList<Wulfhosts.Entry>();
        for (var draft : entries) {
            try {
                finished.add(draft.entry(known, source));
            } catch (SyntaxException e) {
                problems.addAll(e.problems());
            }
        }
        return new Wulfhosts(root, users, tasks, groups, finished);
    }

    private void parse(InputStream in) throws IOException {
        var factory = new InputFactoryImpl();
        factory.configureForLowMemUsage();
        factory.setProperty("javax.xml.stream.isCoalescing", true);
        XMLStreamReader xml = null;
        try {
            xml = factory.createXMLStreamReader(in);
            document(xml);
        } catch (XMLStreamException e) {
            // Bytes that are no characters are the file's fault, and not that of the disk.
            if (e.getNestedException() instanceof IOException failure
                    && !(failure instanceof CharConversionException)) {
                throw failure;
            }
            var at = e.getLocation();
            problems.add(name + ":" + (at == null ? "" : at.getLineNumber() + ":" + at.getColumnNumber() + ":")
                    + " not XML: "
                    + firstLine(e.getMessage()));
        } catch (RuntimeException e) { // the parser's own way to refuse what it does not support
            problems.add((xml == null ? name : place(xml)) + ": not XML: " + firstLine(e.getMessage()));
        }
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
        while (next(xml, CHILDREN)) {
            if (!Set.of("group", "include").contains(xml.getLocalName())) {
                noAttributes(xml);
            }
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
                case "group" -> group(xml);
                case "host" -> host(place(xml), values(xml, "name", "ip", "port", "tls"));
                case "hostrange" -> hostRange(place(xml), values(xml, "hostfmt", "imin", "imax", "port", "tls"));
                case "iprange" -> addressRange(place(xml), values(xml, "ipmin", "ipmax", "port", "tls"));
                case "nodeset" -> nodeset(xml);
                case "include" -> include(xml);
                default -> {
                    problem(xml, CHILDREN + " is expected, not " + element(xml));
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
        var values = new LinkedHashMap<String, Value>();
        var expected = expected(known);
        while (next(xml, expected)) {
            value(xml, element, List.of(known), expected, values);
        }
        return values;
    }

    private static String expected(String... known) {
        var names = Arrays.stream(known).map(name -> name.equals("tls") ? "<tls/>" : "<" + name + ">").toList();
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }

    /// Reads the child that has begun.
    private void value(
            XMLStreamReader xml, String element, List<String> known, String expected, Map<String, Value> into)
            throws XMLStreamException {
        var child = xml.getLocalName();
        var isTls = child.equals("tls") && known.contains(child);
        if (!isTls) {
            noAttributes(xml);
        }
        if (!known.contains(child)) {
            problem(xml, expected + " is expected in " + element + ", not " + element(xml));
            skip(xml);
            return;
        }
        var tls = isTls ? Optional.of(tls(xml)) : Optional.<Tls>empty();
        text(xml).ifPresent(value -> {
            if (into.put(child, new Value(value.text(), value.place(), tls)) != null) {
                problems.add(value.place() + ": <" + child + "> stands in " + element + " a second time");
            }
        });
    }

    /// `<tls ca="cluster.pem" certificate="me.pem" key="me.key" name="cluster.example"/>`.
    private Tls tls(XMLStreamReader xml) {
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < xml.getAttributeCount(); i++) {
            var attribute = xml.getAttributeLocalName(i);
            if (TLS.contains(attribute)) {
                values.put(attribute, xml.getAttributeValue(i));
            } else {
                problem(xml, "ca, certificate, key or name is expected in <tls/>, not "
                        + SyntaxException.quoted(attribute));
            }
        }
        var ca = path(xml, values, "ca");
        var certificate = path(xml, values, "certificate");
        var key = path(xml, values, "key");
        if (key.isPresent() && certificate.isEmpty()) {
            problem(xml, "<tls/> has a key and no certificate that it belongs to");
            return Tls.USUAL;
        }
        var called = values.get("name");
        return new Tls(ca, certificate, key,
                hostName(called == null ? null : new Value(called, place(xml)), "tls name"));
    }

    /// A file that an attribute names, from this file's directory.
    private Optional<Path> path(XMLStreamReader xml, Map<String, String> values, String attribute) {
        var named = values.get(attribute);
        if (named == null) {
            return Optional.empty();
        }
        try {
            if (!named.isBlank() && named.chars().noneMatch(Character::isISOControl)) {
                return Optional.of(file.toAbsolutePath().resolveSibling(named));
            }
        } catch (InvalidPathException _) {
            // As below.
        }
        problem(xml, attribute + ": " + SyntaxException.quoted(named) + " is no name of a file");
        return Optional.empty();
    }

    /// `<group name="rack1">node[001-064]</group>`.
    private void group(XMLStreamReader xml) throws XMLStreamException {
        var place = place(xml);
        var called = attribute(xml, "name");
        var text = text(xml);
        if (called.isEmpty() || text.isEmpty()) {
            return;
        }
        if (called.get().isEmpty() || !called.get().chars().allMatch(c -> HostNames.isNameCharacter((char) c))) {
            problems.add(place + ": <group> wants a name of letters, digits, \".\", \"-\" and \"_\", not "
                    + SyntaxException.quoted(called.get()));
            return;
        }
        var group = new Wulfhosts.Group(called.get(), text.get().text(), place);
        var before = shared.groups.putIfAbsent(group.name(), group);
        if (before != null) {
            problems.add(place + ": the group " + SyntaxException.quoted(group.name()) + " is defined already, at "
                    + before.place());
        }
        groups.add(group);
    }

    /// The one attribute that an element has; empty, and a problem, if it is missing or there are others.
    private Optional<String> attribute(XMLStreamReader xml, String wanted) {
        Optional<String> value = Optional.empty();
        for (var i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(wanted)) {
                value = Optional.of(xml.getAttributeValue(i));
            } else {
                problem(xml, wanted + "=\"…\" is expected in " + element(xml) + ", not "
                        + SyntaxException.quoted(xml.getAttributeLocalName(i)));
                return Optional.empty();
            }
        }
        if (value.isEmpty()) {
            problem(xml, element(xml) + " wants " + wanted + "=\"…\"");
        }
        return value;
    }

    /// `<nodeset>node[001-128]<port>7900</port></nodeset>`.
    private void nodeset(XMLStreamReader xml) throws XMLStreamException {
        var place = place(xml);
        var problemsBefore = problems.size();
        var text = new StringBuilder();
        var values = new LinkedHashMap<String, Value>();
        var expected = expected("port", "tls");
        for (var isOpen = true; isOpen && xml.hasNext();) {
            switch (xml.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText()).append(' ');
                case XMLStreamConstants.START_ELEMENT ->
                    value(xml, "<nodeset>", List.of("port", "tls"), expected, values);
                case XMLStreamConstants.END_ELEMENT -> isOpen = false;
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    problem(xml, "&" + xml.getLocalName() + "; is not known here");
                default -> {} // comments
            }
        }
        var expression = text.toString().strip();
        var port = port(values);
        if (expression.isEmpty()) {
            problems.add(place + ": <nodeset> wants hosts, such as node[001-128]");
        }
        if (problems.size() == problemsBefore) {
            entries.add((known, source) -> {
                var named = new HostExpression(expression, place, known, source).value();
                var entry = new Wulfhosts.Nodes(expression, port, List.copyOf(named.hosts()));
                count(place, entry);
                tellApart(place, entry);
                return entry;
            });
        }
    }

    /// `<include file="rack1.xml"/>`.
    private void include(XMLStreamReader xml) throws XMLStreamException {
        var place = place(xml);
        var named = attribute(xml, "file");
        text(xml).filter(value -> !value.text().isEmpty())
                .ifPresent(value -> problems
                        .add(place + ": <include/> is empty, not " + SyntaxException.quoted(value.text())));
        if (named.isEmpty()) {
            return;
        }
        try {
            include(place, named.get(), file.resolveSibling(named.get()));
        } catch (InvalidPathException _) {
            problems.add(place + ": " + SyntaxException.quoted(named.get()) + " is no name of a file");
        } catch (NoSuchFileException _) {
            problems.add(place + ": " + SyntaxException.quoted(file.resolveSibling(named.get()).toString())
                    + ": no such file");
        } catch (IOException e) {
            unreadable(place, named.get(), IoFailure.reason(e));
        }
    }

    private void unreadable(String place, String named, String why) {
        problems.add(place + ": " + SyntaxException.quoted(named) + ": " + why);
    }

    private void include(String place, String named, Path included) throws IOException {
        shared.seen.look(included);
        var all = new ArrayList<>(above);
        all.add(file.toRealPath());
        if (all.contains(included.toRealPath())) {
            problems.add(place + ": " + SyntaxException.quoted(named) + " includes itself");
        } else if (all.size() == DEEPEST) {
            problems.add(place + ": files are included more than " + DEEPEST + " deep");
        } else if (++shared.files > MOST_FILES) {
            if (shared.files == MOST_FILES + 1) {
                problems.add(place + ": more than " + MOST_FILES + " files are included");
            }
        } else {
            var reader = new WulfhostsReader(included, all, shared);
            try (var in = RegularFile.open(included, LARGEST)) {
                reader.parse(in);
            }
            entries.add((known, source) -> new Wulfhosts.Include(named, reader.finished(known, source)));
        }
    }

    private void host(String place, Map<String, Value> values) {
        var problemsBefore = problems.size();
        var named = hostName(values.get("name"), "name");
        var ip = hostName(values.get("ip"), "ip");
        var port = port(values);
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
        var port = port(values);
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
        var port = port(values);
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
        count(place, entry);
        entries.add((_, _) -> {
            tellApart(place, entry);
            return entry;
        });
    }

    /// What has the name of another host, and is somewhere else, would be taken for it by everything that knows hosts by their names.
    private void tellApart(String place, Wulfhosts.Entry entry) {
        entry.hosts().forEach(host -> {
            var before = shared.named.putIfAbsent(host.name(), new Placed(host, place));
            if (before != null && !isSame(before.host, host)) {
                problems.add(place + ": " + SyntaxException.quoted(host.name()) + " is " + where(host) + ", and at "
                        + before.place + " it is " + where(before.host) + ": two hosts need two names");
            }
        });
    }

    /// Several daemons of one host have a port each.
    private static boolean isSame(Host one, Host other) {
        return one.address().equals(other.address()) && (one.port() != other.port() || one.tls().equals(other.tls()));
    }

    private static String where(Host host) {
        return HostNames.withPort(host.address(), host.port()) + (host.tls().isPresent() ? " over TLS" : "");
    }

    private void count(String place, Wulfhosts.Entry entry) {
        var before = shared.hosts;
        shared.hosts += entry.count();
        if (shared.hosts > HostNames.MOST && before <= HostNames.MOST) {
            problems.add(place + ": from here on the file names more than a million hosts");
        }
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
        if (text.isEmpty() || text.length() > 253 || (element.equals("ip") && text.indexOf(':') >= 0 && !Ipv6.is(text))
                || !text.chars().allMatch(c -> HostNames.isNameCharacter((char) c) || ":%[]".indexOf(c) >= 0)) {
            problems.add(value.place() + ": <" + element + "> wants a host's name or address, not "
                    + SyntaxException.quoted(text));
        }
        return Optional.of(text);
    }

    private Wulfhosts.Port port(Map<String, Value> values) {
        var tls = values.get("tls");
        if (tls != null && !tls.text().isEmpty()) {
            problems.add(tls.place() + ": <tls/> is empty, not " + SyntaxException.quoted(tls.text()));
        }
        var port = values.get("port");
        return new Wulfhosts.Port(
                port == null ? Wulfhosts.Port.usual(tls != null) : number(port, "port", 1, 65_535),
                tls == null ? Optional.empty() : tls.tls());
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
