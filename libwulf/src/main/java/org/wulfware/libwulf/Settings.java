package org.wulfware.libwulf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.wulfware.wire.PacketReader;

/// How a [Poller] goes about it.
///
/// @param connectLimit for finding a host's address and getting a connection
/// @param answerLimit for a whole answer, from the question on
/// @param packetLimit the longest document that is read, in bytes
/// @param backoffBase a host that failed once is left alone for a random part of this; twice, of double that
/// @param backoffMost and so on up to this
/// @param patience how long a round waits for hosts that were down already, or have not answered the round before
/// @param addressesKeep how long an address is used before its name is looked up again
/// @param random for the random part; used by the poller's own thread only
/// @param nanos a steady clock, as [System#nanoTime]
/// @param clock the time of day
/// @param lookup the addresses of a name; it may block, and is never asked by the poller's own thread
public record Settings(
        Duration connectLimit,
        Duration answerLimit,
        int packetLimit,
        Duration backoffBase,
        Duration backoffMost,
        Duration patience,
        Duration addressesKeep,
        RandomGenerator random,
        LongSupplier nanos,
        Clock clock,
        Lookup lookup) {
    /// Finds the addresses of a name.
    @FunctionalInterface
    public interface Lookup {
        /// At least one address; it may take its time.
        ///
        /// @throws UnknownHostException if there is none
        List<InetAddress> addresses(String name) throws UnknownHostException;
    }

    /// For a cluster on a network of its own.
    public static Settings usual() {
        return new Settings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                PacketReader.DEFAULT_LIMIT,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofMinutes(5),
                RandomGenerator.getDefault(),
                System::nanoTime,
                Clock.systemUTC(),
                name -> List.of(InetAddress.getAllByName(name)));
    }

    /// The same with other limits for connecting and for answers.
    public Settings limits(Duration connect, Duration answer) {
        return new Settings(
                connect, answer, packetLimit, backoffBase, backoffMost, patience, addressesKeep, random, nanos, clock,
                lookup);
    }

    /// The same with another limit to the length of a document.
    public Settings packetLimit(int bytes) {
        return new Settings(
                connectLimit, answerLimit, bytes, backoffBase, backoffMost, patience, addressesKeep, random, nanos,
                clock, lookup);
    }

    /// The same for hosts that failed: how long they are left alone, at first and at most.
    public Settings backoff(Duration base, Duration most) {
        return new Settings(
                connectLimit, answerLimit, packetLimit, base, most, patience, addressesKeep, random, nanos, clock,
                lookup);
    }

    /// The same with another wait for hosts that were down.
    public Settings patience(Duration withTheDown) {
        return new Settings(
                connectLimit, answerLimit, packetLimit, backoffBase, backoffMost, withTheDown, addressesKeep, random,
                nanos, clock, lookup);
    }

    /// The same with other randomness.
    public Settings random(RandomGenerator other) {
        return new Settings(
                connectLimit, answerLimit, packetLimit, backoffBase, backoffMost, patience, addressesKeep, other, nanos,
                clock, lookup);
    }

    /// The same by other clocks.
    public Settings clocks(LongSupplier steady, Clock timeOfDay) {
        return new Settings(
                connectLimit, answerLimit, packetLimit, backoffBase, backoffMost, patience, addressesKeep, random,
                steady, timeOfDay, lookup);
    }

    /// The same with addresses from elsewhere.
    public Settings lookup(Lookup other) {
        return new Settings(
                connectLimit, answerLimit, packetLimit, backoffBase, backoffMost, patience, addressesKeep, random,
                nanos, clock, other);
    }
}
