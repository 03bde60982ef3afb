package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Alarm;
import org.wulfware.display.Alarms;
import org.wulfware.display.Clean;
import org.wulfware.display.RowFormat;
import org.wulfware.display.RowFormat.Value;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.HostState;

/// A line each time an alarm is raised or cleared, for all hosts of which that is so at once:
/// ```text
/// 2026-11-25T02:00:00Z raised load1 / cpus > 1.5 on node[003-017]
/// 2026-11-25T02:10:00Z cleared load1 / cpus > 1.5 on node[003-009]
/// ```
final class AlarmLines implements Lines {
    private static final List<String> NAMES = List.of("time", "event", "alarm", "level", "hosts", "count");

    private final Alarms alarms;
    private final Optional<RowFormat> format;
    private final Answers answers = new Answers();

    /// @param format of the lines; for a person where it is none for programs
    AlarmLines(List<Alarm> alarms, Format format) {
        this.alarms = new Alarms(alarms);
        this.format = RowFormat.named(format.word());
    }

    /// Whether lines about alarms can be written so.
    static boolean canBe(Format format) {
        return format == Format.TABLE || RowFormat.named(format.word()).isPresent();
    }

    @Override
    public void begin(StringBuilder out) {
        format.ifPresent(rows -> rows.begin(NAMES, out));
    }

    @Override
    public boolean update(List<HostState> states, Instant now, StringBuilder out) {
        alarms.update(states, now).forEach(change -> line(change, out));
        return answers.end(states);
    }

    private void line(Alarms.Change change, StringBuilder out) {
        var alarm = change.alarm();
        var hosts = Folding.fold(change.hosts().stream().map(Clean::text).toList());
        if (format.isPresent()) {
            format.get()
                    .row(NAMES, List.of(
                            Value.number(Entry.seconds(micros(change.at()))), Value.text(change.kind().word()),
                            Value.text(alarm.name()), Value.text(alarm.level().word()), Value.text(hosts),
                            Value.number(Integer.toString(change.hosts().size()))), out);
            return;
        }
        out.append(change.at().truncatedTo(ChronoUnit.SECONDS)).append(' ').append(change.kind().word()).append(' ');
        if (alarm.level() == Alarm.Level.CRITICAL) {
            out.append(alarm.level().word()).append(' ');
        }
        out.append(alarm.name()).append(" on ").append(hosts).append('\n');
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }

    @Override
    public void finish(StringBuilder out) {
        // Each line stands for itself.
    }
}
