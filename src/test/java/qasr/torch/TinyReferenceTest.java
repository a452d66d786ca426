package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/**
 * The tiny network of the specification's section 12.4, whose numbers an independent float64 implementation computed:
 * attention windows of one chunk, two key heads for four query heads, and a decoder fed through its cache. The trainer's
 * scripts, which take a batch and no cache, are held to the same numbers.
 */
class TinyReferenceTest {
    private static final double TOLERANCE = 2e-6;

    private long state = 1;

    private Tensor numbers(double scale, double base, long... shape) {
        int count = 1;
        for (long d : shape) {
            count *= (int) d;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            state = (1103515245L * state + 12345) & 0x7fffffffL;
            values[i] = (float) (base + scale * (state / 1073741824.0 - 1));
        }
        return Values.floats(values).view(shape);
    }

    private Tensor matrix(long... shape) {
        return numbers(0.3, 0, shape);
    }

    private Tensor bias(long size) {
        return numbers(0.1, 0, size);
    }

    private Tensor norm(long size) {
        return numbers(0.1, 1, size);
    }

    private List<Tensor> stem() {
        return new ArrayList<>(List.of(
                matrix(4, 1, 3, 3), bias(4), matrix(4, 4, 3, 3), bias(4), matrix(4, 4, 3, 3), bias(4), matrix(8, 64)));
    }

    private List<Tensor> encoderLayer() {
        List<Tensor> tensors = new ArrayList<>();
        for (int projection = 0; projection < 4; projection++) {
            tensors.addAll(List.of(matrix(8, 8), bias(8)));
        }
        tensors.addAll(List.of(norm(8), bias(8), matrix(16, 8), bias(16), matrix(8, 16), bias(8), norm(8), bias(8)));
        return tensors;
    }

    private List<Tensor> head() {
        return List.of(norm(8), bias(8), matrix(8, 8), bias(8), matrix(16, 8), bias(16));
    }

    private List<Tensor> decoderLayer() {
        return List.of(
                norm(16),
                matrix(32, 16),
                matrix(16, 16),
                matrix(16, 16),
                matrix(16, 32),
                norm(8),
                norm(8),
                norm(16),
                matrix(24, 16),
                matrix(24, 16),
                matrix(16, 24));
    }

