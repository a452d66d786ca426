package qasr.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.IntType;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/** The TorchScript files that training shares with recognition, and the losses and optimisers beside them. */
final class Graph {
    private final CompilationUnit mel = compiled("/qasr/torch/log_mel.py");
    private final CompilationUnit encoder =
            compiled("/qasr/torch/layers.py", "/qasr/torch/convolution.py", "/qasr/torch/audio_encoder.py");
    private final CompilationUnit decoder = compiled("/qasr/torch/layers.py", "/qasr/torch/text_decoder.py");
    private final CompilationUnit training = compiled("/qasr/train/training.py");

    static {
        torch.getProfilingMode().put(false);
        torch.set_num_threads(1);
        openblas_full.openblas_set_num_threads(1);
    }

    private static CompilationUnit compiled(String... resources) {
        StringBuilder source = new StringBuilder();
        for (String resource : resources) {
            try (InputStream in = Graph.class.getResourceAsStream(resource)) {
                source.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return torch.compile(source.toString());
    }

    IValue mel(String function, IValue... arguments) {
        return call(mel, function, arguments);
    }

    IValue encoder(String function, IValue... arguments) {
        return call(encoder, function, arguments);
    }

    IValue decoder(String function, IValue... arguments) {
        return call(decoder, function, arguments);
    }

    IValue training(String function, IValue... arguments) {
        return call(training, function, arguments);
    }

    private static IValue call(CompilationUnit unit, String function, IValue... arguments) {
        return unit.get_function(new QualifiedName(function)).apply(new IValueVector(arguments));
    }

    static IValue tensors(List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }

    static IValue integers(int... values) {
        GenericList list =
                new GenericList(new Type.TypePtr(IntType.getIntTypePtr().get()));
        for (int value : values) {
            list.push_back(new IValue((long) value));
        }
        return new IValue(list);
    }

    /** Copies {@code values} into a new tensor. */
    static Tensor tensor(float[] values, long... shape) {
        try (FloatPointer pointer = new FloatPointer(values)) {
            return torch.from_blob(pointer, shape).clone();
        }
    }

    static Tensor tensor(long[] values, long... shape) {
        return torch.tensor(values).view(shape);
    }

    static float[] floats(Tensor tensor) {
        Tensor flat = tensor.detach().contiguous();
        float[] values = new float[(int) flat.numel()];
        new FloatPointer(flat.data_ptr()).get(values);
        return values;
    }
}
