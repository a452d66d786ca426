package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IntType;
import org.bytedeco.pytorch.ListType;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * Converts Java values to script arguments, and tensors to Java arrays. Results belong to the caller's pointer scope.
 */
final class Values {
    private Values() {}

    static IValue of(Tensor tensor) {
        return new IValue(tensor);
    }

    static IValue of(long number) {
        return new IValue(number);
    }

    static IValue of(double number) {
        return new IValue(number);
    }

    static IValue of(boolean truth) {
        return new IValue(truth);
    }

    static IValue none() {
        return new IValue();
    }

    static IValue tensors(List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }

    /** Returns a list that is declared as one of tensors, in which {@code objects} take the places of some. */
    static IValue tensorsOr(List<Optional<IValue>> objects, List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (int i = 0; i < tensors.size(); i++) {
            list.push_back(objects.get(i).orElse(new IValue(tensors.get(i))));
        }
        return new IValue(list);
    }

    static IValue tensorLists(List<List<Tensor>> lists) {
        GenericList all = new GenericList(new Type.TypePtr(ListType.ofTensors()));
        lists.forEach(list -> all.push_back(tensors(list)));
        return new IValue(all);
    }

    /** Returns the tensors of a script's list. */
    static List<Tensor> toTensors(IValue list) {
        TensorVector vector = list.toTensorVector();
        List<Tensor> tensors = new ArrayList<>();
        for (long i = 0; i < vector.size(); i++) {
            tensors.add(new Tensor(vector.get(i)));
        }
        return tensors;
    }

    static IValue integers(long... numbers) {
        GenericList list =
                new GenericList(new Type.TypePtr(IntType.getIntTypePtr().get()));
        for (long number : numbers) {
            list.push_back(new IValue(number));
        }
        return new IValue(list);
    }

    /** Returns a tensor [numbers.length] of int64. */
    static Tensor longs(long... numbers) {
        return torch.tensor(numbers);
    }

    /** Returns a tensor [numbers.length] of float32. */
    static Tensor floats(float... numbers) {
        return torch.tensor(numbers);
    }

    static long[] shape(Tensor tensor) {
        long[] shape = new long[Math.toIntExact(tensor.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }

    /** Tells whether every number of {@code tensor} is finite. */
    static boolean isFinite(Tensor tensor) {
        return tensor.isfinite().all().item_bool();
    }

    static float[] toFloats(Tensor tensor) {
        Tensor plain = tensor.cpu().contiguous();
        float[] numbers = new float[Math.toIntExact(plain.numel())];
        new FloatPointer(plain.data_ptr_float()).get(numbers);
        return numbers;
    }

    static long[] toLongs(Tensor tensor) {
        Tensor plain = tensor.cpu().contiguous();
        long[] numbers = new long[Math.toIntExact(plain.numel())];
        if (numbers.length > 0) { // an empty one may lie nowhere
            new LongPointer(plain.data_ptr_long()).get(numbers);
        }
        return numbers;
    }

    static double[] toDoubles(Tensor tensor) {
        Tensor plain = tensor.cpu().contiguous();
        double[] numbers = new double[Math.toIntExact(plain.numel())];
        if (numbers.length > 0) { // an empty one may lie nowhere
            new DoublePointer(plain.data_ptr_double()).get(numbers);
        }
        return numbers;
    }
}
