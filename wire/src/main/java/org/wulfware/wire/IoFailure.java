package org.wulfware.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The words that a person reads for a failure of input or output. They are this project's own: a JDK's differ by vendor and
/// version. Temurin says `Connection refused`, Debian's JDK 25 `connection refused (connect failed)`, and the HTTP client says
/// nothing at all.
///
/// What the type of an exception, or of one of its causes, does not say is read from the C library's words in its message. A
/// message that holds none of those is somebody's own, such as a parser's, and stays as it is.
public final class IoFailure {
    /// Nobody listens on the port.
    public static final String REFUSED = "connection refused";

    /// Nobody has the address, or a firewall says so.
    public static final String NO_ROUTE = "no route to host";

    /// This machine knows no way to the address.
    public static final String NO_NETWORK = "network is unreachable";

    /// The C library's words for an error number, and ours; some are the JDK's own.
    private static final String[] WORDS = {
        "connection refused", REFUSED,
        "connection reset", "connection reset",
        "connection reset by peer", "connection reset",
        "broken pipe", "broken pipe",
        "software caused connection abort", "connection aborted",
        "connection timed out", "timed out",
        "connect timed out", "timed out",
        "read timed out", "timed out",
        "operation timed out", "timed out",
        "request timed out", "timed out",
        "http connect timed out", "timed out",
        "http/1.1 header parser received no bytes", "closed without an answer",
        "no route to host", NO_ROUTE,
        "host is down", NO_ROUTE,
        "host is unreachable", NO_ROUTE,
        "network is unreachable", NO_NETWORK,
        "network is down", "network is down",
        "address already in use", "address already in use",
        "cannot assign requested address", "no such address on this machine",
        "name or service not known", "no such host",
        "temporary failure in name resolution", "the name service does not answer",
        "too many open files in system", "too many open files on this machine",
        "too many open files", "too many open files",
        "no space left on device", "disk full",
        "disk quota exceeded", "disk quota exceeded",
        "file too large", "file too large",
        "read-only file system", "read-only file system",
        "no such file or directory", "no such file",
        "not a directory", "not a directory",
        "is a directory", "is a directory",
        "directory not empty", "directory not empty",
        "file name too long", "file name too long",
        "too many levels of symbolic links", "too many symbolic links",
        "permission denied", "permission denied",
        "operation not permitted", "operation not permitted",
        "file exists", "file exists",
        "text file busy", "file is being executed",
        "device or resource busy", "device busy",
        "input/output error", "input/output error",
        "stale file handle", "stale file handle",
        "cannot allocate memory", "out of memory",
        "exec format error", "not a program for this machine",
        "no such process", "no such process",
        "no such device", "no such device",
        "operation not supported", "not supported",
        "function not implemented", "not supported",
    };

    /// A chain of causes longer than this goes in a circle.
    private static final int LONGEST_CHAIN = 16;

    private IoFailure() {}

    /// Why it failed, without the file: `connection refused`, `no such file`.
    public static String reason(Throwable failure) {
        var isRefused = false;
        var cause = failure;
        for (var i = 0; cause != null && i < LONGEST_CHAIN; i++) {
            var words = words(cause);
            if (words != null && !(isRefused && cause instanceof ClosedChannelException)) {
                return words;
            }
            // The HTTP client says no more of it than that, and below it that its channel is closed.
            isRefused |= cause instanceof ConnectException;
            cause = saysNothing(cause) ? cause.getCause() : null;
        }
        return isRefused ? REFUSED : own(failure);
    }

    /// The file that it failed at and why: `/etc/wulfhosts: no such file`; only why, where the exception names no file.
    public static String message(Throwable failure) {
        return failure instanceof FileSystemException at && at.getFile() != null
                ? at.getFile() + ": " + reason(failure)
                : reason(failure);
    }

    /// Whether the other end of a pipe or a connection has gone, as `head` has after ten lines.
    public static boolean isReaderGone(Throwable failure) {
        var reason = reason(failure);
        return reason.equals("broken pipe") || reason.equals("connection reset");
    }

    private static @Nullable String words(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "not a directory";
            case DirectoryNotEmptyException _ -> "directory not empty";
            case FileAlreadyExistsException _ -> "file exists";
            case FileSystemLoopException _ -> "too many symbolic links";
            // Its message begins with the name of the file.
            case FileSystemException at -> known(at.getReason());
            case UnknownHostException _,UnresolvedAddressException _ -> "no such host";
            case NoRouteToHostException _ -> NO_ROUTE;
            case SocketTimeoutException _ -> "timed out";
            case CharacterCodingException _ -> "not UTF-8";
            case ClosedChannelException _ -> "closed";
            case EOFException end when end.getMessage() == null -> "unexpected end";
            case IOException _ -> known(failure.getMessage());
            default -> null;
        };
    }

    /// What the JDK makes of the C library's words: `Connection refused`, `Connection refused (connect failed)`, `/x (Permission
    /// denied)`, `error=2, No such file or directory`. What only contains them is more than them, and somebody's own.
    private static @Nullable String known(@Nullable String message) {
        if (message == null) {
            return null;
        }
        var said = message.strip().toLowerCase(Locale.ROOT);
        for (var i = 0; i < WORDS.length; i += 2) {
            var words = WORDS[i];
            if (said.equals(words) || said.startsWith(words + " (") || said.endsWith(" (" + words + ")")
                    || (said.contains("error=") && said.endsWith(", " + words))) {
                return WORDS[i + 1];
            }
        }
        return null;
    }

    /// Whether there is nothing in the message beside what the cause says.
    private static boolean saysNothing(Throwable failure) {
        var message = failure.getMessage();
        var cause = failure.getCause();
        return failure instanceof ConnectException || message == null || message.isBlank()
                || (cause != null && message.equals(cause.toString()));
    }

    private static String own(Throwable failure) {
        var message = failure instanceof FileSystemException at && at.getReason() != null
                ? at.getReason()
                : failure.getMessage();
        return message == null || message.isBlank() || isOnlyTheFile(failure) ? "input/output error" : message;
    }

    private static boolean isOnlyTheFile(Throwable failure) {
        return failure instanceof FileSystemException at && at.getReason() == null;
    }
}
