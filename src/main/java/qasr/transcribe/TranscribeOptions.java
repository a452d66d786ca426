package qasr.transcribe;

import java.time.Duration;
import java.util.Optional;
import qasr.text.Language;
import qasr.transcript.Transcript;

/**
 * What holds for all recordings of a run.
 *
 * @param forcedLanguage the language all speech is taken to be, or empty to hear it in each chunk
 * @param batchSize how many chunks are decoded together; 1 gives each text as early as can be
 * @param engine what makes the transcripts, for their records
 * @param load how long opening the model took, for their records
 */
public record TranscribeOptions(
        Optional<Language> forcedLanguage, int batchSize, Transcript.Engine engine, Duration load) {
    public TranscribeOptions {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, not " + batchSize);
        }
    }
}
