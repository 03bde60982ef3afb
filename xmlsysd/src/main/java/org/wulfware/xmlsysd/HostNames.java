package org.wulfware.xmlsysd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names of this node's own addresses: from `/etc/hosts`, else from the name servers that `/etc/resolv.conf` lists.
/// It waits for an answer, two seconds a server, and so belongs on a thread beside the sampling one.
///
/// [InetAddress#getCanonicalHostName] says more (it knows directory services too), but loads some 350 classes for the first
/// name: services, streams, the jar files. Those were a tenth of all the memory that a daemon held.
final class HostNames {
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int MOST_SERVERS = 3;
    private static final int LARGEST_ANSWER = 4096;
    private static final int LONGEST_NAME = 255;
    private static final int MOST_BYTES = 1 << 20;
    private static final int PTR = 12;
    private static final int INTERNET = 1;

    private final NodeRoot root;
    private final int port;

    /// @param root below which `etc/hosts` and `etc/resolv.conf` are
    /// @param port of the name servers: 53
    HostNames(NodeRoot root, int port) {
        this.root = root;
        this.port = port;
    }

    /// The name of an address; empty if none is known. It waits.
    String name(InetAddress address) {
        var name = fromFile(read(root.file("etc/hosts")), address);
        if (!name.isEmpty() || address.isLoopbackAddress() || address.isLinkLocalAddress()) {
            return name;
        }
        for (var server : servers(read(root.file("etc/resolv.conf")))) {
            try {
                var answer = ask(new InetSocketAddress(server, port), question(address));
                if (answer != null) {
                    return pointer(answer);
                }
            } catch (IOException _) { // that server is not to be had; there may be another
            }
        }
        return "";
    }

    /// `192.168.1.140  golem.rgb golem` in the layout of `/etc/hosts`: the first name counts.
    static String fromFile(String text, InetAddress address) {
        for (var line : text.split("\n")) {
            var comment = line.indexOf('#');
            var words = words(comment < 0 ? line : line.substring(0, comment));
            if (words.size() > 1 && address.equals(literal(words.getFirst())) && isName(words.get(1))) {
                return words.get(1);
            }
        }
        return "";
    }

    /// `nameserver 10.0.0.53` in the layout of `/etc/resolv.conf`.
    static List<InetAddress> servers(String text) {
        var servers = new ArrayList<InetAddress>();
        for (var line : text.split("\n")) {
            var words = words(line);
            if (words.size() > 1 && words.getFirst().equals("nameserver") && servers.size() < MOST_SERVERS) {
                var server = literal(words.get(1));
                if (server != null) {
                    servers.add(server);
                }
            }
        }
        return servers;
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        for (var word : line.replace('\t', ' ').split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) { // no address: a line of another kind
            return null;
        }
    }

    private static String read(File file) {
        try (var in = new FileInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException _) { // there is none: nothing is known from it
            return "";
        }
    }

