package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Host;

/// Puts a sealed file together: names, hosts and rounds, the blocks, the same three once more in case the first are damaged, and
/// where all that is.
final class SealedWriter {
    /// The end of a file that is whole: a word, and how far before the end the index begins.
    static final int TAIL = 8;
    static final int TAIL_WORD = 0x77_75_6c_66;

    private final @Nullable Frame order;
    private final Octets rounds;
    private final Octets body = new Octets();
    private final Octets index = new Octets();
    private final Octets payload = new Octets();
    private long records;
    private int blocks;

    /// @param order the hosts' order; null if it is not known
    SealedWriter(@Nullable Frame order, Octets rounds) {
        this.order = order;
        this.rounds = rounds;
    }

    /// @param count of the records in it
    void block(Host host, int count, Consumer<Octets> written) {
        payload.clear();
        written.accept(payload);
        index.text(host.name()).whole(count).whole(body.size());
        Frame.write(body, Frame.BLOCK, records, count, payload);
        index.whole(body.size());
        records += count;
        blocks++;
    }

    long records() {
        return records;
    }

    Octets finish(Names names) {
        var head = new Octets();
        payload.clear();
        names.write(payload);
        Frame.write(head, Frame.NAMES, 0, (int) records, payload);
        payload.clear();
        if (order != null) {
            payload.raw(order.file(), order.from(), order.to() - order.from());
            Frame.write(head, Frame.HOSTS, 0, (int) records, payload);
        }
        Frame.write(head, Frame.ROUNDS, 0, (int) records, rounds);
        var out = new Octets().raw(head).raw(body).raw(head);
        payload.clear();
        payload.whole(records).whole(head.size()).whole(body.size()).whole(blocks).raw(index);
        var from = out.size();
        Frame.write(out, Frame.INDEX, 0, (int) records, payload);
        return out.four(TAIL_WORD).four(out.size() + TAIL - from - 4);
    }
}
