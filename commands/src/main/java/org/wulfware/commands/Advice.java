package org.wulfware.commands;

import module java.base;
import org.wulfware.display.DaemonStart;
import org.wulfware.libwulf.Host;

/// The commands to type next about one host. What is to be done on the host itself goes there by ssh, unless it is this one.
///
/// @param address that the host was found at, if one was
/// @param isHere whether the host is this machine
record Advice(Host host, Optional<InetAddress> address, boolean isHere) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final String CONFIGURATION = "/etc/wulfware/xmlsysd.conf";

    /// @param address that the host was found at
    static Advice of(Host host, Optional<InetAddress> address) {
        return new Advice(host, address, address.map(Advice::isThisMachine).orElse(false));
    }

    private static boolean isThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) { // not to be learnt: ssh leads there too
            return false;
        }
    }

    String start() {
        return there(DaemonStart.SERVICE);
    }

    String status() {
        return there("systemctl status xmlsysd");
    }

    String listener() {
        return there("sudo ss -ltnp sport = :" + host.port());
    }

    /// Who is connected to the daemon.
    String clients() {
        return there("ss -tn sport = :" + host.port());
    }

    String configure() {
        return there("sudoedit " + CONFIGURATION) + " && " + there("sudo systemctl reload xmlsysd");
    }

    /// Which of this machine's programs are connected to the daemon.
    String connections() {
        var at = address.map(InetAddress::getHostAddress)
                .map(text -> text.replaceFirst("%.*", ""))
                .orElse(host.address());
        return "ss -tnp dport = :" + host.port() + " and dst " + word(at.indexOf(':') < 0 ? at : "[" + at + "]");
    }

    String daemonsVersion() {
        return there("xmlsysd --version");
    }

    /// What the daemon's configuration comes to.
    String check() {
        return there("xmlsysd --check-config");
    }

    String ping() {
        return "ping -c 3 " + word(host.address());
    }

    String route() {
        return "ip route get " + word(host.address());
    }

    String lookUp() {
        return "getent hosts " + word(host.address());
    }

    String clock() {
        return there("timedatectl");
    }

    /// What a certificate says.
    ///
    /// @param what options of `openssl x509`
    String certificate(String what) {
        var at = host.address().indexOf(':') < 0 ? host.address() : "[" + host.address() + "]";
        return "openssl s_client -connect " + word(at + ":" + host.port())
                + " </dev/null 2>/dev/null | openssl x509 -noout " + what;
    }

    /// What a file of certificates says.
    static String certificateIn(Path file) {
        return "openssl x509 -noout -subject -issuer -dates -in " + word(file.toString());
    }

    static String file(Path file) {
        return "ls -l " + word(file.toString());
    }

    /// Shows a source of a sensor, or what is in its directory.
    String look(String source, boolean isDirectory) {
        return there((isDirectory ? "ls -l " : "head -n 3 ") + word(source));
    }

    String kernelLog() {
        return there("sudo dmesg -T | tail -n 20");
    }

    String daemonsLog() {
        return there("journalctl -u xmlsysd -n 20");
    }

    /// A command on the host.
    private String there(String command) {
        if (isHere) {
            return command;
        }
        var terminal = command.startsWith("sudo") ? "-t " : "";
        return "ssh " + terminal + word(host.address()) + " "
                + (command.indexOf('|') < 0 ? command : "'" + command + "'");
    }

    /// A word as a shell takes it for one.
    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
