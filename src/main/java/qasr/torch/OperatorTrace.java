package qasr.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.PlacementCopier;
import org.bytedeco.pytorch.PointerConsumer;

/**
 * A record of every operator that libtorch runs on one thread, from {@link #start} to {@link #stop}: the library's own
 * {@code torch::autograd::profiler::RecordProfile}.
 *
 * <p>The Java bindings know the profiler's settings but not the profiler, so its constructor and destructor are looked up
 * by their symbols and called through function pointers that the bindings have for other purposes, with an std::string
 * laid out by hand as GNU's library lays it out. Where the symbols are not there (macOS, Windows, another release),
 * {@link #start} says so and nothing is called.
 */
final class OperatorTrace {
    /** RecordProfile(const std::string&). */
    private static final String CONSTRUCTOR =
            "_ZN5torch8autograd8profiler13RecordProfileC1ERKNSt7__cxx1112basic_string" + "IcSt11char_traitsIcESaIcEEE";

    /** ~RecordProfile(), which writes what was recorded. */
    private static final String DESTRUCTOR = "_ZN5torch8autograd8profiler13RecordProfileD1Ev";

    /** Two pointers in the release that this was written for; room for a few more. */
    private static final int OBJECT_WORDS = 32;

    /** GNU's std::string: where the characters are, how many, and two words that are the capacity here. */
    private static final int STRING_WORDS = 4;

    /** One at a time: the profiler's state belongs to the thread, the operators it sees to everybody. */
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    private final Path file;
    private final Thread thread = Thread.currentThread();
    private final LongPointer object = new LongPointer(OBJECT_WORDS);

    private OperatorTrace(Path file) {
        this.file = file;
        object.retainReference();
    }

    /** Returns whether this build of libtorch can be asked. */
    static boolean available() {
        Libtorch.start();
        return Loader.addressof(CONSTRUCTOR) != null && Loader.addressof(DESTRUCTOR) != null;
    }

    /**
     * Starts to record what the calling thread runs; the same thread must stop it.
     *
     * @throws IllegalStateException if another record is being made
     * @throws UnsupportedOperationException if this build of libtorch has no such recorder
     */
    static OperatorTrace start() {
        if (!available()) {
            throw new UnsupportedOperationException("libtorch's recorder of operators is there on Linux x86-64 only");
        }
        if (!RUNNING.compareAndSet(false, true)) {
            throw new IllegalStateException("operators are being recorded already");
        }
        try (PointerScope scope = new PointerScope()) {
            Path file = Files.createTempFile("qasr-operators", ".json");
            OperatorTrace trace = new OperatorTrace(file);
            byte[] name = file.toString().getBytes(StandardCharsets.UTF_8);
            BytePointer characters = new BytePointer(name.length + 1L).put(name).put(name.length, (byte) 0);
            LongPointer string = zeros(new LongPointer(STRING_WORDS));
            string.put(0, characters.address()).put(1, name.length).put(2, name.length);
            zeros(trace.object);
            // A third argument that the callee does not know does no harm in C's calling convention.
            new PlacementCopier(callable(CONSTRUCTOR)).call(trace.object, string, 0);
            return trace;
        } catch (IOException e) {
            RUNNING.set(false);
            throw new UncheckedIOException("cannot make a temporary file", e);
        }
    }

    /** Ends the record and returns it: a JSON list of events with "name", "ts" and "dur" in microseconds, and "tid". */
    String stop() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("started on " + thread.getName());
        }
        try (PointerScope scope = new PointerScope()) {
            new PointerConsumer(callable(DESTRUCTOR)).call(object);
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the temporary file " + file, e);
        } finally {
            RUNNING.set(false);
            object.releaseReference();
            delete();
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** Returns what the bindings take for a function pointer of theirs: its first word is the function's address. */
    private static Pointer callable(String symbol) {
        return zeros(new LongPointer(STRING_WORDS))
                .put(0, Loader.addressof(symbol).address());
    }

    private static LongPointer zeros(LongPointer words) {
        Pointer.memset(words, 0, words.capacity() * Long.BYTES);
        return words;
    }
}
