package qasr.torch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.AudioEncoderConfig;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.TensorEntry;
import qasr.model.TextDecoderConfig;

/**
 * The network in plain Java double arithmetic, whole sequences at once and without a cache, and rounded where it is told:
 * what a network in BF16 must come close to. Arrays are row by row. libtorch only reads the weights' files.
 */
final class RoundedReference {
    /** Larger tensors are read again whenever they are needed. */
    private static final long KEPT = 1_000_000;

    private static final int OUTPUTS_AT_ONCE = 8192;
    private static final double LAYER_NORM_EPSILON = 1e-5;

    /** Heads of queries, which share groups of keys and values; the width of one. */
    private record Heads(int heads, int groups, int width) {}

    /** Channels of a picture, [channels, rows, steps]: rows are frequencies, steps are in time. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Image(int channels, int rows, int steps, double[] x) {
        /** Returns what a kernel of 3 x 3 sees at every second place: [rows' * steps', channels * 9]. */
        double[] columns() {
            int down = (rows - 1) / 2 + 1;
            int across = (steps - 1) / 2 + 1;
            double[] y = new double[down * across * channels * 9];
            for (int i = 0; i < y.length; i++) {
                int place = i / (channels * 9);
                int row = place / across * 2 + i % 9 / 3 - 1;
                int step = place % across * 2 + i % 3 - 1;
                if (row >= 0 && row < rows && step >= 0 && step < steps) {
                    y[i] = x[(i / 9 % channels * rows + row) * steps + step];
                }
            }
            return y;
        }

