package org.wulfware.wulfstat;

/// How recorded time goes on while a recording is played. Both times are in nanoseconds, and from anywhere.
final class Clockwork {
    private double speed;
    private boolean isStopped;
    private double recorded;
    private long since;

    /// @param since when that is, by the steady clock
    Clockwork(double speed, boolean isStopped, long recorded, long since) {
        this.speed = speed;
        this.isStopped = isStopped;
        this.recorded = recorded;
        this.since = since;
    }

    /// Goes on from another recorded time.
    void set(long time, long now) {
        recorded = time;
        since = now;
    }

    /// Goes on at another speed.
    void pace(double otherSpeed, boolean isToStop, long now) {
        recorded = recorded(now);
        since = now;
        speed = otherSpeed;
        isStopped = isToStop;
    }

    boolean isStopped() {
        return isStopped;
    }

    /// What the recorded time is.
    double recorded(long now) {
        return isStopped ? recorded : recorded + (now - since) * speed;
    }

    /// How long it is until the recorded time will be that; not to be asked while it is stopped.
    long until(long time, long now) {
        return (long) Math.ceil(Math.max(0, (time - recorded(now)) / speed));
    }
}
