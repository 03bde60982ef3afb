package org.wulfware.testkit;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.testkit.Fixtures.Fixture;
import org.wulfware.xmlsysd.Clock;
import org.wulfware.xmlsysd.Tree;

/// A node in memory: a recorded tree with a name and an address of its own, in which time goes on. The same tree, role,
/// seed and clock make the same node.
public final class SimulatedNode implements Tree {
    private static final long MICROS = 1_000_000;

    private final NavigableMap<String, Moving> files = new TreeMap<>();
    private final Map<Long, String> users = new HashMap<>();
    private final long[] pids;
    private final Clock clock;
    private final long began;

    /// A node made from `tree`, whose time begins now.
    ///
    /// @param name what it calls itself
    /// @param number which of its cluster it is, 1 to 254: the last number of its addresses
    /// @throws IOException if the tree cannot be read or is not whole
    public SimulatedNode(Fixture tree, String name, int number, Role role, long seed, Clock clock) throws IOException {
        this.clock = clock;
        this.began = clock.nanos();
        var texts = tree.texts();
        var random = new Random(seed * 31 + number);
        var stat = text(texts, "proc/stat");
        var activity = Activity.of(role, MovingStat.processors(stat), random);
        var forks = 0.2 + 2 * random.nextDouble();
        texts.forEach((path, text) -> files.put(path, _ -> text));
        addIdentity(texts, name, number);
        addCounters(texts, activity, forks, random);
        addGauges(texts, activity, forks, role, random);
        pids = addProcesses(texts, activity, role);
        texts.getOrDefault("etc/passwd", "").lines().map(line -> line.split(":")).forEach(words -> {
            if (words.length > 2 && words[2].matches("\\d{1,10}")) {
                users.putIfAbsent(Long.valueOf(words[2]), words[0]);
            }
        });
    }

    private void addIdentity(Map<String, String> texts, String name, int number) {
        put("proc/sys/kernel/hostname", name + "\n");
        put("wulfware/hostip", "10.1.0." + number + "\n");
        var zone = TimeZone.getDefault().getOffset(clock.micros() / 1000) / 1000;
        put("wulfware/utcoffset", zone + "\n");
        var addresses = new StringBuilder();
        var subnet = 1;
        for (var line : texts.getOrDefault("wulfware/addresses", "").lines().toList()) {
            var words = line.split(" ");
            if (words[0].equals("lo")) {
                addresses.append(line).append('\n');
                continue;
            }
            addresses.append("%s 10.%d.0.%d".formatted(words[0], subnet, number));
            addresses.append(subnet == 1 ? " " + name + "\n" : " " + name + "-" + words[0] + "\n");
            subnet++;
        }
        put("wulfware/addresses", addresses.toString());
    }

    private void addCounters(Map<String, String> texts, Activity activity, double forks, Random random)
            throws IOException {
        var up = Double.parseDouble(Moving.words(text(texts, "proc/uptime"))[0]);
        var idle = Double.parseDouble(Moving.words(text(texts, "proc/uptime"))[1]);
        var booted = clock.micros() / MICROS - (long) up;
        files.put("proc/stat", new MovingStat(text(texts, "proc/stat"), activity, forks, booted));
        // Up to 2.6.18 a kernel says the idle time of one processor only.
        var counted = idle > up ? activity.cpus() : activity.cpus().subList(0, 1);
        files.put("proc/uptime", time -> {
            var idled = counted.stream().mapToDouble(cpu -> time - cpu.sum(time)).sum();
            return String.format(Locale.ROOT, "%.2f %.2f\n", up + time, idle + idled);
        });
        files.put("proc/net/dev", new MovingNetDev(text(texts, "proc/net/dev"), activity, random));
        if (texts.containsKey("proc/vmstat")) {
            var lines = text(texts, "proc/vmstat").split("\n");
            files.put("proc/vmstat", time -> vmstat(lines, activity, time));
        }
    }

