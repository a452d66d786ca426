package qasr.output;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qasr.text.Language;
import qasr.transcript.Utterance;

/** The languages of a transcript and their durations. */
public final class HeardLanguages {
    private HeardLanguages() {}

    /** Returns the codes of the languages with the total duration of their utterances, the longest first. */
    static Map<String, Duration> of(List<Utterance> utterances) {
        Map<String, Duration> durations = new LinkedHashMap<>();
        for (Utterance utterance : utterances) {
            if (!utterance.language().isEmpty() && utterance.hasWords()) {
                durations.merge(
                        Language.named(utterance.language()).codeOrName(),
                        utterance.end().minus(utterance.start()),
                        Duration::plus);
            }
        }
        Map<String, Duration> ranked = new LinkedHashMap<>();
        durations.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .forEach(entry -> ranked.put(entry.getKey(), entry.getValue()));
        return ranked;
    }

    /** Returns the code of the language with the longest duration, or "" without words. */
    public static String longest(List<Utterance> utterances) {
        return of(utterances).keySet().stream().findFirst().orElse("");
    }
}
