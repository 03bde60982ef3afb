package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.wulfware.catalog.Utf8;

/// The states of systemd's units, as a text (see the sensor of this name), asked for over D-Bus each time: of systemd itself by
/// root, of the system bus by others. It waits for the answer and so is for a thread beside the sample.
final class Units implements Tree.Text {
    private static final List<String> SOCKETS = List.of("/run/systemd/private", "/run/dbus/system_bus_socket");
    private static final long LIMIT_NANOS = 5_000_000_000L;
    private static final int MOST = 4096;
    private static final int STRINGS_OF_STATE = 5; // name, description, load, active, sub
    private static final int LONGEST = 512;

    private final List<String> sockets;
    private final long limitNanos;

    Units() {
        this(SOCKETS, LIMIT_NANOS);
    }

    /// @param sockets asked one after the other until one answers; one called `private` is no bus and wants no greeting
    Units(List<String> sockets, long limitNanos) {
        this.sockets = sockets;
        this.limitNanos = limitNanos;
    }

    @Override
    public int read(TextBuffer buffer) {
        var length = GONE;
        for (var socket : sockets) {
            try (var bus = DBus.connect(socket, uid(), limitNanos)) {
                if (!socket.endsWith("private")) {
                    bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello", "s");
                    bus.skipAnswer();
                }
                bus.call("org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager",
                        "ListUnits", "a(ssssssouso)");
                return buffer.fill(Utf8.encode(lines(bus)));
            } catch (DBus.RefusedException _) { // it is not there or does not want to: another may
            } catch (IOException _) { // it is there, and says nothing or rubbish: another may not
                length = FAILED;
            }
        }
        return length;
    }

    private static int uid() throws IOException {
        return (int) Files.getAttribute(new File("/proc/self").toPath(), "unix:uid");
    }

    /// `a(ssssssouso)`: name, description, load, active and sub state, whose it follows, its path, then its job's number, kind
    /// and path.
    private static String lines(DBus bus) throws IOException {
        var lines = new StringBuilder();
        var end = bus.array(8);
        for (var count = 0; bus.place() < end; count++) {
            if (count == MOST) {
                return lines.toString();
            }
            bus.align(8);
            var begin = lines.length();
            var isDevice = false;
            for (var i = 0; i < STRINGS_OF_STATE; i++) {
                if (i == 1) {
                    bus.skipString();
                } else {
                    var word = bus.string(LONGEST);
                    isDevice |= i == 0 && word.endsWith(".device");
                    append(word, i == 0 ? "" : " ", lines);
                }
            }
            bus.skipString();
            bus.skipString();
            bus.number();
            bus.skipString();
            bus.skipString();
            if (isDevice) {
                lines.setLength(begin); // hundreds, and what they stand for is told better by others
            } else {
                lines.append('\n');
            }
        }
        return lines.toString();
    }

    /// One word, whatever it holds.
    private static void append(String word, String before, StringBuilder lines) {
        lines.append(before);
        if (word.isEmpty()) {
            lines.append('-');
        }
        for (var i = 0; i < word.length(); i++) {
            var c = word.charAt(i);
            lines.append(c > ' ' && c != 0x7f ? c : '?');
        }
    }
}
