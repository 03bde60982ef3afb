package org.wulfware.bench;

import module java.base;

/// Two networks of their own, of which nothing reaches the system's: one for the node, one around this JVM for whoever asks it. All
/// addresses of `10.77.128.0/17` are this JVM's, so that there may be as many clients of as many addresses as one likes; so are
/// those of `10.79.0.0/16` until they vanish, and of `192.0.2.0/24`, from which nobody may connect.
///
/// ```text
/// this JVM 10.77.0.2 ---- 10.77.0.1 node
/// ```
final class Enclosure {
    static final String NODE = "10.77.0.1";
    static final String ALLOWED = "local subnets 10.79.0.0/16";

    private static final String INSIDE = "wulfware.enclosed";

    private final Laboratory lab;
    private final String node;

    /// Encloses this JVM, which must have been started by [#outside].
    Enclosure(Laboratory lab, String client) throws IOException, InterruptedException {
        this.lab = lab;
        node = network(client);
        ip(here(), "link set lo up");
        ip(node, "link set lo up");
        ip(here(), "link add wulf0 type veth peer name wulf1 netns " + node);
        ip(here(), "address add 10.77.0.2/16 dev wulf0");
        ip(here(), "link set wulf0 up");
        ip(here(), "route add local 10.77.128.0/17 dev lo");
        ip(here(), "route add local 192.0.2.0/24 dev lo");
        ip(node, "address add 10.77.0.1/16 dev wulf1");
        ip(node, "link set wulf1 up");
        ip(node, "route add 10.77.128.0/17 via 10.77.0.2");
        ip(node, "route add 192.0.2.0/24 via 10.77.0.2");
        ip(node, "route add 10.79.0.0/16 via 10.77.0.2");
        appear();
    }

    /// Whether this JVM is in a network of its own.
    static boolean isInside() {
        return Boolean.getBoolean(INSIDE);
    }

    /// Runs the same benchmark in a network of its own, and returns its status.
    static int outside(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("unshare", "--net"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("--map-root-user");
        }
        command.addAll(List.of(
                // What is measured is the daemon, and not how the machine shares itself out between it and its enemies.
                "/usr/bin/nice", "-n", "10",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-D" + INSIDE + "=true",
                "-Dwulfware.images=" + System.getProperty("wulfware.images", "dist/target"),
                "-cp",
                System.getProperty("java.class.path"),
                Bench.class.getName()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end the enclosure"));
        return process.waitFor();
    }

    /// A network that lives as long as the laboratory; known by the process that holds it.
    private String network(String client) throws IOException, InterruptedException {
        var process = lab.started(List.of(client, "run", "-1", "/usr/bin/unshare", "--net", "/bin/sh", "-c",
                "echo ready; exec sleep 1000000"), ProcessBuilder.Redirect.INHERIT);
        if (!"ready".equals(process.inputReader().readLine())) {
            throw new IOException("no network of its own is to be had: that takes root, or unprivileged name spaces");
        }
        return Long.toString(process.pid());
    }

    /// What becomes `command` on the node.
    List<String> onNode(List<String> command) {
        var all = new ArrayList<>(List.of("/usr/bin/nsenter", "--net", "--target", node));
        all.addAll(command);
        return all;
    }

    /// Clients of these addresses are from now on neither heard of nor reached: no farewell, no refusal.
    void vanish() throws IOException, InterruptedException {
        ip(here(), "route del local 10.79.0.0/16 dev lo");
    }

    void appear() throws IOException, InterruptedException {
        ip(here(), "route add local 10.79.0.0/16 dev lo");
    }

    private static String here() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private void ip(String network, String words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("nsenter", "--net", "--target", network, "ip"));
        command.addAll(List.of(words.split(" ")));
        lab.output(command);
    }
}
