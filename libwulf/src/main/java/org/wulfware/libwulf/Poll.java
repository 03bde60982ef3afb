package org.wulfware.libwulf;

import java.time.Duration;
import org.wulfware.wire.Sample;

/// What the last attempt at a host came to; a dead node is an answer. The words in it may quote what the host sent:
/// no terminal may get them as they are.
public sealed interface Poll {
    /// Not asked yet, or asked for the first time and not yet answered.
    record Pending() implements Poll {}

    /// A whole document.
    record Answered(Sample sample, Duration took) implements Poll {}

    /// Bytes that are no packet or no document.
    ///
    /// @param atByte of the document, or of the header if that is what is wrong
    record Garbled(String reason, long atByte) implements Poll {}

    /// No connection, or no whole answer on it, within the limit.
    record Silent(Duration waited) implements Poll {}

    /// Nobody there, or somebody who hung up: `connection refused`, `no route to host`.
    record Refused(String reason) implements Poll {
        /// The reason where nobody says what address a name has.
        public static final String NAME_SERVER_IS_SILENT = "the name server does not answer";

        /// The reason where a connection is had, and nothing comes of TLS on it in time.
        public static final String NO_HANDSHAKE = "TLS: no handshake, though it is connected";
    }

    /// No address is known for the name.
    record Unknown(String name) implements Poll {}

    /// The same in a word: `up`, `waiting`, `down`, `silent`, `garbled`, `unknown`.
    default String word() {
        return switch (this) {
            case Answered _ -> "up";
            case Pending _ -> "waiting";
            case Refused _ -> "down";
            case Silent _ -> "silent";
            case Garbled _ -> "garbled";
            case Unknown _ -> "unknown";
        };
    }

    /// Whether it is an answer.
    default boolean isUp() {
        return this instanceof Answered;
    }
}
