package org.wulfware.libwulf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.Packet;
import org.wulfware.wire.PacketReader;
import org.wulfware.wire.Sample;

/// One host's connection and what has come of it. All but [#state] belongs to the poller's thread; nothing here waits.
final class Connection {
    private enum Phase {
        /// Not connected: the next question begins with an attempt, unless it is too early for one.
        CLOSED,
        LOOKING_UP,
        CONNECTING,
        /// Connected, and not yet agreed on TLS.
        SHAKING_HANDS,
        /// Connected, and nothing asked.
        IDLE,
        ASKED
    }

    /// How a round waits for this host.
    enum Awaited {
        NO,
        /// It was up, or is asked for the first time.
        PATIENTLY,
        /// It was down, or is still busy with the round before.
        BRIEFLY
    }

    /// A doubling more would not change the backoff any longer.
    private static final int MOST_DOUBLINGS = 30;

    private static final long NEVER = Long.MAX_VALUE;

    /// More than a socket holds.
    private static final int MOST_UNREAD = 16 << 20;

    /// How many failures in a row are put down to the poller's own absence: of connections from before it, and of attempts
    /// since, which are so far apart.
    private static final int MOST_REOPENED = 2;
    private static final int MOST_EXCUSES = 12;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// How long a round waits patiently for a host's address.
    private static final Duration LOOKING_UP = Duration.ofSeconds(1);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Poller poller;
    private final Settings settings;
    private volatile HostState state;
    private volatile Contact contact = Contact.NONE;
    private Phase phase = Phase.CLOSED;
    private Awaited awaited = Awaited.NO;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    /// Of a connection over TLS, which has these two.
    private @Nullable Credentials credentials;
    private @Nullable Secured secured;
    private @Nullable PacketReader reader;
    private @Nullable ByteBuffer unwritten;
    private Told told = new Told();
    /// Whether the connection has answered before: then it may be one that broke while nobody looked.
    private boolean isUsed;
    private @Nullable String complaint;
    /// What came first on the connection, and what was wrong with TLS.
    private String heard = "";
    private Optional<TlsFault> fault = Optional.empty();
    /// Whether it is in the middle of a large answer; and whether it has to wait until it may read on.
    private boolean isLarge;
    private boolean isHeldBack;
    /// Counts attempts, so that an address found too late is not taken for the present attempt's.
    private int attempt;
    /// The addresses that this attempt may try, and how many it has.
    private List<InetAddress> candidates = List.of();
    private int tried;
    private int nextAddress;
    private int failures;
    private long notBefore;
    private boolean isBackingOff;
    private long begun;
    private long asked;
    private long askedBefore;
    /// When the last sample came, and how long the last one that was asked for took.
    private long arrived;
    private Duration took = Duration.ZERO;
    /// When the present phase is over, whatever comes, by the poller's clock; NEVER if it may last.
    private long deadline = NEVER;
    /// When the attempt at a connection is over, by the same clock.
    private long connectBy;
    /// The poller's absences when this connection, or the attempt at one, was last known to be good; and how many failures since
    /// then were put down to them.
    private int absences;
    private int excuses;

    Connection(Host host, Poller poller, Settings settings) {
        this.poller = poller;
        this.settings = settings;
        this.state = HostState.pending(host, settings.clock().instant());
    }

    HostState state() {
        return state;
    }

    /// How far the last attempt came, or has come.
    Contact contact() {
        return contact;
    }

    Awaited awaited() {
        return awaited;
    }

    long deadline() {
        return deadline;
    }

    /// The round's question. A host that is still busy with the round before is left to it.
    void ask() {
        switch (phase) {
            case IDLE -> {
                if (told.isSubscribed() && told.isAlready(poller.asking(), poller.pace())) {
                    awaitSample();
                } else if (reader != null && reader.isWithinPacket() && !told.isExpecting()) {
                    await();
                    // What it began unasked must not be taken for the answer to this question.
                    fail(unasked());
                } else {
                    await();
                    send();
                }
            }
            case CLOSED -> {
                if (deadline == NEVER && (!isBackingOff || now() - notBefore >= 0)) {
                    await();
                    begin();
                }
            }
            case LOOKING_UP, CONNECTING, SHAKING_HANDS, ASKED -> awaited(Awaited.BRIEFLY);
        }
    }

    /// Samples come by themselves: one that came less than half a period ago is this round's.
    private void awaitSample() {
        if (unwritten == null) {
            say(told.lines(poller.asking(), poller.pace(), false, now()));
        }
        if (phase == Phase.IDLE && now() - arrived > poller.pace().toNanos() / 2) {
            await();
        }
    }

