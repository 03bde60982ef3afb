package org.wulfware.display;

import module java.base;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The terminal that standard output is, for programs that print lines: how large it is now, whatever a person makes of its window
/// meanwhile. For all threads.
public final class OutputTerminal {
    /// How many characters there is room for.
    public record Size(int columns, int rows) {}

    private static final Size USUAL = new Size(80, 24);
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/stty"), Path.of("/bin/stty"));
    private static final int LIMIT_SECONDS = 5;

    private final Supplier<Size> asked;
    private final boolean isTold;
    private volatile @Nullable Size known;

    /// @param isTold whether somebody tells when the size has changed
    private OutputTerminal(Supplier<Size> asked, boolean isTold) {
        this.asked = asked;
        this.isTold = isTold;
    }

    /// The terminal that standard output is; empty if it is a pipe, a file or anything else.
    public static Optional<OutputTerminal> open() {
        if (!isTerminal(1)) {
            return Optional.empty();
        }
        var terminal = new OutputTerminal(OutputTerminal::measured, true);
        Signals.open().on("WINCH", terminal::forget);
        return Optional.of(terminal);
    }

    /// A terminal whose size somebody else knows.
    public static OutputTerminal of(Supplier<Size> size) {
        return new OutputTerminal(size, false);
    }

    /// Whether a person sees what is written to this descriptor, 1 or 2.
    public static boolean isTerminal(int descriptor) {
        try {
            var file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
        } catch (IOException _) {
            return false; // no /proc: it is written to as to a file, and nothing is lost
        }
    }

    private void forget() {
        known = null;
    }

    public Size size() {
        var last = known;
        if (last == null || !isTold) {
            last = asked.get();
            known = last;
        }
        return last;
    }

    private static Size measured() {
        var stty = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (stty.isEmpty()) {
            return USUAL;
        }
        try {
            var process = new ProcessBuilder(stty.get().toString(), "size")
                    .redirectInput(new File("/proc/self/fd/1"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) ? size(printed) : USUAL;
        } catch (IOException _) {
            return USUAL; // another's terminal, as behind su: it can be written to and not asked
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /// `24 80`, rows first; a serial line does not know, and says `0 0`.
    private static Size size(String printed) {
        var numbers = printed.strip().split(" ", -1);
        if (numbers.length != 2 || !Stream.of(numbers).allMatch(number -> number.matches("[1-9][0-9]{0,4}"))) {
            return USUAL;
        }
        return new Size(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]));
    }
}
