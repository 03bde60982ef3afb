package org.wulfware.wulfstat.screen;

import module java.base;
import org.wulfware.testkit.VirtualTerminal;

/// A program's end of a terminal in memory, and what happens outside of it at a test's word.
public final class Sitting implements Terminal {
    public final VirtualTerminal seen;
    private final boolean utf8;
    private Consumer<Happening> told = _ -> {};
    private volatile String kind = "xterm";
    private boolean hasKeys;
    private int stops;

    public Sitting(int columns, int rows) {
        this(columns, rows, true);
    }

    public Sitting(int columns, int rows, boolean utf8) {
        this.seen = new VirtualTerminal(columns, rows);
        this.utf8 = utf8;
    }

    /// Pulls the window to another size.
    public void resize(int columns, int rows) {
        seen.resize(columns, rows);
        happen(Happening.RESIZED);
    }

    public synchronized void happen(Happening what) {
        told.accept(what);
    }

    /// Whether the program has the keys for itself.
    public synchronized boolean hasKeys() {
        return hasKeys;
    }

    /// How often the program stopped itself.
    public synchronized int stops() {
        return stops;
    }

    @Override
    public Size size() {
        return new Size(seen.columns(), seen.rows());
    }

    @Override
    public synchronized void takeKeys() {
        hasKeys = true;
    }

    @Override
    public synchronized void returnKeys() {
        hasKeys = false;
    }

    @Override
    public int read(byte[] into) throws IOException {
        return seen.read(into);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        seen.write(bytes);
    }

    @Override
    public synchronized void watch(Consumer<Happening> listener) {
        told = listener;
    }

    @Override
    public synchronized void stop() {
        stops++;
    }

    /// What the environment is to call it.
    public void kind(String other) {
        kind = other;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public boolean isUtf8() {
        return utf8;
    }
}
