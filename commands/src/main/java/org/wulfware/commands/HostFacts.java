package org.wulfware.commands;

import module java.base;
import org.wulfware.libwulf.Contact;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;

/// What [Examination] found out about a host.
///
/// @param first what came of asking it what it says of itself
/// @param others what came of asking in other ways a host that did not answer
/// @param second what came of asking the same a second later; empty if the host was down
/// @param full what came of asking for all sensors, processes left out; empty if the host was down
/// @param late the same two seconds later, for those sensors that may hang
record HostFacts(
        Host host, Attempt first, List<Attempt> others, Optional<HostState> second, Optional<Attempt> full,
        Optional<HostState> late) {
    /// One way to ask a host, and what came of it.
    record Attempt(HostState state, Contact contact) {
        Host host() {
            return state.host();
        }

        Poll poll() {
            return state.poll();
        }
    }

    /// The address that the host was found at, if one was.
    Optional<InetAddress> address() {
        return first.contact().there().map(InetSocketAddress::getAddress);
    }
}
