package org.wulfware.wulfstat.screen;

import module java.base;

/// A whole terminal, taken for a while and given back as it was. Give it back on every way out: [#close] may be called
/// at any time, on any thread, more than once.
public final class Screen implements AutoCloseable {
    /// The alternate screen, no cursor, nothing moves to the next line by itself.
    private static final String ENTER = "\033[?1049h\033[?25l\033[?7l";
    /// All of that undone.
    private static final String LEAVE = "\033[0m\033[?7h\033[?25h\033[?1049l";

    private final Terminal terminal;
    private final Painter painter;
    private boolean isOpen;
    private boolean isClosed;

    public Screen(Terminal terminal) {
        this.terminal = terminal;
        this.painter = new Painter(terminal.isUtf8());
    }

    /// Takes the terminal.
    public synchronized void open() throws IOException {
        if (isClosed || isOpen) {
            return;
        }
        isOpen = true;
        painter.forget();
        terminal.takeKeys();
        terminal.write(ENTER.getBytes(StandardCharsets.US_ASCII));
    }

    /// Shows `canvas`.
    public synchronized void show(Canvas canvas) throws IOException {
        if (!isOpen) {
            return;
        }
        var bytes = painter.paint(canvas);
        if (bytes.length > 0) {
            terminal.write(bytes);
        }
    }

    /// What the terminal shows is not to be trusted: the next canvas is drawn whole.
    public synchronized void forget() {
        painter.forget();
    }

    /// Takes the terminal again, of which nobody knows who had it since: the next canvas is drawn whole.
    public synchronized void reopen() throws IOException {
        if (isOpen) {
            isOpen = false;
            open();
        }
    }

    /// Gives the terminal back, stops this process, and takes the terminal again once somebody has let it continue.
    public void suspend() throws IOException {
        leave();
        terminal.stop();
        open();
    }

    /// Gives the terminal back for good.
    @Override
    public synchronized void close() {
        isClosed = true;
        leave();
    }

    private synchronized void leave() {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        try {
            terminal.write(LEAVE.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) { // the terminal has gone, and what it shows with it
        }
        terminal.returnKeys();
    }
}
