package qasr.transcribe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import qasr.audio.Waveform;
import qasr.model.ModelInput;
import qasr.model.Network;
import qasr.model.Prompt;

/**
 * Ranks the languages of a chunk by the probability that the model begins its answer with their names. Nothing is
 * decoded: the audio is encoded once, and the names are scored after it.
 */
public final class LanguageRanker {
    private final Network network;
    private final Prompt prompt;
    private final List<String> names;
    private final List<int[]> continuations;

    /**
     * Creates a ranker.
     *
     * @param prompt a prompt without a forced language
     * @param names the names of the languages, as the model writes them
     * @param continuations for each name, the tokens that begin a transcript in that language
     */
    public LanguageRanker(Network network, Prompt prompt, List<String> names, List<int[]> continuations) {
        if (names.isEmpty() || names.size() != continuations.size()) {
            throw new IllegalArgumentException(names.size() + " names with " + continuations.size() + " continuations");
        }
        this.network = network;
        this.prompt = prompt;
        this.names = List.copyOf(names);
        this.continuations = List.copyOf(continuations);
    }

    /**
     * Returns the probability of each language, in the constructor's order; they sum to 1. {@code waveform} must be
     * {@linkplain #canRank audible}.
     */
    public double[] probabilities(Waveform waveform) {
        return softmax(network.score(prompt, waveform.paddedTo(ModelInput.MINIMUM_SAMPLES), continuations));
    }

    /** Returns whether {@code waveform} has audible sound, which {@link #probabilities} needs. */
    public static boolean canRank(Waveform waveform) {
        return SampleCheck.of(waveform) == SampleCheck.AUDIBLE;
    }

    /** Returns the languages from the most to the least probable; equal ones in the constructor's order. */
    public List<LanguageScore> ranked(double[] probabilities) {
        List<LanguageScore> scores = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            scores.add(new LanguageScore(names.get(i), probabilities[i]));
        }
        scores.sort(Comparator.comparingDouble(LanguageScore::probability).reversed());
        return scores;
    }

    private static double[] softmax(double[] logarithms) {
        double max = Arrays.stream(logarithms).max().orElse(0);
        double[] weights = Arrays.stream(logarithms).map(x -> Math.exp(x - max)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }
}