        /** Returns what there is of each step, [steps, channels * rows]. */
        double[] byStep() {
            return PlainLoops.transposed(x, steps);
        }
    }

    private final ModelDirectory model;
    private final AudioEncoderConfig audio;
    private final TextDecoderConfig text;
    private final Bf16Rounding rounding;
    private final Map<String, float[]> kept;

    RoundedReference(ModelDirectory model, Bf16Rounding rounding) {
        this(model, rounding, new HashMap<>());
    }

    private RoundedReference(ModelDirectory model, Bf16Rounding rounding, Map<String, float[]> kept) {
        this.model = model;
        this.rounding = rounding;
        this.kept = kept;
        audio = model.config().audio();
        text = model.config().text();
    }

    /** Returns the same network rounded otherwise; both share the weights that they have read. */
    RoundedReference rounded(Bf16Rounding otherwise) {
        return new RoundedReference(model, otherwise, kept);
    }

    /** Returns the embeddings [tokens, hidden] of a log-mel spectrogram [bins, {@code frames}]. */
    double[] encode(double[] mel, int frames) throws ModelException {
        double[] x = positioned(mel, frames);
        int width = audio.width();
        int tokens = audio.audioTokens(frames);
        int window = audio.windowChunks() * audio.audioTokens(audio.chunkFrames());
        for (int start = 0; start < tokens; start += window) {
            int length = Math.min(window, tokens - start);
            double[] part = Arrays.copyOfRange(x, start * width, (start + length) * width);
            for (int layer = 0; layer < audio.layers(); layer++) {
                part = encoderLayer(layer, part);
            }
            System.arraycopy(part, 0, x, start * width, part.length);
        }
        return projected(Arrays.copyOf(x, tokens * width));
    }

    /** Returns the embeddings [tokens, hidden] of what the last layer made [tokens, width]. */
    double[] projected(double[] x) throws ModelException {
        double[] y = layerNorm(x, "audio_tower.ln_post");
        return product(gelu(product(y, "audio_tower.proj1")), "audio_tower.proj2");
    }

    /** Returns what goes into the layers, [chunks * tokens of a chunk, width]. */
    double[] positioned(double[] mel, int frames) throws ModelException {
        int length = audio.chunkFrames();
        int perChunk = audio.audioTokens(length);
        int chunks = (frames + length - 1) / length;
        double[] x = new double[chunks * perChunk * audio.width()];
        for (int chunk = 0; chunk < chunks; chunk++) {
            double[] tokens = convolved(piece(mel, frames, chunk));
            System.arraycopy(tokens, 0, x, chunk * tokens.length, tokens.length);
            addPositions(x, chunk * perChunk, perChunk);
        }
        return x;
    }

    /** Returns the frames of a chunk, [bins, frames of a chunk], zeros where there are no more. */
    double[] piece(double[] mel, int frames, int chunk) {
        int length = audio.chunkFrames();
        double[] piece = new double[audio.melBins() * length];
        for (int bin = 0; bin < audio.melBins(); bin++) {
            int some = Math.min(length, frames - chunk * length);
            System.arraycopy(mel, bin * frames + chunk * length, piece, bin * length, some);
        }
        return piece;
    }

    /** Returns what the convolutions make of a chunk, [tokens, width]. */
    double[] convolved(double[] piece) throws ModelException {
        Image image = new Image(1, audio.melBins(), audio.chunkFrames(), piece);
        for (String name : new String[] {"conv2d1", "conv2d2", "conv2d3"}) {
            image = convolved(image, "audio_tower." + name);
        }
        return product(image.byStep(), "audio_tower.conv_out");
    }

    private Image convolved(Image image, String name) throws ModelException {
        double[] y = gelu(product(image.columns(), name));
        int rows = (image.rows() - 1) / 2 + 1;
        int channels = y.length / (rows * ((image.steps() - 1) / 2 + 1));
        return new Image(channels, rows, (image.steps() - 1) / 2 + 1, PlainLoops.transposed(y, channels));
    }

    private void addPositions(double[] x, int first, int count) {
        int half = audio.width() / 2;
        for (int position = 0; position < count; position++) {
            for (int j = 0; j < half; j++) {
                double angle = position * Math.exp(-Math.log(10_000) / (half - 1.0) * j);
                x[(first + position) * audio.width() + j] += Math.sin(angle);
                x[(first + position) * audio.width() + half + j] += Math.cos(angle);
            }
        }
    }

    /** Returns what layer {@code i} makes of a window, [tokens, width]. */
    double[] encoderLayer(int i, double[] window) throws ModelException {
        String layer = "audio_tower.layers." + i + ".";
        double[] z = layerNorm(window, layer + "self_attn_layer_norm");
        double[] q = product(z, layer + "self_attn.q_proj");
        double[] k = product(z, layer + "self_attn.k_proj");
        double[] v = product(z, layer + "self_attn.v_proj");
        Heads heads = new Heads(audio.heads(), audio.heads(), audio.width() / audio.heads());
        double[] x = sum(window, product(attention(q, k, v, heads, false), layer + "self_attn.out_proj"));
        z = gelu(product(layerNorm(x, layer + "final_layer_norm"), layer + "fc1"));
        return sum(x, product(z, layer + "fc2"));
    }

    /** Returns the normalised states [positions, hidden] after embeddings [positions, hidden]. */
    double[] decode(double[] embeddings) throws ModelException {
        double[] x = embeddings;
        for (int layer = 0; layer < text.layers(); layer++) {
            x = decoderLayer(layer, x);
        }
        return normalised(x);
    }

    /** Returns what layer {@code i} makes of [positions, hidden]. */
    double[] decoderLayer(int i, double[] before) throws ModelException {
        String layer = "model.layers." + i + ".";
        double[] z = rmsNorm(before, layer + "input_layernorm");
        double[] q = product(z, layer + "self_attn.q_proj");
        double[] k = product(z, layer + "self_attn.k_proj");
        double[] v = product(z, layer + "self_attn.v_proj");
        q = turned(rmsNorm(q, layer + "self_attn.q_norm"), text.heads());
        k = turned(rmsNorm(k, layer + "self_attn.k_norm"), text.kvHeads());
        k = rounding.keys() ? rounded(k) : k;
        Heads heads = new Heads(text.heads(), text.kvHeads(), text.headDim());
        double[] x = sum(before, product(attention(q, k, v, heads, true), layer + "self_attn.o_proj"));
        z = rmsNorm(x, layer + "post_attention_layernorm");
        double[] gate = product(z, layer + "mlp.gate_proj");
        double[] up = product(z, layer + "mlp.up_proj");
        Arrays.setAll(gate, j -> PlainLoops.silu(gate[j]) * up[j]);
        return sum(x, product(gate, layer + "mlp.down_proj"));
    }

    /** Returns what the last layer made, normalised. */
    double[] normalised(double[] x) throws ModelException {
        return rmsNorm(x, "model.norm");
    }

    /** Returns the logits [rows, vocabulary or classes] after states [rows, hidden]; nothing is rounded here. */
    double[] logits(double[] states) throws ModelException {
        TensorEntry matrix = model.outputMatrix();
        return product(states, matrix, Math.toIntExact(matrix.shape().get(0)));
    }

    private double[] turned(double[] x, int heads) {
        int width = text.headDim();
        int half = width / 2;
        double[] y = new double[x.length];
        for (int row = 0; row < x.length / width; row++) {
            for (int j = 0; j < half; j++) {
                int position = row / heads;
                double angle = position * Math.pow(text.ropeTheta(), -(double) j / half);
                double a = x[row * width + j];
                double b = x[row * width + half + j];
                y[row * width + j] = a * Math.cos(angle) - b * Math.sin(angle);
                y[row * width + half + j] = b * Math.cos(angle) + a * Math.sin(angle);
            }
        }
        return y;
    }

    /** Queries [positions, heads, width], keys and values [positions, groups, width] -> [positions, heads, width]. */
    private static double[] attention(double[] q, double[] k, double[] v, Heads how, boolean causal) {
        int width = how.width;
        int positions = q.length / (how.heads * width);
        double[] y = new double[q.length];
        IntStream.range(0, how.heads).parallel().forEach(head -> {
            double[] queries = part(q, head, how.heads, width);
            double[] keys = part(k, head * how.groups / how.heads, how.groups, width);
            double[] values = part(v, head * how.groups / how.heads, how.groups, width);
            for (int row = 0; row < positions; row++) {
                int seen = (causal ? row + 1 : positions) * width;
                double[] one = PlainLoops.attention(
                        Arrays.copyOfRange(queries, row * width, (row + 1) * width),
                        Arrays.copyOf(keys, seen),
                        Arrays.copyOf(values, seen),
                        width);
                System.arraycopy(one, 0, y, (row * how.heads + head) * width, width);
            }
        });
        return y;
    }

    /** Returns one head of {@code x} [positions, count, width]: [positions, width]. */
    private static double[] part(double[] x, int head, int count, int width) {
        double[] y = new double[x.length / count];
        for (int row = 0; row < y.length / width; row++) {
            System.arraycopy(x, (row * count + head) * width, y, row * width, width);
        }
        return y;
    }

    private double[] layerNorm(double[] x, String name) throws ModelException {
        return PlainLoops.layerNorm(x, doubles(name + ".weight"), doubles(name + ".bias"), LAYER_NORM_EPSILON);
    }

    private double[] rmsNorm(double[] x, String name) throws ModelException {
        return PlainLoops.rmsNorm(x, doubles(name + ".weight"), text.rmsNormEps());
    }

    /** Returns rows [.., in] times a named matrix [out, in] plus its bias, if it has one, rounded as this reference is. */
    private double[] product(double[] x, String name) throws ModelException {
        TensorEntry weight = model.tensor(name + ".weight");
        boolean biased = name.startsWith("audio_tower.") && !name.endsWith("conv_out");
        double[] bias = biased
                ? doubles(name + ".bias")
                : new double[Math.toIntExact(weight.shape().get(0))];
        double[] y = product(rounding.inputs().test(name) ? rounded(x) : x, weight, bias.length);
        if (rounding.early().test(name)) {
            y = rounded(y);
        }
        for (int i = 0; i < y.length; i++) {
            y[i] += bias[i % bias.length];
        }
        return rounding.outputs().test(name) ? rounded(y) : y;
    }

    private double[] product(double[] x, TensorEntry weight, int out) throws ModelException {
        int in = Math.toIntExact(weight.elements() / out);
        int rows = x.length / in;
        double[] y = new double[rows * out];
        for (int first = 0; first < out; first += OUTPUTS_AT_ONCE) {
            int start = first;
            int count = Math.min(OUTPUTS_AT_ONCE, out - first);
            float[] slice = numbers(weight, start, count);
            IntStream.range(0, count).parallel().forEach(o -> {
                for (int row = 0; row < rows; row++) {
                    y[row * out + start + o] = dot(x, row * in, slice, o * in, in);
                }
            });
        }
        return y;
    }

    /** Four sums side by side: the processor need not wait for one addition to begin the next. */
    private static double dot(double[] x, int at, float[] weight, int from, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += x[at + i] * weight[from + i];
            b += x[at + i + 1] * weight[from + i + 1];
            c += x[at + i + 2] * weight[from + i + 2];
            d += x[at + i + 3] * weight[from + i + 3];
        }
        for (; i < length; i++) {
            a += x[at + i] * weight[from + i];
        }
        return a + b + (c + d);
    }

    private static double[] rounded(double[] x) {
        return Arrays.stream(x).map(Bf16Rounding::nearest).toArray();
    }

    private static double[] gelu(double[] x) {
        return Arrays.stream(x).parallel().map(PlainLoops::gelu).toArray();
    }

    private static double[] sum(double[] x, double[] y) {
        double[] sum = new double[x.length];
        Arrays.setAll(sum, i -> x[i] + y[i]);
        return sum;
    }

    private double[] doubles(String name) throws ModelException {
        TensorEntry entry = model.tensor(name);
        float[] numbers = numbers(entry, 0, Math.toIntExact(entry.shape().get(0)));
        double[] doubles = new double[numbers.length];
        Arrays.setAll(doubles, i -> numbers[i]);
        return doubles;
    }

    /** Returns {@code count} of a tensor's first axis from {@code first}. */
    private float[] numbers(TensorEntry entry, int first, int count) throws ModelException {
        String key = entry.name() + " " + first;
        float[] known = kept.get(key);
        if (known != null) {
            return known;
        }
        try (SafetensorsFile file = SafetensorsFile.map(entry.file());
                PointerScope scope = new PointerScope()) {
            float[] numbers =
                    Values.toFloats(file.tensor(entry).narrow(0, first, count).to(ScalarType.Float));
            if (entry.elements() <= KEPT) {
                kept.put(key, numbers);
            }
            return numbers;
        }
    }
}
