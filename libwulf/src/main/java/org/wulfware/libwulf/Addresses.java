package org.wulfware.libwulf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The addresses of names, remembered for a while. It belongs to the poller's thread; a name is looked up on another
/// one, since that may take as long as it likes. These threads are the system's own: a lookup holds its thread, and a few virtual
/// ones that are held so would hold all others.
final class Addresses {
    /// As many names as are looked up at once.
    private static final int AT_ONCE = 32;

    /// A lookup that takes longer waits for a name server, and is no reason for others to wait: those of names that stand in a file
    /// take no time. So many threads may hang, and no more.
    private static final long SLOW_NANOS = 200_000_000;
    private static final int MOST_THREADS = 512;

    /// The JDK remembers that a name has no address for ten seconds, and forgets why.
    private static final long TROUBLE_NANOS = 15_000_000_000L;

    /// What a lookup came to.
    ///
    /// @param addresses none if there are none, or nobody says
    /// @param trouble why nobody says; empty if somebody does
    record Found(List<InetAddress> addresses, String trouble) {}

    private record Known(List<InetAddress> addresses, long until) {}

    private record Trouble(String words, long until) {}

    private final Settings settings;
    private final Executor pollersThread;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Trouble> troubles = new HashMap<>();
    private final Map<String, List<Consumer<Found>>> waiting = new HashMap<>();
    private final Queue<String> queue = new ArrayDeque<>();
    /// The lookups that are under way, and when each began.
    private final Map<String, Long> begun = new HashMap<>();
    private boolean isToBeginAgain;

    /// @param pollersThread runs what it is given on the thread that this belongs to
    Addresses(Settings settings, Executor pollersThread) {
        this.settings = settings;
        this.pollersThread = pollersThread;
    }

    /// Hands the addresses of a name to `then`, at once if they are known, later if not.
    void find(String name, Consumer<Found> then) {
        var remembered = known.get(name);
        if (remembered != null && now() - remembered.until < 0) {
            then.accept(new Found(remembered.addresses, ""));
            return;
        }
        var literal = literal(name);
        if (literal.isPresent()) {
            then.accept(new Found(List.of(literal.get()), ""));
            return;
        }
        if (name.indexOf(':') >= 0) { // no name has one
            then.accept(new Found(List.of(), noAddress(name)));
            return;
        }
        var others = waiting.get(name);
        if (others != null) {
            others.add(then);
            return;
        }
        var all = new ArrayList<Consumer<Found>>(1);
        all.add(then);
        waiting.put(name, all);
        queue.add(name);
        begin();
    }

    /// Begins as many of the lookups that wait as may be under way.
    private void begin() {
        var now = now();
        var quick = begun.values().stream().filter(since -> now - since < SLOW_NANOS).count();
        while (!queue.isEmpty() && quick < AT_ONCE && begun.size() < MOST_THREADS) {
            var name = queue.remove();
            begun.put(name, now);
            quick++;
            Thread.ofPlatform().daemon().name("lookup " + name).stackSize(256 << 10).start(() -> lookUp(name));
        }
        if (!queue.isEmpty() && !isToBeginAgain) {
            isToBeginAgain = true;
            CompletableFuture.delayedExecutor(SLOW_NANOS, TimeUnit.NANOSECONDS, pollersThread).execute(() -> {
                isToBeginAgain = false;
                begin();
            });
        }
    }

    private void lookUp(String name) {
        Found found;
        try {
            found = new Found(List.copyOf(settings.lookup().addresses(name)), "");
        } catch (UnknownHostException e) {
            found = new Found(List.of(), trouble(name, e));
        } catch (RuntimeException e) {
            found = new Found(List.of(), "its address cannot be looked up: " + e.getMessage());
        }
        var told = found;
        pollersThread.execute(() -> found(name, told));
    }

    /// Why nobody says where a name leads; empty if it leads nowhere. The JDK says it in the words of the C library, behind the name.
    private static String trouble(String name, UnknownHostException e) {
        var words = String.valueOf(e.getMessage());
        var why = words.startsWith(name + ": ") ? words.substring(name.length() + 2) : words;
        return why.startsWith("Temporary failure") ? Poll.Refused.NAME_SERVER_IS_SILENT
                : why.startsWith("Non-recoverable failure") || why.startsWith("System error")
                        ? "its address cannot be looked up: " + why
                        : "";
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

    private static String noAddress(String name) {
        var zone = name.indexOf('%');
        return zone > 0 && literal(name.substring(0, zone)).isPresent()
                ? "there is no interface " + name.substring(zone + 1) + " here with an address of that kind"
                : "";
    }

    /// What is remembered of a name has proved useless: it is looked up again the next time, and counts only if nobody says more.
    void forget(String name) {
        known.computeIfPresent(name, (_, before) -> new Known(before.addresses, now()));
    }

    private void found(String name, Found found) {
        begun.remove(name);
        begin();
        var now = now();
        var answer = found;
        if (!found.addresses.isEmpty()) {
            known.put(name, new Known(found.addresses, now + settings.addressesKeep().toNanos()));
            troubles.remove(name);
        } else {
            var trouble = found.trouble.isEmpty() ? recent(name, now) : found.trouble;
            var before = known.get(name);
            if (trouble.isEmpty()) {
                known.remove(name);
            } else if (before != null) {
                answer = new Found(before.addresses, "");
            } else {
                answer = new Found(List.of(), trouble);
            }
            if (!found.trouble.isEmpty()) {
                troubles.put(name, new Trouble(found.trouble, now + TROUBLE_NANOS));
            }
        }
        var all = waiting.remove(name);
        if (all != null) {
            for (var then : all) {
                then.accept(answer);
            }
        }
    }

    private String recent(String name, long now) {
        var trouble = troubles.get(name);
        if (trouble != null && now - trouble.until >= 0) {
            troubles.remove(name);
            return "";
        }
        return trouble == null ? "" : trouble.words;
    }

    private long now() {
        return settings.nanos().getAsLong();
    }
}
