package qasr.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import qasr.align.UnitAligner;
import qasr.engine.Engines;
import qasr.vad.ChunkSource;

/** Engines with other answers on whether an aligner has room; they can also end the process, as {@code kill -9} does. */
public final class OtherRoom {
    private OtherRoom() {}

    /**
     * Returns {@code engines} with another answer.
     *
     * @param room whether an aligner has room beside a model
     */
    public static Engines of(Engines engines, boolean room) {
        return of(engines, room, "", 0);
    }

    /**
     * Returns the same engines, which end the process at a call of their parts.
     *
     * @param method the name of the method of {@link ChunkSource} or {@link UnitAligner}
     * @param calls the number of the call, from 1; 0 for none
     */
    public static Engines of(Engines engines, boolean room, String method, int calls) {
        AtomicInteger left = new AtomicInteger(calls);
        return proxy(Engines.class, engines, (name, result) -> {
            if (name.equals("hasRoomFor")) {
                return room;
            }
            return calls == 0 || result == null
                    ? result
                    : switch (name) {
                        case "chunks" -> killing(ChunkSource.class, result, method, left);
                        case "openAligner" -> killing(UnitAligner.class, result, method, left);
                        default -> result;
                    };
        });
    }

    /** Returns {@code engines} without room for an aligner, for which at most so many recordings may wait. */
    public static Engines waiting(Engines engines, int most, Consumer<String> calls) {
        return proxy(Engines.class, engines, (name, result) -> {
            calls.accept(name);
            return switch (name) {
                case "hasRoomFor" -> false;
                case "mostWaiting" -> most;
                default -> result;
            };
        });
    }

    private static Object killing(Class<?> type, Object part, String method, AtomicInteger left) {
        return proxy(type, part, (called, value) -> {
            if (called.equals(method) && left.decrementAndGet() == 0) {
                kill();
            }
            return value;
        });
    }

    private static void kill() throws IOException, InterruptedException {
        String own = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-9", own).start().waitFor();
        throw new AssertionError("survived");
    }

    private interface Change {
        Object of(String method, Object result) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Object behind, Change change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return change.of(method.getName(), method.invoke(behind, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