    /// The query for the name of an address (RFC 1035): `140.1.168.192.in-addr.arpa`, type PTR.
    static byte[] question(InetAddress address) {
        var name = new StringBuilder();
        var octets = address.getAddress();
        for (var i = octets.length - 1; i >= 0; i--) {
            var octet = octets[i] & 0xff;
            if (octets.length == 4) {
                name.append(octet).append('.');
            } else {
                name.append(Character.forDigit(octet & 15, 16)).append('.');
                name.append(Character.forDigit(octet >> 4, 16)).append('.');
            }
        }
        name.append(octets.length == 4 ? "in-addr.arpa" : "ip6.arpa");
        var out = ByteBuffer.allocate(LONGEST_NAME + 32);
        // What tells the answer from one that somebody else made up: this number and the socket's own port.
        var number = (short) ((System.nanoTime() * 0x9e3779b97f4a7c15L) >>> 48);
        out.putShort(number).putShort((short) 0x0100).putShort((short) 1).putShort((short) 0).putInt(0);
        for (var label : name.toString().split("\\.")) {
            out.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.put((byte) 0).putShort((short) PTR).putShort((short) INTERNET);
        var question = new byte[out.position()];
        out.flip().get(question);
        return question;
    }

    /// Asks over TCP, which every name server speaks (RFC 7766): for UDP the JDK loads a hundred classes more.
    ///
    /// @return null if no answer to that question came in time
    private static @Nullable ByteBuffer ask(InetSocketAddress server, byte[] question) throws IOException {
        try (var channel = SocketChannel.open(); var selector = Selector.open()) {
            channel.configureBlocking(false);
            var key = channel.register(selector, SelectionKey.OP_CONNECT);
            var end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            var isConnected = channel.connect(server);
            while (!isConnected) {
                if (!await(selector, end)) {
                    return null;
                }
                isConnected = channel.finishConnect();
            }
            channel.write(
                    ByteBuffer.allocate(2 + question.length).putShort((short) question.length).put(question).flip());
            key.interestOps(SelectionKey.OP_READ);
            var answer = ByteBuffer.allocate(LARGEST_ANSWER);
            while (answer.position() < 2 || answer.position() < 2 + (answer.getShort(0) & 0xffff)) {
                if (!await(selector, end) || channel.read(answer) <= 0) {
                    return null; // it did not answer, hung up, or says more than a name needs
                }
            }
            answer.flip().position(2);
            var message = answer.slice();
            return isAnswer(message, question) ? message : null;
        }
    }

    private static boolean await(Selector selector, long end) throws IOException {
        var left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        selector.select(left);
        selector.selectedKeys().clear();
        return true;
    }

    /// Whether an answer carries the question's number and repeats the question, whatever the case of its letters.
    static boolean isAnswer(ByteBuffer answer, byte[] question) {
        if (answer.limit() < question.length || answer.get(0) != question[0] || answer.get(1) != question[1]
                || answer.get(2) >= 0) {
            return false;
        }
        for (var i = 12; i < question.length; i++) {
            if (Character.toLowerCase(answer.get(i) & 0xff) != Character.toLowerCase(question[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /// The first name that an answer gives; empty if it gives none, or is not whole.
    static String pointer(ByteBuffer answer) {
        try {
            var questions = answer.getShort(4) & 0xffff;
            var answers = answer.getShort(6) & 0xffff;
            answer.position(12);
            for (var i = 0; i < questions; i++) {
                skipName(answer);
                answer.position(answer.position() + 4);
            }
            for (var i = 0; i < answers; i++) {
                skipName(answer);
                var type = answer.getShort() & 0xffff;
                var kind = answer.getShort() & 0xffff;
                answer.getInt(); // how long it keeps
                var length = answer.getShort() & 0xffff;
                if (type == PTR && kind == INTERNET) {
                    return name(answer, answer.position());
                }
                answer.position(answer.position() + length);
            }
        } catch (RuntimeException _) { // it is cut short or makes no sense: a name server's mistake, or a stranger
        }
        return "";
    }

    private static void skipName(ByteBuffer answer) {
        while (true) {
            var length = answer.get() & 0xff;
            if (length == 0) {
                return;
            }
            if (length >= 0xc0) {
                answer.get();
                return;
            }
            answer.position(answer.position() + length);
        }
    }

    /// The name at a place; labels may be found at an earlier place, and those at an earlier one still.
    private static String name(ByteBuffer answer, int from) {
        var name = new StringBuilder();
        var at = from;
        var before = from;
        while (name.length() <= LONGEST_NAME) {
            var length = answer.get(at) & 0xff;
            if (length == 0) {
                return isName(name) ? name.toString() : "";
            }
            if (length >= 0xc0) {
                at = (length & 0x3f) << 8 | (answer.get(at + 1) & 0xff);
                if (at >= before) {
                    return ""; // only backwards, or it would never end
                }
                before = at;
                continue;
            }
            if (!name.isEmpty()) {
                name.append('.');
            }
            for (var i = 1; i <= length; i++) {
                name.append((char) (answer.get(at + i) & 0xff));
            }
            at += length + 1;
        }
        return "";
    }

    /// Whether a name may stand as one word in a line.
    private static boolean isName(CharSequence name) {
        for (var i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
