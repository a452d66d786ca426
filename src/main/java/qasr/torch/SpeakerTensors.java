package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import qasr.speakers.SpeakerWeights;
import qasr.speakers.WeightTensor;

/**
 * A list of a script's weights under construction. Normalisations are folded in double precision. Tensors belong to the
 * caller's pointer scope.
 */
final class SpeakerTensors {
    private static final double NORM_EPSILON = 1e-5;

    private final SpeakerWeights weights;
    private final List<Tensor> tensors = new ArrayList<>();

    SpeakerTensors(SpeakerWeights weights) {
        this.weights = weights;
    }

    /**
     * A batch normalisation as a scale and a shift for each channel.
     *
     * @param scale the factor of each channel
     * @param shift the number added after it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Affine(double[] scale, double[] shift) {}

    /** Returns the normalisation {@code name}; without weight and bias, these are 1 and 0. */
    Affine norm(String name) {
        float[] mean = weights.tensor(name + ".running_mean").values();
        float[] variance = weights.tensor(name + ".running_var").values();
        boolean trained = weights.tensors().containsKey(name + ".weight");
        double[] scale = new double[mean.length];
        double[] shift = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double weight = trained ? weights.tensor(name + ".weight").values()[i] : 1;
            double bias = trained ? weights.tensor(name + ".bias").values()[i] : 0;
            scale[i] = weight / Math.sqrt(variance[i] + NORM_EPSILON);
            shift[i] = bias - mean[i] * scale[i];
        }
        return new Affine(scale, shift);
    }

    /** Adds a tensor in the shape {@code sizes}, or in its own without any. */
    void plain(String name, long... sizes) {
        WeightTensor tensor = weights.tensor(name);
        add(tensor.values(), sizes.length == 0 ? shape(tensor) : sizes);
    }

    /** Adds {@code weight} [outputs, ..] without bias, followed by the normalisation {@code norm}: a weight and a bias. */
    void folded(String weight, String norm, long[] sizes, long... biasSizes) {
        WeightTensor tensor = weights.tensor(weight);
        Affine affine = norm(norm);
        float[] values = tensor.values().clone();
        int width = values.length / affine.scale().length;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * affine.scale()[i / width]);
        }
        add(values, sizes);
        add(floats(affine.shift()), biasSizes);
    }

    /** Adds scale and shift of the normalisation {@code norm}: [channels, 1] each. */
    void affine(String norm) {
        Affine affine = norm(norm);
        add(floats(affine.scale()), affine.scale().length, 1);
        add(floats(affine.shift()), affine.shift().length, 1);
    }

    /** Adds a kernel [outputs, inputs, steps] with its steps one after the other: [outputs, steps * inputs]. */
    void bySteps(String name) {
        WeightTensor tensor = weights.tensor(name);
        int outputs = tensor.shape().get(0).intValue();
        int inputs = tensor.shape().get(1).intValue();
        int steps = tensor.shape().get(2).intValue();
        float[] ordered = new float[outputs * inputs * steps];
        for (int i = 0; i < ordered.length; i++) {
            int output = i / (inputs * steps);
            int input = i / steps % inputs;
            ordered[(output * steps + i % steps) * inputs + input] = tensor.values()[i];
        }
        add(ordered, outputs, (long) inputs * steps);
    }

    /** Adds numbers in the shape {@code sizes}. */
    void add(float[] values, long... sizes) {
        tensors.add(Values.floats(values).view(sizes));
    }

    /** Returns the list as an argument, retained: the caller releases it. */
    IValue retained() {
        IValue list = Values.tensors(tensors);
        list.retainReference();
        return list;
    }

    static long[] shape(WeightTensor tensor) {
        return tensor.shape().stream().mapToLong(Long::longValue).toArray();
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