    private void await() {
        awaited(state.isUp() || state.poll() instanceof Poll.Pending ? Awaited.PATIENTLY : Awaited.BRIEFLY);
    }

    private void awaited(Awaited now) {
        poller.awaited(awaited, now);
        awaited = now;
    }

    private void begin() {
        phase = Phase.LOOKING_UP;
        candidates = List.of();
        heard = "";
        fault = Optional.empty();
        absences = poller.clock().absences();
        begun = now();
        connectBy = poller.clock().now() + settings.connectLimit().toNanos();
        deadline(LOOKING_UP.compareTo(settings.connectLimit()) < 0 ? LOOKING_UP : settings.connectLimit());
        if (state.host().tls().isPresent()) {
            var known = poller.credentials(state.host().tls().get());
            if (known.credentials() == null) {
                // Never in clear instead.
                fault = Optional.of(TlsFault.OUR_FILES);
                fail(new Poll.Refused("TLS: " + known.trouble()));
                return;
            }
            credentials = known.credentials();
        }
        var present = ++attempt;
        poller.addresses().find(state.host().address(), found -> {
            if (phase == Phase.LOOKING_UP && attempt == present) {
                Poller.guarded(this, () -> connect(found));
            }
        });
    }

    private void connect(Addresses.Found found) {
        if (found.addresses().isEmpty()) {
            fail(found.trouble().isEmpty()
                    ? new Poll.Unknown(state.host().address())
                    : new Poll.Refused(found.trouble()));
            return;
        }
        deadlineAt(connectBy);
        candidates = found.addresses();
        tried = 0;
        tryNext();
    }

    private void tryNext() {
        phase = Phase.CONNECTING;
        tried++;
        var address = candidates.get(Math.floorMod(nextAddress, candidates.size()));
        try {
            var opened = SocketChannel.open();
            channel = opened;
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = opened.register(poller.selector(), 0, this);
            if (opened.connect(new InetSocketAddress(address, state.host().port()))) {
                connected();
            } else {
                key.interestOps(SelectionKey.OP_CONNECT);
            }
        } catch (IOException | UnsupportedAddressTypeException e) {
            refused(e);
        }
    }

    /// The channel can be connected, written or read: whatever it was waiting for.
    void ready(ByteBuffer buffer) {
        var open = channel;
        var ready = key;
        if (open == null || ready == null || !ready.isValid()) {
            return;
        }
        try {
            if (phase == Phase.CONNECTING) {
                if (ready.isConnectable() && open.finishConnect()) {
                    connected();
                }
                return;
            }
            if (ready.isWritable()) {
                write(open);
                carryOn();
            }
            if (ready.isValid() && ready.isReadable()) {
                read(open, buffer);
            }
        } catch (IOException e) {
            refused(e);
        }
    }

    private void connected() throws IOException {
        isUsed = false;
        complaint = null;
        heard = "";
        var open = channel;
        var known = credentials;
        if (open == null || known == null) {
            talk();
            return;
        }
        phase = Phase.SHAKING_HANDS;
        secured = new Secured(open, known.engine(state.host()), poller.securedBuffers());
        secured.begin();
        listen();
    }

    /// What TLS has to do beside reading and writing: its tasks, on a thread of their own; and when it is agreed on, the
    /// conversation.
    private void carryOn() {
        var line = secured;
        if (line == null) {
            return;
        }
        if (line.needsTask()) {
            poller.beside(line::runTasks, () -> {
                if (secured == line) {
                    Poller.guarded(this, () -> resume(line));
                }
            });
        } else if (phase == Phase.SHAKING_HANDS && line.isOpen()) {
            talk();
        }
    }

    private void resume(Secured line) {
        try {
            line.resume();
            var open = channel;
            if (open != null) {
                read(open, poller.buffer());
            }
        } catch (IOException e) {
            refused(e);
        }
    }

    private void talk() {
        phase = Phase.IDLE;
        note();
        told = new Told();
        reader = new PacketReader(poller.readers(), settings.packetLimit());
        send();
    }

    private void send() {
        phase = Phase.ASKED;
        if (isUsed && !told.isAlready(poller.asking())) {
            state = state.old();
        }
        complaint = null;
        askedBefore = asked;
        asked = now();
        deadline(settings.answerLimit());
        say(told.lines(poller.asking(), poller.pace(), true, asked));
    }

