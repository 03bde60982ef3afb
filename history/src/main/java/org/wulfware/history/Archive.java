package org.wulfware.history;

import module java.base;
import org.wulfware.wire.RegularFile;

/// The files of a recording. Each is of a span of time, and named by its number and when it began:
/// ```text
/// 000017-20261124T220000Z.log     the present one, a frame a round
/// 000016-20261124T210000Z.exact   sealed: all that was recorded
/// 000016-20261124T210000Z.thin    the same, thinned out
/// 000016-20261124T210000Z.damaged the log of which it was sealed, kept since not all of it could be read
/// ```
record Archive(Path directory) {
    /// What a file holds; in the order in which they are preferred.
    enum Type {
        EXACT(".exact"),
        LOG(".log"),
        THIN(".thin"),
        /// Is never read for what it says: that is sealed.
        DAMAGED(".damaged");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }
    }

    /// One span of time.
    ///
    /// @param from when it began, to the second
    /// @param types what there is of it
    record Piece(long number, Instant from, String stem, Set<Type> types) {
        boolean has(Type type) {
            return types.contains(type);
        }
    }

    static final String LOCK = "lock";

    /// What is being written and has not got its name yet.
    static final String UNFINISHED = ".new";

    /// More than any file of a recording holds.
    static final int LONGEST = 1 << 29;

    /// A frame that has been begun is whole by then: it is written at once.
    private static final Duration FINISHED = Duration.ofMillis(200);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("([0-9]{6,18})-([0-9]{8}T[0-9]{6}Z)(\\.log|\\.exact|\\.thin|\\.damaged)");

    static String stem(long number, Instant from) {
        var digits = Long.toString(number);
        return "0".repeat(Math.max(0, 6 - digits.length())) + digits + "-" + TIME.format(from);
    }

    Path file(String stem, Type type) {
        return directory.resolve(stem + type.suffix);
    }

    /// What there is, the oldest first.
    List<Piece> pieces() throws IOException {
        var byStem = new TreeMap<Long, Piece>();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    add(name, byStem);
                }
            }
        }
        return List.copyOf(byStem.values());
    }

    /// What else is there. Hidden files are not looked at.
    List<Loss> strangers() throws IOException {
        var strangers = new ArrayList<Loss>();
        try (var files = Files.list(directory)) {
            for (var file : files.sorted().toList()) {
                var called = file.getFileName().toString();
                var name = NAME.matcher(called);
                var isOurs = called.equals(LOCK) || called.endsWith(UNFINISHED) || called.startsWith(".")
                        || (name.matches() && isTime(name.group(2)));
                if (!isOurs) {
                    strangers.add(Loss.stranger(called, size(file)));
                }
            }
        }
        return strangers;
    }

    private static boolean isTime(String written) {
        try {
            TIME.parse(written, Instant::from);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static void add(Matcher name, Map<Long, Piece> pieces) {
        try {
            var number = Long.parseLong(name.group(1));
            var from = TIME.parse(name.group(2), Instant::from);
            var stem = name.group(1) + "-" + name.group(2);
            for (var type : Type.values()) {
                if (type.suffix.equals(name.group(3))) {
                    pieces.computeIfAbsent(number, _ -> new Piece(number, from, stem, EnumSet.noneOf(Type.class)))
                            .types()
                            .add(type);
                }
            }
        } catch (DateTimeException _) {
            // No time that there is: not one of ours.
        }
    }

    /// All bytes of all files.
    long size() throws IOException {
        try (var files = Files.list(directory)) {
            var size = 0L;
            for (var file : files.toList()) {
                size += size(file);
            }
            return size;
        }
    }

    static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0; // it has just been taken away
        }
    }

    /// Opens what says most of a span of time, and can be read.
    ///
    /// @param wanted the types to be had, the first that is there
    /// @param lost gets what cannot be read at all, and what was lost before it was sealed
    /// @return empty if there is nothing
    Optional<Segment> open(Piece piece, List<Type> wanted, Consumer<Loss> lost) throws IOException {
        damage(piece).ifPresent(lost);
        var losses = new ArrayList<Loss>();
        for (var type : wanted) {
            if (type == Type.DAMAGED) {
                continue; // nothing to be shown of it is not in the others
            }
            var file = file(piece.stem, type);
            try {
                RegularFile.check(file, LONGEST);
                var segment = type == Type.LOG ? log(file) : Segment.open(file);
                var loss = segment.loss();
                // A log is empty for the moment in which it is begun, and one of which nothing was written has nothing to lose.
                if (!segment.isUnreadable() || loss.isEmpty()) {
                    losses.forEach(lost);
                    return Optional.of(segment);
                }
                segment.close();
                losses.add(loss.get());
            } catch (NoSuchFileException _) {
                // Then the next; a log may have been sealed a moment ago.
            } catch (FileSystemException e) {
                losses.add(Loss.unreadable(String.valueOf(file.getFileName()), e));
            }
        }
        losses.forEach(lost);
        return Optional.empty();
    }

    private Optional<Loss> damage(Piece piece) throws IOException {
        if (!piece.has(Type.DAMAGED)) {
            return Optional.empty();
        }
        var file = file(piece.stem, Type.DAMAGED);
        try {
            RegularFile.check(file, LONGEST);
            try (var segment = log(file)) {
                return segment.loss();
            }
        } catch (NoSuchFileException _) {
            return Optional.empty(); // it has just made room
        } catch (FileSystemException e) {
            return Optional.of(Loss.unreadable(String.valueOf(file.getFileName()), e));
        }
    }

    /// A log that ends within a frame is looked at again: if it is still the same, it was cut off, and nobody writes it.
    private static Segment log(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        var bytes = RegularFile.read(file, LONGEST);
        var sealed = Sealer.seal(bytes, false);
        if (sealed.rest().unfinished() == 0 || name.endsWith(Type.DAMAGED.suffix())) {
            return Segment.ofLog(name, sealed, sealed.skipped(), bytes.length);
        }
        try {
            Thread.sleep(FINISHED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever waits for something next finds out
        }
        var later = RegularFile.read(file, LONGEST);
        if (Arrays.equals(bytes, later)) {
            return Segment.ofLog(name, sealed, sealed.skipped(), bytes.length);
        }
        var more = Sealer.seal(later, false);
        return Segment.ofLog(name, more, more.rest().skipped(), later.length);
    }
}
