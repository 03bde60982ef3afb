package org.wulfware.wulfstat.screen;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Makes keys of the bytes that a terminal sends. Bytes may come in pieces of any size; what is no key is stepped over.
public final class KeyDecoder {
    private static final int ESCAPE = 0x1b;
    private static final int DELETE = 0x7f;
    /// A sequence whose parameters are longer is nothing that a key sends.
    private static final int LONGEST = 32;

    private enum Stage {
        PLAIN,
        /// After an escape: a key of that name, or the start of a sequence.
        ESCAPED,
        /// After `ESC [`.
        SEQUENCE,
        /// After `ESC [ [`, which the Linux console sends before the last letter of a function key.
        CONSOLE_KEY,
        /// After `ESC O`.
        KEYPAD,
        /// Inside a character of several bytes.
        CHARACTER
    }

    private final StringBuilder parameters = new StringBuilder(LONGEST);
    private Stage stage = Stage.PLAIN;
    private int point;
    private int missing;

    public KeyDecoder() {}

    /// Takes the next bytes and hands out the keys that they complete.
    public void feed(ByteBuffer bytes, Consumer<Key> keys) {
        while (bytes.hasRemaining()) {
            feed(bytes.get() & 0xff, keys);
        }
    }

    /// Whether it has begun something that the next byte may complete: if none comes soon, call [#giveUp].
    public boolean isWaiting() {
        return stage != Stage.PLAIN;
    }

    /// Nothing came soon: an escape was the key of that name.
    public void giveUp(Consumer<Key> keys) {
        if (stage == Stage.ESCAPED) {
            keys.accept(Key.Named.ESCAPE);
        }
        stage = Stage.PLAIN;
    }

    private void feed(int octet, Consumer<Key> keys) {
        switch (stage) {
            case PLAIN -> plain(octet, keys);
            case ESCAPED -> escaped(octet, keys);
            case SEQUENCE -> sequence(octet, keys);
            case CONSOLE_KEY -> stage = Stage.PLAIN;
            case KEYPAD -> {
                stage = Stage.PLAIN;
                last(octet == 'M' ? '\r' : octet, keys);
            }
            case CHARACTER -> character(octet, keys);
        }
    }

    private void plain(int octet, Consumer<Key> keys) {
        switch (octet) {
            case ESCAPE -> stage = Stage.ESCAPED;
            case '\r', '\n' -> keys.accept(Key.Named.ENTER);
            case '\t' -> keys.accept(Key.Named.TAB);
            case '\b', DELETE -> keys.accept(Key.Named.BACKSPACE);
            default -> {
                if (octet < ' ') {
                    if (octet > 0 && octet <= 26) {
                        keys.accept(new Key.Control((char) ('a' + octet - 1)));
                    }
                } else if (octet < 0x80) {
                    keys.accept(new Key.Letter(octet));
                } else if (octet >= 0xc2 && octet <= 0xf4) {
                    missing = octet >= 0xf0 ? 3 : octet >= 0xe0 ? 2 : 1;
                    point = octet & (0x3f >> missing);
                    stage = Stage.CHARACTER;
                }
            }
        }
    }

    private void escaped(int octet, Consumer<Key> keys) {
        switch (octet) {
            case '[' -> {
                parameters.setLength(0);
                stage = Stage.SEQUENCE;
            }
            case 'O' -> stage = Stage.KEYPAD;
            default -> {
                // Esc and another key so quickly after it that both came at once.
                keys.accept(Key.Named.ESCAPE);
                stage = Stage.PLAIN;
                plain(octet, keys);
            }
        }
    }

    private void sequence(int octet, Consumer<Key> keys) {
        if (octet == ESCAPE) {
            stage = Stage.ESCAPED;
        } else if (octet == '[' && parameters.isEmpty()) {
            stage = Stage.CONSOLE_KEY;
        } else if (octet >= 0x40 && octet < DELETE) {
            stage = Stage.PLAIN;
            last(octet, keys);
        } else if (octet < ' ' || octet >= DELETE) {
            stage = Stage.PLAIN;
        } else if (parameters.length() < LONGEST) {
            parameters.append((char) octet);
        }
    }

    private void last(int octet, Consumer<Key> keys) {
        var key =
                switch (octet) {
                    case 'A' -> Key.Named.UP;
                    case 'B' -> Key.Named.DOWN;
                    case 'C' -> Key.Named.RIGHT;
                    case 'D' -> Key.Named.LEFT;
                    case 'H' -> Key.Named.HOME;
                    case 'F' -> Key.Named.END;
                    case 'Z' -> Key.Named.BACK_TAB;
                    case '\r' -> Key.Named.ENTER;
                    case '~' -> numbered();
                    default -> null;
                };
        parameters.setLength(0);
        if (key != null) {
            keys.accept(key);
        }
    }

    private Key.@Nullable Named numbered() {
        var semicolon = parameters.indexOf(";");
        return switch (semicolon < 0 ? parameters.toString() : parameters.substring(0, semicolon)) {
            case "1", "7" -> Key.Named.HOME;
            case "3" -> Key.Named.DELETE;
            case "4", "8" -> Key.Named.END;
            case "5" -> Key.Named.PAGE_UP;
            case "6" -> Key.Named.PAGE_DOWN;
            default -> null;
        };
    }

    private void character(int octet, Consumer<Key> keys) {
        if ((octet & 0xc0) != 0x80) {
            stage = Stage.PLAIN;
            plain(octet, keys);
            return;
        }
        point = (point << 6) | (octet & 0x3f);
        missing--;
        if (missing == 0) {
            stage = Stage.PLAIN;
            if (point >= 0xa0 && Character.isDefined(point) && Character.getType(point) != Character.SURROGATE) {
                keys.accept(new Key.Letter(point));
            }
        }
    }
}
