package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import qasr.vad.Chunk;

/**
 * One way of asking the network about a stretch of sound.
 *
 * @param shifted whether a fifth of a second of nothing comes before it
 * @param penalised whether what was said lately is less likely
 * @param pieces how many times the chunk has been cut in two for this
 * @param languages the only languages that may be said, or none for all
 * @param earlier what was tried before
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
    /** Returns the first one for a chunk; where a detector hears nobody there is no context, which would be recited. */
    static Trial first(Chunk chunk, List<String> languages) {
        return new Trial(chunk, !chunk.speech().isEmpty(), false, false, false, 0, languages, List.of());
    }

    /** Returns how much more repetition than the first time is taken for true: a listener who hears it twice believes it. */
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

    /** Returns the same for a part of the sound; without a context if nobody knows whether it is a part with speech. */
    Trial of(Chunk part) {
        boolean detected = !sound.speech().equals(List.of(sound.range()));
        return new Trial(part, withContext && detected, precise, shifted, penalised, pieces + 1, languages, earlier);
    }

    /** Returns what {@code remedy} says to try, nothing if it has all been tried. */
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
