package qasr.align;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import qasr.audio.Waveform;
import qasr.model.AlignerConfig;
import qasr.model.AlignmentNetwork;
import qasr.model.ModelConfig;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.ModelInput;
import qasr.model.Prompt;
import qasr.text.Language;
import qasr.text.LanguageSet;
import qasr.text.Tokenizer;

/** Qwen3-ForcedAligner. Each unit of the text is followed by two timestamp tokens, and the network gives their times. */
public final class ForcedAligner implements UnitAligner {
    /** The longest chunk that the reference implementation gives to the aligner; the model's page says five minutes. */
    private static final int MAX_SECONDS = 180;

    /** The languages of the published aligner, whose native layout does not list them. */
    private static final List<String> PUBLISHED = List.of(
            "Chinese",
            "Cantonese",
            "English",
            "German",
            "Spanish",
            "French",
            "Italian",
            "Portuguese",
            "Russian",
            "Korean",
            "Japanese");

    private final ModelDirectory directory;
    private final AlignerConfig config;
    private final Tokenizer tokenizer;
    private final AlignmentNetwork network;
    private final List<Language> languages;

    /** Creates an aligner that closes {@code network}, which runs the model of {@code directory}. */
    public ForcedAligner(ModelDirectory directory, AlignmentNetwork network) {
        this.directory = directory;
        this.network = network;
        tokenizer = directory.tokenizer();
        ModelConfig all = directory.config();
        config = all.aligner().orElseThrow();
        languages = LanguageSet.of(all.languages().isEmpty() ? PUBLISHED : all.languages())
                .languages();
    }

    @Override
    public boolean knows(Language language) {
        return languages.contains(language);
    }

    @Override
    public int maxSamples() {
        long classes = (long) config.classes() * config.classMillis() * Waveform.SAMPLE_RATE / 1000;
        return (int) Math.min(classes, MAX_SECONDS * Waveform.SAMPLE_RATE);
    }

    @Override
    public int[] align(float[] samples, List<String> units, Language language) throws ModelException {
        if (units.isEmpty()) {
            return new int[0];
        }
        Waveform waveform = Waveform.of(samples).paddedTo(ModelInput.SHORTEST_SAMPLES);
        Prompt prompt = prompt(units);
        int positions = network.positions(waveform, prompt);
        int most = directory.config().text().maxPositions();
        if (samples.length > maxSamples() || positions > most) {
            throw new ModelException(directory.path() + ": " + units.size() + " words in " + waveform.seconds()
                    + " s of sound take " + positions + " positions; the aligner has " + most + " and takes "
                    + maxSamples() / Waveform.SAMPLE_RATE + " s at most: align a shorter part");
        }
        int[] classes = network.classes(waveform, prompt);
        return Arrays.stream(classes).map(time -> time * config.classMillis()).toArray();
    }

    /**
     * Returns the prompt: only the sound and the units, without the chat template, with which the times would be wrong. Units
     * are encoded one by one, and nothing is between them.
     */
    Prompt prompt(List<String> units) {
        IntStream.Builder after = IntStream.builder();
        after.add(directory.config().tokens().audioEnd());
        for (String unit : units) {
            for (int token : tokenizer.encodePlain(unit)) {
                after.add(token);
            }
            after.add(config.timestampToken());
            after.add(config.timestampToken());
        }
        int[] before = {directory.config().tokens().audioStart()};
        return new Prompt(before, after.build().toArray());
    }

    @Override
    public void close() {
        network.close();
    }
}
