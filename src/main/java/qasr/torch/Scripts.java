package qasr.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The compiled functions of TorchScript files. Thread-safe. Owns native memory: close it. */
final class Scripts implements AutoCloseable {
    private final CompilationUnit unit;

    private Scripts(CompilationUnit unit) {
        this.unit = unit;
    }

    /** Compiles the resources {@code /qasr/torch/NAME.py} together. Each may call functions of those before it. */
    static Scripts load(String... names) {
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
