package org.wulfware.xmlsysd;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.wire.BadPathException;
import org.wulfware.wire.Query;
import org.wulfware.wire.Sink;

/// The daemon without its sockets, for whoever hands it bytes directly. It stands in the daemon's package, since most of this
/// is nobody else's business; the daemon's own module knows nothing of it.
public final class DaemonDoor {
    private static final Log QUIET = new Log(new PrintStream(OutputStream.nullOutputStream()), "xmlsysd", 9, false);

    private DaemonDoor() {}

    /// A client's side of xmlsysd's language.
    ///
    /// @param isTrusted whether the client is on the node
    public static Talk xml(Tree tree, Clock clock, boolean isTrusted) {
        return new Talk(new XmlConversation(new Sampler(tree, clock), QUIET, defaults(), isTrusted));
    }

    /// A client's side of procstatd's.
    public static Talk ascii(Tree tree, Clock clock, boolean isTrusted) {
        return new Talk(new AsciiConversation(new Sampler(tree, clock), tree, QUIET, defaults(), isTrusted));
    }

    private static InForce defaults() {
        return new InForce(Settings.defaults(Settings.XML_PORT));
    }

    /// A conversation, as a server drives it.
    public static final class Talk {
        private final Conversation conversation;

        private Talk(Conversation conversation) {
            this.conversation = conversation;
        }

        public void accept(byte[] bytes, int length) {
            conversation.accept(bytes, length);
        }

        public void end() {
            conversation.end();
        }

        public boolean next(Sink answer) {
            return conversation.next(answer);
        }

        public boolean hasNext() {
            return conversation.hasNext();
        }

        public boolean isOver() {
            return conversation.isOver();
        }

        /// Writes what a subscription would be due; false if there is none.
        public boolean sample(Sink answer) {
            if (conversation.subscription() == null) {
                return false;
            }
            conversation.lose(1);
            conversation.sample(answer);
            return true;
        }
    }

    /// What one client after the other asks of a node about one thing.
    public static final class Asking {
        private final Sampler sampler;
        private final Request request = new Request();

        /// @param sensors all of whose fields are asked for, also those on request
        public Asking(Tree tree, Clock clock, List<Sensor<?>> sensors) {
            sampler = new Sampler(tree, clock);
            request.selection.clear();
            request.root = true;
            request.all = true;
            request.cmdline = true;
            for (var sensor : sensors) {
                for (Field field : sensor.fields()) {
                    if (!field.spec().isKey()) {
                        request.selection.on(field);
                    }
                }
            }
        }

        /// Samples now, in the format of this name.
        public void send(String format, boolean isPretty, Sink out) {
            request.format = format(format);
            request.isPretty = isPretty;
            sampler.send(request, out);
        }

        /// The same of what paths ask for.
        public void get(Query query, String format, Sink out) throws BadPathException {
            request.format = format(format);
            sampler.send(request, query, out);
        }

        private static Documents.Format format(String name) {
            var format = Documents.Format.of(name);
            if (format == null) {
                throw new IllegalArgumentException("no format " + name);
            }
            return format;
        }
    }

    /// What a configuration file says, as one; or all that is wrong with it, a line each.
    public static Settled settled(File file) {
        try {
            return new Settled(Optional.of(SettingsFile.read(file, Settings.XML_PORT).inForce()), List.of());
        } catch (SettingsFile.BadSettingsException e) {
            return new Settled(Optional.empty(), e.errors());
        }
    }

    /// What has come of a configuration file.
    ///
    /// @param inForce as `--check-config` prints it
    public record Settled(Optional<String> inForce, List<String> errors) {}

    /// The name of an address in a text like `/etc/hosts`; empty if it has none.
    public static String hostName(String hosts, InetAddress address) {
        return HostNames.fromFile(hosts, address);
    }

    /// The servers in a text like `/etc/resolv.conf`.
    public static List<InetAddress> nameServers(String resolvConf) {
        return HostNames.servers(resolvConf);
    }

    /// The question that is asked for the name of an address, with 0 for its number.
    public static byte[] question(InetAddress address) {
        var question = HostNames.question(address);
        question[0] = 0;
        question[1] = 0;
        return question;
    }

    /// The name in a name server's answer to a question; empty if it is no answer to that, or has none.
    public static String nameIn(byte[] answer, byte[] question) {
        var message = ByteBuffer.wrap(answer);
        return HostNames.isAnswer(message, question) ? HostNames.pointer(message) : "";
    }

    /// The names of users in a text like `/etc/passwd`.
    public static Map<Long, String> users(String passwd) {
        return Users.parse(passwd);
    }

    /// What a file of zones says of a moment, in seconds since 1970.
    public static OptionalInt utcOffset(byte[] zone, long second) {
        return UtcOffset.of(zone, second);
    }

    /// Hides secrets in a command line, in place.
    ///
    /// @return its length then
    public static int masked(byte[] line) {
        return Masks.DEFAULT.hide(line, line.length);
    }

    /// The states of units that a bus at this socket tells of, as a text; the length is -1 if none does.
    public static Tree.Text units(String socket, long limitNanos) {
        return new Units(List.of(socket), limitNanos);
    }
}
