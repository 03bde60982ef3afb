package org.wulfware.libwulf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// The addresses of names, remembered for a while. It belongs to the poller's thread; a name is looked up on another
/// one, since that may take as long as it likes.
final class Addresses {
    /// As many names as are looked up at once; a resolver that hangs holds so many threads and no more.
    private static final int AT_ONCE = 32;

    private record Known(List<InetAddress> addresses, long until) {}

    private final Settings settings;
    private final Executor pollersThread;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, List<Consumer<List<InetAddress>>>> waiting = new HashMap<>();

    /// @param pollersThread runs what it is given on the thread that this belongs to
    Addresses(Settings settings, Executor pollersThread) {
        this.settings = settings;
        this.pollersThread = pollersThread;
    }

    /// Hands the addresses of a name to `then`, at once if they are known, later if not; none if the name has none.
    void find(String name, Consumer<List<InetAddress>> then) {
        var remembered = known.get(name);
        if (remembered != null && settings.nanos().getAsLong() - remembered.until < 0) {
            then.accept(remembered.addresses);
            return;
        }
        var literal = literal(name);
        if (literal.isPresent()) {
            then.accept(List.of(literal.get()));
            return;
        }
        var others = waiting.get(name);
        if (others != null) {
            others.add(then);
            return;
        }
        var all = new ArrayList<Consumer<List<InetAddress>>>(1);
        all.add(then);
        waiting.put(name, all);
        Thread.ofVirtual().name("lookup " + name).start(() -> {
            places.acquireUninterruptibly();
            List<InetAddress> found;
            try {
                found = List.copyOf(settings.lookup().addresses(name));
            } catch (UnknownHostException | RuntimeException e) {
                // None is an answer, whatever the resolver's reason.
                found = List.of();
            } finally {
                places.release();
            }
            var addresses = found;
            pollersThread.execute(() -> found(name, addresses));
        });
    }

    /// The address that a name is itself: nobody needs to be asked about it.
    private static Optional<InetAddress> literal(String name) {
        if (name.isEmpty() || (Character.digit(name.charAt(0), 10) < 0 && name.indexOf(':') < 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // such as 3com or fe80::1%eth9
        }
    }

    /// What is remembered of a name has proved useless: it is looked up again the next time.
    void forget(String name) {
        known.remove(name);
    }

    private void found(String name, List<InetAddress> addresses) {
        if (!addresses.isEmpty()) {
            known.put(
                    name,
                    new Known(addresses, settings.nanos().getAsLong() + settings.addressesKeep().toNanos()));
        }
        var all = waiting.remove(name);
        if (all != null) {
            all.forEach(then -> then.accept(addresses));
        }
    }
}
