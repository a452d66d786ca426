package qasr.ffmpeg;

import java.util.ArrayDeque;
import java.util.Deque;

/** A group of resources that are closed together, the last one first. Closing twice has no effect. */
final class Owned implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    /** Adds {@code thing} and returns it. */
    <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    /** Closes one of the resources now. */
    void close(AutoCloseable thing) {
        if (things.remove(thing)) {
            closeOne(thing);
        }
    }

    @Override
    public void close() {
        while (!things.isEmpty()) {
            closeOne(things.pop());
        }
    }

    private static void closeOne(AutoCloseable thing) {
        try {
            thing.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Only a file that was read ends here: nothing is lost if closing it fails.
            return;
        }
    }
}
