package org.wulfware.commands;

import module java.base;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Contact;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.Tls;
import org.wulfware.libwulf.TlsFault;

/// Asks hosts what is wrong with them, all at the same time: what they say of themselves, twice, a second apart; then all
/// sensors, and once more those that may hang, when the daemon has given up waiting for them. What could not be asked is
/// meanwhile asked in another way, in clear in place of TLS or the reverse, to see what is there.
final class Examination {
    /// Time for two more attempts of the kernel at a packet that was lost.
    private static final Duration CONNECTING = Duration.ofMillis(3200);

    private static final Duration ANSWERING = Duration.ofSeconds(4);

    /// A host that was silent already is not waited for as long again.
    private static final Duration IN_ANOTHER_WAY = Duration.ofMillis(1500);

    /// As long as any of these may take.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(9);

    /// Long enough to see that the daemon holds its clients back.
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /// A driver that has not answered by then has failed, as the daemon counts.
    private static final Duration HANGING = Duration.ofMillis(2300);

    private static final Asking ITSELF = new Asking(List.of("off all", "on time version daemon"));

    /// A node may have many thousand processes, and none of them fails.
    private static final Asking ALL = new Asking(List.of("off all", "on all", "off pids"));

    private static final Asking HANGERS = new Asking(List.of(
            "off all", "on " + Catalog.sensors()
                    .stream()
                    .filter(sensor -> sensor.isBeside() || sensor.isBesideAtFirst())
                    .map(Sensor::element)
                    .collect(Collectors.joining(" "))));

    /// What comes first of one who speaks TLS, and cannot make sense of what it reads: the head of an alert.
    private static final String ALERT = "\u0015\u0003";

    private final RoundWait wait;
    private final Settings settings;

    /// @param settings how hosts are asked, but for the limits
    Examination(Progress progress, Settings settings) {
        this.settings = settings.patience(LONGEST_WAIT);
        wait = new RoundWait("wulf doctor", progress, LONGEST_WAIT);
    }

    /// What there is to know of each of the hosts, in their order.
    List<HostFacts> of(List<Host> hosts) throws InterruptedException {
        try (var poller = new Poller(hosts, ITSELF, settings.limits(CONNECTING, ANSWERING))) {
            poller.poll();
            var first = attempts(wait.await(poller::awaitAll, hosts.size()), poller.contacts());
            var asked = System.nanoTime();
            var whose = otherWays(first);
            var briefly = settings.limits(IN_ANOTHER_WAY, IN_ANOTHER_WAY);
            try (var others = new Poller(List.copyOf(whose.keySet()), ITSELF, briefly)) {
                others.poll();
                var up = first.stream().filter(attempt -> attempt.poll().isUp()).map(HostFacts.Attempt::host).toList();
                var second = new HashMap<Host, HostState>();
                var full = new HashMap<Host, HostFacts.Attempt>();
                var late = new HashMap<Host, HostState>();
                if (!up.isEmpty()) {
                    poller.hosts(up);
                    TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos() - (System.nanoTime() - asked));
                    round(poller, ITSELF).forEach(state -> second.put(state.host(), state));
                    attempts(round(poller, ALL), poller.contacts()).forEach(
                            attempt -> full.put(attempt.host(), attempt));
                    TimeUnit.NANOSECONDS.sleep(HANGING.toNanos());
                    round(poller, HANGERS).forEach(state -> late.put(state.host(), state));
                }
                var found = new HashMap<Host, List<HostFacts.Attempt>>();
                attempts(wait.await(others::awaitAll, whose.size()), others.contacts()).forEach(
                        attempt -> Optional.ofNullable(whose.get(attempt.host()))
                                .ifPresent(
                                        host -> found.computeIfAbsent(host, _ -> new ArrayList<>()).add(attempt)));
                return first.stream().map(attempt -> {
                    var host = attempt.host();
                    return new HostFacts(host, attempt, found.getOrDefault(host, List.of()),
                            Optional.ofNullable(second.get(host)), Optional.ofNullable(full.get(host)),
                            Optional.ofNullable(late.get(host)));
                }).toList();
            }
        }
    }

    private List<HostState> round(Poller poller, Asking asking) throws InterruptedException {
        poller.ask(asking);
        poller.poll();
        return wait.await(poller::awaitAll, poller.states().size());
    }

    private static List<HostFacts.Attempt> attempts(List<HostState> states, List<Contact> contacts) {
        return IntStream.range(0, states.size())
                .mapToObj(i -> new HostFacts.Attempt(states.get(i), contacts.get(i)))
                .toList();
    }

    /// The other ways in which hosts are asked whose silence may mean that they were asked in the wrong one; and whose each is.
    private static Map<Host, Host> otherWays(List<HostFacts.Attempt> first) {
        var whose = new LinkedHashMap<Host, Host>();
        for (var attempt : first) {
            otherWays(attempt).forEach(way -> whose.put(way, attempt.host()));
        }
        return whose;
    }

    private static List<Host> otherWays(HostFacts.Attempt attempt) {
        var host = attempt.host();
        var contact = attempt.contact();
        var isClosed = attempt.poll() instanceof Poll.Refused && contact.stage() == Contact.Stage.CONNECTING;
        if (host.tls().isEmpty()) {
            var overTls = host.over(Tls.USUAL);
            if (isClosed) {
                return host.port() == Host.DEFAULT_PORT ? List.of(overTls.port(Host.DEFAULT_TLS_PORT)) : List.of();
            }
            var mayBeTls = contact.heard().isEmpty() || contact.heard().startsWith(ALERT);
            return !attempt.poll().isUp() && contact.stage() == Contact.Stage.TALKING && mayBeTls
                    ? List.of(overTls)
                    : List.of();
        }
        var inClear = host.tls(Optional.empty());
        var usual = inClear.port(Host.DEFAULT_PORT);
        if (isClosed) {
            return host.port() == Host.DEFAULT_PORT ? List.of() : List.of(usual);
        }
        var isNoTls = contact.stage() == Contact.Stage.HANDSHAKE
                && contact.fault().filter(fault -> fault != TlsFault.NOT_SPOKEN && fault != TlsFault.OTHER).isEmpty();
        return !isNoTls ? List.of() : host.port() == Host.DEFAULT_PORT ? List.of(inClear) : List.of(inClear, usual);
    }
}
