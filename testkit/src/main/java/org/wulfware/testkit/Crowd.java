package org.wulfware.testkit;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.testkit.Fixtures.Fixture;
import org.wulfware.xmlsysd.Clock;
import org.wulfware.xmlsysd.Log;
import org.wulfware.xmlsysd.Server;

/// Thousands of nodes in one thread, each at an address of its own below 127.0.0.0/8: enough of a daemon to be polled
/// and subscribed to. What they answer is what the real daemon answers of one recorded tree to the same commands, with
/// stamps of now, counters that grow and names of their own. Any of them may be in trouble, and some may know part 1 of the
/// protocol only.
public final class Crowd implements AutoCloseable {
    private static final int NAME_LENGTH = 6;

    private static final int MOST_LINE = 4096;
    private static final long DRIP_MILLIS = 20;
    private static final int FLOOD = 64 << 10;
    private static final int BACKLOG = 4096;
    private static final byte[] GARBAGE = "\u0016\u0003\u0001<xmlsysd>&boom;\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] HUGE =
            "Content-Length: 99999999999\n\n<?xml version=\"1.0\"?>\n<xmlsysd>".getBytes(StandardCharsets.ISO_8859_1);

    private final Server origin;
    private final Thread originThread;
    private final int originPort;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final Thread thread;
    private final Clock clock = Clock.system();
    private final long began = System.nanoTime();
    private final Map<String, MovingPacket> packets = new HashMap<>();
    private final Set<Client> subscribers = new LinkedHashSet<>();
    private final Set<Client> dripping = new LinkedHashSet<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(8 << 10);
    private final ByteBuffer out = ByteBuffer.allocateDirect(256 << 10);
    private final AtomicReferenceArray<Trouble> troubles;
    private final int oldEvery;
    private final LongAdder answers = new LongAdder();
    private volatile boolean closed;
    private volatile boolean isToHangUp;
    /// When the next subscriber is due, in microseconds since 1970.
    private long due = Long.MAX_VALUE;

    private Crowd(Fixture tree, int count, int port, int oldEvery) throws IOException {
        this.oldEvery = oldEvery;
        this.troubles = new AtomicReferenceArray<>(count);
        for (var i = 0; i < count; i++) {
            troubles.set(i, Trouble.NONE);
        }
        var originListener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        originPort = originListener.socket().getLocalPort();
        var clockOfOrigin = Clock.system();
        var node = new SimulatedNode(tree, "n".repeat(NAME_LENGTH), 1, Role.BUSY, 1, clockOfOrigin);
        var silent = new Log(new PrintStream(OutputStream.nullOutputStream()), "origin", 0, false);
        origin = Server.of(originListener, node, clockOfOrigin, 8, silent);
        originThread = Thread.ofPlatform().daemon().name("origin").start(this::serveOrigin);
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress("0.0.0.0", port), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().daemon().name("crowd").start(this::run);
    }

    /// Starts `count` nodes that answer as `tree` does.
    ///
    /// @param port that all listen on; 0 for one that is free
    /// @param oldEvery each so-manieth node knows part 1 of the protocol only; 0 for none
    public static Crowd start(Fixture tree, int count, int port, int oldEvery) throws IOException {
        if (count < 1 || count > 1 << 16) {
            throw new IllegalArgumentException("a crowd has 1 to 65536 nodes, not " + count);
        }
        return new Crowd(tree, count, port, oldEvery);
    }

    /// The port that all listen on.
    public int port() {
        return listener.socket().getLocalPort();
    }

