package qasr.transcript;

import java.time.Duration;

/**
 * Text with its place in the recording.
 *
 * @param language the language's English name as the model says it, or "" where it heard none
 * @param meanLogProbability mean natural logarithm of the tokens' probabilities, or NaN without tokens
 * @param complete false if decoding ended before the model had finished
 */
public record Utterance(
        Duration start,
        Duration end,
        String language,
        String text,
        double meanLogProbability,
        double minLogProbability,
        boolean complete) {}
