package org.wulfware.wulfstat;

import module java.base;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.wulfware.display.CrashReports;
import org.wulfware.wulfstat.screen.Key;
import org.wulfware.wulfstat.screen.KeyDecoder;
import org.wulfware.wulfstat.screen.Screen;
import org.wulfware.wulfstat.screen.Size;
import org.wulfware.wulfstat.screen.Terminal;
import org.wulfware.wulfstat.screen.Terminal.Happening;

/// One sitting at a terminal: events make models, models are drawn. All of it is done by the thread that calls [#run],
/// which waits for nothing but the next event, so that no host can make a key wait.
final class Session implements AutoCloseable {
    /// What can happen.
    private sealed interface Event {
        record Typed(ByteBuffer bytes) implements Event {}

        record Happened(Happening what) implements Event {}

        /// There is news of the hosts.
        record Learnt() implements Event {}

        /// Somebody in this program has something to say.
        ///
        /// @param isGrave whether somebody has to see it
        record Noted(String text, boolean isGrave) implements Event {}

        /// Nothing can be typed any more.
        record HungUp() implements Event {}

        record Failed(Throwable why) implements Event {}
    }

    /// After an escape that is followed by nothing for so long, it was the key of that name.
    private static final long ESCAPE_MILLIS = 30;

    private static final int KEYS = 256;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final News news = new News();
    private final KeyDecoder decoder = new KeyDecoder();
    private final Terminal terminal;
    private final Screen screen;
    private final Source source;
    private final View view;
    private final InstantSource clock;
    private final long rounds;
    private final AlarmWatch alarms;
    private final CrashReports reports = new CrashReports("wulfstat", Wulfstat.VERSION);
    private Model model;
    private Size size = new Size(0, 0);
    private boolean isResized = true;

    /// @param rounds after which to end; 0 for never
    Session(Terminal terminal, Source source, View view, InstantSource clock, Model first, long rounds) {
        this(terminal, source, view, clock, first, rounds, new AlarmWatch(List.of()));
    }

    /// The same with alarms.
    Session(
            Terminal terminal, Source source, View view, InstantSource clock, Model first, long rounds,
            AlarmWatch alarms) {
        this.alarms = alarms;
        this.terminal = terminal;
        this.screen = new Screen(terminal);
        this.source = source;
        this.view = view;
        this.clock = clock;
        this.model = first;
        this.rounds = rounds;
    }

    /// Takes the terminal, and returns when the person at it has quit.
    ///
    /// @throws IOException if the terminal fails
    void run() throws IOException, InterruptedException {
        try (screen;
                source) {
            terminal.watch(this::happened);
            screen.open();
            draw();
            source.begin(model.listing().report(), model.pace(),
                    this::told, this::fail);
            Thread.ofPlatform().name("keys").daemon().start(this::readKeys);
            while (!model.isOver()) {
                var event = events.poll(patience(), TimeUnit.MILLISECONDS);
                if (event == null && decoder.isWaiting()) {
                    decoder.giveUp(this::press);
                }
                for (; event != null; event = events.poll()) {
                    handle(event);
                }
                draw();
            }
        }
    }

    /// What somebody should have seen and has not, when it is over: each may take several lines.
    List<String> unseen() {
        return model.journal().unseen().stream().map(Journal.Entry::text).toList();
    }

    /// One line for the debug window, from any thread.
    void note(String text) {
        events.add(new Event.Noted(text, false));
    }

    /// The same of what is wrong with a file: it stays until somebody has seen it.
    void warn(String text) {
        events.add(new Event.Noted(text, true));
    }

    /// From any thread. What ends the program at once is not kept waiting for the events before it, and how it ends is not for
    /// this sitting to say.
    private void happened(Happening what) {
        if (what == Happening.KILLED) {
            close();
        } else {
            events.add(new Event.Happened(what));
        }
    }

    private void told(Cluster cluster) {
        var seen = cluster;
        try {
            seen = alarms.seen(cluster);
        } catch (RuntimeException e) {
            fail(e);
        }
        learnt(seen);
    }

    private void learnt(Cluster cluster) {
        if (news.add(cluster)) {
            events.add(new Event.Learnt());
        }
    }

    /// Something went wrong that nobody has seen to, on any thread. It is shown until it is seen, and the sitting goes on.
    void fail(Throwable why) {
        events.add(new Event.Failed(why));
    }

    private void readKeys() {
        var bytes = new byte[KEYS];
        try {
            for (int length; (length = terminal.read(bytes)) >= 0;) {
                events.add(new Event.Typed(ByteBuffer.wrap(bytes.clone(), 0, length)));
            }
        } catch (IOException _) { // a terminal that cannot be read is one that has gone
        }
        events.add(new Event.HungUp());
    }

    /// How long nothing needs to be done: until the clock in the header moves on.
    private long patience() {
        return decoder.isWaiting() ? ESCAPE_MILLIS : 1000 - Math.floorMod(clock.millis(), 1000L);
    }

    private void handle(Event event) throws IOException {
        switch (event) {
            case Event.Typed(var bytes) -> decoder.feed(bytes, this::press);
            case Event.Happened(var what) -> handle(what);
            case Event.Learnt() -> {
                var cluster = news.take();
                model = model.learn(cluster);
                // The end of that round may have been overtaken by the beginning of the next one.
                if (rounds > 0 && cluster.round() >= rounds + (cluster.isWhole() ? 0 : 1)) {
                    model = model.over();
                }
            }
            case Event.Noted(var text, var isGrave) -> {
                var now = model.at(clock.instant()).now();
                var journal = model.journal();
                model = model.journal(isGrave ? journal.warn(now, text) : journal.add(now, text));
            }
            case Event.HungUp _ -> model = model.over();
            case Event.Failed(var why) -> {
                var now = model.at(clock.instant()).now();
                model = model.journal(model.journal().warn(now, reports.of(why)));
            }
        }
    }

    private void handle(Happening what) throws IOException {
        switch (what) {
            case RESIZED -> isResized = true;
            case INTERRUPTED, KILLED -> model = model.over();
            case SUSPENDED -> {
                screen.suspend();
                isResized = true;
            }
            case CONTINUED -> {
                screen.reopen();
                isResized = true;
            }
        }
    }

    private void press(Key key) {
        if (key.equals(new Key.Control('l'))) {
            screen.forget();
            return;
        }
        var before = model;
        model = Keyboard.press(key, before, size);
        if (!model.listing().report().equals(before.listing().report())) {
            source.ask(model.listing().report());
        }
        if (!model.pace().equals(before.pace())) {
            source.pace(model.pace());
        }
    }

    private void draw() throws IOException {
        if (isResized) {
            isResized = false;
            size = terminal.size();
        }
        model = model.at(clock.instant());
        screen.show(view.draw(model, size));
    }

    /// Gives the terminal back, whatever else is going on.
    @Override
    public void close() {
        screen.close();
    }
}
