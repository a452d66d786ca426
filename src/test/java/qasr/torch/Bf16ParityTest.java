package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Signals;

/**
 * The network in BF16 against double arithmetic that rounds at the same places.
 *
 * <p>Part by part, each given the same numbers, the two are nearly the same bits. Over the whole network they are not, and
 * cannot be: a sum that float32 and double put on two sides of a rounding step moves what comes after it, which moves other
 * sums over other steps, and after some ten products the two differ by as much as BF16 differs from exact arithmetic. So
 * the parts are what tells whether every rounding is where it should be, and the whole is held to a limit only.
 */
class Bf16ParityTest {
    /** Of a part: root mean square difference as a share of the range. A rounding that is missing makes twice this and more. */
    private static final double PART = 4e-5;
    /** Of a part of the full shape, whose sums are so long that some lie on another side of a step: see the printed ones. */
    private static final double FULL_PART = 4e-4;
    /** Of the whole network, in the same measure: what two ways of rounding differ by. */
    private static final double WHOLE = 2e-3;
    /** Of the whole network in float32 and the reference that rounds nothing: shows that the reference is right. */
    private static final double EXACT = 1e-6;

    private static final Set<String> ENCODER_KINDS =
            Set.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "out_proj", "fc1", "fc2");
    private static final Set<String> DECODER_KINDS = Set.of(
            "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    private static final int[] TOKENS = {100, 2000, 30_000};

    @TempDir
    static Path temporary;

    private interface Compute {
        double[] with(RoundedReference reference) throws ModelException;
    }

    /**
     * The output of a part of the network, and the function that computes the reference's output for the same input.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(double[] actual, Set<String> kinds, Compute reference) {
        double errorAgainst(RoundedReference rounded) throws ModelException {
            return error(actual, reference.with(rounded));
        }
    }

    /** The root mean square difference as a share of the range of {@code expected}; infinite if a number is not one. */
    private static double error(double[] actual, double[] expected) {
        assertEquals(expected.length, actual.length);
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        }
        double range = Arrays.stream(expected).max().orElseThrow()
                - Arrays.stream(expected).min().orElseThrow();
        double error = Math.sqrt(sum / expected.length) / range;
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    private static ModelDirectory small() throws Exception {
        Path directory = temporary.resolve("small");
        return ModelDirectory.open(SeededModel.of(SeededShape.SMALL).seed(1).writeTo(directory));
    }

    private static Waveform sound() {
        return Waveform.of(Signals.speechLike(1, 0.3, 20_000));
    }

    /** Runs all parts, each on what the reference made of the parts before it; {@code whole} says what it starts from. */
    private static Map<String, Part> parts(ModelDirectory model, RoundedReference reference, Bf16Run whole)
            throws Exception {
        Map<String, Part> all = new LinkedHashMap<>();
        try (Bf16Parts parts = new Bf16Parts(model, Precision.BF16)) {
            double[] piece = reference.piece(whole.mel(), whole.frames(), 0);
            Set<String> kinds = Set.of("conv2d2", "conv2d3", "conv_out");
            all.put("convolutions", new Part(parts.convolved(piece), kinds, rounded -> rounded.convolved(piece)));
            double[] x = reference.positioned(whole.mel(), whole.frames());
            for (int i = 0; i < model.config().audio().layers(); i++) {
                int layer = i;
                double[] before = x;
                all.put(
                        "encoder layer " + i,
                        new Part(
                                parts.encoderLayer(i, x),
                                ENCODER_KINDS,
                                rounded -> rounded.encoderLayer(layer, before)));
                x = reference.encoderLayer(i, x);
            }
            double[] last = x;
            kinds = Set.of("proj1", "proj2");
            all.put("projector", new Part(parts.projected(x), kinds, rounded -> rounded.projected(last)));
            x = whole.embeddings();
            for (int i = 0; i < model.config().text().layers(); i++) {
                int layer = i;
                double[] before = x;
                all.put(
                        "decoder layer " + i,
                        new Part(
                                parts.decoderLayer(i, x),
                                DECODER_KINDS,
                                rounded -> rounded.normalised(rounded.decoderLayer(layer, before))));
                x = reference.decoderLayer(i, x);
            }
        }
        return all;
    }

    @SuppressWarnings("SystemOut") // the measured errors belong into the build's output
    private static void checkParts(Map<String, Part> parts, RoundedReference reference, double limit) throws Exception {
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            double error = part.getValue().errorAgainst(reference);
            System.out.printf("bf16, %s: %.1e of its range%n", part.getKey(), error);
            assertTrue(error <= limit, part.getKey() + " differs by " + error + " of its range");
        }
    }

    @SuppressWarnings("SystemOut") // the measured errors belong into the build's output
    private static void checkWhole(Bf16Run run, RoundedReference reference, String what, double limit)
            throws Exception {
        Bf16Run.Expected expected = run.expected(reference);
        double sound = error(run.sound(), expected.sound());
        double logits = error(run.logits(), expected.logits());
        System.out.printf("%s: encoder %.1e of its range, logits %.1e%n", what, sound, logits);
        assertTrue(sound <= limit, what + ": encoder differs by " + sound);
        assertTrue(logits <= limit, what + ": logits differ by " + logits);
    }

    @Test
    void withoutRoundingTheReferenceIsTheNetworkInFloat32() throws Exception {
        ModelDirectory model = small();
        RoundedReference reference = new RoundedReference(model, Bf16Rounding.NONE);
        checkWhole(Bf16Run.of(model, Precision.FP32, sound(), TOKENS), reference, "fp32, small", EXACT);
    }

    @Test
    void everyPartRoundsWhereTheReferenceDoesAndNowhereElse() throws Exception {
        assumeTrue(BlockedMatrix.isPossible());
        ModelDirectory model = small();
        RoundedReference reference = new RoundedReference(model, Bf16Rounding.SCRIPTS);
        Bf16Run whole = Bf16Run.of(model, Precision.BF16, sound(), TOKENS);
        checkWhole(whole, reference, "bf16, small", WHOLE);
        Map<String, Part> parts = parts(model, reference, whole);
        checkParts(parts, reference, PART);
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            for (String kind : part.getValue().kinds()) {
                String where = part.getKey() + ", " + kind;
                far(part.getValue(), reference, Bf16Rounding.SCRIPTS.withoutInputs(kind), where + ": no input rounded");
                far(
                        part.getValue(),
                        reference,
                        Bf16Rounding.SCRIPTS.withoutOutputs(kind),
                        where + ": no output rounded");
            }
            if (part.getKey().startsWith("decoder")) {
                far(
                        part.getValue(),
                        reference,
                        Bf16Rounding.SCRIPTS.withoutKeys(),
                        part.getKey() + ": keys not rounded");
            }
            for (String kind : List.of("fc1", "fc2", "proj1", "proj2", "conv2d3", "out_proj")) {
                if (part.getValue().kinds().contains(kind)) {
                    String where = part.getKey() + ", " + kind + ": rounded before the bias";
                    far(part.getValue(), reference, Bf16Rounding.SCRIPTS.early(kind), where);
                }
            }
        }
    }

    /** If the reference rounds otherwise, the difference must show. */
    private static void far(Part part, RoundedReference reference, Bf16Rounding otherwise, String what)
            throws ModelException {
        double error = part.errorAgainst(reference.rounded(otherwise));
        assertTrue(error > 2 * PART, what + ", and that makes only " + error);
    }

    /** {@code -Dparity.shape=large}: the shape of 1.7B, which takes 5 GB of disk and 10 GB of memory. */
    private static ModelDirectory full() throws Exception {
        return ModelDirectory.open(FullParityTest.weights(System.getProperty("parity.shape", "full"), 1));
    }

    @Test
    @Tag("parity")
    void everyPartOfTheFullShapeRoundsWhereTheReferenceDoes() throws Exception {
        assumeTrue(BlockedMatrix.isPossible());
        ModelDirectory model = full();
        RoundedReference reference = new RoundedReference(model, Bf16Rounding.SCRIPTS);
        Bf16Run whole = Bf16Run.of(model, Precision.BF16, sound(), TOKENS);
        checkParts(parts(model, reference, whole), reference, FULL_PART);
        checkWhole(whole, reference, "bf16, full", WHOLE);
    }

    @Test
    @Tag("parity")
    void withoutRoundingTheReferenceIsTheFullNetworkInFloat32() throws Exception {
        ModelDirectory model = full();
        RoundedReference reference = new RoundedReference(model, Bf16Rounding.NONE);
        checkWhole(Bf16Run.of(model, Precision.FP32, sound(), TOKENS), reference, "fp32, full", EXACT);
    }
}
