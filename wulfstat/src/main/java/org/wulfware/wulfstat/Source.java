package org.wulfware.wulfstat;

import java.util.function.Consumer;
import org.wulfware.display.Display;

/// Where news of the hosts comes from. None of it ever makes its caller wait.
interface Source extends AutoCloseable {
    /// Begins to ask for what `display` shows.
    ///
    /// @param told gets what is known, each time that there is more of it, on any thread
    /// @param failed gets what ended the asking before its time
    void begin(Display display, Pace pace, Consumer<Cluster> told, Consumer<Throwable> failed);

    /// Asks for what another display shows, at once.
    void ask(Display display);

    void pace(Pace pace);

    @Override
    void close();
}
