package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import qasr.vad.Chunk;

/**
 * One decoding attempt: a part of the audio and the settings to decode it with.
 *
 * @param shifted whether 0.2 s of silence is put before the audio
 * @param penalised whether recent tokens get a repetition penalty
 * @param pieces the number of times that the chunk has been cut in two
 * @param languages the allowed languages; empty means all
 * @param earlier the rejected answers so far
 */
record Trial(
        Chunk sound,
        boolean withContext,
        boolean precise,
        boolean shifted,
        boolean penalised,
        int pieces,
        List<String> languages,
        List<GuardedResult.RejectedAttempt> earlier) {
    /**
     * Returns the first trial for a chunk. It has no context if the detector found no speech: the model would recite
     * the context.
     */
    static Trial first(Chunk chunk, List<String> languages) {
        return new Trial(chunk, !chunk.speech().isEmpty(), false, false, false, 0, languages, List.of());
    }

    /**
     * Returns the factor for the allowed number of repeats: 1 at first, 2 in a retry, because a repetition that the
     * model hears twice is probably real.
     */
    int patience() {
        return earlier.isEmpty() ? 1 : 2;
    }

    Trial after(GuardedResult.RejectedAttempt tried) {
        List<GuardedResult.RejectedAttempt> all = new ArrayList<>(earlier);
        all.add(tried);
        return new Trial(sound, withContext, precise, shifted, penalised, pieces, languages, List.copyOf(all));
    }

    Trial withoutContext() {
        return new Trial(sound, false, precise, shifted, penalised, pieces, languages, earlier);
    }

    Trial precisely() {
        return new Trial(sound, withContext, true, shifted, penalised, pieces, languages, earlier);
    }

    Trial withPenalty() {
        return new Trial(sound, withContext, precise, shifted, true, pieces, languages, earlier);
    }

    Trial moved() {
        return new Trial(sound, withContext, precise, true, penalised, pieces, languages, earlier);
    }

    /**
     * Returns the trial for a piece of this trial's audio. It has no context if no detector knows whether the piece has
     * speech.
     */
    Trial of(Chunk part) {
        boolean detected = !sound.speech().equals(List.of(sound.range()));
        return new Trial(part, withContext && detected, precise, shifted, penalised, pieces + 1, languages, earlier);
    }

    /** Returns the next trials of the strategy {@code remedy}; none if all have been tried. */
    List<Trial> remedied(Remedy remedy) {
        return switch (remedy) {
            case PRECISELY -> precise ? inPieces() : List.of(precisely());
            case WITHOUT_CONTEXT -> withContext ? List.of(withoutContext()) : List.of();
            case IN_PIECES -> inPieces();
            case OUT_OF_LOOP -> outOfLoop();
            case NONE -> List.of();
        };
    }

    private List<Trial> outOfLoop() {
        if (pieces == 0 && !shifted) {
            return inPieces();
        }
        return penalised ? inPieces() : List.of(withPenalty());
    }

    private List<Trial> inPieces() {
        List<Chunk> parts = Pieces.of(sound);
        if (!parts.isEmpty()) {
            return parts.stream().map(this::of).toList();
        }
        return shifted ? List.of() : List.of(moved());
    }
}
