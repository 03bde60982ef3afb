package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Changes;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;

/// The file that is being written: a frame a round, of what is new in it.
final class Log implements AutoCloseable {
    private final FileChannel channel;
    private final List<Host> hosts;
    private final List<EntryWriter> writers = new ArrayList<>();
    private final Octets payload = new Octets();
    private final Octets entry = new Octets();
    private final Octets frame = new Octets();
    private long length;
    private long records;

    /// @param hosts in the order in which they are watched
    Log(Path file, List<Host> hosts) throws IOException {
        this.hosts = hosts;
        channel = OwnFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var changes = new Changes();
        for (var i = 0; i < hosts.size(); i++) {
            writers.add(new EntryWriter(hosts.get(i), i, changes));
        }
        try {
            Names.ofCatalog().write(payload);
            Frame.write(frame, Frame.NAMES, 0, 0, payload);
            payload.clear();
            hosts.forEach(host -> Told.host(host, payload));
            Frame.write(frame, Frame.HOSTS, 0, 0, payload);
            put();
        } catch (IOException e) {
            close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    long length() {
        return length;
    }

    List<Host> hosts() {
        return hosts;
    }

    /// Appends a round.
    ///
    /// @param states of the hosts, in their order
    /// @param known the states that were written before, in the same order
    /// @param isNew whether this file says nothing of them yet
    /// @return how many records that was
    @SuppressWarnings("ReferenceEquality") // what has not been asked again is the same object
    int round(List<HostState> states, List<HostState> known, boolean isNew, Instant at, boolean isShown)
            throws IOException {
        var nanos = Told.nanos(at);
        payload.clear();
        payload.eight(nanos).octet(isShown ? 1 : 0);
        var count = 0;
        for (var i = 0; i < states.size(); i++) {
            var state = states.get(i);
            var isRepeated = i < known.size() && state == known.get(i);
            if (isRepeated && !isNew) {
                continue;
            }
            var writer = writers.get(i);
            var previous = state.previous();
            if (previous.isPresent() && previous.get() != writer.sample()) {
                entry.clear();
                writer.between(previous.get(), entry);
                payload.whole(i).block(entry);
                count++;
            }
            entry.clear();
            writer.state(state, nanos, isRepeated, entry);
            payload.whole(i).block(entry);
            count++;
        }
        frame.clear();
        Frame.write(frame, Frame.ROUND, records, count, payload);
        put();
        records += count;
        return count;
    }

    /// Appends the frame, all of it or nothing.
    private void put() throws IOException {
        var bytes = frame.view();
        var total = bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, length + total - bytes.remaining());
            }
        } catch (IOException e) {
            try {
                channel.truncate(length);
            } catch (IOException _) {
                // What is half there is stepped over when it is read.
            }
            throw e;
        }
        length += total;
    }

    /// Has the disk keep what was written.
    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
