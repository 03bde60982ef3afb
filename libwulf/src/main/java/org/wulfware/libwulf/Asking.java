package org.wulfware.libwulf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.BadPatternException;
import org.wulfware.wire.Sample;
import org.wulfware.wire.Selection;

/// What a daemon is told before it is first asked, and what of its answers is kept. Two that are equal ask for the same,
/// so nothing is sent again.
///
/// @param commands lines such as `off all` and `on loadavg time`
/// @param mask which processes are kept; empty for all that are sent
public record Asking(List<String> commands, Optional<Mask> mask) {
    /// A line that is longer is refused by daemons.
    private static final int LONGEST = 4096;

    /// Answers of fewer bytes are kept as they are, and so are fewer rows.
    private static final int LARGE = 1 << 18;
    private static final int MANY_ROWS = 256;

    /// Whatever the daemon sends unless told otherwise.
    public static final Asking DEFAULT = new Asking(List.of());

    /// What is told and kept.
    ///
    /// @throws IllegalArgumentException if a command is no line of printable ASCII that a daemon would take
    public Asking {
        commands = List.copyOf(commands);
        for (var command : commands) {
            if (command.length() > LONGEST || !command.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("no line of printable ASCII, or too long a one: " + command);
            }
        }
    }

    /// Whether a list of processes is among what nodes are asked for.
    boolean listsProcesses() {
        var selection = new Selection();
        for (var command : commands) {
            var words = List.of(command.split(" "));
            for (var word : words.subList(1, words.size())) {
                switch (words.getFirst()) {
                    case "on" -> turn(selection, word, true);
                    case "off" -> turn(selection, word, false);
                    default -> {}
                }
            }
        }
        return selection.wantsAny(Catalog.indexOf(Pids.SENSOR));
    }

    private static void turn(Selection selection, String word, boolean isOn) {
        try {
            if (isOn) {
                selection.on(word);
            } else {
                selection.off(word);
            }
        } catch (BadPatternException _) { // the daemon says so, and sends nothing of it
        }
    }

    /// What is told, of whose answers all is kept.
    public Asking(List<String> commands) {
        this(commands, Optional.empty());
    }

    /// For what these expressions are formed from, and for nothing else.
    public static Asking of(Expression... expressions) {
        var fields = new LinkedHashSet<Field>();
        var needsRates = false;
        for (var expression : expressions) {
            fields.addAll(expression.fields());
            needsRates |= expression.needsRates();
        }
        return of(fields, needsRates);
    }

    /// For these fields, and for nothing else but the node's time. Elements that hold more are asked for only where a field
    /// cannot be had without.
    ///
    /// @param needsRates whether rates are formed from them, for which it matters what kernel the node has
    public static Asking of(Collection<Field> fields, boolean needsRates) {
        return new Asking(Elements.commands(fields, needsRates));
    }

    /// The same, of processes those that a cluster's file names. The daemon chooses them, unless they are more names than
    /// a line holds: since each `user` or `task` line takes the place of the one before, the daemon is asked for all
    /// processes then, and those wanted are kept here. For that the commands have to ask for a process's name and user.
    public Asking processes(Wulfhosts cluster) {
        var users = line("user", cluster.listedUsers());
        var tasks = line("task", cluster.listedTasks());
        var isTooLong = users.length() > LONGEST || tasks.length() > LONGEST;
        var all = new ArrayList<>(commands);
        if (cluster.listsRoot() || isTooLong) {
            all.add("root on");
        }
        if (isTooLong) {
            all.add("pids all");
            return new Asking(all,
                    Optional.of(new Mask(Set.copyOf(cluster.listedUsers()), Set.copyOf(cluster.listedTasks()))));
        }
        if (!cluster.listedUsers().isEmpty()) {
            all.add(users);
        }
        if (!cluster.listedTasks().isEmpty()) {
            all.add(tasks);
        }
        return new Asking(all, mask);
    }

    private static String line(String command, List<String> names) {
        return command + " " + String.join(" ", names);
    }

    /// What is kept of an answer: of a large one nothing that was not asked for.
    Sample kept(Sample answer) {
        var wanted = answer.bytes() > LARGE && !commands.isEmpty() ? onlyAsked(answer) : answer;
        return mask.map(names -> names.kept(wanted)).orElse(wanted);
    }

    private Sample onlyAsked(Sample answer) {
        var asked = new Selection();
        for (var command : commands) {
            var words = command.split(" +");
            for (var word : List.of(words).subList(1, words.length)) {
                switch (words[0]) {
                    case "on" -> asked.on(word);
                    case "off" -> asked.off(word);
                    // Which processes are wanted; that they are may be meant by it.
                    default -> asked.on(Pids.PID);
                }
            }
        }
        var kept = answer;
        for (var i = 0; i < Catalog.sensors().size(); i++) {
            var sensor = Catalog.sensors().get(i);
            if (!asked.wantsAny(i) && answer.rows(sensor) > MANY_ROWS) {
                kept = kept.keeping(sensor, _ -> false);
            }
        }
        return kept;
    }

    /// Processes of these users, and those of these names, whatever they are doing: what a daemon lists that was told so.
    public record Mask(Set<String> users, Set<String> tasks) {
        private Sample kept(Sample answer) {
            return answer.keeping(
                    Pids.SENSOR,
                    row -> users.contains(answer.text(row, Pids.USER)) || tasks.contains(answer.text(row, Pids.NAME)));
        }
    }
}
