package org.wulfware.xmlsysd;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Why a file could not be read, as far as it matters to who asked: it is not there for the daemon, or it is and fails. The JDK
/// tells by the C library's words alone, which the launcher has in English.
final class Unreadable {
    /// What is not there, or is not for the daemon, or is not to be had on this node: a device was taken out, a driver does not
    /// know, a part of the kernel is switched off, or the daemon itself has closed the file.
    private static final String[] ABSENT = {
        "No such file or directory",
        "Not a directory",
        "Is a directory",
        "Permission denied",
        "Operation not permitted",
        "No such process",
        "No such device",
        "No such device or address",
        "No data available",
        "Invalid argument",
        "Operation not supported",
        "Function not implemented",
        "Resource temporarily unavailable",
    };

    private Unreadable() {}

    /// [Tree.Text#FAILED] or [Tree.Text#GONE].
    static int length(IOException why) {
        return isFailure(why.getMessage()) ? Tree.Text.FAILED : Tree.Text.GONE;
    }

    /// `Input/output error`, `/proc/x (Permission denied)`.
    static boolean isFailure(@Nullable String message) {
        if (message == null) {
            return false;
        }
        var end = message.endsWith(")") ? message.length() - 1 : message.length();
        for (var words : ABSENT) {
            if (message.startsWith(words, end - words.length())) {
                return false;
            }
        }
        return true;
    }
}
