package org.wulfware.xmlsysd;

import java.io.File;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What the node is learnt from by system calls rather than from files, as texts (see `Sensor.Source`): a thread of its
/// own asks, so that a name server that does not answer holds no sample up.
public final class Facts implements AutoCloseable {
    static final String UTC_OFFSET = "wulfware/utcoffset";
    static final String HOSTIP = "wulfware/hostip";
    static final String ADDRESSES = "wulfware/addresses";
    static final String MOUNTS = "wulfware/mounts";
    static final String INODES = "wulfware/inodes";
    static final String SESSIONS = "wulfware/sessions";
    static final String LSPCI = "wulfware/lspci";
    static final String UNITS = "wulfware/units";
    static final String NVML = "wulfware/nvml";
    static final String DAEMON = "wulfware/daemon";
    static final String TEXTFILE = "wulfware/textfile";
    static final String ADJTIMEX = "wulfware/adjtimex";

    private static final File LOCALTIME = new File("/etc/localtime");
    private static final int DNS_PORT = 53;
    private static final long REFRESH_NANOS = 60_000_000_000L;
    private static final long NAME_KEEPS_NANOS = 900_000_000_000L;

    private final Published utcOffset = new Published();
    private final Published hostip = new Published();
    private final Published addresses = new Published();
    private final Users users;
    private final HostNames hostNames;
    private final Map<String, Name> names = new HashMap<>();
    private final Thread thread;
    private volatile @Nullable Mounts mounts;
    private @Nullable Lspci lspci;
    private @Nullable Ledger ledger;
    private @Nullable Tree tree;
    private volatile @Nullable InForce inForce;
    private final long started = System.currentTimeMillis();
    private volatile boolean closed;

    /// @param root where `etc/passwd` and `etc/hosts` are looked for
    public Facts(File root) {
        var node = new NodeRoot(root);
        users = new Users(node, this);
        hostNames = new HostNames(node, DNS_PORT);
        thread = new Thread("facts") {
            @Override
            public void run() {
                refreshUntilClosed();
            }
        };
        thread.setDaemon(true);
    }

    /// Learns what takes no waiting, now, and begins to keep all fresh.
    public Facts start() {
        learnUtcOffset();
        learnAddresses(false);
        thread.start();
        return this;
    }

    /// What the daemon says of itself is in this ledger; before that, nothing is said.
    void tellOf(Ledger daemon, Tree itsNode) {
        ledger = daemon;
        tree = itsNode;
    }

    /// Files of metrics are where these settings say.
    void tellOf(InForce settings) {
        inForce = settings;
    }

    private @Nullable File textfiles() {
        var known = inForce;
        return known == null ? null : known.settings().textfiles();
    }

    private Tree.Text daemon() {
        return ledger == null || tree == null ? new Published() : new Account(ledger, tree, started * 1000);
    }

    /// The text of one fact; a path that is none of them has an empty text.
    Tree.Text text(String path) {
        return switch (path) {
            case UTC_OFFSET -> utcOffset;
            case HOSTIP -> hostip;
            case ADDRESSES -> addresses;
            case MOUNTS -> mounts();
            case INODES -> mounts().inodes();
            case LSPCI -> lspci();
            case UNITS -> new Units();
            case NVML -> new Nvml();
            case DAEMON -> daemon();
            case TEXTFILE -> new TextFiles(this::textfiles);
            case ADJTIMEX -> new Adjtimex();
            default -> new Published();
        };
    }

    /// Begins to ask the file systems when this is first wanted.
    private synchronized Mounts mounts() {
        var known = mounts;
        if (known == null) {
            known = Mounts.ofThisSystem();
            mounts = known;
        }
        return known;
    }

    /// Run once, however often it is asked for.
    private synchronized Lspci lspci() {
        var known = lspci;
        if (known == null) {
            known = new Lspci();
            lspci = known;
        }
        return known;
    }

    Users users() {
        return users;
    }

    /// Lets the thread look now instead of at the next refresh.
    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        wake();
        var known = mounts;
        if (known != null) {
            known.end();
        }
    }

    private void refreshUntilClosed() {
        learnAddresses(true);
        while (!closed) {
            LockSupport.parkNanos(this, REFRESH_NANOS);
            users.learn();
            learnUtcOffset();
            learnAddresses(true);
        }
    }

    private void learnUtcOffset() {
        var zone = System.getenv("TZ");
        var local = UtcOffset.at(LOCALTIME, zone == null ? "" : zone, System.currentTimeMillis() / 1000);
        utcOffset.say(local.seconds() + (local.name().isEmpty() ? "" : " " + local.name()) + "\n");
    }

    private void learnAddresses(boolean withNames) {
        var lines = new StringBuilder();
        var first = "";
        try {
            Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
            while (interfaces.hasMoreElements() && !closed) {
                var each = interfaces.nextElement();
                var address = NodeAddress.of(each.getInetAddresses());
                if (address == null) {
                    continue;
                }
                var numeric = NodeAddress.numeric(address);
                lines.append(each.getName()).append(' ').append(numeric);
                var name = name(address, numeric, withNames);
                if (!name.isEmpty()) {
                    lines.append(' ').append(name);
                }
                lines.append('\n');
                if (first.isEmpty() && !address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                    first = numeric;
                }
            }
        } catch (SocketException _) { // no list of interfaces to be had: what is known stays
            return;
        }
        addresses.say(lines.toString());
        hostip.say(first + "\n");
    }

    private String name(InetAddress address, String numeric, boolean lookUp) {
        var known = names.get(numeric);
        var now = System.nanoTime();
        if (lookUp && (known == null || now - known.learnt > NAME_KEEPS_NANOS)) {
            known = new Name(hostNames.name(address), now);
            names.put(numeric, known);
        }
        return known == null ? "" : known.name;
    }

    private record Name(String name, long learnt) {}

    /// A text that one thread says and another reads.
    static final class Published implements Tree.Text {
        private volatile byte[] text = new byte[0];

        void say(String words) {
            say(words.getBytes(StandardCharsets.UTF_8));
        }

        /// It may not be changed any more.
        void say(byte[] words) {
            text = words;
        }

        @Override
        public int read(TextBuffer buffer) {
            return buffer.fill(text);
        }
    }
}
