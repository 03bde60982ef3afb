package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoFailureTest {
    @TempDir
    Path directory;

    @Test
    void wordsOfTemurinAndOfDebianComeToTheSame() {
        assertThat(reasons(
                new ConnectException("Connection refused"),
                new ConnectException("Connection refused (connect failed)"),
                new ConnectException("connection refused (connect failed)"),
                new SocketException("Connection reset"),
                new IOException("Connection reset by peer"),
                new SocketException("Connection reset by peer (Read failed)"),
                new ConnectException("Connection timed out"),
                new ConnectException("Connection timed out (Connection timed out)"),
                new NoRouteToHostException("No route to host"),
                new NoRouteToHostException("No route to host (Host unreachable)"),
                new SocketException("Network is unreachable"),
                new ConnectException("Network is unreachable (connect failed)"),
                new BindException("Address already in use"),
                new BindException("Address already in use (Bind failed)"),
                new SocketException("Too many open files"),
                new SocketException("Too many open files (accept failed)"),
                new IOException("Broken pipe"),
                new SocketException("Broken pipe (Write failed)"))).isEqualTo("""
                        connection refused
                        connection refused
                        connection refused
                        connection reset
                        connection reset
                        connection reset
                        timed out
                        timed out
                        no route to host
                        no route to host
                        network is unreachable
                        network is unreachable
                        address already in use
                        address already in use
                        too many open files
                        too many open files
                        broken pipe
                        broken pipe
                        """);
    }

    @Test
    void aTypeSaysItWhateverTheMessageIs() {
        assertThat(reasons(
                new ConnectException("Verbindungsaufbau abgelehnt"),
                new NoRouteToHostException("Keine Route zum Zielrechner"),
                new SocketTimeoutException("Connect timed out"),
                new UnknownHostException("gone: Name or service not known"),
                new UnresolvedAddressException(),
                new ClosedChannelException(),
                new EOFException(),
                new MalformedInputException(1))).isEqualTo("""
                        connection refused
                        no route to host
                        timed out
                        no such host
                        no such host
                        closed
                        unexpected end
                        not UTF-8
                        """);
    }

    @Test
    void theHttpClientLeavesTheWordsToTheCauses() {
        assertThat(reasons(
                because(new ConnectException(), because(new ConnectException(), new ClosedChannelException())),
                because(new ConnectException(), because(new ConnectException(), new UnresolvedAddressException())),
                because(new ConnectException(), new NoRouteToHostException("No route to host")),
                new IOException("HTTP/1.1 header parser received no bytes"),
                new UncheckedIOException(new IOException("Connection reset")))).isEqualTo("""
                        connection refused
                        no such host
                        no route to host
                        closed without an answer
                        connection reset
                        """);
    }

    @Test
    void aFileIsNamedOnceAndTheReasonStandsBehindIt() {
        assertThat(messages(
                new NoSuchFileException("/etc/wulfhosts"),
                new AccessDeniedException("/etc/wulfhosts"),
                new FileSystemException("/data/log", null, "No space left on device"),
                new FileSystemException("/data/log", null, "Too many open files"),
                new FileSystemException("/data/log"),
                new FileNotFoundException("/etc/x (y) (Permission denied)"),
                new IOException("Is a directory"),
                new IOException("Cannot run program \"rrdtool\": error=2, No such file or directory"),
                new IOException("Cannot run program \"rrdtool\": Exec failed, error: 13 (Permission denied) "),
                new IOException())).isEqualTo("""
                        /etc/wulfhosts: no such file
                        /etc/wulfhosts: permission denied
                        /data/log: disk full
                        /data/log: too many open files
                        /data/log: input/output error
                        permission denied
                        is a directory
                        no such file
                        permission denied
                        input/output error
                        """);
    }

    @Test
    void whatSomebodyElseSaidStays() {
        var store = new IOException("the store http://m:9090 does not answer: connection refused",
                new ConnectException("Connection refused"));

        assertThat(messages(
                store,
                new IOException("ca.pem, line 3: no certificate: Connection refused"),
                new IllegalStateException("Closed"),
                new FileSystemException("/data", null, "Bad message"))).isEqualTo("""
                        the store http://m:9090 does not answer: connection refused
                        ca.pem, line 3: no certificate: Connection refused
                        Closed
                        /data: Bad message
                        """);
    }

    @Test
    void whatThisSystemSaysIsUnderstood() throws IOException {
        int port;
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listener.getLocalPort();
            try (var other = new ServerSocket()) {
                assertThat(IoFailure.reason(catchThrowable(() -> other.bind(listener.getLocalSocketAddress()))))
                        .isEqualTo("address already in use");
            }
        }
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        assertThat(IoFailure.reason(catchThrowable(() -> SocketChannel.open(address).close())))
                .isEqualTo("connection refused");
        assertThat(IoFailure.message(catchThrowable(() -> Files.readString(directory.resolve("gone")))))
                .isEqualTo(directory.resolve("gone") + ": no such file");
        assertThat(IoFailure.message(catchThrowable(() -> Files.readString(directory)))).isEqualTo("is a directory");
        assertThat(IoFailure.reason(catchThrowable(() -> new ProcessBuilder("/nowhere/at/all").start())))
                .isEqualTo("no such file");
    }

    @Test
    void whoeverHasGoneIsToldFromTrouble() {
        assertThat(Stream.of("Broken pipe", "Broken pipe (Write failed)", "Connection reset by peer",
                "No space left on device").filter(words -> IoFailure.isReaderGone(new IOException(words))))
                .containsExactly("Broken pipe", "Broken pipe (Write failed)", "Connection reset by peer");
    }

    private static Throwable because(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }

    private static String reasons(Throwable... failures) {
        return Stream.of(failures).map(failure -> IoFailure.reason(failure) + "\n").collect(Collectors.joining());
    }

    private static String messages(Throwable... failures) {
        return Stream.of(failures).map(failure -> IoFailure.message(failure) + "\n").collect(Collectors.joining());
    }
}
