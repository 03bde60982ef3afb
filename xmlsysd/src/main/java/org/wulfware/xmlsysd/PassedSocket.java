package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A second listening socket that systemd has opened for the daemon. The JDK takes over standard input alone
/// ([System#inheritedChannel]). So a socket of our own is opened, and systemd's is put into its place by `dup2(2)`: the channel
/// then accepts from that one.
///
/// @param channel accepts clients; what it says of its own address is that of the socket it was
/// @param port on which systemd listens
record PassedSocket(ServerSocketChannel channel, int port) {
    /// The launcher sets this to the number of the open file.
    static final String PROPERTY = "wulfware.socket";

    private static final File FILES = new File("/proc/self/fd");
    private static final int ADDRESS_BYTES = 128;
    private static final int PORT_AT = 2;

    /// Takes over the socket that is open as file `descriptor`. To be called while no other thread opens files.
    static PassedSocket of(int descriptor) throws IOException {
        var library = CLibrary.ofTheSystem();
        if (library == null) {
            throw new IOException("two sockets are served on 64-bit machines only");
        }
        var port = port(library, descriptor);
        var before = sockets().values();
        var channel = ServerSocketChannel.open();
        try {
            // Only what is bound accepts, as far as the JDK knows.
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            var ours = -1;
            for (var socket : sockets().entrySet()) {
                ours = before.contains(socket.getValue()) ? ours : socket.getKey();
            }
            if (ours < 0 || call(library.function("dup2", CLibrary.INT, CLibrary.INT), descriptor, ours) != ours) {
                throw new IOException("a socket of systemd's cannot be taken over");
            }
            call(library.function("close", CLibrary.INT), descriptor);
            return new PassedSocket(channel, port);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Those that are open, `socket:[4711]`, by the number of the file.
    private static Map<Integer, String> sockets() {
        var names = FILES.list();
        var sockets = new HashMap<Integer, String>();
        for (var name : names == null ? new String[0] : names) {
            try {
                var target = Files.readSymbolicLink(FILES.toPath().resolve(name)).toString();
                if (target.startsWith("socket:")) {
                    sockets.put(Integer.valueOf(name), target);
                }
            } catch (IOException _) { // the directory itself, which is closed again
            }
        }
        return sockets;
    }

    /// The port of a `struct sockaddr_in` or `sockaddr_in6`, which is in the same place in both, its high byte first.
    private static int port(CLibrary library, int descriptor) throws IOException {
        var address = CLibrary.room(ADDRESS_BYTES);
        var length = CLibrary.room(Integer.BYTES);
        length.set(ValueLayout.JAVA_INT, 0, ADDRESS_BYTES);
        var function = library.function("getsockname", CLibrary.INT, CLibrary.POINTER, CLibrary.POINTER);
        if (function == null || named(function, descriptor, address, length) != 0) {
            throw new IOException("file " + descriptor + " that systemd passes is not a socket");
        }
        return (address.get(ValueLayout.JAVA_BYTE, PORT_AT) & 0xff) << 8
                | (address.get(ValueLayout.JAVA_BYTE, PORT_AT + 1) & 0xff);
    }

    private static int named(MethodHandle function, int descriptor, MemorySegment address, MemorySegment length) {
        try {
            return (int) function.invokeExact(descriptor, address, length);
        } catch (Throwable thrown) {
            throw CLibrary.unexpected(thrown);
        }
    }

    private static int call(@Nullable MethodHandle function, int one) {
        try {
            return function == null ? -1 : (int) function.invokeExact(one);
        } catch (Throwable thrown) {
            throw CLibrary.unexpected(thrown);
        }
    }

    private static int call(@Nullable MethodHandle function, int one, int two) {
        try {
            return function == null ? -1 : (int) function.invokeExact(one, two);
        } catch (Throwable thrown) {
            throw CLibrary.unexpected(thrown);
        }
    }
}
