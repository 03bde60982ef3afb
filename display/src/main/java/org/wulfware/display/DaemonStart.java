package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.IoFailure;

/// How a daemon is started, for a person who sees nothing since none runs on the machine at hand.
public final class DaemonStart {
    /// Starts it, now and whenever the machine starts.
    public static final String SERVICE = "sudo systemctl enable --now xmlsysd";

    private static final Set<String> THIS_HOST =
            Set.of("localhost", "localhost.localdomain", "ip6-localhost", "127.0.0.1", "::1");

    private DaemonStart() {}

    /// Starts it until Ctrl-C.
    public static String foreground(int port) {
        return port == Host.DEFAULT_PORT ? "xmlsysd" : "xmlsysd -d " + port;
    }

    /// The host that is this machine and has no daemon, if one of these is.
    public static Optional<Host> missing(List<HostState> states) {
        return states.stream().filter(DaemonStart::isMissing).map(HostState::host).findFirst();
    }

    private static boolean isMissing(HostState state) {
        var host = state.host();
        var isNamedSo = host.name().equals(host.address()) || host.name().equals(host.address() + ":" + host.port());
        return isNamedSo && THIS_HOST.contains(host.address())
                && state.poll() instanceof Poll.Refused(var reason) && reason.equals(IoFailure.REFUSED);
    }

    /// What a person is told of it, in lines.
    public static List<String> lines(Host host) {
        return List.of(
                "No daemon runs on this host" + onPort(host) + ". To start one,",
                "    in another terminal:  " + foreground(host.port()),
                "    as a service:         " + SERVICE,
                "wulf doctor tells more.");
    }

    /// The same in one line.
    public static String line(Host host) {
        return "no daemon runs on this host" + onPort(host) + "; to start one: " + foreground(host.port())
                + " in another terminal, or as a service: " + SERVICE + "; wulf doctor tells more";
    }

    private static String onPort(Host host) {
        return host.port() == Host.DEFAULT_PORT ? "" : ", port " + host.port();
    }
}
