package org.wulfware.testkit;

import module java.base;

/// A terminal in memory. What a program writes is carried out as xterm carries it out, and what a person would then see
/// can be read back; what a person types can be put in. It knows the sequences that full-screen programs need and no
/// more: whatever else comes is kept in [#surprises], and a test should say that there are none.
///
/// It is safe to be used by the program's threads and the test's at once.
public final class VirtualTerminal {
    /// How a cell looks.
    ///
    /// @param foreground the number of the SGR sequence that chose it: 31 is red; 39 is the usual one
    public record Look(boolean bold, boolean faint, boolean underlined, boolean reversed, int foreground) {
        public static final Look PLAIN = new Look(false, false, false, false, 39);
    }

    private enum Stage {
        TEXT,
        ESCAPED,
        SEQUENCE,
        /// Inside a string that only an end mark or a bell ends: a title, a clipboard, a picture.
        STRING
    }

    private static final int ALTERNATE = 1049;
    private static final int CURSOR = 25;
    private static final int WRAP = 7;
    private static final int SYNCHRONIZED = 2026;
    private static final Set<Integer> MODES = Set.of(ALTERNATE, CURSOR, WRAP, SYNCHRONIZED);

    private final Set<Integer> modes = new HashSet<>(Set.of(CURSOR, WRAP));
    private final List<String> surprises = new ArrayList<>();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream character = new ByteArrayOutputStream(4);
    private final StringBuilder sequence = new StringBuilder();
    private int columns;
    private int rows;
    private String[][] symbols = new String[0][];
    private Look[][] looks = new Look[0][];
    private Optional<Page> behind = Optional.empty();
    private Look look = Look.PLAIN;
    private Stage stage = Stage.TEXT;
    private int column;
    private int row;
    private int writes;
    private int frames;
    private int clears;
    private long bytes;
    private boolean isGone;

    public VirtualTerminal(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        clear();
    }

    /// Types keys as their bytes.
    public synchronized void type(String keys) {
        typed.writeBytes(keys.getBytes(StandardCharsets.UTF_8));
        notifyAll();
    }

    /// Hangs up: whatever waits for a key gets an end.
    public synchronized void hangUp() {
        isGone = true;
        notifyAll();
    }

