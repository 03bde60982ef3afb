package org.wulfware.fuzz;

import module java.base;

/// Something that reads bytes from outside. Whatever they are, it must come to an end, throw nothing, and what it answers must
/// be well-formed.
public abstract class Target {
    private final String name;
    private final int longest;

    /// @param name one word
    /// @param longest input that is worth trying, in bytes
    Target(String name, int longest) {
        this.name = name;
        this.longest = longest;
    }

    public final String name() {
        return name;
    }

    public final int longest() {
        return longest;
    }

    /// Tries one input.
    ///
    /// @throws Exception or an error if what reads it is not as it should be
    public abstract void run(byte[] input) throws Exception;

    /// Inputs to begin with: such as are usual.
    abstract List<byte[]> seeds();

    /// Words that mean something there.
    List<String> words() {
        return List.of();
    }

    /// A text as bytes, a byte for a character.
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// What is not as it should be.
    static AssertionError finding(String what) {
        return new AssertionError(what);
    }
}
