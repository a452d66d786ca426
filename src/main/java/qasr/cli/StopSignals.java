package qasr.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Lets SIGINT, SIGTERM and SIGHUP end the process at once, after a last word of ours.
 *
 * <p>The JVM's own way of ending runs the C++ destructors of libtorch while other threads still compute with it, and
 * crashes more often than not. So the signal is given back its default action and sent again: the process dies of it,
 * with status 130, 143 or 129 as its caller expects. Java cannot send itself a signal that it does not handle, the shell
 * can. A signal that the caller had ignored (nohup) stays ignored.
 *
 * <p>{@code sun.misc.Signal} is reached by reflection, because javac's warning about its name cannot be suppressed.
 */
final class StopSignals {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    /** The number that a shell adds to the signal that ended a process. */
    private static final int SIGNALLED = 128;

    private final Class<?> signalType;
    private final Method handle;
    private final Object defaultAction;
    private final Object handler;

    private StopSignals(IntPredicate lastWord) throws ReflectiveOperationException {
        signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        handle = signalType.getMethod("handle", signalType, handlerType);
        defaultAction = handlerType.getField("SIG_DFL").get(null);
        handler = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (lastWord.test(number(arguments[0]))) {
                        die(arguments[0]);
                    }
                    return null;
                });
    }

    /**
     * Gives {@code lastWord} the number of each signal. If it returns true, the process ends of the signal. It must not wait
     * for an event that may never come. Where signals are not to be had (java -Xrs, or no HUP on Windows), they do what they
     * do.
     */
    static void onStop(IntPredicate lastWord) {
        try {
            StopSignals signals = new StopSignals(lastWord);
            for (String name : NAMES) {
                signals.listenTo(name);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no module jdk.unsupported", e);
        }
    }

    private void listenTo(String name) throws ReflectiveOperationException {
        try {
            handle.invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw e;
            }
        }
    }

    private void die(Object signal) throws ReflectiveOperationException {
        handle.invoke(null, signal, defaultAction);
        int number = number(signal);
        try {
            String kill = "kill -" + number + " " + ProcessHandle.current().pid();
            new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor();
        } catch (IOException | InterruptedException e) {
            // no shell: Windows
        }
        Runtime.getRuntime().halt(SIGNALLED + number); // the shell itself was stopped, perhaps
    }

    private int number(Object signal) throws ReflectiveOperationException {
        return (Integer) signalType.getMethod("getNumber").invoke(signal);
    }
}
