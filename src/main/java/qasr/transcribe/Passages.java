package qasr.transcribe;

import qasr.guard.Passage;
import qasr.model.Decoding;
import qasr.text.AsrOutput;
import qasr.transcript.Attempt;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;
import qasr.transcript.Wording;

/** What the guards let through, as the transcript records it. */
final class Passages {
    private Passages() {}

    static Utterance utterance(Passage passage, Place place) {
        boolean failed = passage.ending() == Passage.Ending.FAILED;
        return new Utterance(
                place,
                failed ? Wording.NONE : wording(passage.output()),
                failed ? Confidence.NONE : confidence(passage.decoding()),
                new Outcome(
                        status(passage.ending(), passage.attempts() > 1),
                        passage.earlier().stream().map(Passages::attempt).toList(),
                        passage.flags()));
    }

    private static Attempt attempt(Passage.Tried tried) {
        return new Attempt(
                tried.reason(), wording(tried.output()), confidence(tried.decoding()), status(tried.ending(), false));
    }

    private static Wording wording(AsrOutput output) {
        return Wording.of(output.language(), output.text());
    }

    private static Confidence confidence(Decoding decoding) {
        return Confidence.of(decoding.logProbabilities());
    }

    private static Status status(Passage.Ending ending, boolean again) {
        return switch (ending) {
            case COMPLETE -> again ? Status.RETRIED : Status.OK;
            case TRUNCATED -> Status.TRUNCATED;
            case NO_SPEECH -> Status.NO_SPEECH;
            case FAILED -> Status.FAILED;
        };
    }
}
