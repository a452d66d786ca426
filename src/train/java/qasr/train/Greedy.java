package qasr.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Recognises samples during training: the likeliest token each time, and the connectionist head for comparison. */
final class Greedy {
    private static final int LONGEST_ANSWER = 120;

    /** The recognised text: the connectionist head's text, and the decoder's answer with its language. */
    record Heard(String characters, String language, String text) {}

    private final Lexicon lexicon;

    Greedy(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Recognises compositions of about equal length, as one batch. */
    List<Heard> recognise(Network network, List<Composition> compositions, boolean decode) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Plan plain = new Plan(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            List<Sample> samples = new ArrayList<>();
            for (Composition composition : compositions) {
                samples.add(Sample.of(composition, lexicon, new Random(5), plain));
            }
            Batch batch = Batch.of(network.graph(), samples, 0);
            Tensor audio = network.encode(batch);
            List<String> characters = connectionist(network, audio, samples);
            List<List<Integer>> answers = decode ? answers(network, audio, samples, batch) : List.of();
            List<Heard> heard = new ArrayList<>();
            for (int b = 0; b < samples.size(); b++) {
                List<Integer> answer = decode ? answers.get(b) : List.of();
                int tag = answer.indexOf(lexicon.added("<asr_text>"));
                String language = lexicon.pairs().decode(answer.subList(0, Math.max(0, tag)));
                String text = lexicon.pairs().decode(answer.subList(tag + 1, answer.size()));
                heard.add(new Heard(characters.get(b), language.replaceFirst("^language ", ""), text));
            }
            return heard;
        }
    }

    private List<String> connectionist(Network network, Tensor audio, List<Sample> samples) {
        Tensor best = network.connectionistScores(audio).argmax(new org.bytedeco.pytorch.LongOptional(2), false);
        float[] ids = Graph.floats(best.to(org.bytedeco.pytorch.global.torch.ScalarType.Float));
        int width = (int) best.size(1);
        List<String> texts = new ArrayList<>();
        for (int b = 0; b < samples.size(); b++) {
            List<Integer> outputs = new ArrayList<>();
            for (int t = 0; t < 2 * samples.get(b).audioTokens(); t++) {
                outputs.add((int) ids[b * width + t]);
            }
            texts.add(lexicon.connectionistText(outputs).strip());
        }
        return texts;
    }

    private List<List<Integer>> answers(Network network, Tensor audio, List<Sample> samples, Batch batch) {
        int count = samples.size();
        int longest = samples.stream().mapToInt(Greedy::start).max().orElseThrow();
        long[][] ids = new long[count][longest + LONGEST_ANSWER];
        float[] given = Graph.floats(batch.ids().to(org.bytedeco.pytorch.global.torch.ScalarType.Float));
        int width = (int) batch.ids().size(1);
        long[] audioRows = longs(batch.audioRows());
        List<List<Integer>> answers = new ArrayList<>();
        boolean[] done = new boolean[count];
        for (int b = 0; b < count; b++) {
            for (int i = 0; i < start(samples.get(b)); i++) {
                ids[b][i] = (long) given[b * width + i];
            }
            answers.add(new ArrayList<>());
        }
        for (int step = 0; step < LONGEST_ANSWER && !all(done); step++) {
            try (PointerScope scope = new PointerScope()) {
                int length = longest + step;
                long[] flat = new long[count * length];
                long[] rows = new long[count];
                for (int b = 0; b < count; b++) {
                    System.arraycopy(ids[b], 0, flat, b * length, length);
                    rows[b] = (long) b * length + start(samples.get(b)) - 1 + step;
                }
                long[] moved = Arrays.stream(audioRows)
                        .map(r -> r / width * length + r % width)
                        .toArray();
                Tensor hidden = network.decode(
                        Graph.tensor(flat, count, length),
                        audio,
                        Graph.tensor(moved, moved.length),
                        batch.encoderRows());
                Tensor scores = network.textScores(hidden, Graph.tensor(rows, count));
                long[] best = longs(scores.argmax(new org.bytedeco.pytorch.LongOptional(1), false));
                for (int b = 0; b < count; b++) {
                    int id = (int) best[b];
                    done[b] |= id == lexicon.added("<|im_end|>") || id == lexicon.added("<|endoftext|>");
                    if (!done[b]) {
                        answers.get(b).add(id);
                        ids[b][start(samples.get(b)) + step] = id;
                    }
                }
            }
        }
        return answers;
    }

    private static boolean all(boolean[] done) {
        for (boolean d : done) {
            if (!d) {
                return false;
            }
        }
        return true;
    }

    private static int start(Sample s) {
        return s.before().size() + s.audioTokens() + s.after().size();
    }

    private static long[] longs(Tensor tensor) {
        float[] values = Graph.floats(tensor.to(org.bytedeco.pytorch.global.torch.ScalarType.Float));
        long[] result = new long[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (long) values[i];
        }
        return result;
    }
}
