package qasr.align;

import java.util.List;
import qasr.audio.Waveform;
import qasr.model.CharacterHead;
import qasr.model.CharacterScores;
import qasr.model.ModelException;
import qasr.model.ModelInput;
import qasr.model.SoundEncoder;
import qasr.text.Language;

/**
 * Times units with the connectionist head of a model. The head gives the probability of each character in each frame. The most probable path with all characters of the text gives each unit its time. Closing it does nothing; the network belongs to the model.
 */
public final class ConnectionistAligner implements UnitAligner {
    private static final int LONGEST_SECONDS = 180;

    /**
     * Units with a lower score were probably not said. Below this score are 1 % of the words that were said and 95 % of those that
     * were not, in clean recompositions of the built-in model's voices; 5 and 90 % with noise 20 dB below the speech; 48
     * and 86 % with voices that the model does not know (models/demo/README.md).
     */
    private static final double LEAST_SCORE = -4;

    private final SoundEncoder encoder;
    private final CharacterHead head;
    private final List<String> languages;

    /**
     * Creates an aligner.
     *
     * @param languages the names of the languages that the head was trained on
     */
    public ConnectionistAligner(SoundEncoder encoder, CharacterHead head, List<String> languages) {
        this.encoder = encoder;
        this.head = head;
        this.languages = List.copyOf(languages);
    }

    @Override
    public boolean knows(Language language) {
        return languages.contains(language.name());
    }

    @Override
    public int maxSamples() {
        return LONGEST_SECONDS * Waveform.SAMPLE_RATE;
    }

    @Override
    public int[] align(float[] samples, List<String> units, Language language) throws ModelException {
        return alignScored(samples, units, language).times();
    }

    @Override
    public AlignedUnits alignScored(float[] samples, List<String> units, Language language) throws ModelException {
        Waveform sound = Waveform.of(samples);
        if (units.isEmpty() || !ModelInput.accepts(sound)) {
            return spread(units.size(), sound);
        }
        CharacterScores scores = head.scores(encoder.encode(sound));
        if (!scores.isFinite()) {
            throw new ModelException("aligner: its numbers are not finite: " + CharacterHead.FILE + " is damaged");
        }
        UnitCharacters text = UnitCharacters.of(units, head);
        if (text.leastFrames() > scores.frames()) {
            text = text.firstOnly();
        }
        if (text.leastFrames() > scores.frames()) {
            return spread(units.size(), sound);
        }
        SoundLevel level = new SoundLevel(samples);
        StateScores states = new StateScores(scores, text, head.output(' '), level.pauses(scores));
        CharacterPath path = CharacterPath.find(states, text);
        int[] times = new UnitEdges(scores, text, path, level).times();
        return new AlignedUnits(times, UnitFit.of(states, text, path), LEAST_SCORE);
    }

    /** Returns equal shares of the sound, with the lowest score: it cannot hold the text. */
    private static AlignedUnits spread(int units, Waveform sound) {
        int[] times = new int[2 * units];
        double[] scores = new double[units];
        for (int i = 0; i < units; i++) {
            times[2 * i] = (int) (1000 * sound.seconds() * i / units);
            times[2 * i + 1] = (int) (1000 * sound.seconds() * (i + 1) / units);
            scores[i] = Double.NEGATIVE_INFINITY;
        }
        return new AlignedUnits(times, scores, LEAST_SCORE);
    }

    @Override
    public void close() {
        // the encoder is the model's
    }
}