    /// The address of the node `index`, from 0.
    public static String address(int index) {
        var number = index + 1;
        return "127." + (1 + (number >> 16)) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);
    }

    /// What the node `index` calls itself.
    public static String name(int index) {
        return String.format(Locale.ROOT, "n%05d", index);
    }

    /// Answers given so far.
    public long answers() {
        return answers.sum();
    }

    public boolean isOld(int index) {
        return oldEvery > 0 && index % oldEvery == 0;
    }

    /// From now on the node `index` is in this trouble.
    public void trouble(int index, Trouble trouble) {
        troubles.set(index, trouble);
    }

    public Trouble trouble(int index) {
        return troubles.get(index);
    }

    /// Ends all conversations, as nodes do whose client was suspended; whoever comes again is let in.
    public void hangUp() {
        isToHangUp = true;
        selector.wakeup();
    }

    private void endConversations() {
        if (isToHangUp) {
            isToHangUp = false;
            for (var key : List.copyOf(selector.keys())) {
                if (key.attachment() instanceof Client client) {
                    client.close();
                }
            }
        }
    }

    private void serveOrigin() {
        try {
            origin.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try {
            while (!closed) {
                var left = dripping.isEmpty() ? Long.MAX_VALUE : DRIP_MILLIS;
                if (due != Long.MAX_VALUE) {
                    left = Math.min(left, Math.max(1, (due - clock.micros()) / 1000));
                }
                selector.select(this::ready, left == Long.MAX_VALUE ? 0 : left);
                endConversations();
                drip();
                push();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (var key : selector.keys()) {
                closeQuietly(key.channel());
            }
            closeQuietly(selector);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.attachment() instanceof Client client) {
                client.ready();
            } else {
                for (var accepted = listener.accept(); accepted != null; accepted = listener.accept()) {
                    accept(accepted);
                }
            }
        } catch (IOException _) { // the client has left
            if (key.attachment() instanceof Client client) {
                client.close();
            }
        }
    }

    private void accept(SocketChannel accepted) throws IOException {
        var address = ((InetSocketAddress) accepted.getLocalAddress()).getAddress().getAddress();
        var index = number(address) - 1;
        if (index < 0 || index >= troubles.length() || troubles.get(index) == Trouble.GONE) {
            accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
            accepted.close();
            return;
        }
        accepted.configureBlocking(false);
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        new Client(accepted, index);
    }

    private static int number(byte[] address) {
        return (((address[1] & 0xff) - 1) << 16) + ((address[2] & 0xff) << 8) + (address[3] & 0xff);
    }

    private void drip() {
        for (var client : List.copyOf(dripping)) {
            client.drip();
        }
    }

    private void push() {
        var now = clock.micros();
        if (now < due) {
            return;
        }
        due = Long.MAX_VALUE;
        for (var client : List.copyOf(subscribers)) {
            if (now >= client.due) {
                client.due = client.next(now);
                client.answer(now);
            }
            due = Math.min(due, client.due);
        }
    }

    /// What the real daemon answers to these commands and a `send`, or to a request of HTTP.
    private MovingPacket packet(String commands) throws IOException {
        var known = packets.get(commands);
        if (known == null) {
            var isHttp = commands.startsWith("GET ");
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), originPort)) {
                var ask = isHttp ? commands + "\r\nConnection: close\r\n\r\n" : commands + "send\nquit\n";
                socket.getOutputStream().write(ask.getBytes(StandardCharsets.ISO_8859_1));
                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                var body = answer.substring(
                        answer.indexOf(isHttp ? "\r\n\r\n" : "\n\n") + (isHttp ? 4 : 2));
                known = isHttp ? MovingPacket.metrics(body) : MovingPacket.xml(body, NAME_LENGTH);
            }
            packets.put(commands, known);
        }
        return known;
    }

    /// One client of one node.
    private final class Client {
        final SocketChannel channel;
        final SelectionKey key;
        final int index;
        final byte[] name;
        final StringBuilder line = new StringBuilder();
        String commands = "";
        @Nullable
        ByteBuffer pending;
        long period;
        long offset;
        long due = Long.MAX_VALUE;
        int dripped;
        long wrong;
        boolean isHttp;

        Client(SocketChannel channel, int index) throws IOException {
            this.channel = channel;
            this.index = index;
            this.name = name(index).getBytes(StandardCharsets.ISO_8859_1);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ready() throws IOException {
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                in.clear();
                if (channel.read(in) < 0) {
                    close();
                    return;
                }
                in.flip();
                while (in.hasRemaining() && channel.isOpen()) {
                    take((char) (in.get() & 0xff));
                }
            }
        }

        private void take(char c) throws IOException {
            if (c != '\n') {
                if (line.length() < MOST_LINE) {
                    line.append(c);
                }
                return;
            }
            var words = line.toString().strip();
            line.setLength(0);
            if (isHttp) {
                if (words.isEmpty()) {
                    answer(clock.micros());
                }
            } else if (words.startsWith("GET ")) {
                isHttp = true;
                commands = words + "\r\nHost: localhost";
            } else {
                carryOut(words);
            }
        }

        private void carryOut(String words) {
            var verb = words.indexOf(' ') < 0 ? words : words.substring(0, words.indexOf(' '));
            switch (verb) {
                case "send" -> answer(clock.micros());
                case "init" -> commands = "";
                case "on", "off", "user", "task", "root", "cmdline", "pids" -> commands += words + "\n";
                case "quit" -> close();
                case "pretty" -> {
                    if (!isOld(index)) {
                        commands += words + "\n";
                    }
                }
                case "every" -> {
                    if (!isOld(index)) {
                        every(words.split(" +"));
                    }
                }
                case "stop" -> {
                    if (!isOld(index)) {
                        subscribers.remove(this);
                    }
                }
                default -> {} // as the daemons of old did
            }
        }

        private void every(String[] words) {
            period = Long.parseLong(words[1]) * 1000;
            offset = words.length == 4 ? Long.parseLong(words[3]) * 1000 : 0;
            due = next(clock.micros());
            subscribers.add(this);
            Crowd.this.due = Math.min(Crowd.this.due, due);
        }

        long next(long now) {
            return (Math.floorDiv(now - offset, period) + 1) * period + offset;
        }

        void answer(long now) {
            try {
                switch (troubles.get(index)) {
                    case NONE -> answerWell(now);
                    case CLOCK -> {
                        wrong += 600_000_000L;
                        answerWell(now + (wrong % 1_200_000_000L == 0 ? -wrong : wrong));
                    }
                    case GONE -> {
                        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                        close();
                    }
                    case HANGS -> {}
                    case GARBAGE -> write(GARBAGE);
                    case DRIPS -> dripping.add(this);
                    case HUGE_LENGTH -> write(HUGE);
                    case FLOODS -> flood();
                }
            } catch (IOException _) { // the client has left
                close();
            }
        }

        private void answerWell(long now) throws IOException {
            if (pending == null) { // else the client has not read what it was sent
                write(packet(commands).at(now, (System.nanoTime() - began) / 1e9, name));
                answers.increment();
            }
        }

        private void flood() throws IOException {
            if (pending == null) {
                write(("Content-Length: 1073741824\n\n<?xml version=\"1.0\"?>\n<xmlsysd>"
                        + "<x>y</x>".repeat(FLOOD / 8))
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        void drip() {
            try {
                var whole = packet(commands).at(clock.micros(), 0, name);
                write(new byte[]{whole[dripped++ % (whole.length - 1)]});
            } catch (IOException _) { // the client has left
                close();
            }
        }

        private void write(byte[] bytes) throws IOException {
            out.clear();
            if (bytes.length > out.capacity()) {
                var whole = ByteBuffer.wrap(bytes);
                channel.write(whole);
                keep(whole);
                return;
            }
            out.put(bytes).flip();
            channel.write(out);
            keep(out);
        }

        private void keep(ByteBuffer rest) {
            if (rest.hasRemaining()) {
                var kept = ByteBuffer.allocate(rest.remaining());
                pending = kept.put(rest).flip();
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        }

        private void flush() throws IOException {
            var rest = pending;
            if (rest != null) {
                channel.write(rest);
                if (rest.hasRemaining()) {
                    return;
                }
                pending = null;
            }
            if (troubles.get(index) == Trouble.FLOODS) {
                flood();
            } else {
                key.interestOps(SelectionKey.OP_READ);
            }
        }

        void close() {
            subscribers.remove(this);
            dripping.remove(this);
            closeQuietly(channel);
        }
    }

    private static void closeQuietly(Closeable open) {
        try {
            open.close();
        } catch (IOException _) { // closing: nothing is left to lose
        }
    }

    /// Ends all nodes; when it returns nothing listens any more.
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        origin.close();
        try {
            thread.join(Duration.ofSeconds(5));
            originThread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
