import org.wulfware.libwulf.*;

/// Who is busy: the share of the last second that each host's processors worked.
void main(String[] names) throws Exception {
    var hosts = HostNames.hosts(List.of(names), Groups.none());
    var busy = Expression.of("cpu.busy");
    try (var poller = new Poller(hosts, Asking.of(busy), Settings.usual())) {
        poller.poll();
        poller.await(Duration.ofSeconds(6)); // all are found and connected to, and have a first sample
        Thread.sleep(Duration.ofSeconds(1));
        poller.poll(); // a share of time needs a second one
        for (var state : poller.await(Duration.ofSeconds(6))) {
            var share = busy.number(state, 0);
            var said = Double.isNaN(share) ? "does not say" : "%.1f %%".formatted(share);
            IO.println(state.host().name() + "  " + (state.isUp() ? said : state.poll().word()));
        }
    }
}
