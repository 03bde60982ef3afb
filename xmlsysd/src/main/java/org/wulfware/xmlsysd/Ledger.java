package org.wulfware.xmlsysd;

/// What has happened to the daemon's clients since it started. Written by the serving thread.
final class Ledger {
    /// Connections that were accepted.
    long connections;

    /// Those refused since their address may not connect.
    long refusedAddress;

    /// Those refused since their address has as many as it may have.
    long refusedCount;

    /// Clients that gave way to new ones.
    long gaveWay;

    /// Clients that were let go since they kept the daemon waiting.
    long timedOut;

    /// Clients that were let go since what they asked for, or did not read, found no room.
    long outOfRoom;

    /// Connections over TLS that came to nothing.
    long tlsFailed;

    /// Lines that were answered with an error.
    long errors;

    /// Documents made.
    long samples;

    /// Bytes of all answers.
    long bytes;

    /// CPU time of the answer before, in microseconds, if anybody wanted to know; and its size.
    long answerMicros;

    long answerBytes;

    /// Clients that are connected.
    long clients;

    /// What the daemon may use of a processor, in millionths; 0 for as much as there is.
    long budget;

    /// What the daemon may still use beyond that, once, in nanoseconds.
    long once;

    /// Documents of which not all was read for them, since too little of the budget was left.
    long stale;

    /// Documents by the clock that were not sent, since a client had not had its turn when the next was due.
    long skipped;

    /// Nanoseconds in which clients waited for more of the budget.
    long withheld;

    /// Documents that were not sent, since the client had not read the one before.
    long lost;
}
