package org.wulfware.bench;

import module java.base;

/// A client that asks for packets at a pace and does nothing else, and what it has to wait for them.
final class Polite {
    private static final Pattern VALUE = Pattern.compile("<([a-z_]+)>([0-9]+)</\\1>");

    private final String name;
    private final Writer orders;
    private final BufferedReader answers;

    /// What it waited, in milliseconds.
    ///
    /// @param lost how often its connection was closed on it
    record Waits(int count, double median, double percentile99, double longest, int lost) {}

    /// @param command becomes the client, without its arguments
    Polite(Laboratory lab, List<String> command, String address, int port, int hertz) throws IOException {
        name = hertz + " Hz";
        var all = new ArrayList<>(command);
        all.addAll(List.of(address, Integer.toString(port), Integer.toString(hertz)));
        var process = lab.started(all, ProcessBuilder.Redirect.INHERIT);
        orders = process.outputWriter();
        answers = process.inputReader();
    }

    void begin() throws IOException {
        order("begin");
    }

    Waits end() throws IOException {
        order("end");
        var words = answer().split(" ");
        var figures = new double[4];
        for (var i = 1; i < 4; i++) {
            figures[i] = Integer.parseInt(words[i]) / 1000.0;
        }
        return new Waits(Integer.parseInt(words[0]), figures[1], figures[2], figures[3], Integer.parseInt(words[4]));
    }

    /// What the daemon says of itself: its element's values by name.
    Map<String, Long> daemon() throws IOException {
        order("daemon");
        var values = new TreeMap<String, Long>();
        var value = VALUE.matcher(answer());
        while (value.find()) {
            values.put(value.group(1), Long.parseLong(value.group(2)));
        }
        if (values.isEmpty()) {
            throw new IOException("the daemon does not answer any more");
        }
        return values;
    }

    private void order(String what) throws IOException {
        orders.write(what + "\n");
        orders.flush();
    }

    private String answer() throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new IOException("the client at " + name + " has ended");
        }
        return line;
    }
}
