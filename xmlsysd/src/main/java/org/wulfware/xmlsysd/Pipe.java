package org.wulfware.xmlsysd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sink;

/// The one client of a daemon whose standard input and output are no socket: a pipe, or a terminal.
final class Pipe {
    /// Stands for the end: nobody ever reads no bytes.
    private static final byte[] END = {};

    private final Conversation conversation;
    private final InputStream in;
    private final OutputStream out;
    private final Clock clock;
    private final Heap heap = new Heap(Heap.USUAL);
    private final Sink answer = new Sink(Answers.MOST_HELD);
    private final byte[] bytes = new byte[4096];

    /// What a thread beside has read, once the client has to be sent something by the clock.
    private @Nullable LinkedBlockingQueue<byte[]> read;

    Pipe(Conversation conversation, InputStream in, OutputStream out, Clock clock) {
        this.conversation = conversation;
        this.in = in;
        this.out = out;
        this.clock = clock;
        answer.outlet(new Sink.Drain() {
            @Override
            public void take(byte[] octets, int from, int to) {
                try {
                    out.write(octets, from, to - from);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /// Holds the conversation to its end.
    ///
    /// @param first what counts as typed before all else
    void converse(byte... first) throws IOException {
        try {
            talk(first);
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private void talk(byte... first) throws IOException {
        conversation.accept(first, first.length);
        while (!conversation.isOver()) {
            while (conversation.next(answer)) {
                out.write(answer.array(), answer.from(), answer.to() - answer.from());
            }
            out.flush();
            heap.tidy(clock.nanos());
            if (conversation.isOver()) {
                break;
            }
            var subscription = conversation.subscription();
            if (subscription == null && read == null) {
                var got = in.read(bytes);
                hear(got < 0 ? END : Arrays.copyOf(bytes, got));
            } else {
                await(subscription);
            }
        }
    }

    private void hear(byte[] heard) {
        if (heard.length == 0) {
            conversation.end();
        } else {
            conversation.accept(heard, heard.length);
        }
    }

    /// Waits for what the client says next, or for the next sample that it is due.
    private void await(@Nullable Subscription subscription) throws IOException {
        try {
            var left = subscription == null ? Long.MAX_VALUE : subscription.left(clock.micros());
            if (subscription != null && left <= 0) {
                subscription.pass(clock.micros());
                conversation.sample(answer);
                out.write(answer.array(), answer.from(), answer.to() - answer.from());
                return;
            }
            var heard = reader().poll(Math.min(left, 2_000_000), TimeUnit.MICROSECONDS);
            if (heard != null) {
                hear(heard);
            }
        } catch (InterruptedException _) {
            conversation.finish();
        }
    }

    private LinkedBlockingQueue<byte[]> reader() {
        var known = read;
        if (known == null) {
            var queue = new LinkedBlockingQueue<byte[]>(4);
            var thread = new Thread("standard input") {
                @Override
                public void run() {
                    readInto(queue);
                }
            };
            thread.setDaemon(true);
            thread.start();
            read = queue;
            known = queue;
        }
        return known;
    }

    private void readInto(LinkedBlockingQueue<byte[]> queue) {
        var chunk = new byte[4096];
        try {
            for (var got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                queue.put(Arrays.copyOf(chunk, got));
            }
        } catch (IOException _) { // the end, as far as the client is concerned
        } catch (InterruptedException _) {
            return;
        }
        try {
            queue.put(END);
        } catch (InterruptedException _) { // the daemon ends
        }
    }
}
