package org.wulfware.wulfstat;

import java.util.function.Consumer;
import org.wulfware.display.Report;

/// Where news of the hosts comes from. None of it ever makes its caller wait.
interface Source extends AutoCloseable {
    /// Begins to ask for what `report` shows.
    ///
    /// @param told gets what is known, each time that there is more of it, on any thread
    /// @param failed gets what went wrong, on any thread: a mistake of this program's, or a file that cannot be read; the asking goes on
    void begin(Report report, Pace pace, Consumer<Cluster> told, Consumer<Throwable> failed);

    /// Asks for what another one shows, at once.
    void ask(Report report);

    void pace(Pace pace);

    @Override
    void close();
}