    private static String vmstat(String[] lines, Activity activity, double time) {
        var text = new StringBuilder();
        for (var line : lines) {
            var words = line.split(" ");
            var by = switch (words[0]) {
                case "pgpgin" -> activity.disk().sum(time);
                case "pgpgout" -> activity.disk().sum(time) * 0.7;
                case "pswpin" -> activity.swapping().sum(time);
                case "pswpout" -> activity.swapping().sum(time) * 1.3;
                case "pgfault" -> activity.work(time) * 3000;
                default -> 0;
            };
            text.append(words[0]).append(' ').append(Moving.grown(words[1], by)).append('\n');
        }
        return text.toString();
    }

    private void addGauges(Map<String, String> texts, Activity activity, double forks, Role role, Random random)
            throws IOException {
        files.put("proc/meminfo", new MovingMeminfo(text(texts, "proc/meminfo"), role, random));
        var load = Moving.words(text(texts, "proc/loadavg"));
        var threads = load[3].substring(load[3].indexOf('/') + 1);
        files.put("proc/loadavg", time -> String.format(
                Locale.ROOT,
                "%.2f %.2f %.2f %d/%s %d\n",
                activity.load(time, 60),
                activity.load(time, 300),
                activity.load(time, 900),
                Math.max(1, Math.round(activity.queue(time))),
                threads,
                Moving.grown(load[4], time * forks)));
        var sockets = text(texts, "proc/net/sockstat");
        var wave = new Curve(4, 4, 30 + 60 * random.nextDouble(), 2 * Math.PI * random.nextDouble());
        files.put("proc/net/sockstat", time -> {
            var more = (long) wave.at(time);
            return grow(grow(grow(sockets, "used ", more), "TCP: inuse ", more), "alloc ", more);
        });
    }

    /// The text with the number behind `words` grown.
    private static String grow(String text, String words, long by) {
        var from = text.indexOf(words) + words.length();
        var to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        return text.substring(0, from) + Moving.grown(text.substring(from, to), (double) by) + text.substring(to);
    }

    private long[] addProcesses(Map<String, String> texts, Activity activity, Role role) {
        var stats = new TreeMap<Long, String>();
        texts.forEach((path, text) -> {
            var parts = path.split("/");
            if (parts.length == 3 && parts[0].equals("proc") && parts[1].matches("\\d{1,10}")
                    && parts[2].equals("stat")) {
                stats.put(Long.valueOf(parts[1]), text);
            }
        });
        var workers = (double) stats.values().stream().filter(MovingProcess::isRunning).count();
        var runs = role != Role.IDLE;
        var share = Math.min(1.0, activity.cpus().size() / Math.max(1, workers));
        var next = 0;
        for (var each : stats.entrySet()) {
            var used = Curve.flat(each.getValue().contains(" 0 0 0 -1 ") ? 0 : 0.0005);
            if (MovingProcess.isRunning(each.getValue())) {
                used = runs ? activity.cpus().get(next % activity.cpus().size()).times(share) : Curve.flat(0.001);
                next++;
            }
            var directory = "proc/" + each.getKey();
            files.put(directory + "/stat", new MovingProcess(each.getValue(), used, runs));
            if (!runs && texts.containsKey(directory + "/status")) {
                var status = texts.getOrDefault(directory + "/status", "");
                put(directory + "/status", status.replace("State:\tR (running)", "State:\tS (sleeping)"));
            }
        }
        return stats.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    private void put(String path, String text) {
        files.put(path, _ -> text);
    }

    private static String text(Map<String, String> texts, String path) throws IOException {
        var text = texts.get(path);
        if (text == null) {
            throw new NoSuchFileException(path, null, "the recorded tree lacks it");
        }
        return text;
    }

    @Override
    public @Nullable Text open(String path) {
        var file = files.get(path);
        return file == null ? null : buffer -> buffer.fill(file.at(time()).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public String[] list(String directory) {
        var names = new TreeSet<String>();
        for (var path : files.tailMap(directory + "/").keySet()) {
            if (!path.startsWith(directory + "/")) {
                break;
            }
            names.add(path.substring(directory.length() + 1).split("/", 2)[0]);
        }
        return names.toArray(new String[0]);
    }

    private double time() {
        return (clock.nanos() - began) / 1e9;
    }

    @Override
    public long[] pids() {
        return pids.clone();
    }

    @Override
    public @Nullable String userName(long uid, long pid) {
        return users.get(uid);
    }
}
