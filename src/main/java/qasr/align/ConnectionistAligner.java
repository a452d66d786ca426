package qasr.align;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
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

    /** See models/demo/README.md for how they were chosen. */
    private static final PathCosts COSTS = new PathCosts(12, 2, 6, 0.2f);

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
        return aligned(samples, units, PathCosts.ALL_SAID, new BitSet()).times();
    }

    @Override
    public AlignedUnits alignJudged(float[] samples, List<String> units, Language language, BitSet heard)
            throws ModelException {
        return aligned(samples, units, COSTS, heard);
    }

    private AlignedUnits aligned(float[] samples, List<String> units, PathCosts costs, BitSet heard)
            throws ModelException {
        Waveform sound = Waveform.of(samples);
        if (units.isEmpty() || !ModelInput.accepts(sound)) {
            return spread(units.size(), sound);
        }
        CharacterScores scores = head.scores(encoder.encode(sound));
        if (!scores.isFinite()) {
            throw new ModelException("aligner: its numbers are not finite: " + CharacterHead.FILE + " is damaged");
        }
        UnitCharacters text = UnitCharacters.of(units, head);
        if (!costs.leavesOut() && text.leastFrames() > scores.frames()) {
            text = text.firstOnly();
            if (text.leastFrames() > scores.frames()) {
                return spread(units.size(), sound);
            }
        }
        SoundLevel level = new SoundLevel(samples);
        StateScores states = new StateScores(scores, text, head.output(' '), level.pauses(scores));
        CharacterPath path = CharacterPath.find(states, text, costs, costs.ofUnits(text.lengths(), heard));
        BitSet unsaid = path.leftOut(text);
        if (unsaid.cardinality() == units.size()) {
            return spread(units.size(), sound);
        }
        return new AlignedUnits(new UnitEdges(scores, text, path, level).times(), Optional.of(unsaid));
    }

    /** Returns equal shares of the sound for units of which none was said. */
    private static AlignedUnits spread(int units, Waveform sound) {
        int[] times = new int[2 * units];
        for (int i = 0; i < units; i++) {
            times[2 * i] = (int) (1000 * sound.seconds() * i / units);
            times[2 * i + 1] = (int) (1000 * sound.seconds() * (i + 1) / units);
        }
        BitSet unsaid = new BitSet();
        unsaid.set(0, units);
        return new AlignedUnits(times, Optional.of(unsaid));
    }

    @Override
    public void close() {
        // the encoder is the model's
    }
}