    private static void assertRow(String what, Tensor row, double... expected) {
        float[] actual = Values.toFloats(row);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE, what + "[" + i + "]");
        }
    }

    @Test
    void encoderAndDecoderEqualTheTables() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts mel = Scripts.load("log_mel");
                Scripts encoder = Scripts.load("layers", "convolution", "audio_encoder");
                Scripts decoder = Scripts.load("layers", "int8", "cached_decoder", "choices")) {
            Tensor features = ScriptsTest.logMel(mel, ScriptsTest.congruentialNoise(24_000));
            IValue stem = Values.tensors(stem());
            List<Tensor> layers = new ArrayList<>(encoderLayer());
            layers.addAll(encoderLayer());
            IValue head = Values.tensors(head());
            Tensor sound = encoder.tensor(
                    "encode_clip",
                    Values.of(features),
                    stem,
                    Values.tensors(layers),
                    head,
                    Values.of(2L),
                    Values.of(100L),
                    Values.of(1L),
                    Values.of(true));
            assertEquals(20, sound.size(0));
            assertEquals(-0.036231, sound.mean().item_float(), TOLERANCE);
            assertEquals(0.137468, sound.std(false).item_float(), TOLERANCE);
            assertRow("row 0", sound.select(0, 0), -0.086552, 0.022324, 0.021491, 0.037734);
            assertRow("row 12", sound.select(0, 12), -0.071015, 0.057346, -0.025363, 0.006625);
            assertRow("row 19", sound.select(0, 19), -0.097321, 0.036100, -0.010914, 0.039654);
            checkDecoder(decoder, sound);
        }
    }

    private void checkDecoder(Scripts scripts, Tensor sound) {
        Tensor table = matrix(32, 16);
        List<Tensor> layers = new ArrayList<>(decoderLayer());
        layers.addAll(decoderLayer());
        Tensor norm = norm(16);
        Tensor before = torch.embedding(table, Values.longs(1, 2, 3, 4, 3, 1, 5, 3, 6));
        Tensor after = torch.embedding(table, Values.longs(7, 4, 3, 1, 8, 3));
        Tensor prompt = torch.cat(new TensorVector(before, sound, after), 0);
        Tensor cache = torch.zeros(new long[] {2, 2, 2, 38, 8});
        IValue masks = scripts.call(
                "causal_masks",
                Values.of(35L),
                Values.of(0L),
                Values.of(16L),
                Values.of(2L),
                new IValue(new Device("cpu")));
        Tensor hidden = decoded(scripts, prompt, 0, masks, cache, layers, norm).narrow(0, 34, 1);
        double[] table35 = {-0.999034, -0.418502, 0.230227, -0.123025};
        assertRow("hidden", hidden, table35);
        assertRow("hidden in training", decodedInTraining(prompt, layers, norm).select(0, 34), table35);
        assertLogits(scripts, hidden, table, 2, -0.853910, -0.478596, 1.332483, 0.294503, 0.312793, -0.503428);
        long[] forced = {5, 9, 30};
        double[][] logits = {
            {-0.728386, -0.324640, 0.987968, -0.383040},
            {-0.827193, -0.502200, 1.093403, -0.255603},
            {-0.281583, -0.646712, 0.561658, -0.718853}
        };
        for (int step = 0; step < forced.length; step++) {
            Tensor token = torch.embedding(table, Values.longs(forced[step]));
            hidden = decoded(scripts, token, 35 + step, Values.tensors(List.of()), cache, layers, norm);
            assertLogits(scripts, hidden, table, step == 2 ? 30 : 2, logits[step]);
        }
        float[] last = Values.toFloats(scripts.tensor("logits", Values.of(hidden), Values.of(table)));
        assertEquals(0.628760, last[30], TOLERANCE);
    }

    /** As the trainer runs it, which has no cache: [35, 16]. */
    private static Tensor decodedInTraining(Tensor prompt, List<Tensor> layers, Tensor norm) {
        try (Scripts scripts = Scripts.load("layers", "text_decoder")) {
            return scripts.tensor(
                            "decode_all",
                            Values.of(prompt.unsqueeze(0)),
                            Values.tensors(layers),
                            Values.of(norm),
                            Values.of(4L),
                            Values.of(2L),
                            Values.of(8L),
                            Values.of(1e6),
                            Values.of(1e-6))
                    .squeeze(0);
        }
    }

    /** Windows of two chunks: the clips have one whole window and a partial one, a partial one, and half a chunk. */
    @Test
    void aBatchOfTheTrainerGetsTheEmbeddingsOfEachClipAlone() {
        int[] frames = {250, 150, 50};
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts mel = Scripts.load("log_mel");
                Scripts encoder = Scripts.load("layers", "convolution", "audio_encoder")) {
            List<Tensor> layers = new ArrayList<>(encoderLayer());
            layers.addAll(encoderLayer());
            List<IValue> rest = new ArrayList<>(
                    List.of(Values.tensors(stem()), Values.tensors(layers), Values.tensors(head()), Values.of(2L)));
            rest.addAll(List.of(Values.of(100L), Values.of(2L), Values.of(true)));
            List<Tensor> clips = new ArrayList<>();
            Tensor batch = torch.zeros(frames.length, 128, 300);
            for (int b = 0; b < frames.length; b++) {
                Tensor clip = ScriptsTest.logMel(mel, ScriptsTest.congruentialNoise(160 * frames[b]));
                batch.select(0, b).narrow(1, 0, frames[b]).copy_(clip);
                clips.add(clip);
            }
            Tensor together = encoder.tensor(
                    "encode_audio",
                    arguments(List.of(Values.of(batch), Values.integers(frames[0], frames[1], frames[2])), rest));
            for (int b = 0; b < frames.length; b++) {
                Tensor alone = encoder.tensor("encode_clip", arguments(List.of(Values.of(clips.get(b))), rest));
                float[] expected = Values.toFloats(alone);
                float[] actual = Values.toFloats(together.select(0, b).narrow(0, 0, alone.size(0)));
                assertArrayEquals(expected, actual, (float) TOLERANCE, frames[b] + " frames");
            }
        }
    }

    private static IValue[] arguments(List<IValue> first, List<IValue> rest) {
        return Stream.concat(first.stream(), rest.stream()).toArray(IValue[]::new);
    }

    /** Joins the eleven published tensors of each layer to the eight that the script takes. */
    private static List<Tensor> joined(List<Tensor> published) {
        List<Tensor> layers = new ArrayList<>();
        for (int i = 0; i < published.size(); i += 11) {
            List<Tensor> layer = published.subList(i, i + 11);
            layers.add(layer.get(0));
            layers.add(torch.cat(new TensorVector(layer.get(1), layer.get(2), layer.get(3)), 0));
            layers.addAll(layer.subList(4, 8));
            layers.add(torch.cat(new TensorVector(layer.get(8), layer.get(9)), 0));
            layers.add(layer.get(10));
        }
        return layers;
    }

    private static Tensor decoded(
            Scripts scripts, Tensor x, int start, IValue masks, Tensor cache, List<Tensor> layers, Tensor norm) {
        long length = x.size(0);
        long[] positions = new long[(int) length];
        for (int i = 0; i < length; i++) {
            positions[i] = (long) start + i;
        }
        return scripts.tensor(
                "decode_cached",
                Values.of(x),
                Values.of(Values.longs(positions)),
                Values.tensors(List.of(cache)),
                Values.integers(start),
                masks,
                Values.tensors(joined(layers)),
                Values.tensorLists(Collections.nCopies(4 * layers.size() / 11, List.of())),
                Values.of(false),
                Values.of(norm),
                scripts.call(
                        "norms_of_heads", Values.tensors(joined(layers)), Values.of(4L), Values.of(2L), Values.of(8L)),
                Values.of(4L),
                Values.of(2L),
                Values.of(8L),
                Values.of(1e6),
                Values.of(1e-6),
                Values.of(false),
                Values.of(length));
    }

    private static void assertLogits(Scripts scripts, Tensor hidden, Tensor table, int argmax, double... expected) {
        Tensor logits = scripts.tensor("logits", Values.of(hidden), Values.of(table));
        assertRow("logits", logits.select(0, 0), expected);
        Choices choices = new Choices(Values.toDoubles(scripts.tensor("choose", Values.of(logits))));
        assertEquals(argmax, choices.token(0));
    }
}
