package org.wulfware.wulfstat.screen;

/// How a cell looks.
public record Style(Colour colour, boolean bold, boolean faint, boolean reversed, boolean underlined) {
    public static final Style PLAIN = new Style(Colour.USUAL, false, false, false, false);
    public static final Style BOLD = PLAIN.inBold();
    public static final Style FAINT = PLAIN.inFaint();
    public static final Style REVERSED = PLAIN.inReverse();

    public static Style of(Colour colour) {
        return new Style(colour, false, false, false, false);
    }

    public Style inBold() {
        return new Style(colour, true, false, reversed, underlined);
    }

    public Style inFaint() {
        return new Style(colour, false, true, reversed, underlined);
    }

    public Style inReverse() {
        return new Style(colour, bold, faint, true, underlined);
    }

    public Style inUnderline() {
        return new Style(colour, bold, faint, reversed, true);
    }

    /// The SGR sequence that changes whatever was set before to this.
    String sequence() {
        var parameters = new StringBuilder("\033[0");
        if (bold) {
            parameters.append(";1");
        }
        if (faint) {
            parameters.append(";2");
        }
        if (underlined) {
            parameters.append(";4");
        }
        if (reversed) {
            parameters.append(";7");
        }
        if (colour != Colour.USUAL) {
            parameters.append(';').append(colour.code());
        }
        return parameters.append('m').toString();
    }
}
