package qasr.transcript;

import java.time.Duration;
import java.util.List;

/**
 * The result for one recording.
 *
 * @param source what the user called it
 * @param duration how long the recording is
 * @param engine what made it
 * @param utterances in the order of their start, disjoint
 * @param warnings what was wrong with the recording, one sentence each
 */
public record Transcript(
        String source,
        Duration duration,
        SourceFormat format,
        Engine engine,
        List<Utterance> utterances,
        Timing timing,
        List<String> warnings) {
    public Transcript {
        utterances = List.copyOf(utterances);
        warnings = List.copyOf(warnings);
    }

    /** How the recording was encoded. */
    public record SourceFormat(String codec, int sampleRate, int channels) {}

    /** Which program and model made the transcript, on what device, at what precision. */
    public record Engine(String version, String model, String device, String precision) {}

    /** How long it took. */
    public record Timing(Duration load, Duration decode) {}
}