    private void say(ByteBuffer lines) {
        var open = channel;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        if (!lines.hasRemaining()) {
            return;
        }
        unwritten = lines;
        try {
            write(open);
        } catch (IOException e) {
            refused(e);
        }
    }

    private void write(SocketChannel open) throws IOException {
        if (secured != null) {
            secured.write(unwritten == null ? NOTHING : unwritten);
        } else if (unwritten != null) {
            open.write(unwritten);
        }
        if (unwritten != null && !unwritten.hasRemaining()) {
            unwritten = null;
        }
        listen();
    }

    /// Waits for what is to come next.
    private void listen() {
        var ready = key;
        if (ready == null || !ready.isValid()) {
            return;
        }
        var interest = secured == null
                ? SelectionKey.OP_READ | (unwritten == null ? 0 : SelectionKey.OP_WRITE)
                : secured.interest(unwritten != null);
        var wanted = isHeldBack ? interest & ~SelectionKey.OP_READ : interest;
        if (ready.interestOps() != wanted) {
            ready.interestOps(wanted);
        }
    }

    /// @return how many bytes there were
    private int read(SocketChannel open, ByteBuffer buffer) throws IOException {
        buffer.clear();
        var line = secured;
        var isEnd = line == null ? open.read(buffer) < 0 : line.read(buffer);
        if (line != null) {
            carryOn();
            if (secured != line) {
                return 0; // it has broken
            }
        }
        buffer.flip();
        var octets = buffer.remaining();
        if (!isUsed && heard.isEmpty()) {
            var first = new byte[Math.min(octets, Contact.MOST_HEARD)];
            buffer.get(buffer.position(), first);
            heard = new String(first, StandardCharsets.ISO_8859_1);
        }
        converse(buffer);
        if (!isEnd) {
            holdBack();
        }
        if (isEnd && secured == line) {
            hungUp("hung up");
        } else if (line != null) {
            listen();
        }
        return octets;
    }

    /// Of large answers few are read at a time.
    private void holdBack() {
        var isNowLarge = reader != null && reader.begun() > LargeAnswers.SMALL;
        if (isNowLarge) {
            isLarge = true;
            if (!poller.largeAnswers().mayRead(this)) {
                isHeldBack = true;
                deadline = NEVER;
                listen();
            }
        } else {
            endLarge();
        }
    }

    private void endLarge() {
        if (isLarge) {
            isLarge = false;
            isHeldBack = false;
            poller.largeAnswers().done(this);
        }
    }

    /// It is this connection's turn to read a large answer.
    void readOn() {
        isHeldBack = false;
        deadline(settings.answerLimit());
        listen();
        var open = channel;
        if (secured != null && open != null) {
            try {
                read(open, poller.buffer()); // some of it may have been decrypted, or taken from the socket, already
            } catch (IOException e) {
                refused(e);
            }
        }
    }

    private void converse(ByteBuffer buffer) {
        while (reader != null && buffer.hasRemaining()) {
            if (phase == Phase.IDLE && !reader.isWithinPacket() && isLineEnd(buffer.get(buffer.position()))) {
                // Some daemons end a packet with an empty line.
                buffer.get();
                continue;
            }
            var packet = reader.read(buffer);
            if (packet.isPresent()) {
                take(packet.get());
            }
        }
    }

    private static boolean isLineEnd(byte octet) {
        return octet == '\n' || octet == '\r';
    }

    private void take(Packet packet) {
        switch (packet) {
            case Packet.Complaint refusal when refusal.isInPlaceOfAnswer() && phase == Phase.ASKED -> withheld(refusal);
            case Packet.Complaint refusal when refusal.isNotYet() && told.isSubscribed() -> withheld(refusal);
            case Packet.Complaint(var words) -> complaint = told.refused(words) ? complaint : words;
            case Packet.Whole(var sample) when told.isOutdated(sample) -> {}
            case Packet.Whole(var sample) when phase == Phase.ASKED -> answered(sample);
            case Packet.Whole(var sample) when phase == Phase.IDLE && told.isExpecting() -> came(sample);
            case Packet.Garbled(var reason, var at, var inStep) when inStep && phase == Phase.ASKED -> {
                phase = Phase.IDLE;
                deadline = NEVER;
                told.lost();
                note();
                ended(new Poll.Garbled(reason, at));
            }
            case Packet.Garbled(var reason, var at, _) -> fail(new Poll.Garbled(reason, at));
            case Packet.Whole _ -> fail(unasked());
        }
    }

