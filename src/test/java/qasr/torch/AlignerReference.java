package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.Prompt;

/** The forced aligner's logits beside those of {@link RoundedReference}, which computes whole sequences in double. */
final class AlignerReference {
    /**
     * The differences between the two.
     *
     * @param greatest the greatest difference as a share of the range of a position's logits
     * @param mean the root mean square difference as a share of the range of all
     */
    record Errors(double greatest, double mean) {}

    private AlignerReference() {}

    /** Returns a prompt of {@code units} units of one to three random tokens. */
    static Prompt prompt(ModelDirectory model, int units, long seed) {
        Random random = new Random(seed);
        int timestamp = model.config().aligner().orElseThrow().timestampToken();
        int[] after = IntStream.concat(
                        IntStream.of(model.config().tokens().audioEnd()),
                        IntStream.range(0, units)
                                .flatMap(unit -> IntStream.concat(
                                        random.ints(1 + random.nextInt(3), 0, 280),
                                        IntStream.of(timestamp, timestamp))))
                .toArray();
        return new Prompt(new int[] {model.config().tokens().audioStart()}, after);
    }

    /**
     * Returns what the network in {@code precision} differs by from a reference with {@code rounding}. Classes must be equal if
     * nothing is rounded.
     */
    static Errors errors(
            ModelDirectory model, Waveform waveform, Prompt prompt, Precision precision, Bf16Rounding rounding)
            throws Exception {
        double[] expected = expected(model, waveform, prompt, rounding);
        try (TorchAligner aligner = TorchAligner.open(model, new NetworkOptions(2, "cpu").with(precision));
                PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            double[] actual = doubles(aligner.logits(waveform, prompt));
            assertEquals(expected.length, actual.length);
            int[] classes = aligner.classes(waveform, prompt);
            int width = expected.length / classes.length;
            double greatest = 0;
            for (int i = 0; i < classes.length; i++) {
                double[] row = Arrays.copyOfRange(expected, i * width, (i + 1) * width);
                if (rounding.equals(Bf16Rounding.NONE)) {
                    assertEquals(likeliest(row), classes[i], "class of timestamp " + i);
                }
                double range = range(row);
                for (int c = 0; c < width; c++) {
                    double difference = Math.abs(row[c] - actual[i * width + c]) / range;
                    greatest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(greatest, difference);
                }
            }
            double squares = IntStream.range(0, expected.length)
                    .mapToDouble(i -> (expected[i] - actual[i]) * (expected[i] - actual[i]))
                    .average()
                    .orElseThrow();
            return new Errors(greatest, Math.sqrt(squares) / range(expected));
        }
    }

    private static int likeliest(double[] row) {
        return IntStream.range(0, row.length)
                .reduce((a, b) -> row[b] > row[a] ? b : a)
                .orElseThrow();
    }

    private static double range(double[] numbers) {
        return Arrays.stream(numbers).max().orElseThrow()
                - Arrays.stream(numbers).min().orElseThrow();
    }

    /** Returns the logits [timestamps, classes]. */
    private static double[] expected(ModelDirectory model, Waveform waveform, Prompt prompt, Bf16Rounding rounding)
            throws Exception {
        Libtorch.start();
        RoundedReference reference = new RoundedReference(model, rounding);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts scripts = Scripts.load("log_mel");
                EmbeddingTable table =
                        EmbeddingTable.open(model.tensor("model.embed_tokens.weight"), Libtorch.device("cpu"))) {
            Tensor mel = ScriptsTest.logMel(scripts, waveform.toArray());
            double[] sound = reference.encode(doubles(mel), Math.toIntExact(mel.size(1)));
            double[] before = doubles(table.rows(prompt.beforeAudio()));
            double[] after = doubles(table.rows(prompt.afterAudio()));
            double[] states = reference.decode(Stream.of(before, sound, after)
                    .flatMapToDouble(Arrays::stream)
                    .toArray());
            int hidden = model.config().text().hidden();
            int[] tokens = prompt.afterAudio();
            int first = states.length / hidden - tokens.length;
            int timestamp = model.config().aligner().orElseThrow().timestampToken();
            return reference.logits(IntStream.range(0, tokens.length)
                    .filter(i -> tokens[i] == timestamp)
                    .boxed()
                    .flatMapToDouble(i -> Arrays.stream(states, (first + i) * hidden, (first + i + 1) * hidden))
                    .toArray());
        }
    }

    private static double[] doubles(Tensor tensor) {
        return Values.toDoubles(tensor.to(torch.ScalarType.Double));
    }
}
