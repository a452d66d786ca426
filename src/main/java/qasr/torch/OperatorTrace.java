package qasr.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.PlacementCopier;
import org.bytedeco.pytorch.PointerConsumer;

/**
 * A record of every operator that libtorch runs on one thread, from {@link #start} to {@link #stop}: the library's own
 * {@code torch::autograd::profiler::RecordProfile}.
 *
 * <p>The Java bindings do not include the profiler. So its constructor and destructor are looked up by symbol and
 * called through function pointers of the bindings, with an std::string in the layout of GNU's library. If the symbols
 * do not exist (macOS, Windows, another release), {@link #start} throws and nothing is called.
 */
final class OperatorTrace {
    /** RecordProfile(const std::string&). */
    private static final String CONSTRUCTOR =
            "_ZN5torch8autograd8profiler13RecordProfileC1ERKNSt7__cxx1112basic_string" + "IcSt11char_traitsIcESaIcEEE";

    /** ~RecordProfile(), which writes the record. */
    private static final String DESTRUCTOR = "_ZN5torch8autograd8profiler13RecordProfileD1Ev";

    /** The size of the object: two pointers in the current release, and room for more. */
    private static final int OBJECT_WORDS = 32;

    /** The size of GNU's std::string: pointer, length, and two words with the capacity. */
    private static final int STRING_WORDS = 4;

    /** Only one record at a time: the profiler's state is per thread, but it sees the operators of all threads. */
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    private final Path file;
    private final Thread thread = Thread.currentThread();
    private final LongPointer object = new LongPointer(OBJECT_WORDS);

    private OperatorTrace(Path file) {
        this.file = file;
        object.retainReference();
    }

    /** Returns whether this build of libtorch has the profiler. */
    static boolean available() {
        Libtorch.start();
        return NativeCall.symbol(CONSTRUCTOR).isPresent()
                && NativeCall.symbol(DESTRUCTOR).isPresent();
    }

    /**
     * Starts to record the operators of the calling thread, which must also stop the record.
     *
     * @throws IllegalStateException if another record is running
     * @throws UnsupportedOperationException if this build of libtorch has no such recorder
     */
    static OperatorTrace start() {
        if (!available()) {
            throw new UnsupportedOperationException("libtorch can record operators on Linux x86-64 only");
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
            // In C's calling convention, an unused third argument is harmless.
            new PlacementCopier(callable(CONSTRUCTOR)).call(trace.object, string, 0);
            return trace;
        } catch (IOException e) {
            RUNNING.set(false);
            throw new UncheckedIOException("cannot make a temporary file", e);
        }
    }

    /**
     * Stops the record and returns it: a JSON list of events with "name", "ts" and "dur" in microseconds, and "tid".
     */
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

    /** Returns a function pointer for the bindings; its first word is the address of the function. */
    private static Pointer callable(String symbol) {
        return zeros(new LongPointer(STRING_WORDS))
                .put(0, NativeCall.function(symbol).address());
    }

    private static LongPointer zeros(LongPointer words) {
        Pointer.memset(words, 0, words.capacity() * Long.BYTES);
        return words;
    }
}
