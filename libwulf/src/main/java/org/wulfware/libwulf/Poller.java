package org.wulfware.libwulf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Pem;
import org.wulfware.wire.XmlReaders;

/// Asks hosts, in rounds: [#poll] begins one, [#await] waits for it. Connections stay open from round to round. One
/// thread serves all hosts and never waits for any of them, so that no host delays another.
///
/// A host that does not answer in time, or not understandably, is down from then on; the next rounds try again, each
/// host after a time of its own. Its last state tells what is known of it at any time.
///
/// A mistake of this program costs no more than the host that brought it to light; it goes to the poller's thread's handler of
/// uncaught exceptions. Where it ends that thread, every wait ends with an [IllegalStateException].
public final class Poller implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final Known NO_LONGER = new Known(null, "the host is no longer asked");

    private final Settings settings;
    private volatile List<Connection> connections;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Addresses addresses;
    private final ListeningClock clock;
    private final LargeAnswers largeAnswers = new LargeAnswers();
    private final XmlReaders readers = new XmlReaders();
    private final ByteBuffer buffer = ByteBuffer.allocate(Secured.MOST_READ);
    private volatile Map<Tls, Known> credentials;
    private Secured.@Nullable Buffers securedBuffers;
    private volatile Asking asking;
    private volatile Duration pace = Duration.ZERO;
    private volatile boolean isClosed;
    private volatile @Nullable Throwable failure;

    /// The poller's thread's own: when the earliest of all limits is reached, or sooner.
    private long earliest = Long.MAX_VALUE;

    private final Object lock = new Object();
    /// Guarded by the lock: rounds that were asked for and that have begun, when the last one did, and for how many
    /// hosts it still waits.
    private long wanted;
    private long begun;
    private long begunAt;
    private int patiently;
    private int briefly;

    /// What came of reading the files that a [Tls] names.
    ///
    /// @param trouble what is wrong with them; empty if nothing is
    record Known(@Nullable Credentials credentials, String trouble) {}

    /// Asks nobody yet. What the hosts' TLS wants is read; see [#unreadable].
    public Poller(List<Host> hosts, Asking asking, Settings settings) {
        this.settings = settings;
        this.asking = asking;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector: out of file descriptors?", e);
        }
        addresses = new Addresses(settings, this::onPollersThread);
        clock = new ListeningClock(settings.nanos(), settings.clock());
        credentials = credentials(hosts, Map.of());
        connections = connections(hosts, List.of());
        thread = Thread.ofPlatform().daemon().name("poller").start(this::run);
    }

    /// Begins a round: every host is asked, now if it is connected, else as soon as it is. A host that has not answered
    /// the round before is left to that one, and one whose last attempt failed a moment ago is left alone. Returns at
    /// once.
    public void poll() {
        synchronized (lock) {
            wanted++;
        }
        onPollersThread(this::begin);
    }

    /// Waits until all that the last round asked have answered or failed, or until `limit` is over. For hosts that were
    /// down before, or are still busy with an older round, it waits only briefly.
    ///
    /// @return the states then, in the order of the hosts
    /// @throws InterruptedException if the thread that waits is interrupted
    /// @throws IllegalStateException if the poller has failed: nobody is asked any more
    public List<HostState> await(Duration limit) throws InterruptedException {
        return await(limit, settings.patience());
    }

    /// Waits until every host that is being asked has answered or failed, those too for which [#await] waits only briefly: after
    /// that all that there is to know of this round is known. That is over once the limits for connecting and answering are,
    /// or when `limit` is.
    ///
    /// @return the states then, in the order of the hosts
    /// @throws InterruptedException if the thread that waits is interrupted
    public List<HostState> awaitAll(Duration limit) throws InterruptedException {
        return await(limit, FOR_EVER);
    }

    private List<HostState> await(Duration limit, Duration patience) throws InterruptedException {
        var from = System.nanoTime();
        synchronized (lock) {
            while (!isClosed) {
                var now = System.nanoTime();
                var left = limit.toNanos() - (now - from);
                if (begun == wanted && patiently == 0) {
                    left = briefly == 0 ? 0 : Math.min(left, patience.toNanos() - (now - begunAt));
                }
                if (left <= 0) {
                    break;
                }
                lock.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        if (failure != null) {
            throw new IllegalStateException("the poller has failed: " + failure, failure);
        }
        return states();
    }

    /// What is known now, in the order of the hosts.
    public List<HostState> states() {
        var connections = this.connections;
        var states = new ArrayList<HostState>(connections.size());
        for (var connection : connections) {
            states.add(connection.state());
        }
        return states;
    }

    /// How far the last attempt at each host came, in the order of the hosts: of one that is down this tells more than its state.
    public List<Contact> contacts() {
        var contacts = new ArrayList<Contact>();
        connections.forEach(connection -> contacts.add(connection.contact()));
        return contacts;
    }

    /// What is known now, and of when.
    public Snapshot snapshot() {
        return new Snapshot(settings.clock().instant(), states());
    }

    /// What is wrong with files of certificates and keys that hosts are to be asked with, a line each that names the
    /// place; these hosts are down for that reason, unless what the files held before will do.
    public List<String> unreadable() {
        return troubles(credentials);
    }

    /// The same, before anybody is asked.
    public static List<String> unreadable(List<Host> hosts) {
        return troubles(credentials(hosts, Map.of()));
    }

    private static List<String> troubles(Map<Tls, Known> credentials) {
        return credentials.values()
                .stream()
                .map(Known::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<Tls, Known> credentials(List<Host> hosts, Map<Tls, Known> before) {
        var all = new HashMap<Tls, Known>();
        for (var host : hosts) {
            host.tls().ifPresent(tls -> all.computeIfAbsent(tls, _ -> known(tls, before.get(tls))));
        }
        return Map.copyOf(all);
    }

    private static Known known(Tls tls, @Nullable Known before) {
        try {
            return new Known(Credentials.read(tls), "");
        } catch (Pem.BadFileException e) {
            return new Known(before == null ? null : before.credentials, String.valueOf(e.getMessage()));
        }
    }

    /// Polls these hosts from the next round on. Those that were polled before go on as they are, state and connection and
    /// all. The files that their TLS wants are read again, for the connections to come.
    public synchronized void hosts(List<Host> hosts) {
        credentials = credentials(hosts, credentials);
        var before = connections;
        var now = connections(hosts, before);
        connections = now;
        var gone = new HashSet<>(before);
        now.forEach(gone::remove);
        onPollersThread(() -> gone.forEach(Connection::leave));
    }

    private List<Connection> connections(List<Host> hosts, List<Connection> known) {
        var byHost = new HashMap<Host, Connection>();
        known.forEach(connection -> byHost.put(connection.state().host(), connection));
        var all = new ArrayList<Connection>(hosts.size());
        for (var host : hosts) {
            var same = byHost.remove(host);
            all.add(same == null ? new Connection(host, this, settings) : same);
        }
        return List.copyOf(all);
    }

    /// Asks for something else from the next round on; of whom sends by its clock, that once at once.
    public void ask(Asking other) {
        asking = other;
    }

    /// From the next round on, daemons that know how send a sample at each multiple of `period` of their clocks, so that all
    /// nodes' are of the same instant; the others are asked, as before, by [#poll]. A round waits for either.
    ///
    /// @param period in whole milliseconds; zero for none
    public void pace(Duration period) {
        if (period.isNegative()) {
            throw new IllegalArgumentException("a period of " + period);
        }
        pace = period.truncatedTo(ChronoUnit.MILLIS);
    }

    /// Ends all connections, and every wait for them.
    @Override
    public void close() {
        isClosed = true;
        wakeUp();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    private void onPollersThread(Runnable task) {
        tasks.add(task);
        wakeUp();
    }

    private void wakeUp() {
        synchronized (tasks) {
            if (selector.isOpen()) {
                selector.wakeup();
            }
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                var wait = timeout();
                clock.waits(wait);
                selector.select(wait);
                clock.wakes();
                var ready = selector.selectedKeys();
                ready.forEach(this::ready);
                ready.clear();
                for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                    guarded(task);
                }
                clock.judges();
                expire();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            connections.forEach(Connection::drop);
            synchronized (tasks) {
                try {
                    selector.close();
                } catch (IOException _) {
                    // Closing: nothing is left to lose.
                }
            }
            isClosed = true;
            synchronized (lock) {
                lock.notifyAll();
            }
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            guarded(connection, () -> connection.ready(buffer));
        }
    }

    static void guarded(Connection connection, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            // A mistake of ours that one host brought to light: the other hosts go on.
            report(new IllegalStateException("polling " + connection.state().host().name() + ": " + e, e));
            connection.broke(e);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            report(e);
        }
    }

    private static void report(RuntimeException e) {
        var thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }

    private void begin() {
        for (var connection : connections) {
            guarded(connection, connection::ask);
        }
        synchronized (lock) {
            begun++;
            begunAt = System.nanoTime();
            lock.notifyAll();
        }
    }

    /// Milliseconds until the next limit is reached, or something else must be looked at.
    private long timeout() {
        var longest = ListeningClock.LONGEST_WAIT.toMillis();
        return earliest == Long.MAX_VALUE
                ? longest
                : Math.clamp((earliest - clock.now()) / 1_000_000 + 1, 1, longest);
    }

    private void expire() {
        var now = clock.now();
        if (earliest == Long.MAX_VALUE || now - earliest < 0) {
            return;
        }
        earliest = Long.MAX_VALUE;
        for (var connection : connections) {
            if (connection.deadline() != Long.MAX_VALUE && now - connection.deadline() >= 0) {
                guarded(connection, () -> connection.expire(buffer));
            }
            if (connection.deadline() != Long.MAX_VALUE) {
                deadline(connection.deadline());
            }
        }
    }

    /// Something must be looked at by then, by the [#clock].
    void deadline(long at) {
        if (earliest == Long.MAX_VALUE || at - earliest < 0) {
            earliest = at;
        }
    }

    /// One host is waited for in another way than before.
    void awaited(Connection.Awaited before, Connection.Awaited now) {
        if (before == now) {
            return;
        }
        synchronized (lock) {
            patiently += count(now == Connection.Awaited.PATIENTLY) - count(before == Connection.Awaited.PATIENTLY);
            briefly += count(now == Connection.Awaited.BRIEFLY) - count(before == Connection.Awaited.BRIEFLY);
            if (patiently == 0) {
                lock.notifyAll();
            }
        }
    }

    private static int count(boolean one) {
        return one ? 1 : 0;
    }

    /// Does something that takes a while on another thread, and then something on the poller's.
    void beside(Runnable task, Runnable then) {
        Thread.ofVirtual().name("handshake").start(() -> {
            task.run();
            onPollersThread(then);
        });
    }

    /// What a host is asked with over TLS.
    Known credentials(Tls tls) {
        return credentials.getOrDefault(tls, NO_LONGER);
    }

    Secured.Buffers securedBuffers() {
        if (securedBuffers == null) {
            securedBuffers = new Secured.Buffers();
        }
        return securedBuffers;
    }

    /// What is read into, by whoever reads.
    ByteBuffer buffer() {
        return buffer;
    }

    /// What is asked now.
    Asking asking() {
        return asking;
    }

    /// How far samples are apart that come unasked; zero for none.
    Duration pace() {
        return pace;
    }

    /// What limits run by.
    ListeningClock clock() {
        return clock;
    }

    LargeAnswers largeAnswers() {
        return largeAnswers;
    }

    Addresses addresses() {
        return addresses;
    }

    XmlReaders readers() {
        return readers;
    }

    Selector selector() {
        return selector;
    }
}
