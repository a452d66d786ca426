package qasr.train;

import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Samples as tensors, padded at the end.
 *
 * @param features B × 128 × frames
 * @param frames mel frames of each clip
 * @param tokens audio tokens of each clip
 * @param ids B × S
 * @param audioRows rows of B × S that audio tokens take
 * @param encoderRows the row of the encoder's output for each of them
 * @param decoderSlots their rows in B × (audio tokens of the longest clip)
 * @param textRows rows of B × S after which a token of the answer follows
 * @param labels that token
 * @param characters targets of the connectionist heads, one sample after the other
 * @param characterCounts how many each sample has
 */
record Batch(
        Tensor features,
        int[] frames,
        Tensor tokens,
        Tensor ids,
        Tensor audioRows,
        Tensor encoderRows,
        Tensor decoderSlots,
        Tensor textRows,
        Tensor labels,
        Tensor characters,
        Tensor characterCounts,
        int longest) {

    /** Renders the samples with augmentation of the given strength. */
    static Batch of(Graph graph, List<Sample> samples, double augmentation) {
        int count = samples.size();
        int chunks = samples.stream().mapToInt(Sample::chunks).max().orElseThrow();
        int[] frames = new int[count];
        Tensor features = torch.zeros(count, Clip.BINS, (long) chunks * Shape.CHUNK_FRAMES);
        for (int b = 0; b < count; b++) {
            Composition composition = samples.get(b).composition();
            frames[b] = composition.frames();
            float[] power = new Rendering(new Random(samples.get(b).seed()), augmentation).power(composition);
            Tensor rows = Graph.tensor(power, frames[b], Clip.BINS).t();
            Tensor mel = graph.mel("log_mel", new IValue(rows)).toTensor();
            features.select(0, b).narrow(1, 0, frames[b]).copy_(mel);
        }
        return indexed(samples, features, frames, encoderRowsPerClip(chunks));
    }

    private static int encoderRowsPerClip(int chunks) {
        int window = Math.min(Shape.WINDOW_CHUNKS, chunks);
        return (chunks + window - 1) / window * window * Shape.audioTokens(Shape.CHUNK_FRAMES);
    }

    private static Batch indexed(List<Sample> samples, Tensor features, int[] frames, int encoderRowsPerClip) {
        int count = samples.size();
        int longest = samples.stream().mapToInt(Sample::audioTokens).max().orElseThrow();
        int positions = samples.stream().mapToInt(Batch::positions).max().orElseThrow();
        long[] ids = new long[count * positions];
        Longs tokens = new Longs();
        Longs audioRows = new Longs();
        Longs encoderRows = new Longs();
        Longs slots = new Longs();
        Longs textRows = new Longs();
        Longs labels = new Longs();
        Longs characters = new Longs();
        Longs counts = new Longs();
        for (int b = 0; b < count; b++) {
            Sample sample = samples.get(b);
            int at = b * positions;
            for (int id : sample.before()) {
                ids[at++] = id;
            }
            for (int k = 0; k < sample.audioTokens(); k++) {
                audioRows.add(at++);
                encoderRows.add(b * encoderRowsPerClip + k);
                slots.add(b * longest + k);
            }
            for (int id : sample.after()) {
                ids[at++] = id;
            }
            for (int k = 0; k < sample.answer().size(); k++) {
                textRows.add(at - 1);
                labels.add(sample.answer().get(k));
                if (k + 1 < sample.answer().size()) {
                    ids[at++] = sample.shown().get(k);
                }
            }
            tokens.add(sample.audioTokens());
            sample.characters().forEach(characters::add);
            counts.add(sample.characters().size());
        }
        return new Batch(
                features,
                frames,
                tokens.tensor(),
                Graph.tensor(ids, count, positions),
                audioRows.tensor(),
                encoderRows.tensor(),
                slots.tensor(),
                textRows.tensor(),
                labels.tensor(),
                characters.tensor(),
                counts.tensor(),
                longest);
    }

    private static int positions(Sample s) {
        return s.before().size()
                + s.audioTokens()
                + s.after().size()
                + s.answer().size()
                - 1;
    }

    private static final class Longs {
        private long[] values = new long[64];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = java.util.Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        Tensor tensor() {
            long[] exact = java.util.Arrays.copyOf(values, size);
            return size == 0 ? torch.zeros(new long[] {0}).to(torch.ScalarType.Long) : Graph.tensor(exact, size);
        }
    }
}
