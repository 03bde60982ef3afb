package org.wulfware.wulfstat.screen;

/// A key, or several at once, that a person has pressed.
public sealed interface Key {
    /// A key that stands for a character; the blank is one.
    record Letter(int point) implements Key {}

    /// Ctrl and a letter, which is a small one here.
    record Control(char letter) implements Key {}

    /// A key that stands for no character.
    enum Named implements Key {
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        TAB,
        BACK_TAB,
        ENTER,
        ESCAPE,
        BACKSPACE,
        DELETE
    }
}
