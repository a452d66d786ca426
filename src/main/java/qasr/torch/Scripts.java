package qasr.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The compiled functions of TorchScript files. Thread-safe. Owns native memory: close it. */
final class Scripts implements AutoCloseable {
    /** By names: scripts that are compiled before anybody needs them, each for one later {@link #load}. */
    private static final Map<List<String>, Queue<FutureTask<Scripts>>> AHEAD = new ConcurrentHashMap<>();

    private final CompilationUnit unit;

    private Scripts(CompilationUnit unit) {
        this.unit = unit;
    }

    /**
     * Compiles each of {@code sets} for a later {@link #load} of the same names, in this order, as long as they are {@code
     * needed}. A load that comes first compiles its set itself.
     */
    static void compileAhead(List<List<String>> sets, BooleanSupplier needed) {
        List<FutureTask<Scripts>> tasks = new ArrayList<>();
        for (List<String> names : sets) {
            FutureTask<Scripts> task = new FutureTask<>(() -> compiled(names));
            tasks.add(task);
            AHEAD.computeIfAbsent(names, key -> new ConcurrentLinkedQueue<>()).add(task);
        }
        for (FutureTask<Scripts> task : tasks) {
            if (needed.getAsBoolean()) {
                task.run();
            }
        }
    }

    /** Compiles the resources {@code /qasr/torch/NAME.py} together. Each may call functions of those before it. */
    static Scripts load(String... names) {
        return load(List.of(names));
    }

    /** As above; does not compile again what {@link #compileAhead} has compiled. */
    static Scripts load(List<String> names) {
        Queue<FutureTask<Scripts>> tasks = AHEAD.get(names);
        FutureTask<Scripts> task = tasks == null ? null : tasks.poll();
        if (task != null) {
            task.run(); // nothing if another thread has begun
            try {
                return task.get();
            } catch (ExecutionException e) {
                // Compiling again throws the reason here.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return compiled(names);
    }

    private static Scripts compiled(List<String> names) {
        StringBuilder source = new StringBuilder();
        for (String name : names) {
            source.append(text("/qasr/torch/" + name + ".py"));
        }
        try (PointerScope scope = new PointerScope()) {
            CompilationUnit unit = torch.compile(source.toString());
            LibraryOperators.install(unit);
            unit.retainReference();
            return new Scripts(unit);
        }
    }

    private static String text(String resource) {
        try (InputStream stream = Scripts.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }

    /** Calls a function. The result belongs to the caller's pointer scope. */
    IValue call(String function, IValue... arguments) {
        return unit.get_function(new QualifiedName(function)).apply(new IValueVector(arguments));
    }

    /** Calls a function that returns one tensor, which belongs to the caller's pointer scope. */
    Tensor tensor(String function, IValue... arguments) {
        // toTensor() points into the IValue and would die with it.
        return new Tensor(call(function, arguments).toTensor());
    }

    @Override
    public void close() {
        unit.releaseReference();
    }
}