    /// What a program reads: waits for keys; -1 once the terminal has hung up.
    public synchronized int read(byte[] into) throws IOException {
        try {
            while (typed.size() == 0 && !isGone) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
        if (typed.size() == 0) {
            return -1;
        }
        var keys = typed.toByteArray();
        var length = Math.min(keys.length, into.length);
        System.arraycopy(keys, 0, into, 0, length);
        typed.reset();
        typed.write(keys, length, keys.length - length);
        return length;
    }

    /// Another size. What was shown stays where it was, cut.
    public synchronized void resize(int newColumns, int newRows) {
        var oldSymbols = symbols;
        var oldLooks = looks;
        columns = newColumns;
        rows = newRows;
        clear();
        for (var y = 0; y < Math.min(rows, oldSymbols.length); y++) {
            System.arraycopy(oldSymbols[y], 0, symbols[y], 0, Math.min(columns, oldSymbols[y].length));
            System.arraycopy(oldLooks[y], 0, looks[y], 0, Math.min(columns, oldLooks[y].length));
        }
        column = Math.min(column, columns - 1);
        row = Math.min(row, rows - 1);
    }

    /// What a program writes, in one piece.
    public synchronized void write(byte[] written) throws IOException {
        if (isGone) {
            throw new IOException("nobody is there");
        }
        writes++;
        bytes += written.length;
        for (var octet : written) {
            take(octet & 0xff);
        }
        notifyAll();
    }

    private void take(int octet) {
        switch (stage) {
            case TEXT -> text(octet);
            case ESCAPED -> escaped(octet);
            case SEQUENCE -> {
                sequence.append((char) octet);
                if (octet >= 0x40 && octet < 0x7f) {
                    stage = Stage.TEXT;
                    carryOut(sequence.toString());
                }
            }
            case STRING -> {
                if (octet == 0x07 || octet == 0x9c || octet == 0x1b) {
                    stage = octet == 0x1b ? Stage.ESCAPED : Stage.TEXT;
                }
            }
        }
    }

    private void text(int octet) {
        if (character.size() > 0 || octet >= 0x80) {
            character.write(octet);
            var whole = decoded();
            if (!whole.isEmpty()) {
                character.reset();
                put(whole.codePointAt(0));
            }
        } else if (octet == 0x1b) {
            sequence.setLength(0);
            stage = Stage.ESCAPED;
        } else if (octet == '\r') {
            column = 0;
        } else if (octet == '\n') {
            row = Math.min(row + 1, rows - 1);
        } else if (octet < ' ' || octet == 0x7f) {
            surprises.add("control character " + octet);
        } else {
            put(octet);
        }
    }

    /// The character whose bytes are complete; empty as long as some are missing.
    private String decoded() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(character.toByteArray()))
                    .toString();
        } catch (CharacterCodingException _) {
            if (character.size() >= 4) {
                surprises.add("bytes that are no UTF-8");
                character.reset();
            }
            return "";
        }
    }

    private void put(int point) {
        if (point >= 0x80 && point < 0xa0) {
            surprises.add("control character " + point);
            return;
        }
        var type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            var before = Math.max(0, column - 1);
            symbols[row][before] += Character.toString(point);
            return;
        }
        if (type == Character.FORMAT) {
            surprises.add("format character " + point);
            return;
        }
        var cells = isWide(point) ? 2 : 1;
        if (column + cells > columns) {
            if (modes.contains(WRAP)) {
                column = 0;
                row = Math.min(row + 1, rows - 1);
            } else {
                column = columns - cells;
            }
        }
        symbols[row][column] = Character.toString(point);
        looks[row][column] = look;
        if (cells == 2) {
            symbols[row][column + 1] = "";
            looks[row][column + 1] = look;
        }
        column += cells;
    }

    private static boolean isWide(int point) {
        return Character.isIdeographic(point)
                || (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x3041 && point <= 0x33ff)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xff01 && point <= 0xff60)
                || (point >= 0x1f300 && point <= 0x1faff);
    }

    private void escaped(int octet) {
        stage = Stage.TEXT;
        switch (octet) {
            case '[' -> stage = Stage.SEQUENCE;
            case ']', 'P', '_', '^', 'X' -> {
                stage = Stage.STRING;
                surprises.add("string after ESC " + (char) octet);
            }
            case '\\' -> {} // the end of a string
            default -> surprises.add("ESC " + (char) octet);
        }
    }

    private void carryOut(String wanted) {
        var last = wanted.charAt(wanted.length() - 1);
        var isPrivate = wanted.startsWith("?");
        var parameters = parameters(wanted.substring(isPrivate ? 1 : 0, wanted.length() - 1));
        var isKnown = parameters.isPresent()
                && switch (last) {
                    case 'H' -> !isPrivate && move(parameters.get());
                    case 'J' -> !isPrivate && parameters.get().equals(List.of(2)) && clear();
                    case 'm' -> !isPrivate && shade(parameters.get());
                    case 'h', 'l' -> isPrivate && switchModes(parameters.get(), last == 'h');
                    default -> false;
                };
        if (!isKnown) {
            surprises.add("ESC [ " + wanted);
        }
    }

    private static Optional<List<Integer>> parameters(String joined) {
        try {
            return Optional.of(joined.isEmpty()
                    ? List.of()
                    : Arrays.stream(joined.split(";", -1))
                            .map(number -> number.isEmpty() ? 0 : Integer.parseInt(number))
                            .toList());
        } catch (NumberFormatException _) { // what is no number is a surprise
            return Optional.empty();
        }
    }

    private boolean move(List<Integer> to) {
        row = Math.clamp((to.isEmpty() ? 1 : to.getFirst()) - 1, 0, rows - 1);
        column = Math.clamp((to.size() < 2 ? 1 : to.get(1)) - 1, 0, columns - 1);
        return true;
    }

    private boolean clear() {
        clears++;
        symbols = new String[rows][columns];
        looks = new Look[rows][columns];
        for (var y = 0; y < rows; y++) {
            Arrays.fill(symbols[y], " ");
            Arrays.fill(looks[y], Look.PLAIN);
        }
        return true;
    }

    private boolean shade(List<Integer> codes) {
        for (int code : codes.isEmpty() ? List.of(0) : codes) {
            switch (code) {
                case 0 -> look = Look.PLAIN;
                case 1 -> look = new Look(true, look.faint, look.underlined, look.reversed, look.foreground);
                case 2 -> look = new Look(look.bold, true, look.underlined, look.reversed, look.foreground);
                case 4 -> look = new Look(look.bold, look.faint, true, look.reversed, look.foreground);
                case 7 -> look = new Look(look.bold, look.faint, look.underlined, true, look.foreground);
                case 30, 31, 32, 33, 34, 35, 36, 37, 39 ->
                    look = new Look(look.bold, look.faint, look.underlined, look.reversed, code);
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean switchModes(List<Integer> wanted, boolean on) {
        for (int mode : wanted) {
            if (!MODES.contains(mode)) {
                return false;
            }
            var changes = on ? modes.add(mode) : modes.remove(mode);
            if (mode == ALTERNATE && changes) {
                turnPage(on);
            } else if (mode == SYNCHRONIZED && changes && !on) {
                frames++;
            }
        }
        return true;
    }

    private void turnPage(boolean toAlternate) {
        if (toAlternate) {
            behind = Optional.of(new Page(symbols, looks, column, row));
            clear();
            return;
        }
        var page = behind.orElseThrow();
        behind = Optional.empty();
        clear();
        for (var y = 0; y < Math.min(rows, page.symbols.length); y++) {
            System.arraycopy(page.symbols[y], 0, symbols[y], 0, Math.min(columns, page.symbols[y].length));
            System.arraycopy(page.looks[y], 0, looks[y], 0, Math.min(columns, page.looks[y].length));
        }
        column = Math.min(page.column, columns - 1);
        row = Math.min(page.row, rows - 1);
    }

    public synchronized int columns() {
        return columns;
    }

    public synchronized int rows() {
        return rows;
    }

    /// What stands in each row, blanks at its end left out.
    public synchronized List<String> lines() {
        return Arrays.stream(symbols)
                .map(line -> String.join("", line).stripTrailing())
                .toList();
    }

    /// All rows, a line each.
    public String text() {
        return String.join("\n", lines());
    }

    /// How the cell at a place looks.
    public synchronized Look look(int atColumn, int atRow) {
        return looks[atRow][atColumn];
    }

    /// How the first place looks where `words` stand.
    ///
    /// @throws NoSuchElementException if they stand nowhere
    public synchronized Look look(String words) {
        for (var y = 0; y < rows; y++) {
            var at = String.join("", symbols[y]).indexOf(words);
            if (at >= 0) {
                var x = 0;
                for (var units = 0; units < at; x++) {
                    units += symbols[y][x].length();
                }
                return looks[y][x];
            }
        }
        throw new NoSuchElementException("nowhere: " + words + "\n" + text());
    }

    /// Waits until `holds` does of this terminal, between two things that are written to it.
    ///
    /// @throws AssertionError after forty seconds, which a busy machine may take; it shows what is on the screen
    public synchronized void await(String what, Predicate<VirtualTerminal> holds) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!holds.test(this)) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("in vain: " + what + "\n" + text());
            }
            wait(left);
        }
    }

    /// Waits until `words` stand somewhere.
    public void awaitText(String words) throws InterruptedException {
        await(words, terminal -> terminal.text().contains(words));
    }

    /// Whether the alternate screen is shown, as full-screen programs want it.
    public synchronized boolean isAlternate() {
        return modes.contains(ALTERNATE);
    }

    public synchronized boolean isCursorShown() {
        return modes.contains(CURSOR);
    }

    /// Whether text goes on in the next row, as command lines want it.
    public synchronized boolean isWrapping() {
        return modes.contains(WRAP);
    }

    /// How often something was written.
    public synchronized int writes() {
        return writes;
    }

    /// How many updates were written that terminals show at once.
    public synchronized int frames() {
        return frames;
    }

    /// How often all of it was wiped.
    public synchronized int clears() {
        return clears;
    }

    public synchronized long bytes() {
        return bytes;
    }

    /// Whatever came that no program of ours should send.
    public synchronized List<String> surprises() {
        return List.copyOf(surprises);
    }

    /// What was shown before the alternate screen.
    private static final class Page {
        private final String[][] symbols;
        private final Look[][] looks;
        private final int column;
        private final int row;

        private Page(String[][] symbols, Look[][] looks, int column, int row) {
            this.symbols = symbols;
            this.looks = looks;
            this.column = column;
            this.row = row;
        }
    }
}
