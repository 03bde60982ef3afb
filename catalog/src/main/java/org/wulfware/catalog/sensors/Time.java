package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.text;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// The node's own time of day, as a person there would say it: `2:34:21 pm`.
///
/// No kernel file says it. Its source is what the daemon presents: how many seconds east of Greenwich the node's clocks
/// are now, on a line.
/// ```text
/// -18000
/// ```
public enum Time implements Field {
    /// Local time, twelve hours.
    TIME(text("", "Local time of day on the node."));

    public static final Sensor<Time> SENSOR = Sensor.at("system/time", Time.class)
            .reads("wulfware/utcoffset", new OffsetText())
            .from("the clock, /etc/localtime or TZ")
            .ofTheSecond();

    private final Spec spec;

    Time(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Time> sensor() {
        return SENSOR;
    }

    private static final class OffsetText implements Sensor.Parser<Time> {
        @Override
        public void parse(Cursor text, Table<Time> out) {
            var offset = text.signed();
            if (offset == ABSENT || Math.abs(offset) > 86_400 || out.stamp() == ABSENT) {
                return;
            }
            var second = (int) Math.floorMod(Math.floorDiv(out.stamp(), 1_000_000L) + offset, 86_400L);
            var hour = second / 3600 % 12 == 0 ? 12 : second / 3600 % 12;
            out.row();
            if (hour > 9) {
                out.append(TIME, '1');
            }
            out.append(TIME, '0' + hour % 10).append(TIME, ':');
            twoDigits(out, second / 60 % 60).append(TIME, ':');
            twoDigits(out, second % 60).append(TIME, ' ');
            out.append(TIME, second < 43_200 ? 'a' : 'p').append(TIME, 'm');
        }
    }

    private static Table<Time> twoDigits(Table<Time> out, int value) {
        return out.append(TIME, '0' + value / 10).append(TIME, '0' + value % 10);
    }
}
