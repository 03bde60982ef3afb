package org.wulfware.commands;

import module java.base;
import org.wulfware.libwulf.HostState;

/// Waits for a round of questions, and tells a person who waits too how far it is.
///
/// @param program as messages name it
/// @param longest no round is waited for longer
record RoundWait(String program, Progress progress, Duration longest) {
    private static final Duration GLANCE = Duration.ofMillis(250);

    /// One of the ways in which a poller waits.
    @FunctionalInterface
    interface Waiting {
        List<HostState> await(Duration limit) throws InterruptedException;
    }

    /// @param count of the hosts
    List<HostState> await(Waiting round, int count) throws InterruptedException {
        var from = System.nanoTime();
        while (true) {
            var glanced = System.nanoTime();
            var states = round.await(GLANCE);
            var now = System.nanoTime();
            if (now - glanced < GLANCE.toNanos() || now - from > longest.toNanos()) {
                return states;
            }
            var answered = states.stream().filter(HostState::isUp).count();
            progress.tell(program + ": " + answered + " of " + count + " hosts have answered", now);
        }
    }
}
