package org.wulfware.catalog;

import org.jspecify.annotations.Nullable;

/// A node's directories, as a [Survey] looks around in them. Paths are below the root, without a leading `/`:
/// `sys/class/hwmon`. Names and texts are as [Utf8] forms them, so that no byte is lost. What is not there, or may not be looked at, is empty or null and harms nobody.
public interface Node {
    /// The names in a directory, `hwmon2` before `hwmon10`; none if there is no such directory.
    String[] list(String directory);

    /// How many directories there are in a directory, where the file system counts them; -1 where it does not.
    default int directories(String directory) {
        return -1;
    }

    /// What a small file says, blanks and line ends at both ends left out, and never more than a page of it; null if it
    /// cannot be read.
    @Nullable
    String text(String path);

    /// The whole of a larger text, as it is; null if it cannot be read. More than a megabyte is no text.
    @Nullable
    String whole(String path);

    /// The last name in the target of a symbolic link: of `device -> ../../../0000:3b:00.0` the `0000:3b:00.0`; null if
    /// that is no link.
    @Nullable
    String link(String path);

    /// The path below the root, without a link in it, of what is at `path`: `sys/devices/platform/coretemp.0`; null if nothing is.
    default @Nullable String real(String path) {
        return null;
    }

    /// The whole number without a sign that a small file says; ABSENT if it says anything else.
    default long number(String path) {
        var number = signed(path);
        return number < 0 ? Field.ABSENT : number;
    }

    /// The same for a number that may have a minus sign.
    default long signed(String path) {
        var text = text(path);
        if (text == null || text.isEmpty()) {
            return Field.ABSENT;
        }
        var line = Utf8.encode(text + "\n");
        var cursor = new Cursor().aim(line, 0, line.length);
        var value = cursor.signed();
        return cursor.stepped() == line.length - 1 ? value : Field.ABSENT;
    }
}
