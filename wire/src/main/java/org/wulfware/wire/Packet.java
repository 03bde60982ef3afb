package org.wulfware.wire;

/// What a frame from a daemon held. The words in it may quote what the node sent: no terminal may get them as they are.
public sealed interface Packet {
    /// A document, taken.
    record Whole(Sample sample) implements Packet {}

    /// A document in which the daemon says what it did not understand, or why it hangs up; it answers no `send`.
    record Complaint(String words) implements Packet {
        /// How the words begin that stand in the place of an answer which is longer than the daemon's site allows.
        public static final String TOO_LONG = "this answer has ";

        /// How the words begin that stand in the place of an answer for which a client was not willing to wait any longer.
        public static final String NOT_YET = "not yet: ";

        /// What a client is told, and no more, whose address has as many connections as the daemon's site allows.
        public static final String TOO_MANY = "too many connections from one address";

        /// Whether this stands in the place of an answer, and no other comes.
        public boolean isInPlaceOfAnswer() {
            return words.startsWith(TOO_LONG) || isNotYet();
        }

        /// Whether the same question may be answered later.
        public boolean isNotYet() {
            return words.startsWith(NOT_YET);
        }
    }

    /// No document.
    ///
    /// @param atByte of the document; of the header, if that is what is wrong
    /// @param inStep whether the next packet is expected right behind this one; if not, nothing more can be made of
    ///     the connection
    record Garbled(String reason, long atByte, boolean inStep) implements Packet {}
}
