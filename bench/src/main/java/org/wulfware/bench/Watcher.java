package org.wulfware.bench;

import module java.base;
import org.wulfware.testkit.VirtualTerminal;

/// `wulfstat` at a terminal of its own, and what a person at it would see.
final class Watcher implements AutoCloseable {
    private static final int COLUMNS = 160;
    private static final int ROWS = 50;
    /// The first of its rows that a host may stand in.
    private static final int LIST = 4;
    private static final Pattern UP = Pattern.compile("(\\d+) up\\b");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final VirtualTerminal terminal = new VirtualTerminal(COLUMNS, ROWS);
    private final Process script;
    private final long began = System.nanoTime();
    private final Consumer<VirtualTerminal> looks;
    private final ProcessHandle program;

    /// Starts it.
    ///
    /// @param looks is shown the screen each time that it has changed
    Watcher(Laboratory lab, Path images, List<String> arguments, Consumer<VirtualTerminal> looks)
            throws IOException, InterruptedException {
        this.looks = looks;
        var words = new ArrayList<>(List.of(images.resolve("wulfware/bin/wulfstat").toString()));
        words.addAll(arguments);
        var shell = "stty rows " + ROWS + " cols " + COLUMNS + "; TERM=xterm exec '" + String.join("' '", words) + "'";
        script = lab.started(List.of("script", "-qec", shell, "/dev/null"), ProcessBuilder.Redirect.DISCARD);
        Thread.ofPlatform().daemon().name("screen").start(this::show);
        program = program();
    }

    /// The program at the terminal: a child of the shell's, or what the shell has become.
    private ProcessHandle program() throws IOException, InterruptedException {
        await("it has started", screen -> screen.text().contains("wulfstat"));
        return script.descendants()
                .max(Comparator.comparing(process -> process.info().totalCpuDuration().orElse(Duration.ZERO)))
                .orElseThrow(() -> new IOException("wulfstat has ended"));
    }

    private void show() {
        var bytes = new byte[1 << 16];
        try (var in = script.getInputStream()) {
            for (int length; (length = in.read(bytes)) >= 0;) {
                terminal.write(Arrays.copyOf(bytes, length));
                looks.accept(terminal);
            }
        } catch (IOException _) { // it has ended
        }
        synchronized (terminal) {
            terminal.notifyAll();
        }
    }

    void type(String keys) throws IOException {
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
    }

    /// Waits until the screen is so.
    ///
    /// @return the milliseconds that took
    double await(String what, Predicate<VirtualTerminal> holds) throws IOException, InterruptedException {
        var from = System.nanoTime();
        synchronized (terminal) {
            while (!holds.test(terminal)) {
                if (!script.isAlive() || System.nanoTime() - from > LIMIT.toNanos()) {
                    throw new IOException("wulfstat never showed that " + what + ":\n" + terminal.text());
                }
                terminal.wait(100);
            }
        }
        return (System.nanoTime() - from) / 1e6;
    }

    /// Whether all hosts are up, and nothing on the screen is still to come.
    static boolean isFull(VirtualTerminal screen, int count) {
        return up(screen) == count
                && screen.lines().subList(LIST, ROWS - 1).stream().noneMatch(line -> line.contains("…"));
    }

    /// How many hosts are up, as the head of the screen says; -1 if it does not.
    static int up(VirtualTerminal screen) {
        var found = UP.matcher(screen.lines().get(1));
        return found.find() ? Integer.parseInt(found.group(1)) : -1;
    }

    /// Seconds since it was started.
    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    long pid() {
        return program.pid();
    }

    double resident() throws IOException {
        return Laboratory.resident(program.pid());
    }

    long cpu() {
        return program.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    String text() {
        return terminal.text();
    }

    @Override
    public void close() {
        program.destroyForcibly();
        script.destroyForcibly();
    }
}
