package org.wulfware.libwulf;

import module java.base;

/// A value that no node sends and that is made of those that nodes send: the one place that says how. Displays, filters,
/// orders and thresholds use these names as they use the catalog's.
///
/// @param name as it is written: `memory.available`
/// @param text the expression that it stands for
/// @param total the expression of what it is a part of, which `memory.available%` is the share of; empty if of nothing
/// @param help one sentence for a person
public record Derived(String name, String text, String total, String help) {
    private static final Map<String, Derived> ALL = all("""
            cpus              | count(cpu.tot) | | Processors.
            cpu.busy          | (cpu.user + cpu.nice + cpu.sys)% | | Share of time in programs and in the kernel.
            load_per_cpu      | load1 / cpus | | The one-minute load for each processor.
            memory.in_use     | if(memory.free <= memory.total, max(0, memory.total - memory.free\
             - max(0, either(memory.buffers, 0) + either(memory.cached, 0) - either(memory.shared, 0))))\
             | memory.total | Memory in use, buffers and page cache (but for shared memory) not counted.
            memory.available  | either(meminfo.full.mem_available, max(0, memory.free + either(memory.buffers, 0)\
             + either(memory.cached, 0) - either(memory.shared, 0)))\
             | memory.total | Memory that new programs could have without swapping.
            uptime            | uptime.seconds | | Since the kernel started.
            duty              | if(uptime.seconds > 0, 100 - share(uptime.idle, uptime.seconds * cpus)) | |\
             Share of the time since the kernel started that the processors were not idle.
            net.received      | sum(rate(net.receive.bytes) where not devtype == "lo") | |\
             Received by all interfaces but loopback.
            net.sent          | sum(rate(net.transmit.bytes) where not devtype == "lo") | |\
             Sent by all interfaces but loopback.
            net.errors        | sum(either(rate(net.receive.errs), 0) + either(rate(net.receive.drop), 0)\
             + either(rate(net.transmit.errs), 0) + either(rate(net.transmit.drop), 0)\
             where not devtype == "lo" and (known(rate(net.receive.errs)) or known(rate(net.receive.drop))\
             or known(rate(net.transmit.errs)) or known(rate(net.transmit.drop)))) | |\
             Packets with errors and packets dropped, both ways, by all interfaces but loopback.
            disk.busy         | rate(disk.busy_ms) | | Share of time with any request in flight.
            mount.used        | mount.size_bytes - mount.free_bytes\
             | mount.size_bytes - mount.free_bytes + mount.available_bytes | Room in use.
            task.cpu          | rate(task.utime + task.stime) | | Processor time; 100 is one processor.
            task.time         | task.utime + task.stime | | Processor time since the process began.
            task.elapsed      | uptime.seconds - task.start | | Since the process began.
            task.began        | taken - uptime.seconds + task.start | | When the process began, after 1970.
            task.job          | job(task.control_group) | | The batch system's job that the process is of.
            task.step         | step(task.control_group) | | The step of that job.
            group.cpu         | rate(group.usage_usec) | | Processor time; 100 is one processor.
            """);

    private static Map<String, Derived> all(String table) {
        var all = new LinkedHashMap<String, Derived>();
        for (var line : table.lines().toList()) {
            var parts = line.split("\\|", 4);
            var derived = new Derived(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip());
            all.put(derived.name, derived);
        }
        return Collections.unmodifiableMap(all);
    }

    /// All of them.
    public static Collection<Derived> all() {
        return ALL.values();
    }

    /// The one that is called so.
    public static Optional<Derived> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }
}
