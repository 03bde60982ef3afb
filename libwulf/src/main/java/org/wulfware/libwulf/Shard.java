package org.wulfware.libwulf;

import module java.base;

/// One of several parts of a cluster, each for another poller. Which part a host falls in depends on its name alone: one that
/// comes or goes moves no other. As a shell reckons it:
/// ```text
/// $(( 0x$(printf %s node001 | sha256sum | cut -c1-15) % 8 + 1 ))
/// ```
///
/// @param number which part, from 1 on
/// @param of how many there are
public record Shard(int number, int of) {
    /// What is expected where one is to be typed.
    public static final String EXPECTED = "expected which part of how many, such as 3/8";

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,5})/([0-9]{1,5})");
    private static final int HEXADECIMAL_DIGITS = 15;

    /// A part.
    ///
    /// @throws IllegalArgumentException if there is none of that number
    public Shard {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException(number + "/" + of);
        }
    }

    /// What was typed: `3/8`; empty if that is none.
    public static Optional<Shard> of(String typed) {
        var written = WRITTEN.matcher(typed);
        if (!written.matches()) {
            return Optional.empty();
        }
        var number = Integer.parseInt(written.group(1));
        var of = Integer.parseInt(written.group(2));
        return number < 1 || number > of ? Optional.empty() : Optional.of(new Shard(number, of));
    }

    /// Whether a host falls in it.
    ///
    /// @param name as it is shown
    public boolean has(String name) {
        return where(name, of) == number;
    }

    /// In which of so many parts a host falls.
    static int where(String name, int of) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            var first = HexFormat.of().formatHex(digest).substring(0, HEXADECIMAL_DIGITS);
            return (int) (Long.parseLong(first, 16) % of) + 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}
