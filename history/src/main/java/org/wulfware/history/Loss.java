package org.wulfware.history;

import module java.base;

/// What of a recording cannot be read, and is left out of whatever is shown of it.
///
/// @param file its name in the directory
/// @param records that are known to be lost; 0 where nobody can say how many there were
/// @param words what is wrong with the file, and how much that costs
public record Loss(String file, long records, String words) {
    /// Some of a file's records.
    static Loss records(String file, long records) {
        return new Loss(file, records,
                "is damaged: " + amount(records) + (records == 1 ? " record is lost" : " records are lost"));
    }

    /// Bytes from which nothing can be told, not even how many records they held.
    ///
    /// @param size of the file
    static Loss bytes(String file, long bytes, long size) {
        return new Loss(file, 0, size == 0 ? "is empty: all that was in it is lost"
                : bytes == size ? "is damaged, or not of a recording: nothing in its " + amount(size)
                        + " bytes can be read"
                        : "is damaged: " + amount(bytes) + " of its " + amount(size) + " bytes are lost");
    }

    /// A file that has no place in a recording.
    static Loss stranger(String file, long size) {
        return new Loss(file, 0, "is not a file of a recording: its " + amount(size) + " bytes are left out");
    }

    /// A file that cannot be read at all.
    static Loss unreadable(String file, IOException why) {
        var reason = switch (why) {
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(why.getMessage());
        };
        return new Loss(file, 0, "cannot be read, and all that is in it is left out: " + reason);
    }

    private static String amount(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// For a person, in a line.
    @Override
    public String toString() {
        return file + " " + words;
    }
}
