package org.wulfware.display;

import module java.base;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Signals, by the only door that the JDK has to them: `sun.misc.Signal`. It is reached by name, since the compiler
/// warns of it and takes no word for it.
public final class Signals {
    private static final String SUSPEND = "TSTP";
    private static final long SOON_MILLIS = 1000;

    private final Class<?> handler = Class.forName("sun.misc.SignalHandler");
    private final Class<?> signal = Class.forName("sun.misc.Signal");
    private final Method handle = signal.getMethod("handle", signal, handler);

    private Signals() throws ReflectiveOperationException {}

    /// Opens the door.
    ///
    /// @throws IllegalStateException if this JDK has none
    public static Signals open() {
        try {
            return new Signals();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no signals without the module jdk.unsupported", e);
        }
    }

    /// From now on the signal called `name` runs `action`, on a thread of its own, and does nothing else.
    public void on(String name, Runnable action) {
        // Nothing but the handler's one method is ever called.
        InvocationHandler running = (_, _, _) -> {
            action.run();
            return null;
        };
        set(name, Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler}, running));
    }

    /// Stops this process as Ctrl-Z would if nobody minded, and returns once it has been let continue; soon, if nobody
    /// could let it continue and the kernel therefore does not stop it.
    ///
    /// @param continued a permit comes each time that this process has been let continue
    public void stop(Semaphore continued) throws IOException, InterruptedException {
        var ours = set(SUSPEND, usual());
        continued.drainPermits();
        raise(SUSPEND);
        continued.tryAcquire(SOON_MILLIS, TimeUnit.MILLISECONDS);
        set(SUSPEND, ours);
    }

    /// Ends this process by the signal called `name`, as that would have if nobody minded; whoever waits for it sees why it ended.
    public void dieOf(String name) throws IOException, InterruptedException {
        set(name, usual());
        raise(name);
    }

    /// The JDK raises no signal that it does not handle itself.
    private static void raise(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + ProcessHandle.current().pid())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Object usual() {
        try {
            return handler.getField("SIG_DFL").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a signal has no usual handler", e);
        }
    }

    private Object set(String name, Object action) {
        try {
            return handle.invoke(null, named(name), action);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot handle the signal " + name, e);
        }
    }

    private Object named(String name) throws ReflectiveOperationException {
        return signal.getConstructor(String.class).newInstance(name);
    }
}