    /// The daemon says that what it was asked for is more than it sends, or is not there yet, as is seen by its age. If that was a list
    /// of processes, the node is up and its list has not arrived.
    private void withheld(Packet.Complaint refusal) {
        phase = Phase.IDLE;
        deadline = NEVER;
        told.lost();
        if (told.isSubscribed()) {
            deadline(poller.pace().plus(settings.answerLimit()));
        }
        if (poller.asking().listsProcesses()) {
            var list = new Table<>(Pids.SENSOR).failed();
            var sample = Sample.of(List.of(
                    refusal.isNotYet() ? list.stale(Duration.ofNanos(now() - asked).toMillis()) : list));
            state = state.answered(
                    sample, Duration.ofNanos(now() - asked), settings.clock().instant(), Duration.ofNanos(asked - askedBefore));
            awaited(Awaited.NO);
        } else {
            ended(new Poll.Garbled(refusal.words(), 0));
        }
    }

    private static Poll.Garbled unasked() {
        return new Poll.Garbled("an answer that nobody asked for", 0);
    }

    private void answered(Sample sample) {
        took = Duration.ofNanos(now() - asked);
        taken(sample);
    }

    /// A sample that the daemon took by its clock. The way here takes as long as at the last question.
    private void came(Sample sample) {
        askedBefore = asked;
        asked = now() - took.toNanos();
        taken(sample);
    }

    private void taken(Sample sample) {
        phase = Phase.IDLE;
        deadline = NEVER;
        isUsed = true;
        failures = 0;
        isBackingOff = false;
        absences = poller.clock().absences();
        excuses = 0;
        arrived = now();
        var whole = told.taken(sample);
        if (told.isSubscribed()) {
            deadline(poller.pace().plus(settings.answerLimit()));
        }
        state = state.answered(whole, took, settings.clock().instant(), Duration.ofNanos(asked - askedBefore));
        awaited(Awaited.NO);
    }

    private void ended(Poll why) {
        state = state.down(why, settings.clock().instant());
        awaited(Awaited.NO);
    }

    /// What is to be done by a time was not: unless it was, and only has not been looked at.
    void expire(ByteBuffer buffer) {
        catchUp(buffer);
        if (!isOverdue()) {
            return;
        }
        switch (phase) {
            case LOOKING_UP -> lookUpLonger();
            case CONNECTING -> fail(new Poll.Silent(Duration.ofNanos(now() - begun)));
            case SHAKING_HANDS -> fail(new Poll.Refused(Poll.Refused.NO_HANDSHAKE));
            case ASKED -> fail(new Poll.Silent(Duration.ofNanos(now() - asked)));
            case IDLE -> fail(new Poll.Silent(Duration.ofNanos(now() - arrived)));
            case CLOSED -> {
                deadline = NEVER;
                if (excuses > 0) {
                    begin();
                }
            }
        }
    }

    private boolean isOverdue() {
        return deadline != NEVER && poller.clock().now() - deadline >= 0;
    }

    /// Reads what has arrived and was not read yet: one look at all sockets tells of some of those only that have something.
    private void catchUp(ByteBuffer buffer) {
        try {
            var open = channel;
            if (phase == Phase.CONNECTING && open != null && open.finishConnect()) {
                connected();
            }
            for (var read = 0; read < MOST_UNREAD && isOverdue();) {
                open = channel;
                if (open == null || phase == Phase.CONNECTING) {
                    return;
                }
                var octets = read(open, buffer);
                if (octets == 0) {
                    return;
                }
                read += octets;
            }
        } catch (IOException e) {
            refused(e);
        }
    }

    /// A name server that does not answer delays a round for no other host.
    private void lookUpLonger() {
        if (poller.clock().now() - connectBy >= 0) {
            fail(new Poll.Refused(Poll.Refused.NAME_SERVER_IS_SILENT));
            return;
        }
        if (awaited != Awaited.NO) {
            awaited(Awaited.BRIEFLY);
        }
        deadlineAt(connectBy);
    }

    /// The connection cannot be had, or broke.
    private void refused(Exception e) {
        if (e instanceof SSLException broken && credentials != null) {
            var trouble = Secured.Trouble.of(broken, credentials);
            fault = Optional.of(trouble.fault());
            hungUp(trouble.words());
            return;
        }
        hungUp(IoFailure.reason(e));
    }

