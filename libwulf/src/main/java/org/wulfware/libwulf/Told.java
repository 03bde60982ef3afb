package org.wulfware.libwulf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.wire.Sample;
import org.wulfware.wire.Selection;

/// What the daemon was told on one connection, and so what its next answers mean. It belongs to the poller's thread.
///
/// What a node reads but once, or once in minutes, is asked for no more often than that: it is turned off once it has been
/// said, and each sample in which it is missing gets it from the one before.
final class Told {
    private static final int SLOW_SECONDS = 60;

    /// Less than a list of processes is waited for: where a daemon may use little for very many of them, it says so.
    private static final String PATIENCE = "patience 2500\n";

    /// A sensor whose source is kept for long, and the name that turns it off and nothing else.
    private record Slow(Sensor<?> sensor, String name) {}

    private static final List<Slow> SLOW = slow();

    private Asking asking = Asking.DEFAULT;
    private Duration pace = Duration.ZERO;

    /// Samples that were asked for one by one, and have not come.
    private int owed;

    private boolean isSubscribed;

    /// Whether the daemon was told how long a list of processes is waited for.
    private boolean isPatient;

    /// Whether a sample may be on its way that comes by the clock, although none is wanted any more.
    private boolean isLeftOver;
    private boolean isRefused;

    /// Whether the next document is to say that the selection was reset; and whether this daemon's are known to.
    private boolean isReset;
    private boolean saysReset;

    /// What the samples that hold it are completed with; a sample of this connection.
    private @Nullable Sample whole;

    /// Which of [#SLOW] are turned off, a bit each, and since when the one of them that is soonest to be said again.
    private long off;
    private long sayAgain;
    private boolean haveChanged;

    /// The lines that the daemon is to be told now; none if it need not be told anything.
    ///
    /// @param present what is to be asked
    /// @param pace how far samples are to be apart that come unasked; zero for none
    /// @param isQuestion whether a sample is wanted at once
    /// @param now by a steady clock, in nanoseconds
    ByteBuffer lines(Asking present, Duration pace, boolean isQuestion, long now) {
        var lines = new StringBuilder();
        if (!present.equals(asking) || (off != 0 && (haveChanged || now - sayAgain >= 0))) {
            if (!asking.equals(Asking.DEFAULT) || present.equals(asking)) {
                lines.append("init\n");
                isReset = true;
            }
            if (!isPatient && present.listsProcesses()) {
                isPatient = true;
                lines.append(PATIENCE);
            }
            for (var command : present.commands()) {
                lines.append(command).append('\n');
            }
            asking = present;
            off = 0;
            haveChanged = false;
            whole = null;
        } else {
            turnOff(lines, now);
        }
        if (isQuestion) {
            lines.append("send\n");
            owed++;
        }
        if (!pace.equals(this.pace)) {
            lines.append(pace.isZero() ? "stop\n" : "every " + pace.toMillis() + "\n");
            isLeftOver = isSubscribed && pace.isZero();
            this.pace = pace;
            isSubscribed = false;
            isRefused = false;
        }
        return ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void turnOff(StringBuilder lines, long now) {
        var said = whole;
        if (said == null || off != 0) {
            return;
        }
        var soonest = Integer.MAX_VALUE;
        for (var i = 0; i < SLOW.size(); i++) {
            var slow = SLOW.get(i);
            if (said.has(slow.sensor)) {
                lines.append(off == 0 ? "off" : "").append(' ').append(slow.name);
                off |= 1L << i;
                if (slow.sensor.keepsSeconds() != Sensor.ONCE) {
                    soonest = Math.min(soonest, slow.sensor.keepsSeconds());
                }
            }
        }
        if (off != 0) {
            lines.append('\n');
            sayAgain = now + Duration.ofSeconds(soonest).toNanos();
        }
    }

    /// Whether the daemon knows already that this is what is asked.
    boolean isAlready(Asking present) {
        return present.equals(asking);
    }

    /// The same, and how far apart.
    boolean isAlready(Asking present, Duration pace) {
        return present.equals(asking) && pace.equals(this.pace);
    }

    /// Whether a sample may come now: one was asked for, or they come by the clock.
    boolean isExpecting() {
        return owed > 0 || isLeftOver || (!pace.isZero() && !isRefused);
    }

    /// Whether samples come by the clock, as has been seen.
    boolean isSubscribed() {
        return isSubscribed;
    }

    /// The daemon did not understand something; true if that was the wish for samples by the clock.
    boolean refused(String words) {
        isRefused |= !isSubscribed && !pace.isZero() && words.contains("every");
        return isRefused;
    }

    /// Whether a sample is one that came by the clock, and was on its way already when something else was asked for: it
    /// answers nothing that anybody still wants to know.
    boolean isOutdated(Sample sample) {
        saysReset |= sample.init();
        isReset &= !sample.init();
        return isReset && saysReset && isSubscribed;
    }

    /// One that was asked for has come to nothing.
    void lost() {
        isReset = false;
        owed = Math.max(0, owed - 1);
    }

    /// What a sample says together with what was not asked again.
    Sample taken(Sample sample) {
        if (owed > 0) {
            owed--;
        } else if (isLeftOver) {
            isLeftOver = false;
        } else {
            isSubscribed = true;
        }
        var before = whole;
        var now = asking.kept(sample);
        if (before != null && off != 0) {
            if (before.rows(Stat.SENSOR) != now.rows(Stat.SENSOR)) {
                haveChanged = true; // processors have come or gone
            }
            now = now.completed(before, kept(now));
        }
        whole = now;
        return now;
    }

    private List<Sensor<?>> kept(Sample sample) {
        var kept = new ArrayList<Sensor<?>>(4);
        for (var i = 0; i < SLOW.size(); i++) {
            if ((off & 1L << i) != 0 && !sample.has(SLOW.get(i).sensor)) {
                kept.add(SLOW.get(i).sensor);
            }
        }
        return kept;
    }

    private static List<Slow> slow() {
        var found = new ArrayList<Slow>();
        for (var sensor : Catalog.sensors()) {
            var keeps = sensor.keepsSeconds();
            var name = sensor.path().substring(sensor.path().lastIndexOf('/') + 1);
            if ((keeps == Sensor.ONCE || keeps >= SLOW_SECONDS) && found.size() < Long.SIZE
                    && turnsOffAlone(name, sensor)) {
                found.add(new Slow(sensor, name));
            }
        }
        return List.copyOf(found);
    }

    private static boolean turnsOffAlone(String name, Sensor<?> sensor) {
        var all = new Selection();
        all.on("all");
        var rest = new Selection();
        rest.on("all");
        rest.off(name);
        for (var index = 0; index < Catalog.sensors().size(); index++) {
            for (var slot = 0; slot < Catalog.sensors().get(index).fields().length; slot++) {
                var isOurs = Catalog.sensors().get(index) == sensor;
                if (all.wants(index, slot) && rest.wants(index, slot) == isOurs) {
                    return false;
                }
            }
        }
        return true;
    }
}
