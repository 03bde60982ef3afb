package org.wulfware.wulfstat.screen;

import module java.base;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.wulfware.display.Signals;

/// The terminal that standard input and output are, as `stty` sets it. Ctrl-C and Ctrl-Z stay signals, so that they work
/// for all programs of the command line together.
public final class SttyTerminal implements Terminal {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/stty"), Path.of("/bin/stty"));
    /// No lines, no echo, Ctrl-S is a key, and Ctrl-\ writes no dump over the screen.
    private static final List<String> KEYS_AT_ONCE =
            List.of("-icanon", "-iexten", "-echo", "-ixon", "min", "1", "time", "0", "quit", "undef");
    /// They end a program that does not handle them, and the JDK runs nothing on the way out.
    private static final List<String> DEADLY =
            List.of("USR1", "ALRM", "ABRT", "VTALRM", "PROF", "IO", "XCPU", "PWR", "STKFLT", "SYS", "TRAP");
    private static final int LIMIT_SECONDS = 5;
    /// What shells make of an end by a signal.
    private static final int KILLED = 128;
    private static final int TRIES = 3;
    private static final Size USUAL = new Size(80, 24);

    private final String stty;
    private final String before;
    private final FileInputStream in = new FileInputStream(FileDescriptor.in);
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Signals signals = Signals.open();
    private final Semaphore continued = new Semaphore(0);
    private @Nullable Size first;

    private SttyTerminal(String stty, String before, Size first) {
        this.stty = stty;
        this.before = before;
        this.first = first;
    }

    /// The terminal, unless standard input or output is none.
    public static Optional<Terminal> open() throws IOException {
        var stty = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no stty in /usr/bin or /bin"))
                .toString();
        var settings = start(stty, "-g");
        var size = start(stty, "size");
        var isTerminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        var before = answer(settings).strip();
        var first = size(answer(size));
        return isTerminal && !before.isEmpty()
                ? Optional.of(new SttyTerminal(stty, before, first))
                : Optional.empty();
    }

    /// Asks anew each time but the first, when the answer is there already.
    @Override
    public synchronized Size size() throws IOException {
        var known = first;
        first = null;
        return known != null ? known : size(answer(start(stty, "size")));
    }

    @Override
    public void takeKeys() throws IOException {
        set(KEYS_AT_ONCE);
    }

    @Override
    public void returnKeys() {
        try {
            set(List.of(before));
        } catch (IOException _) { // the terminal has gone: nobody will type on it any more
        }
    }

    /// In the background it is stopped together with this process; the limit then passes while nobody runs.
    private void set(List<String> settings) throws IOException {
        var command = Stream.concat(Stream.of(stty), settings.stream()).toArray(String[]::new);
        for (var tries = 1; !ends(start(command)); tries++) {
            if (tries == TRIES) {
                throw new IOException("stty cannot set the terminal");
            }
        }
    }

    @Override
    public int read(byte[] into) throws IOException {
        return in.read(into);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public void watch(Consumer<Happening> told) {
        signals.on("WINCH", () -> told.accept(Happening.RESIZED));
        signals.on("INT", () -> told.accept(Happening.INTERRUPTED));
        signals.on("TSTP", () -> told.accept(Happening.SUSPENDED));
        signals.on("CONT", () -> {
            continued.release();
            told.accept(Happening.CONTINUED);
        });
        DEADLY.forEach(name -> onDeath(name, told));
    }

    private void onDeath(String name, Consumer<Happening> told) {
        try {
            signals.on(name, () -> {
                told.accept(Happening.KILLED);
                die(name);
            });
        } catch (IllegalStateException _) { // this system has no such signal, or the JVM keeps it to itself
        }
    }

    private void die(String name) {
        try {
            signals.dieOf(name);
        } catch (IOException | InterruptedException _) { // no shell: the status says by which signal all the same
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Override
    public String kind() {
        return Objects.requireNonNullElse(System.getenv("TERM"), "");
    }

    @Override
    public void stop() throws IOException {
        try {
            signals.stop(continued);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the environment says. One that says nothing is taken for one of our days.
    @Override
    public boolean isUtf8() {
        for (var name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            var value = System.getenv(name);
            if (value != null && !value.isEmpty()) {
                var charset = value.toLowerCase(Locale.ROOT);
                return charset.contains("utf-8") || charset.contains("utf8");
            }
        }
        return true;
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// What it printed; nothing if it failed.
    private static String answer(Process process) throws IOException {
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return ends(process) ? printed : "";
    }

    /// Whether it did what it should, and in time.
    private static boolean ends(Process process) throws IOException {
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for stty");
        }
    }

    /// `30 100`; a terminal that does not know, such as a serial line, says `0 0`.
    private static Size size(String printed) {
        var numbers = printed.strip().split(" ", -1);
        try {
            var size = new Size(Integer.parseInt(numbers[numbers.length - 1]), Integer.parseInt(numbers[0]));
            return size.columns() > 0 && size.rows() > 0 ? size : USUAL;
        } catch (NumberFormatException _) { // it printed nothing, or something else
            return USUAL;
        }
    }
}
