package qasr.testing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reproducible pseudo-random weights of the two networks that tell speakers apart, the recipe of the golden files: element
 * k of the tensor NAME is {@code mean + std * sqrt(3) * u(k)}, rounded to float, with u(k) in [-1, 1) the top 53 bits of
 * {@code splitmix64(mix(seed, NAME) + k * 0x9E3779B97F4A7C15)}.
 */
public final class SeededSpeakers {
    /**
     * A tensor.
     *
     * @param shape none for a counter, which is a single 64-bit number
     * @param values its numbers; none for a counter
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Tensor(long[] shape, float[] values) {
        /** Returns whether this is a counter of a normalisation. */
        public boolean isCounter() {
            return values.length == 0;
        }
    }

    private final long seed;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private SeededSpeakers(long seed) {
        this.seed = seed;
    }

    /** Returns the 937 tensors of CAM++ by name, in the order of a checkpoint. */
    public static Map<String, Tensor> campplus(long seed, int width) {
        SeededSpeakers seeded = new SeededSpeakers(seed);
        seeded.head();
        seeded.blocks(width);
        return seeded.tensors;
    }

    /** Returns the 54 tensors of the segmentation network by name. */
    public static Map<String, Tensor> segmentation(long seed) {
        SeededSpeakers seeded = new SeededSpeakers(seed);
        seeded.sincnet();
        for (int i = 0; i < 4; i++) {
            for (String end : List.of("_l" + i, "_l" + i + "_reverse")) {
                seeded.weight("lstm.weight_ih" + end, i == 0 ? 1.5 : 4.0, 512, i == 0 ? 60 : 256);
                seeded.weight("lstm.weight_hh" + end, 1.0, 512, 128);
                seeded.add("lstm.bias_ih" + end, 0, 0.1, 512);
                seeded.add("lstm.bias_hh" + end, 0, 0.1, 512);
            }
        }
        seeded.weight("linear.0.weight", 2.5, 128, 256);
        seeded.add("linear.0.bias", 0, 0.1, 128);
        seeded.weight("linear.1.weight", 2.5, 128, 128);
        seeded.add("linear.1.bias", 0, 0.1, 128);
        seeded.weight("classifier.weight", 4.0, 7, 128);
        seeded.add("classifier.bias", 0, 0.1, 7);
        return seeded.tensors;
    }

    private void head() {
        weight("head.conv1.weight", 0.4, 32, 1, 3, 3);
        norm("head.bn1", 32, true);
        for (String p : List.of("head.layer1.0.", "head.layer1.1.", "head.layer2.0.", "head.layer2.1.")) {
            weight(p + "conv1.weight", 1.4, 32, 32, 3, 3);
            norm(p + "bn1", 32, true);
            weight(p + "conv2.weight", 1.0, 32, 32, 3, 3);
            norm(p + "bn2", 32, true);
            if (p.endsWith(".0.")) {
                weight(p + "shortcut.0.weight", 0.7, 32, 32, 1, 1);
                norm(p + "shortcut.1", 32, true);
            }
        }
        weight("head.conv2.weight", 1.0, 32, 32, 3, 3);
        norm("head.bn2", 32, true);
    }

    private void blocks(int width) {
        weight("xvector.tdnn.linear.weight", 1.2, 128, 320, 5);
        norm("xvector.tdnn.nonlinear.batchnorm", 128, true);
        int channels = 128;
        int[] layers = {12, 24, 16};
        for (int b = 1; b <= 3; b++) {
            for (int i = 1; i <= layers[b - 1]; i++) {
                layer("xvector.block" + b + ".tdnnd" + i + ".", channels);
                channels += 32;
            }
            norm("xvector.transit" + b + ".nonlinear.batchnorm", channels, true);
            weight("xvector.transit" + b + ".linear.weight", 1.4, channels / 2, channels, 1);
            channels /= 2;
        }
        norm("xvector.out_nonlinear.batchnorm", channels, true);
        weight("xvector.dense.linear.weight", 1.4, width, 2L * channels, 1);
        norm("xvector.dense.nonlinear.batchnorm", width, false);
    }

    private void layer(String p, int channels) {
        norm(p + "nonlinear1.batchnorm", channels, true);
        weight(p + "linear1.weight", 1.4, 128, channels, 1);
        norm(p + "nonlinear2.batchnorm", 128, true);
        weight(p + "cam_layer.linear_local.weight", 2.0, 32, 128, 3);
        weight(p + "cam_layer.linear1.weight", 1.4, 64, 128, 1);
        add(p + "cam_layer.linear1.bias", 0, 0.1, 64);
        weight(p + "cam_layer.linear2.weight", 2.0, 32, 64, 1);
        add(p + "cam_layer.linear2.bias", 0, 0.3, 32);
    }

    private void sincnet() {
        add("sincnet.wav_norm1d.weight", 1, 0.1, 1);
        add("sincnet.wav_norm1d.bias", 0, 0.1, 1);
        String bank = "sincnet.conv1d.0.filterbank.";
        add(bank + "low_hz_", 3600, 2400, 40, 1);
        add(bank + "band_hz_", 600, 1000, 40, 1);
        float[] window = new float[125];
        float[] n = new float[125];
        for (int k = 0; k < 125; k++) {
            window[k] = (float) (0.54 - 0.46 * Math.cos(2 * Math.PI * k / 250));
            n[k] = (float) (2 * Math.PI) * ((float) (k - 125) / 16000f);
        }
        tensors.put(bank + "window_", new Tensor(new long[] {125}, window));
        tensors.put(bank + "n_", new Tensor(new long[] {1, 125}, n));
        int[] in = {0, 80, 60};
        for (int i = 1; i <= 2; i++) {
            weight("sincnet.conv1d." + i + ".weight", 1.4, 60, in[i], 5);
            add("sincnet.conv1d." + i + ".bias", 0, 0.1, 60);
        }
        int[] channels = {80, 60, 60};
        for (int i = 0; i < 3; i++) {
            add("sincnet.norm1d." + i + ".weight", 1, 0.1, channels[i]);
            add("sincnet.norm1d." + i + ".bias", 0, 0.1, channels[i]);
        }
    }

    /** Adds a convolution or matrix whose standard deviation is gain / sqrt(inputs per output). */
    private void weight(String name, double gain, long... shape) {
        double inputs = 1;
        for (int i = 1; i < shape.length; i++) {
            inputs *= shape[i];
        }
        add(name, 0, gain / Math.sqrt(inputs), shape);
    }

    private void norm(String name, int channels, boolean affine) {
        if (affine) {
            add(name + ".weight", 1, 0.1, channels);
            add(name + ".bias", 0, 0.1, channels);
        }
        add(name + ".running_mean", 0, 0.1, channels);
        add(name + ".running_var", 1, 0.2, channels);
        tensors.put(name + ".num_batches_tracked", new Tensor(new long[0], new float[0]));
    }

    private void add(String name, double mean, double std, long... shape) {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        float[] values = new float[(int) elements];
        long base = mix(seed, name);
        double scale = std * Math.sqrt(3);
        for (int k = 0; k < values.length; k++) {
            double u = (splitmix64(base + k * 0x9E3779B97F4A7C15L) >> 11) * 0x1.0p-52;
            values[k] = (float) (mean + scale * u);
        }
        tensors.put(name, new Tensor(shape, values));
    }

    private static long splitmix64(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** Returns FNV-1a of the name, folded with the seed. */
    private static long mix(long seed, String name) {
        long h = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001B3L;
        }
        return splitmix64(h + seed * 0x9E3779B97F4A7C15L);
    }
}
