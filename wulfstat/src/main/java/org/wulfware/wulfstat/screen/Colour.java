package org.wulfware.wulfstat.screen;

/// The colours that every terminal has, in the shades that its owner has chosen.
public enum Colour {
    /// What the terminal writes in when nobody says otherwise.
    USUAL(39),
    RED(31),
    GREEN(32),
    YELLOW(33),
    BLUE(34),
    CYAN(36);

    private final int code;

    Colour(int code) {
        this.code = code;
    }

    /// The number that selects it in an SGR sequence.
    int code() {
        return code;
    }
}
