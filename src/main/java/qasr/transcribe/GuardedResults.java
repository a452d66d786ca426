package qasr.transcribe;

import java.util.ArrayList;
import java.util.List;
import qasr.guard.GuardedResult;
import qasr.model.Decoding;
import qasr.text.AsrOutput;
import qasr.text.TextStream;
import qasr.text.Tokenizer;
import qasr.transcript.Attempt;
import qasr.transcript.Confidence;
import qasr.transcript.Edit;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.ScoredToken;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;
import qasr.transcript.Wording;

/** Converts the results of the guards to utterances of the transcript. */
final class GuardedResults {
    private final Tokenizer tokenizer;

    GuardedResults(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    Utterance utterance(GuardedResult result, Place place) {
        boolean failed = result.ending() == GuardedResult.Ending.FAILED;
        return new Utterance(
                place,
                wording(result),
                failed ? Confidence.NONE : confidence(result.decoding()),
                new Outcome(
                        status(result.ending(), result.attempts() > 1),
                        result.earlier().stream().map(this::attempt).toList(),
                        result.flags()));
    }

    /** Returns the text, with an edit for the part that the guards removed, so that the removal can be undone. */
    private static Wording wording(GuardedResult result) {
        String said = result.said();
        String text = result.output().text();
        Wording words = Wording.of(result.output().language(), said);
        if (said.equals(text)) {
            return words;
        }
        int start = 0;
        while (start < text.length() && said.codePointAt(start) == text.codePointAt(start)) {
            start += Character.charCount(text.codePointAt(start));
        }
        int end = 0;
        while (end < text.length() - start
                && said.charAt(said.length() - 1 - end) == text.charAt(text.length() - 1 - end)
                && !Character.isSurrogate(text.charAt(text.length() - 1 - end))) {
            end++;
        }
        String kind = switch (result.ending()) {
            case NO_SPEECH -> "no_speech";
            case FAILED -> "failed";
            default -> new AsrOutput("", said).withoutHeaders().text().equals(text) ? "header" : "loop_cut";
        };
        return words.edited(new Edit(
                kind,
                said.codePointCount(0, start),
                said.substring(start, said.length() - end),
                text.substring(start, text.length() - end)));
    }

    private Attempt attempt(GuardedResult.RejectedAttempt tried) {
        return new Attempt(
                tried.reason(), wording(tried.output()), confidence(tried.decoding()), status(tried.ending(), false));
    }

    private static Wording wording(AsrOutput output) {
        return Wording.of(output.language(), output.text());
    }

    private Confidence confidence(Decoding decoding) {
        int[] ids = decoding.tokens();
        float[] logProbabilities = decoding.logProbabilities();
        TextStream stream = tokenizer.stream();
        List<ScoredToken> tokens = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            String text = stream.add(ids[i]);
            String cutOff = i == ids.length - 1 ? stream.finish() : "";
            tokens.add(new ScoredToken(ids[i], text + cutOff, logProbabilities[i]));
        }
        return Confidence.of(tokens);
    }

    private static Status status(GuardedResult.Ending ending, boolean again) {
        return switch (ending) {
            case COMPLETE -> again ? Status.RETRIED : Status.OK;
            case TRUNCATED -> Status.TRUNCATED;
            case NO_SPEECH -> Status.NO_SPEECH;
            case FAILED -> Status.FAILED;
        };
    }
}