    private void hungUp(String reason) {
        switch (phase) {
            // Between two questions nothing is lost: the next one begins with a new connection.
            case IDLE -> {
                drop();
                if (awaited != Awaited.NO) {
                    begin(); // for the sample that was to come by itself
                }
            }
            case ASKED -> {
                if (isUsed && reader != null && !reader.isWithinPacket() && complaint == null) {
                    // It broke while nobody looked: the question is asked again where somebody hears it.
                    asked = askedBefore;
                    drop();
                    begin();
                } else {
                    fail(new Poll.Refused(complaint == null ? reason : complaint));
                }
            }
            case CONNECTING -> {
                if (tried < candidates.size()) {
                    nextAddress++;
                    close();
                    tryNext();
                } else {
                    fail(new Poll.Refused(reason));
                }
            }
            case SHAKING_HANDS ->
                fail(new Poll.Refused(reason.startsWith("TLS: ") ? reason : "TLS: " + reason + " in the handshake"));
            case CLOSED, LOOKING_UP -> {}
        }
    }

    /// Something did not work for reasons that are this program's own.
    void broke(RuntimeException e) {
        fail(new Poll.Garbled("internal error: " + e, 0));
    }

    /// Ends the connection and the attempt. The next attempt is made after a random time of which the longest doubles
    /// with every failure, so that the hosts of a cluster that comes back are not all asked at once.
    private void fail(Poll why) {
        if (isExcused(why)) {
            return;
        }
        excuses = 0;
        note();
        // Whoever is there may no longer be who the name means.
        poller.addresses().forget(state.host().address());
        if (phase != Phase.ASKED && phase != Phase.IDLE) {
            nextAddress++;
        }
        drop();
        var base = settings.backoffBase().toNanos();
        var most = settings.backoffMost().toNanos();
        var doublings = Math.min(failures++, MOST_DOUBLINGS);
        var longest = base > most >> doublings ? most : base << doublings;
        notBefore = now() + (longest > 0 ? settings.random().nextLong(longest + 1) : 0);
        isBackingOff = true;
        ended(why);
    }

    /// Keeps what is known of the attempt.
    private void note() {
        var stage = switch (phase) {
            case CLOSED, LOOKING_UP -> Contact.Stage.NAME;
            case CONNECTING -> Contact.Stage.CONNECTING;
            case SHAKING_HANDS -> Contact.Stage.HANDSHAKE;
            case IDLE, ASKED -> Contact.Stage.TALKING;
        };
        var there = candidates.isEmpty() ? Optional.<InetSocketAddress>empty()
                : Optional.of(new InetSocketAddress(
                        candidates.get(Math.floorMod(nextAddress, candidates.size())), state.host().port()));
        contact = new Contact(stage, here(), there, heard, fault);
    }

    private Optional<InetSocketAddress> here() {
        var open = channel;
        try {
            return open != null && open.getLocalAddress() instanceof InetSocketAddress here
                    ? Optional.of(here)
                    : Optional.empty();
        } catch (IOException _) { // closed already: nothing is known of it any more
            return Optional.empty();
        }
    }

    /// Whether a failure may be the poller's own: it was away, and the connection was lost meanwhile, or the way to the host is
    /// not there yet again. Then it is tried anew before anything is said of the host.
    private boolean isExcused(Poll why) {
        if (why instanceof Poll.Garbled || excuses >= MOST_EXCUSES) {
            return false;
        }
        var isConnected = phase == Phase.ASKED || phase == Phase.IDLE;
        if (absences != poller.clock().absences() && excuses < MOST_REOPENED) {
            excuses++;
            if (phase == Phase.ASKED) {
                asked = askedBefore;
            }
            drop();
            begin();
            return true;
        }
        var aWhile = settings.connectLimit().plus(settings.answerLimit()).toNanos();
        if (!isConnected && state.isUp() && poller.clock().wasAway(aWhile)) {
            excuses++;
            poller.addresses().forget(state.host().address());
            nextAddress++;
            drop();
            deadline(AGAIN);
            return true;
        }
        return false;
    }

    /// Nobody wants to know of this host any longer.
    void leave() {
        drop();
        awaited(Awaited.NO);
    }

    /// Closes the channel, if there is one.
    void drop() {
        phase = Phase.CLOSED;
        deadline = NEVER;
        unwritten = null;
        endLarge();
        if (reader != null) {
            reader.close();
            reader = null;
        }
        close();
    }

    private void close() {
        if (secured != null) {
            secured.end();
            secured = null;
        }
        var open = channel;
        channel = null;
        key = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // Closing: nothing is left to lose.
            }
        }
    }

    private void deadline(Duration limit) {
        deadlineAt(poller.clock().now() + limit.toNanos());
    }

    private void deadlineAt(long at) {
        deadline = at;
        poller.deadline(deadline);
    }

    private long now() {
        return settings.nanos().getAsLong();
    }
}
